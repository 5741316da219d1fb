/** 导入记录: all imports so far, newest first; each result can be opened again. */
import { useState, type ReactElement } from 'react';
import { undoOperation } from '../../forms/undo';
import type { Archive } from '../../store/db';
import { imports } from '../../store/queries/batches';
import { operationById } from '../../store/queries/operations';
import { useSession } from '../../store/session';
import type { ImportSummary } from '../../store/types';
import { dayAndTime, number, words } from '../../strings';
import { Button } from '../../ui/Button';
import { useAsync } from '../../ui/useAsync';
import { changeImport } from './importState';

const PAGE = 20;

export function ImportHistory(): ReactElement | null {
  const { archive, version } = useSession();
  const [shown, setShown] = useState(PAGE);
  const list = useAsync(() => imports(archive), String(version));
  if (!list || list.length === 0) return null;
  return (
    <section className="import-history">
      <h2>
        导入记录 <span className="count">{number(list.length)}</span>
      </h2>
      <table className="list">
        <thead>
          <tr>
            {['时间', '填报人', '文件', '写入', '问题'].map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">结果和撤销</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.slice(0, shown).map((one) => (
            <tr key={one.id} className={one.undone ? 'history-undone' : undefined}>
              <td className="history-when">{dayAndTime(one.when)}</td>
              <td>{one.who || words.notFilled}</td>
              <td className="history-files" title={one.files.map(({ path }) => path).join('\n')}>
                {filesText(one)}
              </td>
              <td className="history-when">
                {number(one.written)} 户{one.undone && <span className="note"> {words.undone}</span>}
              </td>
              <td className="history-when">{number(one.problems)}</td>
              <td className="history-do">
                <Button look="quiet" onClick={() => changeImport({ result: one.id })}>
                  看结果
                </Button>
                {one.operation !== null && !one.undone && (
                  <Button look="quiet" icon="undo" writes onClick={() => void undoImport(archive, one.operation ?? '')}>
                    {words.undo}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.length > shown && (
        <Button look="quiet" onClick={() => setShown(shown + PAGE)}>
          再显示 {number(Math.min(PAGE, list.length - shown))} 次
        </Button>
      )}
    </section>
  );
}

/** The first file and how many there are besides. */
export function filesText({ files }: Pick<ImportSummary, 'files'>): string {
  const [first] = files;
  if (!first) return '没有保留文件';
  const name = first.path.slice(first.path.lastIndexOf('/') + 1);
  return files.length === 1 ? name : `${name} 等 ${number(files.length)} 个`;
}

/** Takes an import back; what stands in the way is said. */
export async function undoImport(archive: Archive, id: string): Promise<void> {
  const operation = await operationById(archive, id);
  if (operation) await undoOperation(archive, operation);
}
