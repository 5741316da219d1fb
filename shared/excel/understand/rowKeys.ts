/** To which household each data row belongs, over all sheets of an import. */
import type { Field } from '../../catalogue/field';
import type { UnderstoodSheet } from '../../import/types';
import { personKey } from '../../values/idNumber';
import { isPlain, toHalfWidth } from '../../text';
import { isBlank, type Grid } from './grid';
import { aboutOf, livesElsewhere, namesakes, type About } from './namesakes';
import type { ColumnReader } from './readCells';

/** What a row says of its household. */
export interface RowKey {
  /** Key of the household; null = the row cannot be assigned and is refused. */
  readonly key: string | null;
  readonly headName?: string;
  readonly headId?: string;
}

interface KeyColumns {
  readonly no: number | undefined;
  readonly headId: number | undefined;
  readonly headName: number | undefined;
  readonly relation: number | undefined;
  readonly id: number | undefined;
  readonly name: number | undefined;
  readonly persons: boolean;
}

/** 0-based column of a field on the sheet; undefined when none is mapped to it. */
export function columnOfField(sheet: UnderstoodSheet, entity: Field['entity'], key: string): number | undefined {
  return sheet.columns.find(({ field }) => field?.entity === entity && field.key === key)?.column;
}

export function hasPersonRows({ kind, columns }: UnderstoodSheet): boolean {
  return (
    kind === 'flat' ||
    kind === 'member' ||
    (kind === 'unknown' && columns.some(({ field }) => field?.entity === 'member'))
  );
}

/**
 * Keys of all data rows, by sheet and position. Household number first; a row without one by the head's ID number, then by
 * the head's name or by 户主 rows. A number that another sheet gives for the same head's ID joins them.
 */
export function rowKeys(
  sheets: readonly UnderstoodSheet[],
  grids: readonly Grid[],
  readers: readonly (readonly ColumnReader[])[],
): RowKey[][] {
  const said = sheets.map((sheet, index) => readSheet(sheet, grids[index]!, readers[index]!));
  const numberOfHead = new Map<string, string | null>();
  for (const row of said.flat()) {
    if (row.no === undefined || row.headId === undefined) continue;
    const before = numberOfHead.get(row.headId);
    numberOfHead.set(row.headId, before === undefined || before === row.no ? row.no : null);
  }
  // Where every row has a number nobody asks for names.
  const nameOwners = once(() => ownersOfNames(said.flat(), numberOfHead));
  return sheets.map((sheet, index) => keysOfSheet(sheet, index, said[index]!, numberOfHead, nameOwners));
}

