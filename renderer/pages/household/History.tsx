/** Everything that happened to this household, newest first, with the values before and after. */
import type { ReactElement } from 'react';
import type { HouseholdRecord } from '#shared/derive/record';
import { pathText } from '../../forms/pathText';
import { valueText } from '../../forms/valueText';
import { historyOf, type HistoryEntry } from '../../store/queries/history';
import { useSession } from '../../store/session';
import { dayAndTime, words } from '../../strings';
import { useAsync } from '../../ui/useAsync';

const WHAT: Readonly<Record<HistoryEntry['what'], string>> = { created: '建户', changed: '修改', deleted: '删除' };

export function History({ record }: { readonly record: HouseholdRecord }): ReactElement {
  const { archive, version } = useSession();
  const entries = useAsync(() => historyOf(archive, record.id), `${record.id} ${version}`);
  if (!entries) return <p className="side-empty note">{words.loading}</p>;
  return (
    <ul>
      {entries.map(({ operation, what, changes }) => (
        <li key={operation.id} className="history">
          <p className="note">
            {dayAndTime(operation.when)} {operation.who || '未填写填报人'}
          </p>
          <p>
            {(operation.kind === 'form' || operation.kind === 'attachment') && what === 'changed'
              ? operation.summary
              : `${WHAT[what]}：${operation.summary}`}
          </p>
          {changes.slice(0, 6).map(([path, before, after]) => (
            <p key={path} className="note history-change">
              {pathText(path)} <del>{valueText(before)}</del> → <ins>{valueText(after)}</ins>
            </p>
          ))}
          {changes.length > 6 && <p className="note">另有 {changes.length - 6} 处</p>}
        </li>
      ))}
    </ul>
  );
}
