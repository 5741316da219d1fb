/**
 * Compares an archive (lines of `job dump`) with the truth.json of a village, independently of the app's own catalogue:
 * truth lays conditions, helper, monitoring and measures flat into `fields`, so a value is looked for where the contract
 * places it. Only keys that stand in a column of the sheets are compared.
 */

/** Keys shown by the sheets. */
function shownKeys(truth) {
  const keys = new Set();
  for (const sheet of truth.sheets) for (const key of Object.values(sheet.columns)) if (key) keys.add(key);
  return keys;
}

const DATE_KEY = /(_date|_on|_start|_end|^first_identified|^birth_date|_year)$/;

/** Equal, or (dates) equal as far as the coarser of both goes: a sheet may show only the year. */
function agree(key, expected, found) {
  if (found === expected) return true;
  if (found === undefined || expected === undefined) return false;
  if (typeof expected === 'number' || typeof found === 'number') {
    if (Math.abs(Number(expected) - Number(found)) < 0.005) return true;
  }
  const [a, b] = [String(expected), String(found)];
  if (a === b) return true;
  if (DATE_KEY.test(key)) return a.length >= 4 && b.length >= 4 && (a.startsWith(b) || b.startsWith(a));
  const parts = (text) =>
    text
      .split(/[,，、]/)
      .sort()
      .join(',');
  return parts(a) === parts(b);
}

function yearRow(dump, year) {
  return (dump.years ?? []).find((row) => row.year === year) ?? {};
}

/** All places where a flat truth key may stand in a dumped household. */
function found(dump, key, year) {
  const rows = [
    dump.fields,
    yearRow(dump, year),
    dump.helpers?.[0],
    dump.monitoring?.at(-1),
    ...(dump.measures ?? []),
    dump.relocation,
  ];
  for (const row of rows) {
    if (row?.[key] !== undefined) return row[key];
    if (row?.at_start?.[key] !== undefined) return row.at_start[key];
  }
  return undefined;
}

function isBlank(value) {
  return value === null || value === undefined || value === '';
}

/** Several values are separated in many ways. */
function commas(value) {
  return String(value).replace(/[，、;；]/g, ',');
}

/** Texts of a dumped household that no field could hold: such a value is reported, not lost. */
function reportedTexts(dump) {
  return new Set([...(dump.unread ?? []), ...(dump.extra ?? [])].map((entry) => commas(entry.text)));
}

function compareRow(context, where, expected, lookup) {
  for (const [key, value] of Object.entries(expected)) {
    if (isBlank(value) || !context.shown.has(key)) continue;
    context.compared++;
    const actual = lookup(key);
    if (agree(key, value, actual)) continue;
    if (actual === undefined && context.reported.has(commas(value))) context.kept++;
    else context.differences.push(`${where} ${key}: ${JSON.stringify(value)} ≠ ${JSON.stringify(actual)}`);
  }
}

/** The person's row: a disability certificate may stand in the ID column, where the national form wants it. */
function memberValue(row, truthRow) {
  return (key) => {
    if (key === 'age') return row.age_stated ?? row.age;
    if (key === 'id_no' && row.id_no !== undefined && row.id_no === truthRow.disability_cert_no) return truthRow.id_no;
    if (key === 'disability_cert_no') return row.disability_cert_no ?? (row.id_no?.length > 18 ? row.id_no : undefined);
    return row[key];
  };
}

/**
 * @returns {{households: number, members: number, compared: number, kept: number, unread: number, differences: string[]}}
 */
export function compareWithTruth(truth, dumps) {
  const byNumber = new Map(dumps.map((dump) => [dump.household_no, dump]));
  const context = { shown: shownKeys(truth), compared: 0, kept: 0, differences: [], reported: new Set() };
  for (const household of truth.households) {
    const number = household.household_no;
    const dump = byNumber.get(number);
    if (!dump) {
      context.differences.push(`${number}: missing`);
      continue;
    }
    context.reported = reportedTexts(dump);
    compareRow(context, number, household.fields, (key) => found(dump, key, truth.year));
    const members = dump.members ?? [];
    if (members.length !== household.members.length)
      context.differences.push(`${number}: ${members.length} members, not ${household.members.length}`);
    household.members.forEach((member, index) => {
      compareRow(context, `${number} #${index}`, member, memberValue(members[index] ?? {}, member));
    });
    for (const year of household.years)
      compareRow(context, `${number} ${year.year}`, year, (key) => yearRow(dump, year.year)[key]);
  }
  if (byNumber.size !== truth.households.length)
    context.differences.push(`${byNumber.size} households, not ${truth.households.length}`);
  return {
    households: dumps.length,
    members: dumps.reduce((sum, dump) => sum + (dump.members?.length ?? 0), 0),
    unread: dumps.reduce((sum, dump) => sum + (dump.unread?.length ?? 0), 0),
    compared: context.compared,
    kept: context.kept,
    differences: context.differences,
  };
}

/**
 * Acceptance of an audit: the set of (rule, household) of numbered findings on checkable rules must equal what the defects
 * imply. `implemented` restricts both sides. Returns what is missing and what is surplus.
 */
export function compareFindings(truth, findings, implemented) {
  const checkable = new Set(truth.rules_checkable.filter((rule) => implemented.has(rule)));
  const expected = new Set();
  for (const defect of truth.defects) {
    for (const rule of [defect.rule, ...(defect.also ?? [])]) {
      if (checkable.has(rule)) for (const household of defect.households) expected.add(`${rule} ${household}`);
    }
  }
  const actual = new Set();
  for (const finding of findings) {
    if (checkable.has(finding.rule) && (truth.defects.length > 0 || finding.severity !== 'I'))
      actual.add(`${finding.rule} ${finding.household}`);
  }
  return {
    expected: expected.size,
    missing: [...expected].filter((pair) => !actual.has(pair)),
    surplus: [...actual].filter((pair) => !expected.has(pair)),
  };
}
