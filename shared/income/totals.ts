/**
 * The arithmetic of a year's income, in one place (fields.md §6): 年收入 = 工资性 + 生产经营性 + 财产性 + 转移性;
 * 纯收入 = 年收入 − 生产经营性支出; 人均纯收入 = 纯收入 ÷ 年度家庭人口数.
 */
import type { Row } from '../derive/record';
import {
  AWARD_PARTS,
  COMPUTED,
  MAIN_PARTS,
  PER_HEAD_TOLERANCE,
  RIGID_PARTS,
  SUB_SUMS,
  SUM_TOLERANCE,
  type Computed,
  type SubSum,
} from './parts';

/** Computed amounts in 元; absent = nothing to compute from. */
export type Totals = { readonly [K in Computed]?: number };

/** The amount of a field, undefined when blank or not a number. */
export function amount(row: Row, key: string): number | undefined {
  const value = row[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Sum of the filled keys; undefined when none is filled. Free of binary noise (0.1 + 0.2 = 0.3). */
export function sumOf(row: Row, keys: readonly string[]): number | undefined {
  let sum: number | undefined;
  for (const key of keys) {
    const part = amount(row, key);
    if (part !== undefined) sum = tidy((sum ?? 0) + part);
  }
  return sum;
}

/** Everything computed anew from the lowest items that are filled; a stated sum counts where it has no filled sub-item. */
export function totals(row: Row): Totals {
  const people = row['member_count_year'];
  const result: { [K in Computed]?: number } = {};
  for (const key of COMPUTED) {
    const value = isSubSum(key)
      ? (sumOf(row, SUB_SUMS[key]) ?? amount(row, key))
      : expected({ ...result, member_count_year: people }, key);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

/**
 * What one amount should be by the amounts one step below it as the row states them, so that a wrong item is reported once
 * and not again in every sum above. undefined when nothing below it is filled.
 */
export function expected(row: Row, key: Computed): number | undefined {
  if (isSubSum(key)) return sumOf(row, SUB_SUMS[key]);
  if (key === 'inc_total') return sumOf(row, MAIN_PARTS);
  if (key === 'inc_net') {
    const total = amount(row, 'inc_total');
    return total === undefined ? undefined : tidy(total - (amount(row, 'exp_biz') ?? 0));
  }
  const [net, people] = [amount(row, 'inc_net'), amount(row, 'member_count_year')];
  return net === undefined || people === undefined || people <= 0 ? undefined : net / people;
}

/** Whether a stated amount is what the items below it give, within rounding; true when either of them is missing. */
export function reconciles(row: Row, key: Computed): boolean {
  const [stated, computed] = [amount(row, key), expected(row, key)];
  if (stated === undefined || computed === undefined) return true;
  const tolerance = key === 'inc_net_pc' ? PER_HEAD_TOLERANCE : SUM_TOLERANCE;
  return awardSums(row, key).some((award) => agrees(stated, computed + award, tolerance));
}

/** Whether two amounts differ by no more than the tolerance (noise of the last bits aside). */
export function agrees(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance + 1e-6;
}

/** Sum of the rigid expenditure of a year; undefined when none is filled. */
export function rigidExpenditure(row: Row): number | undefined {
  return sumOf(row, RIGID_PARTS);
}

/** What may stand in a sum of income beside its parts: none, either or both of the awards. */
function awardSums(row: Row, key: Computed): readonly number[] {
  if (key === 'exp_biz' || key === 'inc_net' || key === 'inc_net_pc') return [0];
  return AWARD_PARTS.reduce<number[]>(
    (sums, part) => [...sums, ...sums.map((sum) => sum + (amount(row, part) ?? 0))],
    [0],
  );
}

function isSubSum(key: Computed): key is SubSum {
  return key in SUB_SUMS;
}

function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
