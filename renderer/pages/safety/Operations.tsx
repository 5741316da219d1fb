/** 操作记录: every step that was taken, newest first, each with its way back. */
import { useState, type ReactElement } from 'react';
import { undoOperation } from '../../forms/undo';
import { countOperations, listOperations } from '../../store/queries/operations';
import { useSession } from '../../store/session';
import type { Operation } from '../../store/types';
import { dayAndTime, number, words } from '../../strings';
import { Button } from '../../ui/Button';
import { useAsync } from '../../ui/useAsync';

const PAGE = 50;

export function Operations(): ReactElement {
  const { archive, version } = useSession();
  const [shown, setShown] = useState(PAGE);
  const total = useAsync(() => countOperations(archive), String(version));
  const list = useAsync(() => listOperations(archive, shown), `${version} ${shown}`);
  return (
    <section className="safety-block">
      <h2>
        操作记录 <span className="count">{total !== undefined && number(total)}</span>
      </h2>
      <p className="note">每一步都可以撤销；后来又改过同样内容的，要先撤销后来的那一步。</p>
      {list?.length === 0 && <p className="safety-none note">还没有操作。</p>}
      {list && list.length > 0 && <List list={list} />}
      {list && total !== undefined && list.length < total && (
        <Button look="quiet" onClick={() => setShown(shown + PAGE)}>
          再显示 {number(Math.min(PAGE, total - list.length))} 次
        </Button>
      )}
    </section>
  );
}

function List({ list }: { readonly list: readonly Operation[] }): ReactElement {
  const { archive } = useSession();
  return (
    <table className="list">
      <thead>
        <tr>
          {['序号', '时间', '填报人', '内容', '户数'].map((word) => (
            <th key={word} scope="col">
              {word}
            </th>
          ))}
          <th scope="col">
            <span className="sr-only">撤销</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {list.map((operation) => (
          <tr key={operation.id} className={operation.undoneBy === undefined ? undefined : 'operation-undone'}>
            <td>{operation.seq}</td>
            <td className="operation-when">{dayAndTime(operation.when)}</td>
            <td>{operation.who || words.notFilled}</td>
            <td className="operation-what">
              {operation.summary}
              {operation.undoneBy !== undefined && <span className="note"> 已撤销</span>}
            </td>
            <td>{number(operation.households)}</td>
            <td className="operation-undo">
              {operation.undoneBy === undefined && (
                <Button look="quiet" icon="undo" writes onClick={() => void undoOperation(archive, operation)}>
                  {operation.kind === 'undo' ? '恢复' : words.undo}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
