/** Compares what a computer holds after a fault with what the model says it must hold. */
import { apply, canonicalHousehold, type ModelHousehold, type ModelOp, type ModelState } from './model';
import { rowsOf, type Image } from './memoryIndexedDb';

const DATABASE = 'hudang';

interface HouseholdRow {
  readonly id: string;
  readonly no: string;
  readonly version: number;
  readonly born: number;
  readonly doc: {
    readonly fields: Readonly<Record<string, string>>;
    readonly members: readonly Readonly<Record<string, string>>[];
  };
}
interface OperationRow {
  readonly seq: number;
  readonly id: string;
  readonly undoneBy?: number;
  readonly body: { readonly kind: string; readonly households: number };
}
interface LogRow {
  readonly seq: number;
  readonly household: string;
}
interface MetaRow {
  readonly key: string;
  readonly value: unknown;
}

const rows = <T>(image: Image, table: string): readonly T[] => rowsOf(image, DATABASE, table) as readonly T[];

export function householdRows(image: Image): readonly HouseholdRow[] {
  return rows<HouseholdRow>(image, 'households');
}

export function idOf(image: Image, no: string): string {
  return householdRows(image).find((row) => row.doc.fields['household_no'] === no)?.id ?? '';
}

export function lastOperationId(image: Image): string {
  return rows<OperationRow>(image, 'operations').at(-1)?.id ?? '';
}

function settingsOf(image: Image): { readonly person: string; readonly year: number | null } {
  const value = rows<MetaRow>(image, 'meta').find((row) => row.key === 'settings')?.value as
    { readonly person?: string; readonly year?: number } | undefined;
  return { person: value?.person ?? '', year: value?.person ? (value.year ?? null) : null };
}

function toModel(row: HouseholdRow): ModelHousehold {
  const { household_no: no = '', ...fields } = row.doc.fields;
  return { no, fields, members: row.doc.members };
}

/** Texts of households are compared often and seldom differ. */
const texts = new WeakMap<ModelHousehold, string>();
function textOf(household: ModelHousehold): string {
  const known = texts.get(household);
  if (known !== undefined) return known;
  const text = canonicalHousehold(household);
  texts.set(household, text);
  return text;
}

/** What differs between a state of the model and the tables; '' = nothing. */
function difference(state: ModelState, image: Image): string {
  const found = householdRows(image);
  const operations = rows<OperationRow>(image, 'operations');
  if (operations.length !== state.kinds.length) return `${operations.length} operations, not ${state.kinds.length}`;
  const wrongSeq = operations.findIndex((row, at) => row.seq !== at + 1);
  if (wrongSeq >= 0) return `operation ${wrongSeq + 1} has number ${operations[wrongSeq]?.seq}`;
  const kinds = operations.map((row) => row.body.kind).join();
  if (kinds !== state.kinds.join()) return `kinds ${kinds}, not ${state.kinds.join()}`;
  if (found.length !== state.households.size) return `${found.length} households, not ${state.households.size}`;
  for (const row of found) {
    const model = toModel(row);
    const expected = state.households.get(model.no);
    if (!expected) return `household ${model.no} should not be there`;
    if (row.no !== model.no) return `index of ${model.no} says ${row.no}`;
    if (canonicalHousehold(model) !== textOf(expected)) return `household ${model.no} has other content`;
  }
  const { person, year } = settingsOf(image);
  if (person !== state.person || (state.person !== '' && year !== state.year)) return `settings ${person} ${year}`;
  return '';
}

/** Operations whose answer nobody heard: any of them may be there, each whole or not at all. */
function* subsets(ops: readonly ModelOp[]): Generator<readonly ModelOp[]> {
  for (let bits = 0; bits < 1 << ops.length; bits++) yield ops.filter((_, at) => (bits >> at) & 1);
}

export interface Judgement {
  /** The state that was found; null = none that may be. */
  readonly state: ModelState | null;
  /** Operations under way that are there. */
  readonly taken: readonly ModelOp[];
  readonly kind: 'good' | 'lost' | 'half' | 'empty';
  readonly defect: string;
}

/**
 * `acknowledged` must be there, of `underway` each whole or not at all, and nothing else. `before` = the tables when the last
 * operation was acknowledged: what the operations under way did not touch must stand row for row as then.
 */
