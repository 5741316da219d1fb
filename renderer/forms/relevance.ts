/** Which fields matter for a row on screen: conditions of the catalogue, read against the record. */
import type { Field } from '#shared/catalogue/index';
import { evaluate, type Scope } from '#shared/when/evaluate';

/** Whether a field is asked of the row that `scope` looks from. */
export function isRelevant(field: Field, scope: Scope): boolean {
  return field.relevant === undefined || evaluate(field.relevant, scope);
}
