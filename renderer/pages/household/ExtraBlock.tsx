/** Columns of imported sheets that no field of the catalogue holds: kept as they came, and shown. */
import type { ReactElement } from 'react';
import type { HouseholdRecord } from '#shared/derive/record';
import { words } from '../../strings';
import { ExtraAssign } from './ExtraAssign';

export function ExtraBlock({
  record,
  onSource,
}: {
  readonly record: HouseholdRecord;
  readonly onSource: (path: string) => void;
}): ReactElement | null {
  if (record.extra.length === 0) return null;
  const nameOf = (member: number): string =>
    String(record.members[member]?.['name'] ?? '') || `第 ${member + 1} 位成员`;
  const first = new Map(record.extra.map(({ header }, index) => [header, index] as const).toReversed());
  return (
    <section className="section" aria-labelledby="title-extra">
      <div className="section-head">
        <h2 id="title-extra">
          附加列 <span className="count">{record.extra.length}</span>
        </h2>
        <span className="note">导入的表里没有对应栏目的内容，原样保留</span>
      </div>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">列名</th>
            <th scope="col">内容</th>
            <th scope="col">对象</th>
            <th scope="col">来源</th>
            <th scope="col">
              <span className="sr-only">归入栏目</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {record.extra.map((entry, index) => (
            <tr key={index}>
              <td>{entry.header || words.blank}</td>
              <td className="selectable">{entry.text}</td>
              <td>
                {entry.member === undefined ? '本户' : nameOf(entry.member)}
                {entry.year !== undefined && ` ${entry.year} 年`}
              </td>
              <td className="note">
                <button
                  type="button"
                  className="extra-source"
                  data-path={`extra[${index}]`}
                  title="看原表"
                  onClick={() => onSource(`extra[${index}]`)}
                >
                  {entry.source.replaceAll('|', ' ')}
                </button>
              </td>
              <td>{first.get(entry.header) === index && <ExtraAssign header={entry.header} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
