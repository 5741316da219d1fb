/** Amounts under a header of 万元 that no household has: they were typed in 元. */
import type { Field } from '../../catalogue/field';

/** 元 from which on an amount of a household is doubted, and one of a project. */
const MOST = 1_000_000;
const MOST_FUND = 10_000_000;

const NAMES: Readonly<Record<number, string>> = { 1000: '千元', 10_000: '万元', 1_000_000: '百万元' };

/**
 * Why an amount (元, already converted by `factor`) is not believed; undefined when it is, or when nothing was converted.
 * 25000 under 单位：万元 would be 250,000,000 元 a household. Whoever means 250万元 writes the unit into the cell.
 */
export function unitDoubt(
  amount: number,
  field: Field,
  factor: number,
): { readonly unit: string; readonly yuan: number } | undefined {
  const unit = NAMES[factor];
  if (unit === undefined || field.unit !== '元') return undefined;
  const most = field.entity === 'fund' ? MOST_FUND : MOST;
  return Math.abs(amount) < most ? undefined : { unit, yuan: Math.round(amount) };
}

/** The word for a factor of an amount; undefined for other factors. */
export function unitName(factor: number): string | undefined {
  return NAMES[factor];
}
