/** A household that looks like one of the archive: both side by side, and what is to be done. Nothing is merged by itself. */
import { useState, type MouseEvent, type ReactElement } from 'react';
import type { Decision } from '#shared/import/types';
import type { PlanRow } from '../../workers/api';
import { words } from '../../strings';
import { Button } from '../../ui/Button';
import { decide } from './planSteps';

export function SuspectPlan({
  row,
  said,
}: {
  readonly row: PlanRow;
  /** What was said about the household so far. */
  readonly said: Decision | null;
}): ReactElement | null {
  const merged = row.decision?.household?.kind === 'merge' ? row.decision.household.id : null;
  const [at, setAt] = useState(
    Math.max(
      0,
      row.suspects.findIndex(({ id }) => id === merged),
    ),
  );
  const suspect = row.suspects[at];
  if (!suspect) return null;
  const done = row.decision?.household?.kind;
  // The list moves on with every decision: the second half of a double click would decide about the next household.
  const set = (event: MouseEvent, household: NonNullable<NonNullable<PlanRow['decision']>['household']>): void => {
    if (event.detail < 2) void decide(row.key, { ...said, household });
  };
  return (
    <div className="suspect">
      {row.suspects.length > 1 && (
        <div className="tabs panel-tabs" role="tablist" aria-label="档案里像的住户">
          {row.suspects.map((each, index) => (
            <button
              key={each.id}
              type="button"
              role="tab"
              className="tab"
              aria-selected={index === at}
              onClick={() => setAt(index)}
            >
              {each.head_name}
            </button>
          ))}
        </div>
      )}
      <p>
        像档案里的 <b>{suspect.head_name}</b> 一户：{suspect.text}。
      </p>
      <table className="list suspect-facts">
        <thead>
          <tr>
            <th scope="col">栏目</th>
            <th scope="col">档案里的</th>
            <th scope="col">表里的</th>
          </tr>
        </thead>
        <tbody>
          {suspect.facts.map(({ label, file, archive }) => (
            <tr
              key={label}
              className={file !== '' && archive !== '' && file !== archive ? 'suspect-differs' : undefined}
            >
              <td className="change-label">{label}</td>
              <td className="selectable">{archive || words.blank}</td>
              <td className="selectable">{file || words.blank}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="suspect-actions" role="group" aria-label="这一户怎么办">
        <Button aria-pressed={merged === suspect.id} onClick={(event) => set(event, { kind: 'merge', id: suspect.id })}>
          就是这一户，合并
        </Button>
        <Button aria-pressed={done === 'new'} onClick={(event) => set(event, { kind: 'new' })}>
          是另一户，新建
        </Button>
        <Button aria-pressed={done === 'skip'} onClick={(event) => set(event, { kind: 'skip' })}>
          先不导入
        </Button>
      </div>
    </div>
  );
}
