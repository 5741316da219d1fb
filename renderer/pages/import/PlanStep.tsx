/** Step 5 (second confirmation): what will be new, changed or in conflict, before anything is written. */
import { useState, type ReactElement } from 'react';
import { desktop } from '../../bridge/desktop';
import { useSession } from '../../store/session';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { PlanFilters, type Filter } from './PlanFilters';
import { PlanHouseholds } from './PlanHouseholds';
import { PolicyLine } from './PolicyLine';
import { importState, STEP, type ImportState, type Planned } from './importState';
import { goTo, write } from './planSteps';
import { ProblemList } from './ProblemList';

/** What the button does, in figures. */
export function actionText({ summary: { writes, writesNew, undecided } }: Planned): string {
  const changes = writes - writesNew;
  const parts = [writesNew > 0 && `写入 ${number(writesNew)} 户`, changes > 0 && `修改 ${number(changes)} 户`].filter(
    Boolean,
  );
  if (parts.length > 0) return parts.join('，');
  return undecided > 0 ? `${number(undecided)} 户先不定，结束导入` : '没有要写入的内容，完成';
}

export function PlanStep({ planned }: { readonly planned: Planned }): ReactElement {
  const { settings } = useSession();
  const [filter, setFilter] = useState<Filter>(firstFilter(planned));
  const [sure, setSure] = useState<string | null>(null);
  const { summary } = planned;
  const { breaker } = summary;
  const confirmed = breaker === null || sure === breaker.text;
  const apply = async (): Promise<void> => {
    const info = await desktop.info();
    await write(settings.person, info.ok ? info.value.computer : '', breaker !== null && confirmed);
  };
  return (
    <div className="import-step">
      <PlanFilters summary={summary} chosen={filter} onChoose={setFilter} />
      {breaker && (
        <Notice kind="warn">
          <p>{breaker.text}</p>
          <label className="panel-tick">
            <input
              type="checkbox"
              className="check"
              checked={confirmed}
              onChange={(event) => setSure(event.target.checked ? breaker.text : null)}
            />
            我核对过了，就是要这样写入
          </label>
        </Notice>
      )}
      <PolicyLine planned={planned} />
      {filter === 'problems' ? (
        <div className="plan-problems">
          <ProblemList of="plan" summary={summary.problems} version={String(planned.version)} />
        </div>
      ) : (
        <PlanHouseholds key={filter} planned={planned} filter={filter === 'all' ? null : filter} />
      )}
      <footer className="import-foot">
        <Button onClick={() => void goTo(backFrom(importState()))}>上一步</Button>
        <span className="note">{footText(planned)}</span>
        <Button
          look={summary.writes === 0 && summary.undecided > 0 ? 'plain' : 'primary'}
          writes
          disabled={!confirmed}
          title={confirmed ? undefined : '请先在上面打勾确认'}
          // It comes up where 看变化 was pressed: the second half of a double click must not write what nobody has seen.
          onClick={(event) => (event.detail < 2 ? void apply() : undefined)}
        >
          {actionText(planned)}
        </Button>
      </footer>
    </div>
  );
}

/** Where nothing was found to decide, the step of the damages is passed over in both directions. */
function backFrom({ damages }: ImportState): number {
  return damages?.some(({ note }) => !note) === true ? STEP.damage : STEP.columns;
}

function firstFilter({ summary: { undecided } }: Planned): Filter {
  return undecided > 0 ? 'undecided' : 'all';
}

function footText({ summary: { undecided, households, members, problems, writes } }: Planned): string {
  const open = undecided > 0 ? `还有 ${number(undecided)} 户没定，这几户先不动；` : '';
  const wrong = problems.byLevel.unread + problems.byLevel.rejected;
  const bad = wrong > 0 ? `表里有 ${number(wrong)} 处问题，写完可以把标出问题的原表发回去改；` : '';
  const undo = writes > 0 ? '，写入后可以一步撤销' : '';
  return `${open}${bad}表里共 ${number(households)} 户 ${number(members)} 人${undo}`;
}