export function judge(
  acknowledged: ModelState,
  underway: readonly ModelOp[],
  before: Image,
  now: Image,
  refused: readonly ModelOp[] = [],
): Judgement {
  for (const taken of subsets(underway)) {
    const state = tryApply(acknowledged, taken);
    if (state === null || difference(state, now) !== '') continue;
    const changed = changedRows(acknowledged, taken, before, now);
    if (changed !== '') return { state: null, taken, kind: 'lost', defect: changed };
    return { state, taken, kind: 'good', defect: '' };
  }
  return { state: null, taken: [], ...describe(acknowledged, underway, now, refused) };
}

function tryApply(state: ModelState, ops: readonly ModelOp[]): ModelState | null {
  try {
    return ops.reduce(apply, state);
  } catch {
    return null;
  }
}

/** Which of the great sins it is. */
function describe(
  acknowledged: ModelState,
  underway: readonly ModelOp[],
  now: Image,
  refused: readonly ModelOp[],
): Pick<Judgement, 'kind' | 'defect'> {
  const why = difference(acknowledged, now);
  const names = underway.map((op) => op.do).join('+') || 'nothing';
  const found = householdRows(now);
  if (found.length === 0 && acknowledged.households.size > 0) return { kind: 'empty', defect: `empty (${why})` };
  for (const op of refused) {
    const state = tryApply(acknowledged, [op]);
    if (state !== null && difference(state, now) === '') {
      return { kind: 'half', defect: `${op.do} was refused, and is there all the same` };
    }
  }
  const incoming = underway.flatMap((op) => (op.do === 'import' ? op.create.map(({ no }) => no) : []));
  const there = incoming.filter((no) => found.some((row) => row.doc.fields['household_no'] === no)).length;
  if (there > 0 && there < incoming.length) {
    return { kind: 'half', defect: `${there} of ${incoming.length} imported households (${why})` };
  }
  return { kind: 'lost', defect: `${why}; ${names} was under way` };
}

const JOURNALLED_META: readonly string[] = ['settings', 'sampleUnit', 'lineage'];
const text = (value: unknown): string => JSON.stringify(value, (_, inner: unknown) => sorted(inner));

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Table for table: every row that stood and was not touched stands as it stood, and none came that nobody wrote. */
function changedRows(acknowledged: ModelState, taken: readonly ModelOp[], before: Image, now: Image): string {
  const last = acknowledged.kinds.length;
  const settings = taken.some((op) => op.do === 'settings');
  const undo = taken.some((op) => op.do === 'undo');
  const tables: readonly [string, (row: never) => string, (row: never) => unknown][] = [
    ['households', (row: HouseholdRow) => row.id, (row: HouseholdRow) => (row.version > last ? null : row)],
    [
      'operations',
      (row: OperationRow) => String(row.seq),
      (row: OperationRow) => (row.seq > last ? null : undo ? { ...row, undoneBy: 0 } : row),
    ],
    ['log', (row: LogRow) => `${row.seq} ${row.household}`, (row: LogRow) => (row.seq > last ? null : row)],
    ['attachments', (row: { id: string }) => row.id, (row: unknown) => row],
    [
      'meta',
      (row: MetaRow) => row.key,
      (row: MetaRow) => (JOURNALLED_META.includes(row.key) && !(settings && row.key === 'settings') ? row : null),
    ],
  ];
  for (const [table, keyOf, counted] of tables) {
    const list = (image: Image): Map<string, unknown> =>
      new Map(
        rows<never>(image, table).flatMap((row) =>
          counted(row) === null ? [] : [[keyOf(row), counted(row)] as const],
        ),
      );
    const [old, fresh] = [list(before), list(now)];
    for (const [key, row] of fresh) {
      const was = old.get(key);
      if (was === undefined) return `${table}: row ${key} came from nowhere`;
      if (was !== row && text(was) !== text(row)) return `${table}: row ${key} is another one`;
    }
    // Of the households those may be missing that an operation under way wrote anew or deleted.
    if (taken.length === 0 && fresh.size !== old.size) return `${table}: ${fresh.size} rows, not ${old.size}`;
    if (table === 'log' && fresh.size !== old.size) return `log: ${fresh.size} rows, not ${old.size}`;
  }
  const there = rows<{ readonly id: string }>(now, 'batches').map(({ id }) => id);
  // Cells and results of a batch are rows of their own, named after it: none without it.
  const lone = there.find((id) => !there.includes(id.split('#')[0] ?? ''));
  if (lone !== undefined) return `batches: ${lone} belongs to none`;
  const whole = (image: Image): number =>
    rows<{ readonly id: string }>(image, 'batches').filter(({ id }) => !id.includes('#')).length;
  const batches = whole(now) - whole(before);
  const imports = taken.filter((op) => op.do === 'import').length;
  return batches === imports ? '' : `batches: ${batches} new ones, not ${imports}`;
}
