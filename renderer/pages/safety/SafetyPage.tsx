/** 数据安全: what is true now – where the archive is, how much is in it, what was done – and nothing that is not. */
import { useState, type ReactElement } from 'react';
import { desktop } from '../../bridge/desktop';
import { undoOperation } from '../../forms/undo';
import { useSession } from '../../store/session';
import { countOperations, listOperations } from '../../store/queries/operations';
import type { Operation } from '../../store/types';
import { countText, dayAndTime, number, words } from '../../strings';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { useAsync } from '../../ui/useAsync';
import { searchApi } from '../../workers/client';
import { Verify } from './Verify';
import './safety.css';

const PAGE = 50;

export function SafetyPage(): ReactElement {
  const { archive, version } = useSession();
  const [shown, setShown] = useState(PAGE);
  const info = useAsync(() => desktop.info(), 'info');
  const space = useAsync(() => desktop.guard(), String(version));
  const counts = useAsync(() => searchApi().open(), String(version));
  const operations = useAsync(() => countOperations(archive), String(version));
  const list = useAsync(() => listOperations(archive, shown), `${version} ${shown}`);
  return (
    <div className="page-scroll">
      <Notice kind="warn">
        本版本没有自动备份。要备份，请先关闭户档，再把整个档案文件夹复制到U盘或另一块硬盘；不要在程序打开时复制。
      </Notice>
      <section className="safety-block">
        <h2>档案</h2>
        <dl className="safety-facts">
          <dt>档案文件夹</dt>
          <dd className="selectable">{info?.ok ? info.value.dataDir : ''}</dd>
          <dt>内容</dt>
          <dd>{counts && countText(counts.households, counts.members)}</dd>
          <dt>操作记录</dt>
          <dd>{operations !== undefined && `${number(operations)} 次`}</dd>
          <dt>磁盘剩余</dt>
          <dd>{space?.ok && `${number(Math.floor(space.value.free / 1e9))} GB`}</dd>
          <dt>这台电脑</dt>
          <dd>{info?.ok ? info.value.computer : ''}</dd>
        </dl>
        <Verify />
      </section>
      <section className="safety-block">
        <h2>
          操作记录 <span className="count">{operations !== undefined && number(operations)}</span>
        </h2>
        <p className="note">每一步都可以撤销；后来又改过同样内容的，要先撤销后来的那一步。</p>
        {list?.length === 0 && <p className="safety-none note">还没有操作。</p>}
        {list && list.length > 0 && <Operations list={list} />}
        {list && operations !== undefined && list.length < operations && (
          <Button look="quiet" onClick={() => setShown(shown + PAGE)}>
            再显示 {number(Math.min(PAGE, operations - list.length))} 次
          </Button>
        )}
      </section>
    </div>
  );
}

function Operations({ list }: { readonly list: readonly Operation[] }): ReactElement {
  const { archive } = useSession();
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">序号</th>
          <th scope="col">时间</th>
          <th scope="col">填报人</th>
          <th scope="col">内容</th>
          <th scope="col">户数</th>
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
                <Button look="quiet" icon="undo" onClick={() => void undoOperation(archive, operation)}>
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
