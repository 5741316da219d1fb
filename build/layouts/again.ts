/** The same content again – as it is, shuffled, with other cell types, saved by another program: an import must see no change. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HouseholdRecord } from '#shared/derive/record';
import type { Sheet } from '#shared/excel/sheet';
import { writeAs, type FreeSheet } from '#shared/excel/write/anyFormat';
import { readWorkbook } from '#shared/excel/read/readWorkbook';
import { Random } from '#shared/sample/random';
import { roundDigits, shuffleColumns, shuffleRows, swapTypes, type TablePlace } from '#shared/sample/layouts/rewrite';
import type { Layout, LayoutSheetTruth } from '#shared/sample/layouts/truth';
import { boxOf } from './cells';
import { understand, type NamedBytes, type Understanding } from './understanding';

export interface AgainScore {
  rounds: number;
  faults: string[];
  /** Digits that became rounded numbers: applied, or not reported. */
  rounded: number;
  roundedFaults: string[];
}

type Change = (sheet: FreeSheet, place: TablePlace, random: Random) => FreeSheet;

const CHANGES: Readonly<Record<string, Change>> = {
  'rows shuffled': shuffleRows,
  'columns shuffled': shuffleColumns,
  'numbers and texts': swapTypes,
  'saved as another format': (sheet) => sheet,
};

/** The place of the only table of a sheet; null when there are several or it is a form. */
function placeOf(truth: LayoutSheetTruth): TablePlace | null {
  // Rows that say something of the rows below must not be parted from them.
  if (
    truth.cells.some(([cell]) =>
      truth.skip_rows.some(([row]) => cell.endsWith(String(row)) && boxOf(cell).from.row === row - 1),
    )
  )
    return null;
  const [table] = truth.tables;
  if (table === undefined || truth.tables.length > 1 || table.arrangement !== 'table') return null;
  const householdOf = new Map(truth.cells.map(([cell, household]) => [boxOf(cell).from.row, household]));
  const groups: number[][] = [];
  table.data_rows.forEach((row, at) => {
    const before = table.data_rows[at - 1];
    const last = groups.at(-1);
    const same = before !== undefined && householdOf.get(before - 1) === householdOf.get(row - 1);
    if (same && last !== undefined) last.push(at);
    else groups.push([at]);
  });
  return {
    from: boxOf(table.range).from.row,
    to: boxOf(table.range).to.row,
    headerRows: table.header_rows.map((row) => row - 1),
    dataRows: table.data_rows.map((row) => row - 1),
    groups,
  };
}

function sheetsOf({ name, bytes }: NamedBytes): readonly Sheet[] {
  const read = readWorkbook(bytes, name);
  return read.ok ? read.value.sheets : [];
}

/** Every file of a layout rewritten as .xlsx (or .xls when it was one of those), its tables changed. */
function rewritten(layout: Layout, change: Change, random: Random, other: boolean): NamedBytes[] {
  return layout.files.map((file) => {
    const sheets = sheetsOf(file).map((sheet): FreeSheet => {
      const truth = layout.truth.sheets.find((entry) => entry.file === file.name && entry.sheet === sheet.name);
      const place = truth === undefined ? null : placeOf(truth);
      return place === null ? sheet : change(sheet, place, random);
    });
    const format = other && /xlsx$/.test(file.name) ? 'xls' : 'xlsx';
    return { name: file.name.replace(/\.[^.]*$/, `.${format}`), bytes: writeAs(sheets, format) };
  });
}

/** Differences that a second import would make; '' = none. */
function changesOf({ counts, changes }: Understanding, first: Understanding): string {
  const { counts: before } = first;
  const changed = counts.new + counts.changed + counts.conflict + Math.max(0, counts.rejected - before.rejected);
  const lost = first.records.length - counts.same;
  return changed + Math.abs(lost) === 0 ? '' : `${JSON.stringify(counts)} ${changes.slice(0, 3).join('; ')}`;
}

export function measureAgain(layout: Layout): AgainScore {
  const score: AgainScore = { rounds: 0, faults: [], rounded: 0, roundedFaults: [] };
  const first = understand(layout.files);
  const archive: readonly HouseholdRecord[] = first.records;
  if (archive.length === 0) return score;
  const { index, traits, seed } = layout.truth;
  const name = `#${index} ${traits.slice(0, 2).join('/')}`;
  const judge = (what: string, files: readonly NamedBytes[]): void => {
    score.rounds++;
    const difference = changesOf(understand(files, archive), first);
    if (difference !== '') score.faults.push(`${name}: ${what}: ${difference} of ${archive.length}`);
  };
  judge('the same file', layout.files);
  const random = new Random(seed * 31 + index);
  for (const [what, change] of Object.entries(CHANGES))
    judge(what, rewritten(layout, change, random, what === 'saved as another format'));
  measureRounded(layout, archive, score, name);
  return score;
}

