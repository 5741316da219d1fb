/** The figures of a plan, each of which shows its households when it is pressed. */
import type { ReactElement } from 'react';
import type { PlanCounts } from '#shared/import/types';
import type { PlanSummary } from '../../workers/api';
import { number } from '../../strings';

export type Filter = 'all' | 'undecided' | 'problems' | Exclude<keyof PlanCounts, 'rejected'>;

const CLASSES: readonly { readonly key: keyof PlanCounts; readonly word: string; readonly hint: string }[] = [
  { key: 'new', word: '新增', hint: '档案里没有的住户' },
  { key: 'changed', word: '修改', hint: '空白的内容将补上' },
  { key: 'conflict', word: '冲突', hint: '两边都有，但不一样' },
  { key: 'suspect', word: '疑似重复', hint: '像档案里的某一户' },
  { key: 'same', word: '不变', hint: '与档案一致' },
  { key: 'rejected', word: '拒绝', hint: '缺少关键内容，不导入' },
];

export const CLASS_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  CLASSES.map(({ key, word }) => [key, word]),
);

export function PlanFilters({
  summary,
  chosen,
  onChoose,
}: {
  readonly summary: PlanSummary;
  readonly chosen: Filter;
  readonly onChoose: (filter: Filter) => void;
}): ReactElement {
  const toggle = (filter: Filter): void => onChoose(chosen === filter ? 'all' : filter);
  return (
    <div className="plan-counts" role="group" aria-label="按变化筛选">
      {CLASSES.map(({ key, word, hint }) => {
        const filter: Filter = key === 'rejected' ? 'problems' : key;
        return (
          <button
            key={key}
            type="button"
            className={`plan-count plan-${key}`}
            aria-pressed={chosen === filter}
            disabled={summary.counts[key] === 0 && !(key === 'rejected' && summary.problems.total > 0)}
            onClick={() => toggle(filter)}
          >
            <b>{number(summary.counts[key])}</b> {word}
            <span className="note">
              {key === 'rejected' && summary.problems.total > 0
                ? `表里的问题 ${number(summary.problems.total)} 条`
                : hint}
            </span>
          </button>
        );
      })}
      {summary.undecided > 0 && (
        <button
          type="button"
          className="plan-count plan-undecided"
          aria-pressed={chosen === 'undecided'}
          onClick={() => toggle('undecided')}
        >
          <b>{number(summary.undecided)}</b> 没定
          <span className="note">等您逐户决定</span>
        </button>
      )}
    </div>
  );
}
