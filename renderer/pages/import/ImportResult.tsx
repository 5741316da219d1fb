/** The result of one import, as it stands in the archive: just written, or opened again years later. */
import { useState, type ReactElement } from 'react';
import { problemText } from './problemText';
import { pathText } from '../../forms/pathText';
import { getMany } from '../../store/queries/households';
import { importChanges, importProblems, importResult, type ImportChange } from '../../store/queries/batches';
import type { Archive } from '../../store/db';
import { useSession } from '../../store/session';
import type { LeftOut } from '../../store/types';
import { dayAndTime, number, words } from '../../strings';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { go } from '../../ui/route';
import { useAsync } from '../../ui/useAsync';
import { filesText, undoImport } from './ImportHistory';
import { MarkedFiles } from './MarkedFiles';
import { PlainProblems } from './ProblemList';

const PAGE = 50;

export function ImportResult({
  id,
  actions,
}: {
  readonly id: string;
  readonly actions: ReactElement;
}): ReactElement | null {
  const { archive, version } = useSession();
  const found = useAsync(async () => ({ result: await importResult(archive, id) }), `${id} ${version}`);
  const [problems, setProblems] = useState(PAGE);
  const listed = useAsync(() => importProblems(archive, id, 0, problems), `${id} ${problems}`);
  if (!found) return <p className="note">正在打开这次导入的结果…</p>;
  const { result } = found;
  if (!result) return <p className="note">没有找到这次导入的结果。</p>;
  const { summary, leftOut } = result;
  return (
    <div className="import-result">
      {summary.undone ? (
        <Notice kind="info">本次导入已撤销，档案与导入前一样。</Notice>
      ) : summary.operation === null ? (
        <Notice kind="good">表里的内容档案都已有，没有要写入的。</Notice>
      ) : (
        <Notice kind="good">已写入 {number(summary.written)} 户。</Notice>
      )}
      <div className="import-actions">
        {actions}
        {summary.operation !== null && !summary.undone && (
          <Button icon="undo" writes onClick={() => void undoImport(archive, summary.operation ?? '')}>
            撤销本次导入
          </Button>
        )}
      </div>
      {summary.problems > 0 && <MarkedFiles id={id} files={summary.files} problems={summary.problems} />}
      <dl className="result-facts">
        <dt>时间</dt>
        <dd>{dayAndTime(summary.when)}</dd>
        <dt>填报人</dt>
        <dd>{summary.who || words.notFilled}</dd>
        <dt>文件</dt>
        <dd title={summary.files.map(({ path }) => path).join('\n')}>{filesText(summary)}</dd>
        <dt>结果</dt>
        <dd>{countsText(summary.counts)}</dd>
      </dl>
      <LeftOuts list={leftOut} />
      {listed && listed.length > 0 && (
        <PlainProblems
          list={listed.map(problemText)}
          total={summary.problems}
          onMore={() => setProblems(problems + PAGE)}
        />
      )}
      <Written id={id} total={summary.undone ? 0 : summary.written} />
    </div>
  );
}

const COUNTS: readonly (readonly [key: string, word: string])[] = [
  ['new', '新增'],
  ['changed', '修改'],
  ['conflict', '冲突'],
  ['suspect', '疑似重复'],
  ['same', '不变'],
  ['rejected', '拒绝'],
];

function countsText(counts: Readonly<Record<string, number>>): string {
  const parts = COUNTS.flatMap(([key, word]) =>
    (counts[key] ?? 0) > 0 ? [`${word} ${number(counts[key] ?? 0)}`] : [],
  );
  return parts.length === 0 ? '没有住户' : parts.join('，');
}

function LeftOuts({ list }: { readonly list: readonly LeftOut[] }): ReactElement | null {
  if (list.length === 0) return null;
  return (
    <section>
      <h2>
        没有导入的住户 <span className="count">{number(list.length)}</span>
      </h2>
      <p className="note">定好以后把同一个文件再导入一次就行，已写入的不会重复。</p>
      <table className="list">
        <tbody>
          {list.slice(0, 200).map((one, at) => (
            <tr key={at}>
              <td>{one.head_name || words.blank}</td>
              <td>{one.household_no}</td>
              <td>
                {one.sheet} {one.cell}
              </td>
              <td>{one.why === 'skipped' ? '您选了先不导入' : '还没有定'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface WrittenRow extends ImportChange {
  readonly head: string;
  readonly no: string;
}

async function writtenRows(archive: Archive, id: string, count: number): Promise<WrittenRow[]> {
  const changes = await importChanges(archive, id, 0, count);
  const records = await getMany(
    archive,
    changes.map(({ household }) => household),
  );
  const byId = new Map(records.map((record) => [record.id, record]));
  return changes.map((change) => {
    const fields = byId.get(change.household)?.fields ?? {};
    return { ...change, head: String(fields['head_name'] ?? ''), no: String(fields['household_no'] ?? '') };
  });
}

function Written({ id, total }: { readonly id: string; readonly total: number }): ReactElement | null {
  const { archive, version } = useSession();
  const [shown, setShown] = useState(PAGE);
  const rows = useAsync(() => writtenRows(archive, id, shown), `${id} ${shown} ${version}`, total > 0);
  if (!rows || total === 0 || rows.length === 0) return null;
  return (
    <section>
      <h2>
        写入的住户 <span className="count">{number(total)}</span>
      </h2>
      <table className="list">
        <tbody>
          {rows.map((row) => (
            <tr key={row.household}>
              <td className="result-word">{row.what === 'created' ? '新增' : '修改'}</td>
              <td className="result-head">
                <Button look="quiet" onClick={() => go({ page: 'household', id: row.household })}>
                  {row.head || '已不在档案里'}
                </Button>
              </td>
              <td className="result-no">{row.no}</td>
              <td className="note">{row.what === 'created' ? '整户新增' : changesText(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < total && (
        <Button look="quiet" onClick={() => setShown(shown + PAGE)}>
          再显示 {number(Math.min(PAGE, total - rows.length))} 户
        </Button>
      )}
    </section>
  );
}

function changesText({ changes }: ImportChange): string {
  const names = changes.slice(0, 4).map(([path]) => pathText(path));
  return changes.length > 4 ? `${names.join('、')} 等 ${number(changes.length)} 处` : names.join('、');
}