/** Digit texts over 15 that became numbers: reported as rounded, never applied. */
function measureRounded(layout: Layout, archive: readonly HouseholdRecord[], score: AgainScore, name: string): void {
  if (layout.truth.traits.includes('damaged')) return;
  const cells: string[] = [];
  const change: Change = (sheet, place) => {
    const { sheet: out, rounded } = roundDigits(sheet, place);
    cells.push(...rounded.map(([cell]) => `${sheet.name}|${cell}`));
    return out;
  };
  const files = rewritten(layout, change, new Random(1), false);
  if (cells.length === 0) return;
  score.rounded += cells.length;
  const seen = understand(files, archive);
  const reported = new Set(seen.problems.map(({ sheet, cell }) => `${sheet}|${cell}`));
  for (const record of seen.records)
    for (const { source } of [...record.unread, ...record.extra]) reported.add(source.split('|').slice(1).join('|'));
  const rejected = new Set(
    seen.problems
      .filter(({ level }) => level === 'rejected')
      .map(({ sheet, cell }) => `${sheet}|${cell.replace(/^[A-Z]+/, '')}`),
  );
  const silent = cells.filter((cell) => !reported.has(cell) && !rejected.has(cell.replace(/\|[A-Z]+/, '|')));
  if (silent.length > 0)
    score.roundedFaults.push(`${name}: ${silent.length} of ${cells.length} not reported, e.g. ${silent[0] ?? ''}`);
  const known = new Set(archive.flatMap(longDigits));
  const invented = seen.records.flatMap(longDigits).filter((text) => !known.has(text));
  if (invented.length > 0)
    score.roundedFaults.push(`${name}: rounded digits applied: ${invented[0] ?? ''} (${invented.length})`);
}

function longDigits(record: HouseholdRecord): string[] {
  return [record.fields, ...record.members, ...record.helpers]
    .flatMap((row) => Object.values(row))
    .filter((value): value is string => typeof value === 'string' && /^\d{16,}[X0-9]*$/.test(value));
}

/** Whether LibreOffice is there to save files again. */
export function hasLibreOffice(): boolean {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Layouts saved again by LibreOffice as .xlsx: the import of both must be the same. */
export function measureLibreOffice(list: readonly Layout[]): AgainScore {
  const score: AgainScore = { rounds: 0, faults: [], rounded: 0, roundedFaults: [] };
  const work = mkdtempSync(join(tmpdir(), 'hudang-layouts-'));
  const named = list.filter(({ truth }) => truth.files.every(({ format }) => /^(xlsx|xls|ods)$/.test(format)));
  const from: string[] = [];
  for (const layout of named) {
    mkdirSync(join(work, 'in', String(layout.truth.index)), { recursive: true });
    layout.files.forEach(({ name, bytes }, at) => {
      const path = join(
        work,
        'in',
        String(layout.truth.index),
        `${layout.truth.index}-${at}${name.slice(name.lastIndexOf('.'))}`,
      );
      writeFileSync(path, bytes);
      from.push(path);
    });
  }
  const profile = `-env:UserInstallation=file://${join(work, 'profile')}`;
  execFileSync('soffice', [profile, '--headless', '--convert-to', 'xlsx', '--outdir', join(work, 'out'), ...from], {
    stdio: 'ignore',
  });
  for (const layout of named) {
    const { index, traits } = layout.truth;
    const first = understand(layout.files);
    if (first.records.length === 0) continue;
    const files = layout.files.map(({ name }, at) => ({
      name: name.replace(/\.[^.]*$/, '.xlsx'),
      bytes: new Uint8Array(readFileSync(join(work, 'out', `${index}-${at}.xlsx`))),
    }));
    score.rounds++;
    const difference = changesOf(understand(files, first.records), first);
    if (difference !== '')
      score.faults.push(
        `#${index} ${traits.slice(0, 2).join('/')}: saved by LibreOffice: ${difference} of ${first.records.length}`,
      );
  }
  rmSync(work, { recursive: true, force: true });
  return score;
}
