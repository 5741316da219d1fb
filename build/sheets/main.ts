/**
 * The child of `npm run sheets`: takes file after file through the code of the app. Each line of stdin is a job
 * {path, shown}; each line of stdout an answer (build/sheets/lines.mjs lists them). It ends by itself when it has grown, and
 * is then started anew, so that what one file needs is not charged to the next.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { eachFile, type SheetFile } from '#shared/excel/read/expand';
import { readWorkbookWith } from '#shared/excel/read/encrypted';
import { toRecords } from '#shared/excel/understand/toRecords';
import { understandWorkbooks } from '#shared/excel/understand/understand';
import type { Problem, UnderstoodSheet } from '#shared/import/types';
import { sentence } from '#shared/messages/sentence';
import { describeTable } from './describe';

/** Larger files are refused unread: the app does the same. */
const MOST_BYTES = 512 * 1024 * 1024;
/** A child that holds more than this between two files is replaced. */
const GROWN_BYTES = 300 * 1024 * 1024;
/** Cells of a table whose values are read. */
const MOST_CELLS = 300_000;
const MB = 1024 * 1024;

interface Job {
  readonly path: string;
  readonly shown: string;
}

function answer(line: object): void {
  // Synchronous, so that an answer is out before the next file may break the process.
  writeFileSync(1, `${JSON.stringify(line)}\n`);
}

/** Linux forgets the peak when told to; elsewhere the peak of the process so far stands for that of the file. */
function forgetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    return;
  }
}

function peakBytes(): number {
  try {
    const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'latin1'));
    if (match) return Number(match[1]) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}

function textOf(problem: Problem): string {
  return sentence(problem.code, {
    file: problem.file,
    sheet: problem.sheet,
    cell: problem.cell,
    ...problem.params,
  });
}

/** One line per table, or the sentence why there is none. */
async function look(file: SheetFile): Promise<{ kind: 'understood' | 'refused'; lines: string[] }> {
  const read = await readWorkbookWith(file.bytes, file.name);
  if (!read.ok) return { kind: 'refused', lines: [sentence(read.error.code, { ...read.error.params })] };
  const understood = understandWorkbooks([read.value]);
  const lines = [...understood.sheets, ...understood.aside].map((table) => describeTable(table));
  const { households, problems } = toRecords(understood.sheets.map(firstRows));
  const rejected = problems.filter(({ level }) => level === 'rejected').length;
  if (lines.length > 0) lines.push(`${read.value.format}; households ${households.length}, rows refused ${rejected}`);
  const worth = understood.problems.filter(({ level }) => level === 'fatal' || lines.length === 0);
  lines.push(...new Set(worth.map(textOf)));
  return { kind: understood.sheets.length + understood.aside.length > 0 ? 'understood' : 'refused', lines };
}

/** Values are read of the first rows of a very large table: the records of 200,000 rows are a matter of the import. */
function firstRows(table: UnderstoodSheet): UnderstoodSheet {
  const rows = Math.max(1, Math.floor(MOST_CELLS / Math.max(1, table.columns.length)));
  return table.dataRows.length <= rows ? table : { ...table, dataRows: table.dataRows.slice(0, rows) };
}

/** The message alone: a stack is of no use to a reader of the list; `SHEETS_STACK=1` shows it. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return process.env['SHEETS_STACK'] ? (error.stack ?? error.message) : `${error.name}: ${error.message}`;
}

async function one(file: SheetFile): Promise<void> {
  forgetPeak();
  answer({ begun: file.path });
  const begun = performance.now();
  const before = process.cpuUsage();
  let result: { kind: 'understood' | 'refused' | 'crashed'; lines: string[] };
  try {
    result = await look(file);
  } catch (error) {
    result = { kind: 'crashed', lines: [messageOf(error)] };
  }
  const ms = Math.round(performance.now() - begun);
  const { user, system } = process.cpuUsage(before);
  const cpuMs = Math.round((user + system) / 1000);
  answer({ done: file.path, ...result, ms, cpuMs, peakMb: Math.round(peakBytes() / MB) });
}

async function take({ path, shown }: Job): Promise<void> {
  if (statSync(path).size > MOST_BYTES) {
    answer({ done: shown, kind: 'refused', lines: [sentence('file_too_large', { file: shown })], ms: 0, peakMb: 0 });
    return;
  }
  forgetPeak();
  const name = shown.slice(shown.lastIndexOf('/') + 1);
  const bytes = new Uint8Array(readFileSync(path));
  // As if picked one by one: the folder is only its place in the list, so that every file gets a word.
  for (const found of eachFile([{ name, path: name, bytes }])) {
    const prefix = shown.slice(0, shown.length - name.length);
    if (found.kind === 'file') await one({ ...found.file, path: prefix + found.file.path });
    else {
      const peakMb = Math.round(peakBytes() / MB);
      answer({ done: prefix + found.problem.file, kind: 'refused', lines: [textOf(found.problem)], ms: 0, peakMb });
    }
  }
}

if (existsSync('/proc/self/clear_refs')) forgetPeak();
for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line) as Job;
  try {
    await take(job);
  } catch (error) {
    answer({
      done: job.shown,
      kind: 'crashed',
      lines: [messageOf(error)],
      ms: 0,
      peakMb: Math.round(peakBytes() / MB),
    });
  }
  const grown = process.memoryUsage.rss() > GROWN_BYTES;
  answer({ next: job.shown, grown });
  if (grown) process.exit(0);
}
