/**
 * Columns → fields: by header, by heading, by what the other columns are, by the values; abstaining when unsure, since a
 * column in the wrong field is the worst error an import can make.
 */
import type { Field } from '../../catalogue/field';
import { fieldIn } from '../../catalogue/index';
import type { MappedColumn } from '../../import/types';
import { admitted } from './admit';
import { assign, THRESHOLD, type Scored } from './assign';
import { areOdd, fitOf, numericShare } from './evidence';
import { isSame, type Candidate } from './knowledge';
import { levelBonus } from './level';
import { isOfAnybody } from './neverMap';
import { columnOf, householdSpread, type ColumnInfo, type Table } from './table';
import { factorOf } from './units';

export function mapColumns(table: Table): MappedColumn[] {
  const helper = columnOf(table.columns, 'helper', 'helper_name');
  const scored = table.columns.flatMap((column) => scoreColumn(table, column, helper));
  const taken = assign(scored);
  preferFirstIdentified(table, taken);
  const tops = new Map<ColumnInfo, number>();
  for (const { column, score } of scored) tops.set(column, Math.max(tops.get(column) ?? 0, score));
  return table.columns.map((column) => {
    const best = taken.get(column.index);
    const top = tops.get(column) ?? 0;
    return mapped(column, best?.field ?? null, best?.score ?? Math.min(top, THRESHOLD - 0.05));
  });
}

/** A mapped column with what its header says about unit and year. */
export function mapped(
  column: Pick<ColumnInfo, 'index' | 'label'>,
  field: Field | null,
  confidence: number,
): MappedColumn {
  const { label } = column;
  const factor = field === null ? 1 : factorOf(label, field);
  const rounded = Math.round(Math.max(0, Math.min(1, confidence)) * 100) / 100;
  return {
    column: column.index,
    header: label.header,
    field,
    confidence: rounded,
    ...(field?.entity === 'year' && field.key !== 'year' && label.year !== undefined ? { year: label.year } : {}),
    ...(factor === undefined || factor === 1 ? {} : { factor }),
  };
}

/**
 * 识别年度 is a field of its own (rule 51), but identify_year is by definition the year of first_identified: the only column
 * of a sheet that tells the identification is the date itself, shown to the year.
 */
function preferFirstIdentified(table: Table, taken: Map<number, Scored>): void {
  const first = fieldIn('household', 'first_identified');
  const entries = [...taken.values()];
  const yearly = entries.find(({ field }) => field.entity === 'household' && field.key === 'identify_year');
  if (first === undefined || yearly === undefined || entries.some(({ field }) => isSame(field, first))) return;
  const column = table.columns[yearly.column.index];
  if (column?.candidates.some(({ field }) => isSame(field, first))) {
    taken.set(yearly.column.index, { column: yearly.column, field: first, score: yearly.score - 0.05 });
  }
}

function scoreColumn(table: Table, column: ColumnInfo, helper: ColumnInfo | undefined): Scored[] {
  const scored: Scored[] = [];
  const candidates = admitted(table, column);
  // 户主/姓名 is the head's, whatever a bare 姓名 might be.
  const headed = isOfAnybody(column.label.leaf) && candidates.some(({ match }) => match > 1);
  for (const candidate of candidates) {
    const below = headed && candidate.match <= 1 ? -0.3 : 0;
    const score =
      candidate.match * valueFactor(column, candidate, table) + levelBonus(table, column, candidate, helper) + below;
    scored.push({ column, field: candidate.field, score });
  }
  scored.sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  // Two fields that nothing tells apart: neither.
  if (first && second && first.score - second.score < 0.015) return scored.map((entry) => ({ ...entry, score: 0.5 }));
  return scored;
}

/** 1 when the values confirm or there are none, near 0 when they contradict. */
function valueFactor(column: ColumnInfo, candidate: Candidate, table: Table): number {
  const { field } = candidate;
  const { label, samples } = column;
  if (factorOf(label, field) === undefined) return 0.3;
  if (isCountOfPersons(column, field, table)) return 0.3;
  const fit = fitOf(samples, field);
  if (fit === undefined || fit >= 0.8) return 1;
  if (fit >= 0.5) return 0.9;
  // 第一书记, 机动车 with a name or a number below ask another question than 是否第一书记.
  if (field.type === 'yesNo' && fit === 0 && !/[是与能]否|有无/.test(label.leaf)) return 0.3;
  // Labels outside the list (在校生否: 是/否) stay with an unmistakable header and go to `unread`; numbers do not.
  const listed = field.type === 'code' || field.type === 'multiCode' || field.type === 'yesNo';
  const sure = candidate.match >= 0.9 && !VAGUE.test(label.leaf) && !rivalFits(column, field);
  return sure && (listed ? numericShare(samples) < 0.5 : areOdd(samples, field)) ? 0.75 : 0.3;
}

/** Words that say so little that only fitting values make them a field. */
const VAGUE = /^(状态|方式|阶段|关系|职务级别|人员状态|项目类[别型]|变[更动]类型)$/;

function rivalFits(column: ColumnInfo, field: Field): boolean {
  return column.candidates.some(
    (other) => !isSame(other.field, field) && (fitOf(column.samples, other.field) ?? 0) >= 0.5,
  );
}

/** 劳动力 as a number that repeats within the household counts its workers; it is nobody's labour skill. */
function isCountOfPersons(column: ColumnInfo, field: Field, table: Table): boolean {
  if (
    field.entity !== 'member' ||
    field.type !== 'code' ||
    !/^(劳动力|低保|五保|低保人口|在校生|在校学生)$/.test(column.label.leaf)
  )
    return false;
  if (numericShare(column.samples) < 0.8) return false;
  const spread = householdSpread(table, column);
  return spread.groups === 0 || spread.differing < 0.1;
}
