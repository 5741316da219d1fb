/** The households of a plan: the list on the left, what happens to the chosen one on the right. */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { PlanClass } from '#shared/import/types';
import type { PlanRow } from '../../workers/api';
import { number, words } from '../../strings';
import { VirtualList, type ListHandle } from '../../grid/VirtualList';
import { useRowPages, type RowPages } from '../../grid/useRowPages';
import { importApi } from '../../workers/client';
import type { Planned } from './importState';
import { FIRST } from './focus';
import { HouseholdPlan } from './HouseholdPlan';
import { CLASS_WORDS } from './PlanFilters';

const LINE = 44;

export function PlanHouseholds({
  planned,
  filter,
}: {
  readonly planned: Planned;
  readonly filter: PlanClass | 'undecided' | null;
}): ReactElement {
  const { summary, version } = planned;
  const total =
    filter === null ? summary.households : filter === 'undecided' ? summary.undecided : summary.counts[filter];
  const fetch = useCallback((from: number, count: number) => importApi().planRows(filter, from, count), [filter]);
  const pages = useRowPages<PlanRow>(fetch, String(version));
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, Math.max(0, total - 1));
  const row = useKept(pages.at(chosen), chosen);
  if (total === 0)
    return (
      <p className="plan-none" tabIndex={-1} {...FIRST}>
        {noneText(filter)}
      </p>
    );
  return (
    // Where somebody has to decide, the household itself takes the focus.
    <div className="plan-split" {...(filter === 'undecided' ? {} : FIRST)}>
      <HouseholdList pages={pages} total={total} chosen={chosen} onChoose={setAt} />
      <section className="plan-detail" aria-label="这一户的变化">
        {row && <HouseholdPlan key={row.key} row={row} onNext={chosen + 1 < total ? () => setAt(chosen + 1) : null} />}
      </section>
    </div>
  );
}

function noneText(filter: PlanClass | 'undecided' | null): string {
  if (filter === 'undecided') return '都定好了，可以写入了。';
  return filter === null ? '表里没有可以导入的住户，原因请看“拒绝”。' : '没有这样的住户。';
}

/** The row in work, or, while it is fetched anew after a decision, as it was: the page must not blink. */
function useKept(row: PlanRow | undefined, position: number): PlanRow | undefined {
  const [kept, setKept] = useState<{ readonly row: PlanRow; readonly position: number } | null>(null);
  if (row && (kept?.row !== row || kept.position !== position)) setKept({ row, position });
  return row ?? (kept?.position === position ? kept.row : undefined);
}

function HouseholdList({
  pages,
  total,
  chosen,
  onChoose,
}: {
  readonly pages: RowPages<PlanRow>;
  readonly total: number;
  readonly chosen: number;
  readonly onChoose: (at: number) => void;
}): ReactElement {
  const list = useRef<ListHandle>(null);
  const load = useCallback((from: number, to: number) => void pages.load(from, to).catch(() => undefined), [pages]);
  useEffect(() => load(chosen, chosen), [load, chosen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -total, End: total }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(0, chosen + step), total - 1);
    onChoose(next);
    list.current?.scrollTo(next);
  };
  return (
    <VirtualList
      handle={list}
      className="plan-list"
      role="listbox"
      tabIndex={0}
      aria-label={`住户，共 ${number(total)} 户`}
      aria-activedescendant={`plan-${chosen}`}
      onKeyDown={onKeyDown}
      count={total}
      heightOf={() => LINE}
      onSight={load}
    >
      {(at, style) => {
        const row = pages.at(at);
        return (
          <div
            id={`plan-${at}`}
            role="option"
            aria-selected={at === chosen}
            className={`plan-line${at === chosen ? ' plan-chosen' : ''}`}
            style={style}
            onClick={() => onChoose(at)}
          >
            {row && (
              <>
                <b className={`plan-word plan-${row.class}`}>{CLASS_WORDS[row.class]}</b>
                <span className="plan-head">{row.head_name || words.blank}</span>
                <span className="note plan-no">{row.household_no}</span>
                <span className="note plan-sum">{sumOf(row)}</span>
              </>
            )}
          </div>
        );
      }}
    </VirtualList>
  );
}

function sumOf({ class: kind, changes, members, suspects, suspectAs, decision }: PlanRow): string {
  if (kind === 'new') return `${number(members)} 人`;
  if (kind === 'suspect') {
    if (decision?.household === undefined) return `像 ${suspects[0]?.head_name ?? ''} 一户，没定`;
    return suspectAs === 'merge' ? '合并' : suspectAs === 'skip' ? '先不导入' : '新建';
  }
  const [first] = changes;
  if (!first) return '';
  const open = changes.some(({ stands }) => stands === 'open') ? '，没定' : '';
  return changes.length === 1 ? `${first.label}${open}` : `${first.label}等 ${number(changes.length)} 处${open}`;
}
