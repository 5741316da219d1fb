/** Comparing records with the truth of a layout, independently of the app's catalogue: a flat key is looked for where the contract places it. */
import type { HouseholdRecord, Row, Value } from '#shared/derive/record';
import type { CellTruth, LayoutTruth } from '#shared/sample/layouts/truth';

const DATES = /(_date|_on|_start|_end|^first_identified)$/;

/** Equal to the stored value expected; a date that is more precise than the cell (from another column) agrees too. */
export function agrees(key: string, expected: Value, found: Value | undefined): boolean {
  if (found === undefined) return false;
  if (found === expected || String(found) === String(expected)) return true;
  if (typeof expected === 'number' || typeof found === 'number')
    return Math.abs(Number(expected) - Number(found)) < 0.005;
  if (DATES.test(key)) return found.startsWith(expected);
  const parts = (text: string): string =>
    text
      .split(/[,，、;；]/)
      .sort()
      .join(',');
  return parts(found) === parts(expected);
}

function memberValue(row: Row | undefined, key: string, truth: Row): Value | undefined {
  if (row === undefined) return undefined;
  if (key === 'age') return row['age_stated'];
  // The national form puts the certificate number in the ID column.
  if (key === 'id_no' && row['id_no'] === undefined && row['disability_cert_no'] === truth['id_no'])
    return truth['id_no'];
  if (key === 'disability_cert_no' && row['disability_cert_no'] === undefined) return row['id_no'];
  return row[key];
}

/** Where a household's flat key may stand, by year. */
function householdValue(record: HouseholdRecord, key: string, year: number): Value | undefined {
  const rows: (Row | undefined)[] = [
    record.fields,
    record.years.find((row) => row['year'] === year),
    record.helpers[0],
    record.monitoring.at(-1),
    ...record.measures,
    record.relocation,
  ];
  for (const row of rows) {
    const value = row?.[key] ?? row?.[`start_${key}`];
    if (value !== undefined) return value;
  }
  return undefined;
}

export interface Match {
  /** Record of each household of the truth; undefined = none. */
  readonly records: readonly (HouseholdRecord | undefined)[];
  /** Records that are no household of the truth, or a second one of it. */
  readonly surplus: readonly HouseholdRecord[];
}

/** Finds the record of each household by number, IDs and names. */
export function matchRecords(truth: LayoutTruth, records: readonly HouseholdRecord[]): Match {
  const found: (HouseholdRecord | undefined)[] = truth.households.map(() => undefined);
  const surplus: HouseholdRecord[] = [];
  for (const record of records) {
    const scores = truth.households.map((household) => scoreOf(record, household));
    const best = scores.indexOf(Math.max(...scores));
    if ((scores[best] ?? 0) > 0 && found[best] === undefined) found[best] = record;
    else surplus.push(record);
  }
  return { records: found, surplus };
}

function scoreOf(record: HouseholdRecord, household: LayoutTruth['households'][number]): number {
  let score = 0;
  if (record.fields['household_no'] === household.household_no) score += 100;
  if (record.fields['head_id_no'] !== undefined && record.fields['head_id_no'] === household.fields['head_id_no'])
    score += 50;
  if (record.fields['head_name'] === household.fields['head_name']) score += 10;
  for (const row of record.members) {
    if (household.members.some((member) => member['id_no'] !== undefined && member['id_no'] === row['id_no']))
      score += 20;
    if (household.members.some((member) => member['name'] === row['name'])) score += 2;
  }
  return score;
}

/** The row of a member in a record: by ID, then by name. */
export function memberOf(record: HouseholdRecord, truth: Row): Row | undefined {
  return (
    record.members.find((row) => row['id_no'] !== undefined && row['id_no'] === truth['id_no']) ??
    record.members.find((row) => row['name'] !== undefined && row['name'] === truth['name'])
  );
}

/** Whom of the truth a row of a record is: by ID, then by name; father and son may bear one name. */
function ownerOf(members: readonly Row[], row: Row): Row | undefined {
  return (
    members.find((other) => row['id_no'] !== undefined && row['id_no'] === other['id_no']) ??
    members.find((other) => row['name'] !== undefined && row['name'] === other['name'])
  );
}

/** What the archive would hold of what a cell says. */
export function foundValue(
  truth: LayoutTruth,
  match: Match,
  [, household, member, year, key]: CellTruth,
): Value | undefined {
  const record = match.records[household];
  if (record === undefined || key === null) return undefined;
  if (member === null) return householdValue(record, key, year ?? truth.year);
  const row = truth.households[household]?.members[member] ?? {};
  return memberValue(memberOf(record, row), key, row);
}

/** Values of a record that the truth contradicts: mapped to the wrong place, or read from a row that is no data. */
export function contradictions(truth: LayoutTruth, match: Match): string[] {
  const wrong: string[] = [];
  match.records.forEach((record, at) => {
    const household = truth.households[at];
    if (record === undefined || household === undefined) return;
    const name = String(household.fields['head_name']);
    compareRow(record.fields, household.fields, `${name}`, wrong);
    for (const row of record.members) {
      const member = ownerOf(household.members, row);
      if (member === undefined) wrong.push(`${name}: member ${JSON.stringify(row).slice(0, 120)} is nobody`);
      else compareRow(row, member, `${name}/${String(member['name'])}`, wrong);
    }
  });
  return wrong;
}

const DERIVED = new Set(['age_stated', 'year', 'household_no']);

function compareRow(found: Row, truth: Row, where: string, wrong: string[]): void {
  for (const [key, value] of Object.entries(found)) {
    if (value === undefined || DERIVED.has(key)) continue;
    const expected = truth[key];
    if (expected === undefined && key === 'disability_cert_no' && value === truth['id_no']) continue;
    const coarse = expected !== undefined && DATES.test(key) && String(expected).startsWith(String(value));
    if (expected === undefined) wrong.push(`${where} ${key}: ${String(value)} where nothing is known`);
    else if (!coarse && !agrees(key, expected, value))
      wrong.push(`${where} ${key}: ${String(value)} instead of ${String(expected)}`);
  }
}
