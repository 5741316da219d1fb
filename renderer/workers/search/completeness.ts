/** How much of what the catalogue asks of a household is filled in. */
import { ENTITIES } from '#shared/catalogue/index';
import type { EntityName, Field } from '#shared/catalogue/field';
import { currentEpisode, isNormal, newestYear, scopeOf } from '#shared/derive/facts';
import type { HouseholdRecord, Row } from '#shared/derive/record';
import { evaluate, type Scope } from '#shared/when/evaluate';

const REQUIRED: ReadonlyMap<EntityName, readonly Field[]> = new Map(
  ENTITIES.map(({ name, list }) => [name, list.filter((field) => field.required !== undefined && !field.derived)]),
);
/** Lists whose rows are asked one by one whenever there are any. */
const LISTS = [
  ['helper', 'helpers'],
  ['measure', 'measures'],
  ['fund', 'funds'],
  ['visit', 'visits'],
] as const;

/**
 * Percent (0–100, rounded down) of the required fields that hold something, over the household, its members, the newest year,
 * the current monitoring episode and the rows of help. Unreadable text counts as filled. `asOf` yyyymmdd decides ages.
 */
export function completeness(record: HouseholdRecord, asOf: string): number {
  const unread = new Set(record.unread.map((entry) => entry.path));
  let [asked, filled] = [0, 0];
  const ask = (entity: EntityName, row: Row | undefined, place: string): void => {
    if (!row) return;
    const scope = scopeOf(record, entity, row, { asOf });
    for (const field of REQUIRED.get(entity) ?? []) {
      if (!isAsked(field, scope)) continue;
      asked += 1;
      if (row[field.key] !== undefined || unread.has(`${place}.${field.key}`)) filled += 1;
    }
  };
  ask('household', record.fields, 'fields');
  record.members.forEach((member, i) => ask('member', isNormal(member) ? member : undefined, `members[${i}]`));
  const year = newestYear(record);
  ask('year', year, `years[${year ? record.years.indexOf(year) : 0}]`);
  const episode = currentEpisode(record);
  ask('monitoring', episode, `monitoring[${episode ? record.monitoring.indexOf(episode) : 0}]`);
  for (const [entity, place] of LISTS) record[place].forEach((row, i) => ask(entity, row, `${place}[${i}]`));
  return asked === 0 ? 100 : Math.floor((100 * filled) / asked);
}

function isAsked(field: Field, scope: Scope): boolean {
  if (field.relevant && !evaluate(field.relevant, scope)) return false;
  return field.required === 'always' || (field.required !== undefined && evaluate(field.required, scope));
}
