/** Holds an understanding against the truth of its layout. */
import type { CellValue } from '#shared/excel/sheet';
import type { LayoutSheetTruth, LayoutTruth, TableTruth } from '#shared/sample/layouts/truth';
import { address } from '#shared/excel/sheet';
import { boxOf } from './cells';
import { emptyScore, type Score } from './score';
import { rowsOf, originalOf, type Understanding } from './understanding';
import { agrees, contradictions, foundValue, matchRecords, type Match } from './values';

export function compare(truth: LayoutTruth, seen: Understanding): Score {
  const score = emptyScore();
  for (const sheet of truth.sheets) {
    for (const table of sheet.tables) {
      compareColumns(score, sheet, table, seen);
      compareTable(score, sheet, table, seen);
    }
    if (sheet.tables.length > 0) compareRegions(score, sheet, seen);
    else compareJunk(score, sheet, seen);
  }
  const match = matchRecords(truth, seen.records);
  compareHouseholds(score, truth, match);
  const reports = reportsOf(seen);
  for (const sheet of truth.sheets) {
    compareValues(score, truth, sheet, match, reports);
    compareDamaged(score, sheet, match, reports, truth);
  }
  if (truth.sheets.every((sheet) => sheet.reported.length === 0))
    score.wrongValues.push(...contradictions(truth, match));
  return score;
}

/** Value cells that belong to a key of `columns`. */
function valueCells(table: TableTruth, place: string): string[] {
  if (/\d/.test(place)) return [place];
  return table.data_rows.map((row) => `${place}${row}`);
}

function compareColumns(score: Score, sheet: LayoutSheetTruth, table: TableTruth, seen: Understanding): void {
  for (const [place, key] of Object.entries(table.columns)) {
    const views = valueCells(table, place).map((cell) => seen.cells.get(`${sheet.file}|${sheet.sheet}|${cell}`));
    const keys = new Set(
      views.flatMap((view) =>
        view === undefined || view.key === null ? [] : [view.key === 'age_stated' ? 'age' : view.key],
      ),
    );
    const where = `${sheet.sheet}!${place} “${(table.headers[place] ?? '').replace(/\s+/g, '⏎')}”`;
    const bad = [...keys].filter((found) => found !== key);
    if (bad.length > 0) score.wrong.push(`${where}: ${bad.join(', ')} instead of ${key ?? 'nothing'}`);
    if (key === null) continue;
    const abstains = keys.size === 0;
    if (abstains && table.may_abstain.includes(place)) continue;
    score.columns++;
    if (abstains) score.abstained.push(`${where}: nothing instead of ${key}`);
    else if (bad.length === 0) score.mapped++;
  }
}

const sameList = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join();

function compareTable(score: Score, sheet: LayoutSheetTruth, table: TableTruth, seen: Understanding): void {
  score.tables++;
  const box = boxOf(table.range);
  const tables = seen.tables.filter((other) => other.file === sheet.file && originalOf(other).name === sheet.sheet);
  // A row that names the household of the rows below belongs to each of them.
  const over = new Set(sheet.skip_rows.flatMap(([row, role]) => (role === 'value' ? [row] : [])));
  const opinions = tables.map((other) => {
    const { header, data } = rowsOf(other);
    const own = data.filter((row) => !over.has(row)).sort((a, b) => a - b);
    return { header, data: own, arrangement: other.arrangement ?? 'table' };
  });
  const fits = opinions.some(({ header, data, arrangement }) =>
    table.arrangement !== 'table' && table.arrangement !== 'headerless'
      ? arrangement === table.arrangement
      : sameList(header, table.header_rows) && sameList(data, table.data_rows),
  );
  if (fits || asOne(sheet, table, opinions) || inParts(table, opinions)) score.tablesRight++;
  else {
    const text = opinions.map(({ header, data }) => `header ${header.join()} data ${short(data)}`).join(' | ');
    score.tableFaults.push(
      `${sheet.sheet} ${table.range} (row ${box.from.row + 1}): header ${table.header_rows.join()} data ${short(table.data_rows)}; app: ${text || 'no table'}`,
    );
  }
}

