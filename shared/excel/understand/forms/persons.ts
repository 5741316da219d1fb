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

/** Takes the persons out of a form's pairs. */
export function personsIn(pairs: readonly Pair[]): Persons {
  const own = relationPair(pairs);
  if (own !== undefined) return ownForm(pairs, own);
  const relatives = new Map<string, Pair[]>();
  const rest: Pair[] = [];
  for (const pair of pairs) {
    const group = pair.path.slice(0, -1).findLast(isRelative);
    if (group === undefined || memberField(pair.path.slice(-1)) === undefined) rest.push(pair);
    else relatives.set(group, [...(relatives.get(group) ?? []), pair]);
  }
  const people = [...relatives].map(([group, of]) => [
    { path: [RELATION], value: group, at: null, label: null } satisfies PersonCell,
    ...of.map((pair) => cellOf(pair, pair.path.slice(-1))),
  ]);
  const named = people.filter((cells) => cells.some(({ path, value }) => value !== null && isField(path, 'name')));
  const head = headIn(rest);
  return { people: [...(head === null ? [] : [head.cells]), ...named], rest: head === null ? rest : head.rest };
}

function relationPair(pairs: readonly Pair[]): Pair | undefined {
  return pairs.find(({ path, value }) => value !== null && !isOther(path) && isField(path.slice(-1), 'relation'));
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
    { ...cellOf(name, ['姓名']) },
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
  const fields = fieldsOf(path);
  if (path.some((text) => text.startsWith('户主'))) return false;
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
