/** The circuit breaker: an import that would change or double so much that something is probably wrong with it. */
import { fieldOf } from '../catalogue/index';
import { importMessages } from '../messages/import';
import { fill } from '../messages/say';
import type { Breaker, FieldChange, PlannedHousehold } from './types';

const CHANGED_SHARE = 0.3;
const CHANGED_AT_LEAST = 10;
const SUSPECT_SHARE = 0.5;
/** Three households that look alike are three questions, no alarm. */
const SUSPECT_AT_LEAST = 5;

/** null = nothing extraordinary. Counted is what would be overwritten under the policies and decisions as they stand. */
export function breakerOf(households: readonly PlannedHousehold[]): Breaker | null {
  return changesBreaker(households) ?? suspectsBreaker(households);
}

function changesBreaker(households: readonly PlannedHousehold[]): Breaker | null {
  const matched = households.filter(({ existing }) => existing !== undefined);
  const hit = matched.filter(({ changes }) => changes.some(overwrites));
  if (hit.length < CHANGED_AT_LEAST || hit.length <= matched.length * CHANGED_SHARE) return null;
  const changes = hit.flatMap((household) => household.changes.filter(overwrites));
  const [top, times] = mostOf(changes);
  const cause = causeOfChanges(hit, changes);
  const label = fieldOf(top)?.label ?? top.split('.').at(-1) ?? '';
  return make('too_many_changes', hit.length, matched.length, cause, { label, times });
}

function suspectsBreaker(households: readonly PlannedHousehold[]): Breaker | null {
  const suspects = households.filter((household) => household.class === 'suspect');
  const entered = suspects.filter(({ suspectAs }) => suspectAs === 'new');
  if (entered.length < SUSPECT_AT_LEAST || suspects.length <= households.length * SUSPECT_SHARE) return null;
  const renumbered = suspects.filter(({ suspects: list = [] }) =>
    list.some(({ reasons }) => reasons.includes('same_head_id') || reasons.includes('same_member_id')),
  ).length;
  const cause = renumbered * 2 > suspects.length ? 'renumbered' : 'unknown';
  return make('too_many_suspects', suspects.length, households.length, cause, {});
}

function make(
  code: Breaker['code'],
  count: number,
  of: number,
  cause: Breaker['cause'],
  params: Readonly<Record<string, string | number>>,
): Breaker {
  const share = count / of;
  const why = fill(importMessages[`cause_${cause}`], params);
  return {
    code,
    share,
    count,
    of,
    cause,
    params: { ...params, count, of, percent: Math.round(share * 100), cause: why },
  };
}

function overwrites({ conflict, taken }: FieldChange): boolean {
  return conflict && taken === true;
}

function mostOf(changes: readonly FieldChange[]): readonly [field: string, times: number] {
  const counts = new Map<string, number>();
  for (const { entity, key } of changes) counts.set(`${entity}.${key}`, (counts.get(`${entity}.${key}`) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? ['', 0];
}

function causeOfChanges(hit: readonly PlannedHousehold[], changes: readonly FieldChange[]): Breaker['cause'] {
  const share = (test: (household: PlannedHousehold) => boolean): number => hit.filter(test).length / hit.length;
  if (share(isShifted) > 0.5) return 'shifted_columns';
  const yearly = changes.filter(({ path }) => path.startsWith('years[') || path.startsWith('measures[')).length;
  if (share(isOtherYear) > 0.5 || (yearly > changes.length * 0.7 && share(isYearly) > 0.8)) return 'wrong_year';
  if (share(isOtherPlace) > 0.5) return 'wrong_village';
  const [, times] = mostOf(changes);
  return times > changes.length * 0.8 ? 'one_column' : 'unknown';
}

/** At least two values of the sheet stand in the archive's household under another field. */
function isShifted({ changes, existing }: PlannedHousehold): boolean {
  const values = new Map<string, string>();
  for (const row of [existing?.fields ?? {}, ...(existing?.members ?? [])])
    for (const [key, value] of Object.entries(row)) if (String(value).length > 1) values.set(String(value), key);
  const shifted = changes.filter((change) => {
    if (!overwrites(change) || String(change.after).length < 2) return false;
    const key = values.get(String(change.after));
    return key !== undefined && key !== change.key;
  });
  return shifted.length >= 2;
}

/** The values of the sheet are those that the archive has for another year. */
function isOtherYear({ changes, existing }: PlannedHousehold): boolean {
  const yearly = changes.filter((change) => overwrites(change) && change.path.startsWith('years['));
  if (yearly.length < 2) return false;
  return (existing?.years ?? []).some((row) => {
    const equal = yearly.filter(({ key, after }) => row[key] === after).length;
    return equal * 2 > yearly.length;
  });
}

function isYearly({ changes }: PlannedHousehold): boolean {
  return changes.some((change) => overwrites(change) && change.path.startsWith('years['));
}

/** Place names or persons' names differ. */
function isOtherPlace({ changes }: PlannedHousehold): boolean {
  return changes.some(
    (change) =>
      overwrites(change) &&
      ['village', 'natural_village', 'township', 'head_name', 'head_id_no'].includes(change.key) &&
      change.entity === 'household',
  );
}
