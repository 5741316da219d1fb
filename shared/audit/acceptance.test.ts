/** The audit against villages with known content, made independently of the app; skipped where they are not at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldIn, placeOf } from '../catalogue/index';
import type { EntityName } from '../catalogue/field';
import { emptyRecord, type HouseholdRecord, type Row, type Value } from '../derive/record';
import { codecFor } from '../values/index';
import { auditContext } from './context';
import { judge } from './engine';
import type { Finding } from './finding';
import { BUILT } from './rules/index';

type TruthRow = Readonly<Record<string, Value | null>>;
interface TruthHousehold {
  readonly household_no: string;
  readonly fields: TruthRow;
  readonly members: readonly TruthRow[];
  readonly years: readonly TruthRow[];
}
interface Truth {
  readonly audit_date: string;
  readonly households: readonly TruthHousehold[];
  readonly defects: readonly {
    readonly rule: number;
    readonly also: readonly number[];
    readonly households: readonly string[];
  }[];
  readonly rules_checkable: readonly number[];
}

const ROOT = '../shared/sheets/village';
/** Entities that the flat `fields` of truth.json may belong to, in order of preference. */
const HOMES: readonly EntityName[] = ['household', 'year', 'helper', 'monitoring', 'measure'];

/** Puts a value where the record holds it, or into `unread` when the field cannot hold it. */
function put(record: HouseholdRecord, entity: EntityName, index: number, key: string, value: Value): void {
  const field = fieldIn(entity, key);
  if (!field) throw new Error(`${entity}.${key} is not in the catalogue`);
  const place = placeOf(entity);
  const rows = record[place];
  const row: Row = Array.isArray(rows) ? (rows[index] ??= {}) : rows;
  const parsed = codecFor(field).parse(String(value), field);
  if (parsed.ok) {
    if (parsed.value !== undefined) row[key] = parsed.value;
  } else {
    const at = Array.isArray(rows) ? `${place}[${index}]` : place;
    record.unread.push({ path: `${at}.${key}`, text: String(value), source: 'truth' });
  }
}

/** The household as an import places it; conditions belong to the newest year. */
function recordOf(household: TruthHousehold): HouseholdRecord {
  const record = emptyRecord(household.household_no);
  household.years.forEach((row, index) => putAll(record, 'year', index, row));
  household.members.forEach((row, index) => putAll(record, 'member', index, row));
  const newest = Math.max(0, household.years.length - 1);
  for (const [key, value] of Object.entries(household.fields)) {
    if (value === null) continue;
    const own = key.startsWith('flag_') ? `start_${key}` : key;
    const entity = HOMES.find((name) => fieldIn(name, own));
    if (!entity) throw new Error(`no home for ${key}`);
    put(record, entity, entity === 'year' ? newest : 0, own, value);
  }
  return record;
}

function putAll(record: HouseholdRecord, entity: EntityName, index: number, row: TruthRow): void {
  for (const [key, value] of Object.entries(row)) {
    if (value !== null) put(record, entity, index, key === 'age' ? 'age_stated' : key, value);
  }
}

function read(style: string): { readonly truth: Truth; readonly findings: readonly Finding[] } {
  const truth = JSON.parse(readFileSync(`${ROOT}/${style}/truth.json`, 'utf8')) as Truth;
  const records = truth.households.map(recordOf);
  const context = auditContext(truth.audit_date.replaceAll('-', ''));
  return { truth, findings: [...judge(records, context)] };
}

const told = (finding: Finding): string =>
  `${finding.code} ${finding.household} ${finding.member_name ?? ''} ${finding.field ?? ''} ${JSON.stringify(finding.params)}`;

describe.skipIf(!existsSync(ROOT))('villages with known content', () => {
  it.each(['national_flat', 'register', 'paper'])('%s is clean', (style) => {
    const { truth, findings } = read(style);
    const checkable = new Set(truth.rules_checkable);
    const wrong = findings.filter((one) => one.rule !== null && one.severity !== 'I' && checkable.has(one.rule));
    expect(wrong.map(told)).toEqual([]);
  });

  it('national_flat_defects shows the injected defects and nothing else', () => {
    const { truth, findings } = read('national_flat_defects');
    const judged = new Set(truth.rules_checkable.filter((rule) => BUILT.has(rule)));
    const pair = (rule: number, household: string): string => `r${rule} ${household}`;
    const expected = truth.defects.flatMap(({ rule, also, households }) =>
      [rule, ...also].filter((one) => judged.has(one)).flatMap((one) => households.map((no) => pair(one, no))),
    );
    const found = findings
      .filter((one) => one.rule !== null && judged.has(one.rule))
      .map((one) => pair(one.rule ?? 0, one.household));
    expect([...new Set(found)].sort()).toEqual([...new Set(expected)].sort());
  });

  it('says nothing of a clean village but hints and what was not collected', () => {
    const { findings } = read('national_flat');
    expect(findings.filter((one) => one.severity !== 'I').map(told)).toEqual([]);
  });
});
