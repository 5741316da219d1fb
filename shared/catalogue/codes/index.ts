/** All code lists by name, and the reading of a text as a label. */
import { looseKey } from '../../text';
import * as condition from './condition';
import { ETHNIC } from './ethnic';
import * as help from './help';
import * as household from './household';
import type { CodeItem, CodeList } from './list';
import * as monitor from './monitor';
import * as person from './person';
import { RELATION, type RelationItem } from './relation';
import * as work from './work';

/** Every list, sorted by topic. */
export const CODE_LISTS: readonly CodeList[] = [
  ...Object.values(person),
  RELATION,
  ETHNIC,
  ...Object.values(work),
  ...Object.values(household),
  ...Object.values(condition),
  ...Object.values(monitor),
  ...Object.values(help),
];

const BY_NAME: ReadonlyMap<string, CodeList> = new Map(CODE_LISTS.map((list) => [list.name, list]));
const LABELS: ReadonlyMap<CodeList, ReadonlyMap<string, string>> = new Map(
  CODE_LISTS.map((list) => [list, new Map(readings(list))]),
);
const NONE: ReadonlyMap<CodeList, ReadonlySet<string>> = new Map(
  CODE_LISTS.map((list) => [list, new Set((list.none ?? []).map(looseKey))]),
);

/** The list of that name; undefined when there is none. */
export function codeList(name: string): CodeList | undefined {
  return BY_NAME.get(name);
}

/**
 * The label that a text means in a list: the label itself, its code (leading zeros do not matter), or a synonym, whatever the
 * width, spaces and parentheses. undefined when the list does not know the text.
 */
export function labelFor(list: CodeList | string, text: string): string | undefined {
  const known = typeof list === 'string' ? BY_NAME.get(list) : list;
  return known === undefined ? undefined : LABELS.get(known)?.get(codeKey(text));
}

/** Whether the text says "none of these" in the list (未务工 for WORK_AREA), which is stored as a blank. */
export function meansNone(list: CodeList | string, text: string): boolean {
  const known = typeof list === 'string' ? BY_NAME.get(list) : list;
  return known !== undefined && (NONE.get(known)?.has(looseKey(text)) ?? false);
}

/** The relation with the sex and generation it implies; undefined when the label is not of RELATION. */
export function relationOf(label: string): RelationItem | undefined {
  return RELATION.items.find((item) => item.label === label);
}

/** Every text that means an item, with the item's label; a text may occur only once per list (guard test). */
export function readings(list: CodeList): [key: string, label: string][] {
  return list.items.flatMap((item) => spellings(item).map((text): [string, string] => [codeKey(text), item.label]));
}

function spellings(item: CodeItem): readonly string[] {
  return [item.label, ...(item.code === undefined ? [] : [item.code]), ...(item.synonyms ?? [])];
}

/** Loose key in which 01 and 1 are the same. */
function codeKey(text: string): string {
  const key = looseKey(text);
  return /^\d+$/.test(key) ? String(Number(key)) : key;
}

export type { CodeItem, CodeList } from './list';
export type { RelationItem } from './relation';
