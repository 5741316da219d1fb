/** The amounts in 元 of a year, from the catalogue. */
import { year } from '../../catalogue/entities/year';
import type { HouseholdView } from '../household';

export interface AmountField {
  readonly key: string;
  readonly label: string;
  /** A loss can make these negative. */
  readonly mayBeNegative: boolean;
}

const NEGATIVE: ReadonlySet<string> = new Set(['inc_net', 'inc_net_pc']);

const FIELDS: readonly AmountField[] = year.list
  .filter((field) => field.type === 'money' && !field.derived)
  .map(({ key, label }) => ({ key, label, mayBeNegative: NEGATIVE.has(key) }));

/** Fields of a year that hold an amount, in the order of the form. */
export function amountFields(): readonly AmountField[] {
  return FIELDS;
}

/** Blank or not above 0 in the year; a text that nobody can read is not nothing. */
export function isNothing({ year: row }: HouseholdView, key: string): boolean {
  return !row.unreadable(key) && (row.number(key) ?? 0) <= 0;
}