interface Said {
  readonly no?: string;
  readonly headId?: string;
  readonly headName?: string;
  readonly isHead: boolean;
  /** Own ID of a 户主 row. */
  readonly ownId?: string;
  /** What else the row says of its household, to tell apart who bears one name; read when it is asked for. */
  readonly about: () => About;
  /** The person of the row has a name; a form that is printed 户主 and otherwise blank speaks of nobody. */
  readonly named: boolean;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function readSheet(sheet: UnderstoodSheet, grid: Grid, readers: readonly ColumnReader[]): Said[] {
  const columns = keyColumns(sheet);
  const readerAt = (column: number | undefined): ColumnReader | undefined =>
    readers.find((reader) => reader.column === column);
  const keyReaders = {
    no: readerAt(columns.no),
    headId: readerAt(columns.headId),
    headName: readerAt(columns.headName),
    relation: readerAt(columns.relation),
    id: readerAt(columns.id),
    name: readerAt(columns.name),
  };
  const read = (row: number, name: keyof typeof keyReaders): string | undefined => {
    const reader = keyReaders[name];
    return reader === undefined ? undefined : readText(grid, row, reader);
  };
  const about = aboutOf(sheet, readers);
  return sheet.dataRows.map((row) => {
    const headId = read(row, 'headId');
    const ownId = read(row, 'id');
    const no = read(row, 'no');
    const headName = read(row, 'headName');
    return {
      isHead: read(row, 'relation') === '户主',
      named: read(row, 'name') !== undefined,
      about: once(() => about((reader) => readText(grid, row, reader))),
      ...(no === undefined ? {} : { no: numberKey(no) }),
      ...(headId === undefined ? {} : { headId: personKey(headId) }),
      ...(headName === undefined ? {} : { headName }),
      ...(ownId === undefined ? {} : { ownId: personKey(ownId) }),
    };
  });
}

function keyColumns(sheet: UnderstoodSheet): KeyColumns {
  return {
    no: columnOfField(sheet, 'household', 'household_no'),
    headId: columnOfField(sheet, 'household', 'head_id_no'),
    headName: columnOfField(sheet, 'household', 'head_name'),
    relation: columnOfField(sheet, 'member', 'relation'),
    id: columnOfField(sheet, 'member', 'id_no'),
    name: columnOfField(sheet, 'member', 'name'),
    persons: hasPersonRows(sheet),
  };
}

function readText(grid: Grid, row: number, reader: ColumnReader): string | undefined {
  const cell = grid.cell(row, reader.column);
  if (isBlank(cell)) return undefined;
  const parsed = reader.read(cell);
  return parsed.ok && parsed.value !== undefined ? String(parsed.value) : undefined;
}

/** Household numbers are compared without spaces, width and case. */
export function numberKey(no: string): string {
  return isPlain(no) ? no.toUpperCase() : toHalfWidth(no).replace(/\s+/g, '').toUpperCase();
}

/** Names that only one household's head bears; joining sheets by a name that two heads share would mix households. */
function ownersOfNames(
  rows: readonly Said[],
  numberOfHead: ReadonlyMap<string, string | null>,
): Map<string, string | null> {
  const owners = new Map<string, string | null>();
  for (const name of namesakes(rows)) owners.set(name, null);
  for (const row of rows) {
    const key = strongKey(row, numberOfHead);
    if (key === undefined || row.headName === undefined) continue;
    const before = owners.get(row.headName);
    owners.set(row.headName, before === undefined || before === key ? key : null);
  }
  return owners;
}

function strongKey(
  row: Pick<Said, 'no' | 'headId'>,
  numberOfHead: ReadonlyMap<string, string | null>,
): string | undefined {
  if (row.no !== undefined) return `no:${row.no}`;
  if (row.headId === undefined) return undefined;
  const no = numberOfHead.get(row.headId);
  return no === undefined || no === null ? `id:${row.headId}` : `no:${no}`;
}

function keysOfSheet(
  sheet: UnderstoodSheet,
  index: number,
  rows: readonly Said[],
  numberOfHead: ReadonlyMap<string, string | null>,
  nameOwners: () => ReadonlyMap<string, string | null>,
): RowKey[] {
  const columns = keyColumns(sheet);
  const filled = rows.filter(({ no }) => no !== undefined).length;
  // Only the first row of each household carries the number: paper style without merges.
  const onHeads = rows.some(({ isHead }) => isHead) && rows.every(({ no, isHead }) => (no !== undefined) === isHead);
  const sparse = columns.no !== undefined && columns.persons && (filled < rows.length * 0.6 || onHeads);
  const numbered = columns.no !== undefined && !sparse;
  const weak = (row: Said, at: number): string | null => {
    if (columns.no !== undefined) return null;
    const found = columns.persons
      ? weakKey(row, numberOfHead, nameOwners(), `${index}:${at}`)
      : weakHouseholdKey(row, nameOwners(), `${index}:${at}`);
    // A second head of the same name is another household.
    if (found === null || (columns.persons && !row.isHead)) return found;
    if (used.has(found)) return `at:${index}:${at}`;
    used.add(found);
    return found;
  };
  const used = new Set<string>();
  let current: string | null = null;
  let currentName: string | undefined;
  let where: About['where'] = {};
  const strongKeys = rows.map((row) => strongKey(row, numberOfHead));
  // Nothing has to be found out about the rows around.
  if (!strongKeys.includes(undefined)) return rows.map((row, at) => keyOf(row, strongKeys[at] ?? null));
  return rows.map((row, at) => {
    const strong = strongKeys[at];
    // The same name in another village is another head.
    const sameHead = row.headName !== undefined && row.headName === currentName && !livesElsewhere(where, row.about());
    const continues = columns.persons && current !== null && !row.isHead && (sameHead || row.headName === undefined);
    // In a column of numbers that is otherwise filled, a blank says nothing of the row above.
    const refused = strong === undefined && numbered && !sameHead;
    if (strong !== undefined) current = strong;
    else if (!continues && !refused) current = weak(row, at);
    if (strong !== undefined || row.headName !== undefined) {
      where = sameHead ? { ...row.about().where, ...where } : row.about().where;
      currentName = row.headName;
    }
    return keyOf(row, refused ? null : current);
  });
}

function keyOf({ headName, headId }: Said, key: string | null): RowKey {
  return {
    key,
    ...(headName === undefined ? {} : { headName }),
    ...(headId === undefined ? {} : { headId }),
  };
}

/** A new household among persons: the 户主 row's own ID, else the head's name where it is unique, else only itself. */
function weakKey(
  row: Said,
  numberOfHead: ReadonlyMap<string, string | null>,
  nameOwners: ReadonlyMap<string, string | null>,
  here: string,
): string | null {
  if (row.isHead && row.ownId !== undefined) return strongKey({ headId: row.ownId }, numberOfHead) ?? null;
  if (row.headName !== undefined) return weakHouseholdKey(row, nameOwners, here);
  return row.isHead && row.named ? `at:${here}` : null;
}

function weakHouseholdKey(row: Said, nameOwners: ReadonlyMap<string, string | null>, here: string): string | null {
  if (row.headName === undefined) return null;
  const owner = nameOwners.get(row.headName);
  return owner === null ? `at:${here}` : (owner ?? `name:${row.headName}`);
}
