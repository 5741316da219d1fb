/** One column: its header, samples, the field it was taken for, and why. */
import { useEffect, useRef, type ReactElement } from 'react';
import type { ColumnSummary } from '../../workers/api';
import { number } from '../../strings';
import { FieldSelect } from './FieldSelect';
import { FIRST } from './focus';

/** Below this a mapping is shown as unsure. */
const SURE = 0.9;

export function isUnsure({ field, confidence, chosen, other }: ColumnSummary): boolean {
  return other || (field !== null && !chosen && confidence < SURE);
}

export function ColumnLine({
  column,
  at,
  chosen,
  onChoose,
  onField,
}: {
  readonly column: ColumnSummary;
  /** Where it stands, in words. */
  readonly at: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onField: (field: string | null) => void;
}): ReactElement {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const box = line.current;
    if (chosen && box && !box.contains(document.activeElement)) box.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  // What tells the column from its neighbours comes first: the line is cut where it ends.
  const [leaf = '', ...outer] = column.header.split('/').reverse();
  return (
    <li
      ref={line}
      className={`column${chosen ? ' column-chosen' : ''}`}
      {...(isUnsure(column) ? FIRST : {})}
      onFocus={onChoose}
      onClick={onChoose}
    >
      <span className="column-head" title={column.header}>
        <b>{at}</b> {leaf || '(没有表头)'}
        {outer.length > 0 && <span className="note"> {outer.reverse().join(' › ')}</span>}
      </span>
      <span className="note column-samples" title={column.samples.join('、')}>
        {column.samples.join('、') || '没有内容'}
      </span>
      <FieldSelect
        label={`${at} ${/\d/.test(at) ? '' : '列 '}${column.header} 对应的栏目`}
        field={column.field}
        onChange={onField}
      />
      {(isUnsure(column) || chosen || column.factor !== 1) && (
        <span className={`note column-why${isUnsure(column) ? ' column-unsure' : ''}`}>{whyText(column)}</span>
      )}
    </li>
  );
}

function whyText({ why, confidence, field, chosen, factor }: ColumnSummary): string {
  const share = field !== null && !chosen ? `把握 ${Math.round(confidence * 100)}%` : '';
  const unit = factor === 1 ? '' : `表里的数 × ${number(factor)}`;
  return [why, share, unit].filter(Boolean).join('；');
}
