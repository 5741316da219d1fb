/** Writing what is about to be applied into the journal: in the line itself, or in a segment that the line refers to. */
import { CHUNK_BYTES } from '#shared/ipc/channels';
import { ENTRY_VERSION, type Entry, type RowChanges } from '#shared/journal/entry';
import { fail, ok, type Result } from '#shared/result';
import type { Journal, KeptWriter } from './journal';
import type { Gate } from './watch';

/** UTF-16 units above which the rows of a line go into a segment. */
const INLINE_UNITS = 1_000_000;
/** Much smaller than a message may be: while one piece is written the next one is made. */
const PIECE_BYTES = CHUNK_BYTES / 4;

/** Rows to write as one step: chunks of at most some thousand rows, in their order. */
export interface Writing {
  readonly chunks: readonly RowChanges[];
  /** Number of the last operation after it. */
  readonly seq: number;
  /** Households in the archive after it. */
  readonly households: number;
  /** What the rows refer to is on its way to the disk; no line is written before it is there. */
  readonly kept?: Promise<Result<null>>;
}

export interface Appended {
  readonly line: number;
  readonly sum: string;
}

/** The rows as the text that stands in the line itself; null = they are too many, and go into a segment. */
export function lineText({ chunks }: Writing): string | null {
  const [only] = chunks;
  if (chunks.length !== 1) return null;
  const text = JSON.stringify(only);
  return text.length <= INLINE_UNITS ? text : null;
}

/** Writes the rows, as `lineText` gives them, as one flushed line. Failures are the journal's; then nothing is in it. */
export async function journalLine(
  journal: Journal,
  after: number,
  writing: Writing,
  text: string,
): Promise<Result<Appended>> {
  const kept = await writing.kept;
  if (kept?.ok === false) return kept;
  // The rows are text already; they are the last key of the line.
  return journal.append(after, `${JSON.stringify(headOf(writing)).slice(0, -1)},"rows":${text}}`);
}

/**
 * Writes the rows into a segment, and then the flushed line that refers to it. Failures are the journal's, or
 * `worker_stopped` when the gate was shut; then no line is in it.
 */
export async function journalSegment(
  journal: Journal,
  after: number,
  writing: Writing,
  { writer, gate }: { readonly writer: KeptWriter; readonly gate: Gate },
): Promise<Result<Appended>> {
  const segment = await writeSegment(writer, writing.chunks, gate);
  if (!segment.ok) return segment;
  const kept = await writing.kept;
  if (kept?.ok === false) return kept;
  if (!gate.pass()) return fail('worker_stopped');
  const entry: Entry = { ...headOf(writing), rows: null, segment: segment.value };
  return journal.append(after, JSON.stringify(entry), [`segment:${segment.value}`]);
}

function headOf({
  seq,
  households,
}: Writing): Pick<Entry & { kind: 'rows' }, 'v' | 'at' | 'kind' | 'seq' | 'households'> {
  return { v: ENTRY_VERSION, at: new Date().toISOString(), kind: 'rows', seq, households };
}

/** The line `line` was never applied: whoever replays passes over it. */
export function journalVoid(journal: Journal, line: number): Promise<Result<Appended>> {
  const entry: Entry = { v: ENTRY_VERSION, at: new Date().toISOString(), kind: 'void', line };
  return journal.append(line, JSON.stringify(entry));
}

async function writeSegment(writer: KeptWriter, chunks: readonly RowChanges[], gate: Gate): Promise<Result<string>> {
  // While the main process writes a piece, the next one is made; never more than one is on its way, so they keep their order.
  let writing: Promise<Result<null>> = Promise.resolve(ok(null));
  for (const bytes of inPieces(linesOf(chunks))) {
    const written = await writing;
    if (!written.ok) return givenUp(writer, written);
    if (gate.isShut) return givenUp(writer, fail('worker_stopped'));
    writing = writer.write(bytes);
  }
  const written = await writing;
  if (!written.ok) return givenUp(writer, written);
  const kept = await writer.commit();
  return kept.ok ? ok(kept.value) : kept;
}

async function givenUp<F>(writer: KeptWriter, failure: F): Promise<F> {
  await writer.abort();
  return failure;
}

/** One line a chunk, in texts of a row each: a text of thousands of rows would have to be moved as a whole again and again. */
function* linesOf(chunks: readonly RowChanges[]): Generator<string, void> {
  for (const chunk of chunks) {
    yield* textsOf(chunk);
    yield '\n';
  }
}

/** What JSON.stringify makes of the rows. */
function* textsOf(changes: RowChanges): Generator<string, void> {
  let table = '{';
  for (const [name, rows] of Object.entries(changes)) {
    yield `${table}${JSON.stringify(name)}:`;
    let kind = '{';
    for (const [which, list] of Object.entries(rows)) {
      yield `${kind}${JSON.stringify(which)}:[`;
      for (const [at, row] of list.entries()) yield at === 0 ? JSON.stringify(row) : `,${JSON.stringify(row)}`;
      yield ']';
      kind = ',';
    }
    yield kind === '{' ? '{}' : '}';
    table = ',';
  }
  yield table === '{' ? '{}' : '}';
}

/**
 * The texts one behind the other as UTF-8, in pieces that do not cut a character. A piece is good until the one after the
 * next is made: two buffers serve for all, since every new one brings the whole heap nearer to being searched for garbage.
 */
function* inPieces(texts: Iterable<string>): Generator<Uint8Array<ArrayBuffer>, void> {
  const encoder = new TextEncoder();
  let [bytes, other] = [new Uint8Array(PIECE_BYTES), new Uint8Array(PIECE_BYTES)];
  let filled = 0;
  for (const text of texts) {
    for (let left = text; left !== '';) {
      const { read, written } = encoder.encodeInto(left, bytes.subarray(filled));
      filled += written;
      left = left.slice(read);
      if (left === '') break;
      yield bytes.subarray(0, filled);
      [bytes, other] = [other, bytes];
      filled = 0;
    }
  }
  // A view carries the whole buffer behind it across the border.
  if (filled > 0) yield bytes.slice(0, filled);
}
