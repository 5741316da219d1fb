/** A household as the register shows it and as the search box finds it. */
import { currentEpisode, newestYear } from '#shared/derive/facts';
import type { HouseholdRecord, Row } from '#shared/derive/record';
import type { RegisterColumnKey } from '../registerColumns';
import { completeness } from './completeness';
import { namePinyin } from './pinyin';
import { EXTRA } from './why';

/** The stored columns; `problems` comes from the findings. */
export type DescribedKey = Exclude<RegisterColumnKey, 'problems'>;

export interface Described {
  readonly cells: Readonly<Record<DescribedKey, string>>;
  /**
   * Lower-cased; parts divided by line feeds, so that no query matches across two of them. Behind `EXTRA` what stands only in
   * 附加列.
   */
  readonly text: string;
  readonly members: number;
}

const HOUSEHOLD_KEYS = [
  'household_no',
  'head_name',
  'head_id_no',
  'village',
  'group',
  'natural_village',
  'household_type',
  'poverty_attribute',
  'phone',
  'cause_main',
] as const;

/** `asOf` yyyymmdd decides ages, and with them what is required. */
export function describe(record: HouseholdRecord, asOf: string): Described {
  const year = newestYear(record);
  const episode = currentEpisode(record);
  const own = Object.fromEntries(HOUSEHOLD_KEYS.map((key) => [key, textOf(record.fields, key)])) as Record<
    (typeof HOUSEHOLD_KEYS)[number],
    string
  >;
  return {
    cells: {
      ...own,
      monitor_type: textOf(episode, 'monitor_type'),
      risk_removed: textOf(episode, 'risk_removed'),
      member_count: textOf(record.fields, 'member_count') || String(record.members.length),
      inc_net_pc: textOf(year, 'inc_net_pc'),
      house_grade: textOf(year, 'house_grade'),
      helper_name: textOf(record.helpers[0], 'helper_name'),
      complete: String(completeness(record, asOf)),
    },
    text: searchText(record),
    members: record.members.length,
  };
}

function searchText(record: HouseholdRecord): string {
  const { fields } = record;
  const parts = new Set(
    ['household_no', 'head_name', 'head_id_no', 'phone', 'address'].map((key) => textOf(fields, key)),
  );
  const names = new Set([textOf(fields, 'head_name')]);
  for (const member of record.members) {
    for (const key of ['name', 'id_no', 'member_phone']) parts.add(textOf(member, key));
    names.add(textOf(member, 'name'));
  }
  for (const entry of record.unread) parts.add(entry.text.replaceAll('\n', ' '));
  for (const name of names) namePinyin(name)?.forEach((part) => parts.add(part));
  parts.delete('');
  const own = [...parts].join('\n').toLowerCase();
  const extra = extraText(record, own);
  return extra === '' ? own : `${own}${EXTRA}${extra}`;
}

/** Texts of 附加列 that are not found anyway. One character, 是 or 否 say nothing that anybody would look for. */
function extraText(record: HouseholdRecord, own: string): string {
  const texts = new Set(
    record.extra.map(({ text }) =>
      text
        .replaceAll(/[\n\u0000\u0001]+/g, ' ')
        .trim()
        .toLowerCase(),
    ),
  );
  return [...texts].filter((text) => text.length > 1 && !own.includes(text)).join('\n');
}

function textOf(row: Row | undefined, key: string): string {
  const value = row?.[key];
  return value === undefined ? '' : String(value);
}