/** The same header twice on a sheet may be read as one table with a repeated header. */
function asOne(sheet: LayoutSheetTruth, table: TableTruth, opinions: readonly { readonly data: number[] }[]): boolean {
  const alike = sheet.tables.filter((other) => JSON.stringify(other.columns) === JSON.stringify(table.columns));
  const all = alike.flatMap((other) => other.data_rows);
  return alike.length > 1 && table.arrangement === 'table' && opinions.some(({ data }) => sameList(data, all));
}

/** Persons under rows that name their household may be read household by household. */
function inParts(table: TableTruth, opinions: readonly { readonly data: number[] }[]): boolean {
  const own = new Set(table.data_rows);
  const parts = opinions.filter(({ data }) => data.some((row) => own.has(row)));
  const all = parts.flatMap(({ data }) => data).sort((a, b) => a - b);
  return parts.length > 1 && sameList([...new Set(all)], table.data_rows);
}

/** 5-9,11 of a list of rows. */
export function short(rows: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === row - 1) last[1] = row;
    else runs.push([row, row]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join();
}

const blank = (value: CellValue | undefined): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

function compareRegions(score: Score, sheet: LayoutSheetTruth, seen: Understanding): void {
  const grid =
    seen.workbooks.find(({ file }) => file === sheet.file)?.sheets.find(({ name }) => name === sheet.sheet) ??
    seen.workbooks.find(({ file }) => file === sheet.file)?.sheets[0];
  for (const { role, range, or } of sheet.regions) {
    const fine = new Set<string>([role, ...(or ?? [])]);
    const { from, to } = boxOf(range);
    const faults = new Map<string, string[]>();
    let filled = 0;
    for (let row = from.row; row <= to.row; row++) {
      for (let column = from.column; column <= to.column; column++) {
        if (blank(grid?.rows[row]?.[column])) continue;
        filled++;
        const found = seen.roles.get(`${sheet.file}|${grid?.name ?? ''}|${address(row, column)}`) ?? 'nothing';
        if (!fine.has(found)) faults.set(found, [...(faults.get(found) ?? []), address(row, column)]);
      }
    }
    if (filled === 0) continue;
    const bad = [...faults.values()].reduce((sum, list) => sum + list.length, 0);
    score.cells += filled;
    score.cellsRight += filled - bad;
    score.regions++;
    if (bad === 0) score.regionsRight++;
    else
      score.regionFaults.push(
        `${sheet.sheet} ${role} ${range}: ${[...faults].map(([found, list]) => `${found} ×${list.length} (${list[0] ?? ''})`).join(', ')}`,
      );
  }
}

/** A sheet without data must not become columns of households. */
function compareJunk(score: Score, sheet: LayoutSheetTruth, seen: Understanding): void {
  seen.tables.forEach((table) => {
    if (table.file !== sheet.file || originalOf(table).name !== sheet.sheet) return;
    const stopped = seen.problems.some(
      (problem) =>
        problem.file === sheet.file &&
        problem.sheet === sheet.sheet &&
        /no_key_column|no_rows|no_header/.test(problem.code),
    );
    if (!stopped && table.dataRows.length > 0)
      score.tableFaults.push(`${sheet.sheet}: taken as a table although it holds no data`);
  });
}

function compareHouseholds(score: Score, truth: LayoutTruth, match: Match): void {
  const shown = new Set(truth.sheets.flatMap(({ cells }) => cells.map(([, household]) => household)));
  for (const at of shown) {
    const household = truth.households[at];
    const record = match.records[at];
    if (household === undefined) continue;
    score.households++;
    const name = String(household.fields['head_name']);
    if (record === undefined) score.householdFaults.push(`${name}: missing`);
    else if (truth.members_shown && record.members.length !== household.members.length)
      score.householdFaults.push(`${name}: ${record.members.length} members, not ${household.members.length}`);
  }
  for (const record of match.surplus)
    score.householdFaults.push(
      `no such household: ${JSON.stringify(record.fields).slice(0, 100)} ${String(record.members[0]?.['name'] ?? '')}`,
    );
}

