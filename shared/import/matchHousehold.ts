/** Which household of the archive an incoming one is: by its number, else by the head's ID number; never by less. */
import type { HouseholdRecord, Row } from '../derive/record';
import { numberKey } from '../excel/understand/rowKeys';
import { personKey } from '../values/idNumber';

export type HouseholdMatch =
  | { readonly kind: 'new' }
  | { readonly kind: 'match'; readonly record: HouseholdRecord }
  /** The head is known under another household number: entered as a new household, and said. */
  | { readonly kind: 'newDespiteHead'; readonly record: HouseholdRecord }
  /** The number belongs to a household without a single common person. */
  | { readonly kind: 'stranger'; readonly record: HouseholdRecord };

export interface HouseholdIndex {
  readonly byNumber: ReadonlyMap<string, readonly HouseholdRecord[]>;
  readonly byHead: ReadonlyMap<string, readonly HouseholdRecord[]>;
  /** By the ID of every member. */
  readonly byMember: ReadonlyMap<string, readonly HouseholdRecord[]>;
  /** Households with neither number nor head's ID, by head's name. */
  readonly byName: ReadonlyMap<string, readonly HouseholdRecord[]>;
}

export function indexHouseholds(records: readonly HouseholdRecord[]): HouseholdIndex {
  const byNumber = new Map<string, HouseholdRecord[]>();
  const byHead = new Map<string, HouseholdRecord[]>();
  const byMember = new Map<string, HouseholdRecord[]>();
  const byName = new Map<string, HouseholdRecord[]>();
  for (const record of records) {
    for (const id of memberIds(record)) push(byMember, id, record);
    const { number, head, name } = identityOf(record);
    if (number !== undefined) push(byNumber, number, record);
    if (head !== undefined) push(byHead, head, record);
    if (number === undefined && head === undefined && name !== undefined) push(byName, name, record);
  }
  return { byNumber, byHead, byMember, byName };
}

export interface Identity {
  readonly number: string | undefined;
  /** First 18 characters of the head's ID. */
  readonly head: string | undefined;
  readonly name: string | undefined;
}

/** Number and head, the head from the household's own fields or else from the 户主 among the members. */
export function identityOf(record: HouseholdRecord): Identity {
  const no = record.fields['household_no'];
  const heads = record.members.filter(({ relation }) => relation === '户主');
  const member: Row | undefined = heads.length === 1 ? heads[0] : undefined;
  const id = record.fields['head_id_no'] ?? member?.['id_no'];
  const name = record.fields['head_name'] ?? member?.['name'];
  return {
    number: no === undefined ? undefined : numberKey(String(no)),
    head: id === undefined ? undefined : personKey(String(id)),
    name: name === undefined ? undefined : String(name),
  };
}

/** `sameAs` tells whether an archive record already says all that the incoming one does (for households without any ID). */
export function matchHousehold(
  incoming: HouseholdRecord,
  index: HouseholdIndex,
  sameAs: (record: HouseholdRecord) => boolean,
): HouseholdMatch {
  const { number, head, name } = identityOf(incoming);
  if (number !== undefined) {
    const numbered = index.byNumber.get(number) ?? [];
    const related = numbered.find((record) => areRelated(record, incoming));
    if (related !== undefined) return { kind: 'match', record: related };
    if (numbered[0] !== undefined) return { kind: 'stranger', record: numbered[0] };
  }
  if (head !== undefined) {
    const headed = index.byHead.get(head) ?? [];
    const free = headed.filter((record) => number === undefined || record.fields['household_no'] === undefined);
    if (free.length === 1 && free[0] !== undefined) return { kind: 'match', record: free[0] };
    if (headed[0] !== undefined) return { kind: 'newDespiteHead', record: headed[0] };
  }
  const family = familyOf(incoming, number, head, index);
  if (family !== undefined) return { kind: 'match', record: family };
  if (head !== undefined) return { kind: 'new' };
  if (number !== undefined || name === undefined) return { kind: 'new' };
  const twin = (index.byName.get(name) ?? []).find(sameAs);
  return twin === undefined ? { kind: 'new' } : { kind: 'match', record: twin };
}

/**
 * The one household that most of the identified members stand in, when no number speaks against it: at least two persons, or
 * the only one that both name. A head with another ID there is another household, or a change that somebody has to know of.
 */
function familyOf(
  incoming: HouseholdRecord,
  number: string | undefined,
  head: string | undefined,
  { byMember }: HouseholdIndex,
): HouseholdRecord | undefined {
  const ids = memberIds(incoming);
  if (ids.size === 0 || byMember.size === 0) return undefined;
  const shared = new Map<HouseholdRecord, number>();
  for (const id of ids) for (const record of byMember.get(id) ?? []) shared.set(record, (shared.get(record) ?? 0) + 1);
  const families = [...shared].filter(([record, count]) => {
    const theirs = identityOf(record);
    if (number !== undefined && theirs.number !== undefined) return false;
    if (head !== undefined && theirs.head !== undefined && head !== theirs.head) return false;
    const known = memberIds(record).size;
    return count * 2 > ids.size && count * 2 >= known && (count >= 2 || (ids.size === 1 && known === 1));
  });
  return families.length === 1 ? families[0]?.[0] : undefined;
}

/** First 18 characters of the members' ID numbers. */
export function memberIds({ members }: HouseholdRecord): Set<string> {
  const ids = new Set<string>();
  for (const { id_no } of members) if (id_no !== undefined) ids.add(personKey(String(id_no)));
  return ids;
}

/** Households under one number are one household unless both name people and have nobody in common. */
function areRelated(a: HouseholdRecord, b: HouseholdRecord): boolean {
  const [left, right] = [peopleOf(a), peopleOf(b)];
  if (left.size === 0 || right.size === 0) return true;
  for (const person of right) if (left.has(person)) return true;
  return false;
}

function peopleOf(record: HouseholdRecord): Set<string> {
  const people = new Set<string>();
  const { head, name } = identityOf(record);
  if (head !== undefined) people.add(`id:${head}`);
  if (name !== undefined) people.add(`name:${name}`);
  for (const { id_no, name: member } of record.members) {
    if (id_no !== undefined) people.add(`id:${personKey(String(id_no))}`);
    if (member !== undefined) people.add(`name:${String(member)}`);
  }
  return people;
}

function push(map: Map<string, HouseholdRecord[]>, key: string, record: HouseholdRecord): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [record]);
  else list.push(record);
}

/** Names what a sheet says of a household's identity, for remembering what the user decided about it. */
export function identityKey(record: HouseholdRecord): string {
  const { number, head, name } = identityOf(record);
  return `${number ?? ''}|${head ?? name ?? ''}`;
}
