/** Why a household was found, when what it was found by is nothing that the register shows: a text of its 附加列. */
import type { HouseholdRecord } from '#shared/derive/record';

/** Divides what the register shows or knows of a household from the texts of its 附加列; no query contains it. */
export const EXTRA = '\u0001';

/** The words of a query as they are looked for. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().replaceAll(EXTRA, '').split(/\s+/).filter(Boolean);
}

/** Whether some word stands in the 附加列 only. */
export function foundByExtra(text: string, words: readonly string[]): boolean {
  const from = text.indexOf(EXTRA);
  return from >= 0 && words.some((word) => text.indexOf(word) > from);
}

/** 片区：东片（赵乙）; '' when no 附加列 holds a word that the rest of the household does not. */
export function whyFound(record: HouseholdRecord, text: string, words: readonly string[]): string {
  const from = text.indexOf(EXTRA);
  const entries = words
    .filter((word) => from >= 0 && text.indexOf(word) > from)
    .flatMap((word) => record.extra.find((entry) => entry.text.toLowerCase().includes(word)) ?? []);
  const said = [...new Set(entries)].map(({ header, text: found, member }) => {
    const name = member === undefined ? undefined : record.members[member]?.['name'];
    const leaf = header.split('/').at(-1) ?? '';
    return `${leaf === '' ? '附加列' : leaf}：${found}${name === undefined ? '' : `（${name}）`}`;
  });
  return said.join('；');
}
