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
import { partsOf } from './parts';

/** Larger files are refused unread: the app does the same. */
const MOST_BYTES = 512 * 1024 * 1024;
/** A child that holds more than this between two files is replaced. */
const GROWN_BYTES = 300 * 1024 * 1024;
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
  const { households, rejected, parts } = readValues(understood.sheets);
  const inParts = parts > 1 ? `, values read in ${parts} parts` : '';
  if (lines.length > 0)
    lines.push(`${read.value.format}; households ${households}, rows refused ${rejected}${inParts}`);
  const worth = understood.problems.filter(({ level }) => level === 'fatal' || lines.length === 0);
  lines.push(...new Set(worth.map(textOf)));
  return { kind: understood.sheets.length + understood.aside.length > 0 ? 'understood' : 'refused', lines };
}

/**
 * All values of the tables. The records of 200,000 rows at once are a matter of the import and its memory: here such tables
 * are read part by part, and a household that goes on in the next part is told by its number.
 */
function readValues(tables: readonly UnderstoodSheet[]): { households: number; rejected: number; parts: number } {
  const parts = partsOf(tables);
  const numbers = new Set<string>();
  let unnumbered = 0;
  let rejected = 0;
  for (const part of parts) {
    const { households, problems } = toRecords(part);
    for (const { record } of households) {
      const number = record.fields['household_no'];
      if (number === undefined) unnumbered++;
      else numbers.add(String(number));
    }
    rejected += problems.filter(({ level }) => level === 'rejected').length;
  }
  return { households: numbers.size + unnumbered, rejected, parts: parts.length };
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
