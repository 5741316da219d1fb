/** 导入记录: all imports so far, newest first. */
import { useState, type ReactElement } from 'react';
import { undoOperation } from '../../forms/undo';
import { listOperations } from '../../store/queries/operations';
import { useSession } from '../../store/session';
import { dayAndTime, number, words } from '../../strings';
import { Button } from '../../ui/Button';
import { useAsync } from '../../ui/useAsync';

const PAGE = 20;

export function ImportHistory(): ReactElement | null {
  const { archive, version } = useSession();
  const [shown, setShown] = useState(PAGE);
  const list = useAsync(
    async () => (await listOperations(archive, 2000)).filter(({ kind }) => kind === 'import'),
    String(version),
  );
  if (!list || list.length === 0) return null;
  return (
    <section className="import-history">
      <h2>
        导入记录 <span className="count">{number(list.length)}</span>
      </h2>
      <table className="list">
        <tbody>
          {list.slice(0, shown).map((operation) => (
            <tr key={operation.id}>
              <td>{dayAndTime(operation.when)}</td>
              <td>{operation.summary}</td>
              <td>{operation.who || words.notFilled}</td>
              <td>
                {operation.undoneBy === undefined ? (
                  <Button look="quiet" icon="undo" writes onClick={() => void undoOperation(archive, operation)}>
                    {words.undo}
                  </Button>
                ) : (
                  <span className="note">{words.undone}</span>
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
