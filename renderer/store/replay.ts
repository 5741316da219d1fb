/** Reading the journal back: lines to entries, entries to rows, rows into the tables. */
import { Sha256 } from '#shared/derive/sha256';
import type { JournalLine } from '#shared/ipc/desktop';
import type { ReadAt } from '#shared/journal/copy/source';
import { ENTRY_VERSION, type Entry, type RowChanges } from '#shared/journal/entry';
import { fail, ok, type AppError, type Result } from '#shared/result';
import { applyRows } from './apply';
import type { HudangDb } from './db';
import type { Journal } from './journal';
import type { StateSeal } from './meta';

export type RowsEntry = Extract<Entry, { readonly kind: 'rows' }>;
export type BaseEntry = Extract<Entry, { readonly kind: 'base' }>;

/** One line to apply; lines that were made void are passed over. */
export interface Step {
  /** The line after whose application the state is that of `line`: behind a void one, the void one's number. */
  readonly line: number;
  readonly sum: string;
  readonly entry: RowsEntry | BaseEntry | null;
  /** Numbers between this step and the one before that are damaged or missing. */
  readonly lost: readonly number[];
}

/** Carries a failure out of a generator. */
export class ReplayFailure extends Error {
  constructor(readonly error: AppError) {
    super(error.code);
  }
}

/** What is thrown while replaying, as a Result; what is nobody's expected failure goes on. */
export async function replaying<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ReplayFailure) return { ok: false, error: error.error };
    throw error;
  }
}

/** More lost numbers than this are not told one by one. */
const MOST_LOST = 10_000;

/**
 * The journal from line `from` on, in order. A void line stands directly behind the line that it voids, so one line is held
 * back. Throws ReplayFailure: store_newer, `store_voided` when a line before `from` was made void, the journal's own.
 */
export async function* steps(journal: Journal, from: number): AsyncGenerator<Step, void> {
  yield* stepsOf(linesOf(journal, from), from);
}

async function* linesOf(journal: Journal, from: number): AsyncGenerator<Pick<JournalLine, 'line' | 'sum' | 'payload'>> {
  for (let next = from; ;) {
    const read = await journal.read(next);
    if (!read.ok) throw new ReplayFailure(read.error);
    yield* read.value;
    const last = read.value.at(-1);
    if (last === undefined) return;
    next = last.line + 1;
  }
}

/** The same for lines that come from a copy. */
export async function* stepsOf(
  lines: AsyncIterable<Pick<JournalLine, 'line' | 'sum' | 'payload'>>,
  from: number,
): AsyncGenerator<Step, void> {
  let held: Step | null = null;
  let expected = from;
  let lost: number[] = [];
  let last: Pick<Step, 'line' | 'sum'> | null = null;
  for await (const { line, sum, payload } of lines) {
    last = { line, sum };
    for (; expected < line; expected++) if (lost.length < MOST_LOST) lost.push(expected);
    expected = line + 1;
    const entry = entryOf(payload);
    if (entry === null) {
      lost.push(line);
      continue;
    }
    if (entry.kind === 'void') {
      if (entry.line < from) throw new ReplayFailure({ code: 'store_voided', params: { line: entry.line } });
      const before: Step | null = held?.line === entry.line ? held : null;
      // The void line's own numbers are lost only where the line that it voids is: then nothing is.
      const missing: number[] = [...(before?.lost ?? []), ...lost].filter((number) => number !== entry.line);
      if (held && !before) yield held;
      held = { line, sum, entry: null, lost: missing };
    } else {
      if (held) yield held;
      held = { line, sum, entry, lost };
    }
    lost = [];
  }
  if (held) yield held;
  // Lines at the end that say nothing are passed over, but not in silence.
  if (last && lost.length > 0) yield { ...last, entry: null, lost };
}

/** The entry of a line; null when it is none. Throws ReplayFailure store_newer. */
function entryOf(payload: string): Entry | null {
  try {
    const entry = JSON.parse(payload) as Entry;
    if (Number(entry.v) > ENTRY_VERSION) throw new ReplayFailure({ code: 'store_newer', params: {} });
    return ['rows', 'void', 'base'].includes(entry.kind) ? entry : null;
  } catch (error) {
    if (error instanceof ReplayFailure) throw error;
    return null;
  }
}

const PIECE = 4 * 1024 * 1024;

/** Whether a segment's bytes are what its name says. */
async function isWhole(source: ReadAt, sha256: string): Promise<boolean> {
  const hash = new Sha256();
  for (let at = 0; at < source.size; at += PIECE) hash.update(await source.read(at, Math.min(PIECE, source.size - at)));
  return hash.digest() === sha256;
}

/** The chunks of rows of an entry, read as they are asked for. Null = its segment is damaged or gone. */
export async function chunksOf(
  journal: Pick<Journal, 'segment'>,
  entry: RowsEntry,
): Promise<AsyncIterable<RowChanges> | Iterable<RowChanges> | null> {
  if (entry.segment === undefined) return entry.rows ? [entry.rows] : [];
  const source = await journal.segment(entry.segment);
  if (!source.ok) return null;
  // What is applied in part cannot be taken back: first the whole segment is looked through.
  const whole = await isWhole(source.value, entry.segment).catch(() => false);
  return whole ? segmentRows(source.value) : null;
}

async function* segmentRows(source: ReadAt): AsyncGenerator<RowChanges, void> {
  for await (const line of textLines(source)) yield JSON.parse(line) as RowChanges;
}

/** The lines of a text file, without their ends. */
async function* textLines(source: ReadAt): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for (let at = 0; at < source.size; at += PIECE) {
    const piece = await source.read(at, Math.min(PIECE, source.size - at));
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

export interface Replayed {
  readonly seal: StateSeal;
  /** Lines that were applied. */
  readonly lines: number;
  /** Lines that cannot be read, in front of the next one that can: it ended before them. */
  readonly lost: readonly number[];
  /** Operations or settings among them. */
  readonly changed: boolean;
}

/**
 * Applies what the journal holds behind the seal, each line in a transaction with its seal. Failures: store_newer, `store_base`
 * (the state becomes that of a copy: a rebuild), `store_voided`, the journal's. Rejects when the database does.
 */
export function rollForward(
  db: HudangDb,
  journal: Journal,
  seal: StateSeal,
  onLine: (line: number) => void = () => undefined,
): Promise<Result<Replayed>> {
  return replaying(async () => {
    let now = seal;
    let lines = 0;
    for await (const step of steps(journal, seal.line + 1)) {
      if (step.entry?.kind === 'base') return fail('store_base', { line: step.line });
      const chunks = step.entry ? await chunksOf(journal, step.entry) : [];
      const lost = [...step.lost, ...(chunks === null ? [step.line] : [])];
      // A seal that had passed them would say that their rows are there: whoever looks next must find them missing again.
      if (chunks === null || lost.length > 0) return ok({ seal: now, lines, lost, changed: lines > 0 });
      const rows: RowChanges[] = [];
      for await (const chunk of chunks) rows.push(chunk);
      now = after(now, step);
      await applyRows(db, rows, now);
      lines += 1;
      onLine(step.line);
    }
    return ok({ seal: now, lines, lost: [], changed: lines > 0 });
  });
}

/** The seal of the state after a step. */
export function after(seal: StateSeal, { line, sum, entry }: Step, applied = true): StateSeal {
  if (!entry || !applied) return { ...seal, line, sum };
  return { ...seal, line, sum, seq: Math.max(seal.seq, entry.seq), households: entry.households };
}
