/** What an import does to one household, and the clerk's word on it. */
import { useEffect, useRef, type KeyboardEvent, type ReactElement, type RefObject } from 'react';
import type { PlanChange, PlanRow } from '../../workers/api';
import { number, words } from '../../strings';
import { Button } from '../../ui/Button';
import { isComposing } from '../../ui/ime';
import { isFocusFree, pageOf } from './focus';
import { CLASS_WORDS } from './PlanFilters';
import { SuspectPlan } from './SuspectPlan';
import { useChoices, type Choices } from './useChoices';

export function HouseholdPlan({
  row,
  onNext,
}: {
  readonly row: PlanRow;
  readonly onNext: (() => void) | null;
}): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  useNextDecision(box);
  const choices = useChoices(row);
  const differing = row.changes.filter(({ conflict, stands }) => conflict || stands === 'open');
  const takeAll = (side: 'take' | 'keep'): void => {
    choices.choose(Object.fromEntries(differing.map(({ id }) => [id, side] as const)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.ctrlKey || event.altKey) return;
    // The next household comes up under a key that is still held down: it must not be decided unseen.
    if (event.repeat && event.key !== 'Tab') return event.preventDefault();
    if (event.key === '1' && differing.length > 0) takeAll('keep');
    else if (event.key === '2' && differing.length > 0) takeAll('take');
    else if (event.key === 'Enter' && event.target === box.current) onNext?.();
    else return;
    event.preventDefault();
  };
  return (
    <div ref={box} className="plan-household" tabIndex={-1} onKeyDown={onKeyDown}>
      <header className="plan-household-head">
        <h2>
          {row.head_name || words.blank} <span className="count">{row.household_no}</span>
        </h2>
        <span className={`plan-word plan-${row.class}`}>{CLASS_WORDS[row.class]}</span>
        <span className="note">{`“${row.sheet}”第 ${number(row.row)} 行`}</span>
        {onNext && (
          <Button look="quiet" onClick={onNext}>
            下一户
          </Button>
        )}
      </header>
      {row.class === 'new' && <Stated row={row} />}
      {row.class === 'same' && <p>与档案一致，没有要改的。</p>}
      {row.class === 'suspect' && <SuspectPlan row={row} said={choices.said} />}
      {differing.length > 1 && (
        <div className="plan-all">
          <span className="note">这一户不一样的 {number(differing.length)} 处</span>
          <Button onClick={() => takeAll('keep')}>都留档案里的（1）</Button>
          <Button onClick={() => takeAll('take')}>都用表里的（2）</Button>
        </div>
      )}
      {row.changes.length > 0 && <Changes row={row} choices={choices} />}
    </div>
  );
}

/** When a decision brings up this household, its first open decision has the focus. */
function useNextDecision(box: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    if (!isFocusFree(pageOf(box.current))) return;
    const open = box.current?.querySelector<HTMLElement>('.change-open input, .suspect-actions button');
    (open ?? box.current)?.focus({ preventScroll: true });
    open?.scrollIntoView({ block: 'nearest' });
  }, [box]);
}

/** What comes in with a new household. */
function Stated({ row: { facts, people } }: { readonly row: PlanRow }): ReactElement {
  return (
    <>
      <p>整户新增，{number(people.length)} 人。</p>
      <dl className="stated">
        {facts.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="selectable">{text}</dd>
          </div>
        ))}
      </dl>
      {people.length > 0 && (
        <>
          <h3>家庭成员</h3>
          <ul className="stated-people">
            {people.map((person, at) => (
              <li key={at} className="selectable">
                {person}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Changes({
  row,
  choices: { wanted, choose },
}: {
  readonly row: PlanRow;
  readonly choices: Choices;
}): ReactElement {
  const set = (change: PlanChange, side: 'take' | 'keep'): void => choose({ [change.id]: side });
  const isOn = (change: PlanChange, side: 'take' | 'keep'): boolean =>
    (wanted[change.id] ?? { file: 'take', archive: 'keep', open: '' }[change.stands]) === side;
  return (
    <table className="list plan-changes">
      <thead>
        <tr>
          <th scope="col">栏目</th>
          <th scope="col">档案里的</th>
          <th scope="col">表里的</th>
        </tr>
      </thead>
      <tbody>
        {row.changes.map((change) => (
          <tr key={change.id} className={change.stands === 'open' ? 'change-open' : undefined}>
            <td className="change-label">
              {change.of !== '' && <span className="note">{change.of} · </span>}
              {change.label}
              {change.corrects === true && <span className="note"> 更正</span>}
              {change.stands === 'open' && <b className="severity-W change-word"> 没定</b>}
            </td>
            <Side change={change} side="keep" text={change.beforeText} on={isOn(change, 'keep')} onPick={set} />
            <Side change={change} side="take" text={change.afterText} on={isOn(change, 'take')} onPick={set} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One of the two values; the one that will stand is ticked. */
function Side({
  change,
  side,
  text,
  on,
  onPick,
}: {
  readonly change: PlanChange;
  readonly side: 'take' | 'keep';
  readonly text: string;
  readonly on: boolean;
  readonly onPick: (change: PlanChange, side: 'take' | 'keep') => void;
}): ReactElement {
  return (
    <td className={`change-side${on ? ' change-on' : ''}`}>
      <label>
        <input
          type="radio"
          className="check"
          name={change.id}
          checked={on}
          aria-label={`${change.label}：${side === 'take' ? '用表里的' : '留档案里的'} ${text || words.blank}`}
          onChange={() => onPick(change, side)}
        />
        <span className={text === '' ? 'note' : undefined}>{text || words.blank}</span>
      </label>
    </td>
  );
}
