/** Invented villages: sheets as they reach a village office, with the truth about them; and records for the demonstration. */
import type { Field } from '../catalogue/index';
import { placeOf } from '../catalogue/index';
import type { HouseholdRecord, Row, Value } from '../derive/record';
import { emptyRecord } from '../derive/record';
import { writeWorkbook } from '../excel/write/writeWorkbook';
import { codecFor } from '../values/index';
import { fieldOfKey } from './columns';
import type { Defect } from './defects/inject';
import { RECIPES, injectDefects } from './defects/inject';
import { inventHousehold } from './household';
import type { SampleHousehold, Village, VillageOptions } from './model';
import { Random } from './random';
import type { SheetTruth } from './sheets';
import { layOut, shownKeys } from './sheets';

export type { VillageOptions } from './model';

/** The same shape as truth.json of the villages kept for acceptance. */
export interface Truth {
  readonly seed: number;
  readonly style: string;
  readonly audit_date: string;
  readonly year: number;
  readonly present: readonly string[];
  readonly households: readonly (SampleHousehold & { readonly household_no: string })[];
  readonly sheets: readonly SheetTruth[];
  readonly defects: readonly Defect[];
  readonly rules_checkable: readonly number[];
}

/** Rules of families A–I and L that the shown columns can judge, beside those that a recipe breaks. */
const ALSO_CHECKABLE = [
  5, 6, 7, 34, 37, 65, 76, 77, 78, 80, 82, 83, 85, 87, 88, 92, 93, 94, 101, 106, 107, 108, 111, 112, 119, 120, 123, 125,
  126, 130, 152, 158, 160, 170, 171, 172, 173,
];

function invent(options: VillageOptions): { village: Village; households: SampleHousehold[] } {
  const year = Number(options.asOf.slice(0, 4)) - 1;
  const village: Village = {
    random: new Random(options.seed),
    asOf: options.asOf,
    year,
    usedNames: new Set(),
    usedIds: new Set(),
    serial: 0,
  };
  const households = Array.from({ length: options.households }, () => inventHousehold(village));
  return { village, households };
}

/** A village as files with their truth. `defects` are injected one household each. */
export function generateVillage(options: VillageOptions): {
  files: { name: string; bytes: Uint8Array }[];
  truth: Truth;
} {
  const { village, households } = invent(options);
  const shown = shownKeys(options.style);
  const defects = injectDefects(village, households, options.defects, shown);
  const { file, sheets, truths } = layOut(village, households, options.style);
  const checkable = new Set([...RECIPES.map((recipe) => recipe.rule), ...ALSO_CHECKABLE]);
  const truth: Truth = {
    seed: options.seed,
    style: options.style,
    audit_date: options.asOf,
    year: village.year,
    present: [...shown].sort(),
    households: households.map((household) => ({
      household_no: String(household.fields['household_no']),
      fields: household.fields,
      members: household.members,
      years: options.style === 'register' ? household.years : household.years.slice(-1),
    })),
    sheets: truths,
    defects,
    rules_checkable: [...checkable].sort((a, b) => a - b),
  };
  return { files: [{ name: file, bytes: writeWorkbook(sheets) }], truth };
}

/** Puts a value where the catalogue wants it; what the field cannot hold goes to `unread`, as an import would do. */
function put(record: HouseholdRecord, row: Row, path: string, field: Field, value: Value): void {
  const parsed = codecFor(field).parse(String(value), field);
  if (!parsed.ok) record.unread.push({ path: `${path}.${field.key}`, text: String(value), source: 'sample' });
  else if (parsed.value !== undefined) row[field.key] = parsed.value;
}

function putAll(record: HouseholdRecord, part: 'person' | 'income', path: string, source: Row, row: Row): Row {
  for (const [key, value] of Object.entries(source)) {
    if (value !== undefined) put(record, row, path, fieldOfKey(part, key), value);
  }
  return row;
}

/** The first row of an entity's list, made when it is not there yet. */
function firstRow(record: HouseholdRecord, field: Field, year: number): { row: Row; path: string } {
  const place = placeOf(field.entity);
  const rows = record[place];
  if (!Array.isArray(rows)) return { row: rows, path: place };
  const index = place === 'years' ? rows.findIndex((row) => row['year'] === year) : 0;
  const row = rows[index] ?? (field.entity === 'measure' ? { year } : {});
  if (rows[index] === undefined) rows.push(row);
  return { row, path: `${place}[${Math.max(0, index)}]` };
}

/** The flat household as a record, each value at the place that the catalogue names. */
export function toRecord(household: SampleHousehold, id: string, year: number): HouseholdRecord {
  const record = emptyRecord(id);
  record.members = household.members.map((member, index) => putAll(record, 'person', `members[${index}]`, member, {}));
  record.years = household.years.map((row, index) => putAll(record, 'income', `years[${index}]`, row, {}));
  for (const [key, value] of Object.entries(household.fields)) {
    if (value === undefined) continue;
    const field = fieldOfKey('household', key);
    const { row, path } = firstRow(record, field, year);
    put(record, row, path, field, value);
  }
  return record;
}

/** The demonstration village: households with a few defects, so that the audit has something to show. */
export function sampleRecords(options: Omit<VillageOptions, 'style'>, nextId: () => string): HouseholdRecord[] {
  const { village, households } = invent({ ...options, style: 'flat' });
  injectDefects(village, households, options.defects, shownKeys('flat'));
  return households.map((household) => toRecord(household, nextId(), village.year));
}