export interface Reports {
  /** `file|sheet|A1` of problems, 附加列 and unread texts. */
  readonly cells: ReadonlySet<string>;
  /** `file|sheet` refused as a whole, and `file|sheet|row` refused. */
  readonly wholes: ReadonlySet<string>;
  /** Texts kept per household's record. */
  readonly texts: ReadonlyMap<object, ReadonlySet<string>>;
}

const commas = (text: string): string => text.replace(/[，、;；]/g, ',').trim();

export function reportsOf(seen: Understanding): Reports {
  const cells = new Set<string>();
  const wholes = new Set<string>();
  for (const { file, sheet, cell, level } of seen.problems) {
    cells.add(`${file}|${sheet}|${cell}`);
    if (level === 'fatal') wholes.add(`${file}|${sheet}`);
    if (level === 'rejected') wholes.add(`${file}|${sheet}|${cell.replace(/^[A-Z]+/, '')}`);
  }
  const texts = new Map<object, Set<string>>();
  for (const record of seen.records) {
    const kept = [...record.unread, ...record.extra];
    texts.set(record, new Set(kept.map(({ text }) => commas(text))));
    for (const { source } of kept) cells.add(source);
  }
  return { cells, wholes, texts };
}

function isReported(reports: Reports, sheet: LayoutSheetTruth, cell: string): boolean {
  const place = `${sheet.file}|${sheet.sheet}`;
  const row = cell.replace(/^[A-Z]+/, '');
  return (
    reports.cells.has(`${place}|${cell}`) ||
    reports.wholes.has(place) ||
    reports.wholes.has(`${place}|${row}`) ||
    reports.wholes.has(`${sheet.file}|`)
  );
}

function compareValues(
  score: Score,
  truth: LayoutTruth,
  sheet: LayoutSheetTruth,
  match: Match,
  reports: Reports,
): void {
  for (const told of sheet.cells) {
    const [cell, household, member, , key, value] = told;
    score.values++;
    const record = match.records[household];
    const kept = record !== undefined && reports.texts.get(record)?.has(commas(String(value))) === true;
    const found = foundValue(truth, match, told);
    const name = String(truth.households[household]?.fields['head_name']);
    const where = `${sheet.sheet}!${cell} ${name}${member === null ? '' : `#${member}`} ${key ?? '(local)'}`;
    if (key === null ? kept || isReported(reports, sheet, cell) : agrees(key, value, found)) score.equal++;
    else if (kept || isReported(reports, sheet, cell)) score.reported++;
    else if (found === undefined) score.lost.push(`${where}: ${String(value)}`);
    else score.wrongValues.push(`${where}: ${String(found)} instead of ${String(value)}`);
  }
}

function compareDamaged(
  score: Score,
  sheet: LayoutSheetTruth,
  match: Match,
  reports: Reports,
  truth: LayoutTruth,
): void {
  for (const [cell, household, member, year, key, why] of sheet.reported) {
    const found = foundValue(truth, match, [cell, household, member, year, key, '']);
    const record = match.records[household];
    const full = truth.households[household];
    const right = member === null ? full?.fields[key] : full?.members[member]?.[key];
    // Another row of the household may say the month alone: that is right, too.
    const known =
      found !== undefined && right !== undefined && (agrees(key, right, found) || agrees(key, found, right));
    const where = `${sheet.sheet}!${cell} ${key} (${why})`;
    if (found !== undefined && !known && !isYearly(truth, household, key))
      score.silent.push(`${where}: taken as ${String(found)}`);
    else if (!isReported(reports, sheet, cell) && !(record !== undefined && keptAt(record, cell)))
      score.silent.push(`${where}: not reported`);
  }
}

function isYearly(truth: LayoutTruth, household: number, key: string): boolean {
  return truth.households[household]?.years.some((row) => row[key] !== undefined) === true;
}

function keptAt(record: object, cell: string): boolean {
  return JSON.stringify(record).includes(`|${cell}"`);
}
