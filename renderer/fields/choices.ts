/** The values a coded field offers. */
import { codeList } from '#shared/catalogue/codes/index';
import type { Field } from '#shared/catalogue/index';
import type { Choice } from '../ui/Choices';

const KNOWN = new Map<string, readonly Choice[]>();

/** Labels with their official numbers and synonyms, in the order of the list; empty when the field has no list. */
export function choicesOf(field: Field): readonly Choice[] {
  if (field.codes === undefined) return [];
  const known = KNOWN.get(field.codes);
  if (known) return known;
  const choices = (codeList(field.codes)?.items ?? []).map(({ label, code, synonyms }): Choice => ({
    value: label,
    ...(code === undefined ? {} : { code }),
    ...(synonyms === undefined ? {} : { synonyms }),
  }));
  KNOWN.set(field.codes, choices);
  return choices;
}
