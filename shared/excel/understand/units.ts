/** What a cell is multiplied with so that it stands in the unit of its field. */
import type { Field } from '../../catalogue/field';
import { unitExponent } from '../../values/units';
import type { Label } from './label';

/** Exact relations between units that differ by more than a power of ten; 1 亩 = 2000/3 ㎡. */
const EXACT: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  亩: { 公顷: 15, '㎡': 0.0015, 平方米: 0.0015, 平米: 0.0015, m2: 0.0015, 'm²': 0.0015, 平方公里: 1500 },
};

/** Units that only say what kind of answer is meant; they go with a field that has none. */
const OF_TYPE: Partial<Record<Field['type'], RegExp>> = {
  date: /^(年|月|日|天)$/,
  year: /^年$/,
  integer: /./,
  decimal: /./,
};

/**
 * The factor between the unit of the header and the unit of the field; undefined when they cannot be converted (元/月 for an
 * amount of the year) or the header counts what the field does not: 危房户(户) is a number of households, not a yes or no.
 */
export function factorOf(label: Label, field: Field): number | undefined {
  if (field.unit === undefined) {
    return label.unit === undefined || (OF_TYPE[field.type]?.test(label.unit) ?? false) ? 1 : undefined;
  }
  if (label.unit === undefined) return label.groupUnit === undefined ? 1 : (between(label.groupUnit, field.unit) ?? 1);
  const per = /_pc$|_per_/.test(field.key) ? /\/(年|人|人·年)$/ : field.key.endsWith('_month') ? /\/月$/ : /\/年$/;
  return between(label.unit.replace(per, ''), field.unit);
}

function between(from: string, to: string): number | undefined {
  const exponent = unitExponent(from, to);
  return exponent === undefined ? EXACT[to]?.[from] : 10 ** exponent;
}
