/** Who gets which field when several columns claim it: the surest first, nobody when nothing tells them apart. */
import type { Field } from '../../catalogue/field';
import { normaliseHeader } from '../../text';
import { fitOf } from './evidence';
import { isSame } from './knowledge';
import type { ColumnInfo } from './table';

/** Below this a column abstains. */
export const THRESHOLD = 0.6;

export interface Scored {
  readonly column: ColumnInfo;
  readonly field: Field;
  readonly score: number;
}

/** Best first; a field (of a year) is given once, and a column takes its second choice only when its values vouch for it. */
export function assign(scored: readonly Scored[]): Map<number, Scored> {
  const taken = new Map<number, Scored>();
  const fields = new Set<string>();
  const bestOf = new Map<number, number>();
  const choices = new Map<number, number>();
  for (const { column, score } of scored) {
    bestOf.set(column.index, Math.max(bestOf.get(column.index) ?? 0, score));
    if (score >= THRESHOLD) choices.set(column.index, (choices.get(column.index) ?? 0) + 1);
  }
  const ambiguous = (index: number): boolean => (choices.get(index) ?? 0) > 1;
  const isBest = ({ column, score }: Scored): boolean => score >= (bestOf.get(column.index) ?? 0) - 0.001;
  // 户主电话 can only be one thing: it comes before 联系电话, which may be another's. A blank column takes nothing from a
  // filled one.
  const rank = (entry: Scored): number =>
    entry.score +
    (saysOne(entry.column) ? 0.15 : 0) +
    (entry.column.samples.length > 0 ? 1 : 0) -
    0.0005 * aliasRank(entry);
  const ordered = scored.toSorted((a, b) => rank(b) - rank(a) || a.column.index - b.column.index);
  for (const entry of ordered) {
    const { column, field, score } = entry;
    const key = `${field.entity}.${field.key}|${field.entity === 'year' ? (column.label.year ?? '') : ''}`;
    if (score < THRESHOLD || taken.has(column.index) || fields.has(key)) continue;
    if (ambiguous(column.index) && hasEqualRival(entry, scored, taken, ambiguous)) continue;
    if (isPart(entry, scored, isBest) || isRepeated(entry, scored, isBest)) continue;
    if (!isBest(entry) && !vouched(column, field)) continue;
    taken.set(column.index, entry);
    fields.add(key);
  }
  return taken;
}

/** The header alone leaves no doubt. */
function saysOne({ candidates }: ColumnInfo): boolean {
  return candidates.filter(({ match }) => match >= THRESHOLD).length === 1;
}

/** The field's own label first, then its aliases in the order of the catalogue: of 家庭住址 and 户籍地址 the former. */
function aliasRank({ column, field }: Scored): number {
  const name = column.label.leaf;
  const rank = [field.label, ...(field.aliases ?? [])].findIndex((text) => normaliseHeader(text) === name);
  return rank < 0 ? 20 : Math.min(rank, 20);
}

/**
 * 村级公益岗收入 beside 乡镇公益岗收入: each answers to the field, and each is only a part of it. One of them alone would state
 * less than the household earned.
 */
function isPart(entry: Scored, scored: readonly Scored[], isBest: (entry: Scored) => boolean): boolean {
  const { column, field } = entry;
  if (field.type !== 'money' && field.type !== 'area') return false;
  if (isWhole(entry)) return false;
  return scored.some(
    (other) =>
      other.column.index !== column.index &&
      isSame(other.field, field) &&
      other.score >= THRESHOLD &&
      isBest(other) &&
      other.column.label.year === column.label.year &&
      other.column.label.leaf !== column.label.leaf &&
      !isWhole(other),
  );
}

/** The same amount twice under one header and with other values: of another year, or of whom nobody knows. */
function isRepeated(entry: Scored, scored: readonly Scored[], isBest: (entry: Scored) => boolean): boolean {
  const { column, field } = entry;
  if (field.entity !== 'year' || (field.type !== 'money' && field.type !== 'area')) return false;
  const values = JSON.stringify(column.samples);
  return scored.some(
    (other) =>
      other.column.index !== column.index &&
      isSame(other.field, field) &&
      isBest(other) &&
      other.column.label.header === column.label.header &&
      other.column.samples.length > 0 &&
      JSON.stringify(other.column.samples) !== values,
  );
}

/** Named as the field itself, or as a sum. */
function isWhole({ column, field }: Scored): boolean {
  const { leaf } = column.label;
  return leaf === normaliseHeader(field.label) || /(合计|小计|总计|总额)$/.test(leaf) || /^(总|合计)/.test(leaf);
}

/** Two columns that may each be several things claim one field alike (联系电话 twice): nobody knows which it is. */
function hasEqualRival(
  entry: Scored,
  scored: readonly Scored[],
  taken: ReadonlyMap<number, Scored>,
  ambiguous: (index: number) => boolean,
): boolean {
  return scored.some(
    ({ column, field, score }) =>
      column.index !== entry.column.index &&
      isSame(field, entry.field) &&
      column.label.year === entry.column.label.year &&
      Math.abs(score - entry.score) < 0.03 &&
      !taken.has(column.index) &&
      ambiguous(column.index),
  );
}

/** A second choice is believed only for lists of labels that nearly all values are found in. */
function vouched(column: ColumnInfo, field: Field): boolean {
  const listed = field.type === 'code' || field.type === 'multiCode';
  return column.samples.length >= 3 && (listed || field.type === 'date') && (fitOf(column.samples, field) ?? 0) >= 0.9;
}
