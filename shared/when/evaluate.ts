/** Judges conditions against a row, and names the fields they read. */
import type { Condition } from './condition';

/**
 * What a condition may read. `field` is a key of the current entity, or `entity.key`. A scope answers both forms for the
 * current entity (`household.household_type` on a household row reads that row); derived fields such as `age` are answered
 * like stored ones. Absent = undefined; '' counts as blank too.
 */
export interface Scope {
  get(field: string): string | number | undefined;
}

/** Whether the condition holds. A field that is blank or unknown fails every `is` and every range. */
export function evaluate(condition: Condition, scope: Scope): boolean {
  if ('all' in condition) return condition.all.every((part) => evaluate(part, scope));
  if ('any' in condition) return condition.any.some((part) => evaluate(part, scope));
  if ('not' in condition) return !evaluate(condition.not, scope);
  const value = scope.get(condition.field);
  if ('is' in condition) return holdsOneOf(value, condition.is);
  if ('filled' in condition) return isFilled(value) === condition.filled;
  return liesWithin(value, condition.from, condition.to);
}

/** Every field that the condition reads, in order of appearance, each once. */
export function fieldsIn(condition: Condition): readonly string[] {
  const found = new Set<string>();
  const walk = (part: Condition): void => {
    if ('all' in part) part.all.forEach(walk);
    else if ('any' in part) part.any.forEach(walk);
    else if ('not' in part) walk(part.not);
    else found.add(part.field);
  };
  walk(condition);
  return [...found];
}

/** Every `is` in the condition, for checking its labels against the field's code list. */
export function labelsIn(condition: Condition): readonly { readonly field: string; readonly is: readonly string[] }[] {
  if ('all' in condition) return condition.all.flatMap(labelsIn);
  if ('any' in condition) return condition.any.flatMap(labelsIn);
  if ('not' in condition) return labelsIn(condition.not);
  return 'is' in condition ? [condition] : [];
}

function isFilled(value: string | number | undefined): boolean {
  return value !== undefined && value !== '';
}

/** A multi-code value holds its labels joined by `,`; a label itself never contains one. */
function holdsOneOf(value: string | number | undefined, labels: readonly string[]): boolean {
  if (value === undefined) return false;
  return String(value)
    .split(',')
    .some((part) => labels.includes(part));
}

function liesWithin(value: string | number | undefined, from: number | undefined, to: number | undefined): boolean {
  if (!isFilled(value)) return false;
  const number = Number(value);
  if (!Number.isFinite(number)) return false;
  return (from === undefined || number >= from) && (to === undefined || number <= to);
}
