/** Writing what is about to be applied into the journal: in the line itself, or in a segment that the line refers to. */
import { CHUNK_BYTES } from '#shared/ipc/channels';
import { ENTRY_VERSION, type Entry, type RowChanges } from '#shared/journal/entry';
import { ok, type Result } from '#shared/result';
import type { Journal, KeptWriter } from './journal';

/** UTF-16 units above which the rows of a line go into a segment. */
const INLINE_UNITS = 1_000_000;
/** At most three bytes a unit: a piece of so many units fits into one message. */
const PIECE_UNITS = Math.floor(CHUNK_BYTES / 3);

/** Rows to write as one step: chunks of at most some thousand rows, in their order. */
export interface Writing {
  readonly chunks: readonly RowChanges[];
  /** Number of the last operation after it. */
  readonly seq: number;
  /** Households in the archive after it. */
  readonly households: number;
}

export interface Appended {
  readonly line: number;
  readonly sum: string;
}

/** Writes the rows as one flushed line. Failures are the journal's; then nothing is in it. */
export async function journalRows(journal: Journal, after: number, writing: Writing): Promise<Result<Appended>> {
  const { seq, households, chunks } = writing;
  const [only] = chunks;
  const head = { v: ENTRY_VERSION, at: new Date().toISOString(), kind: 'rows', seq, households } as const;
  const whole = chunks.length === 1 ? JSON.stringify(only) : null;
  if (whole !== null && whole.length <= INLINE_UNITS) {
    // The rows are text already; they are the last key of the line.
    return journal.append(after, `${JSON.stringify(head).slice(0, -1)},"rows":${whole}}`);
  }
  const segment = await writeSegment(journal, whole === null ? chunks : [whole]);
  if (!segment.ok) return segment;
  const entry: Entry = { ...head, rows: null, segment: segment.value };
  return journal.append(after, JSON.stringify(entry), [`segment:${segment.value}`]);
}

/** The line `line` was never applied: whoever replays passes over it. */
export function journalVoid(journal: Journal, line: number): Promise<Result<Appended>> {
  const entry: Entry = { v: ENTRY_VERSION, at: new Date().toISOString(), kind: 'void', line };
  return journal.append(line, JSON.stringify(entry));
}

async function writeSegment(journal: Journal, chunks: readonly (RowChanges | string)[]): Promise<Result<string>> {
  const opened = await journal.openKept('segment');
  if (!opened.ok) return opened;
  const encoder = new TextEncoder();
  // While the main process writes a piece, the next one is made; never more than one is on its way, so they keep their order.
  let writing: Promise<Result<null>> = Promise.resolve(ok(null));
  for (const chunk of chunks) {
    const text = `${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n`;
    for (const piece of piecesOf(text)) {
      const bytes = encoder.encode(piece);
      const written = await writing;
      if (!written.ok) return givenUp(opened.value, written);
      writing = opened.value.write(bytes);
    }
  }
  const written = await writing;
  if (!written.ok) return givenUp(opened.value, written);
  const kept = await opened.value.commit();
  return kept.ok ? ok(kept.value) : kept;
}

async function givenUp<F>(writer: KeptWriter, failure: F): Promise<F> {
  await writer.abort();
  return failure;
}

/** The text in pieces that do not cut a character of two units. */
function* piecesOf(text: string): Generator<string, void> {
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + PIECE_UNITS);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end--;
    yield text.slice(at, end);
    at = end;
  }
}
