/** Pairs of a form that speak of one person: the head's 文化程度, the 配偶 under a heading of its own, a person's own form. */
import type { CellValue } from '../../sheet';
import { fieldsOf, isRelative } from './words';
import { isOther, keyPair } from './keys';
import type { Pair } from './line';

export interface PersonCell {
  readonly path: readonly string[];
  readonly value: CellValue;
  readonly at: readonly [row: number, column: number] | null;
  readonly label: readonly [row: number, column: number] | null;
}

export interface Persons {
  /** Each person's cells, with 与户主关系 among them. */
  readonly people: readonly (readonly PersonCell[])[];
  /** What remains the household's. */
  readonly rest: readonly Pair[];
}

const RELATION = '与户主关系';
const COMMON: Readonly<Record<string, readonly string[]>> = { name: ['姓名'], id_no: ['证件号码'] };

/** Takes the persons out of a form's pairs. */
export function personsIn(pairs: readonly Pair[]): Persons {
  const own = relationPairs(pairs);
  if (own.length > 1) return membersIn(pairs);
  if (own[0] !== undefined) return ownForm(pairs, own[0]);
  const relatives = new Map<string, Pair[]>();
  const rest: Pair[] = [];
  for (const pair of pairs) {
    const group = pair.path.slice(0, -1).findLast(isRelative);
    if (group === undefined || memberField(pair.path.slice(-1)) === undefined) rest.push(pair);
    else relatives.set(group, [...(relatives.get(group) ?? []), pair]);
  }
  const people = [...relatives].map(([group, of]) => [
    { path: [RELATION], value: relativeOf(group), at: null, label: null } satisfies PersonCell,
    // Named as the head's, so that all persons have their numbers in one column.
    ...of.map((pair) => cellOf(pair, COMMON[memberField(pair.path.slice(-1)) ?? ''] ?? pair.path.slice(-1))),
  ]);
  const named = people.filter((cells) => cells.some(({ path, value }) => value !== null && isField(path, 'name')));
  const head = headIn(rest);
  return { people: [...(head === null ? [] : [head.cells]), ...named], rest: head === null ? rest : head.rest };
}

/** 配偶情况 → 配偶 */
function relativeOf(group: string): string {
  return group.replace(/(基本)?(情况|信息)$/, '');
}

function relationPairs(pairs: readonly Pair[]): Pair[] {
  return pairs.filter(({ path, value }) => value !== null && !isOther(path) && isField(path.slice(-1), 'relation'));
}

/** Members below each other, each with 姓名 and 与户主关系 of their own: from one name to the next, below the same heading. */
function membersIn(pairs: readonly Pair[]): Persons {
  const starts = pairs.flatMap((pair, at) =>
    !isOther(pair.path) && memberField(pair.path.slice(-1)) === 'name' && !names(pair.path.slice(-1)) ? [at] : [],
  );
  const taken = new Set<Pair>();
  const people: PersonCell[][] = [];
  starts.forEach((start, at) => {
    const heading = pairs[start]!.path.slice(0, -1).join('/');
    const own = pairs
      .slice(start, starts[at + 1] ?? pairs.length)
      .filter((pair) => pair.path.slice(0, -1).join('/') === heading && memberField(pair.path.slice(-1)) !== undefined);
    if (relationPairs(own).length !== 1) return;
    for (const pair of own) taken.add(pair);
    people.push(own.map((pair) => cellOf(pair, pair.path.slice(-1))));
  });
  return { people, rest: pairs.filter((pair) => !taken.has(pair)) };
}

/** 户主姓名 is the head's, and opens no member. */
function names(path: readonly string[]): boolean {
  return fieldsOf(path)[0]?.entity === 'household' && /户主/.test(path.at(-1) ?? '');
}

/** The form of one person of the household: 姓名, 与户主关系 and 户主姓名 beside each other. */
function ownForm(pairs: readonly Pair[], relation: Pair): Persons {
  const cells: PersonCell[] = [];
  const rest: Pair[] = [];
  for (const pair of pairs) {
    const field = isOther(pair.path) ? undefined : memberField(pair.path);
    if (field !== undefined || pair === relation) cells.push(cellOf(pair, pair.path.slice(-1)));
    else rest.push(pair);
  }
  return { people: [cells], rest };
}

/** The head's own values (文化程度, 健康状况) need a person to belong to; 户主性别 is the household's. */
function headIn(pairs: readonly Pair[]): { readonly cells: PersonCell[]; readonly rest: Pair[] } | null {
  const name = keyPair(pairs, 'head_name');
  if (name === undefined || name.value === null) return null;
  const id = keyPair(pairs, 'head_id_no');
  const own = pairs.filter(
    (pair) =>
      pair !== name && pair !== id && !isOther(pair.path) && !pair.path.some(isRelative) && isOfPerson(pair.path),
  );
  // 性别 alone is also the household's head_sex.
  if (own.every(({ path }) => fieldsOf(path).some(({ entity }) => entity === 'household'))) return null;
  const cells: PersonCell[] = [
    {
      path: [RELATION],
      value: '户主',
      at: /户主/.test(name.label.text) ? [name.label.top, name.label.left] : null,
      label: null,
    },
    cellOf(name, ['姓名']),
    ...(id === undefined ? [] : [cellOf(id, ['证件号码'])]),
    ...own.map((pair) => cellOf(pair, pair.path.slice(-1))),
  ];
  const taken = new Set(own);
  return { cells, rest: pairs.filter((pair) => !taken.has(pair)) };
}

function cellOf(pair: Pair, path: readonly string[]): PersonCell {
  return { path, value: pair.value, at: pair.at, label: [pair.label.top, pair.label.left] };
}

/** A field of persons and of nothing else: not 联系电话, 姓名, 证件号码, 备注. */
function isOfPerson(path: readonly string[]): boolean {
  const ofHead = path.length > 1 && path.slice(0, -1).every((text) => /^户主(本人)?(基本)?(情况|信息)?$/.test(text));
  if (!ofHead && path.some((text) => text.startsWith('户主'))) return false;
  const fields = fieldsOf(ofHead ? path.slice(-1) : path);
  const member = fields.find(({ entity }) => entity === 'member');
  if (member === undefined || member.key === 'name' || member.key === 'id_no') return false;
  return fields.every(({ entity, key }) => entity === 'member' || entity === 'helper' || key === `head_${member.key}`);
}

function memberField(path: readonly string[]): string | undefined {
  if (path.at(-1)?.startsWith('户主') === true) return undefined;
  return fieldsOf(path).find(({ entity }) => entity === 'member')?.key;
}

function isField(path: readonly string[], key: string): boolean {
  return fieldsOf(path).some((field) => field.entity === 'member' && field.key === key);
}
