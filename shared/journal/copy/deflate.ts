/** Raw deflate both ways with the stream that every runtime has, piece by piece. */
import { damaged } from './source';

/**
 * Most compressed bytes given to the inflater at once. It hands out everything that a piece holds before it takes the next
 * (up to 1032 times as much), so this bounds what a bomb can fill.
 */
const INFLATE_PIECE = 16 * 1024;

interface Through {
  readonly readable: { getReader(): StreamReader };
  readonly writable: { getWriter(): StreamWriter };
}
interface StreamReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<unknown>;
}
interface StreamWriter {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  abort(reason?: unknown): Promise<void>;
}

/** Compresses a stream of bytes. */
export function deflate(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  return pump(source, new CompressionStream('deflate-raw') as unknown as Through, (error) => error);
}

/**
 * Inflates a stream and stops as soon as more than `cap` bytes come out. Fails with `backup_damaged` {part} when it is no
 * deflate stream, is torn, or is longer than `cap`.
 */
export async function* inflate(
  source: AsyncIterable<Uint8Array>,
  cap: number,
  part: string,
): AsyncGenerator<Uint8Array, void> {
  const stream = new DecompressionStream('deflate-raw') as unknown as Through;
  let bytes = 0;
  for await (const piece of pump(pieces(source), stream, () => damaged(part))) {
    bytes += piece.length;
    if (bytes > cap) throw damaged(part);
    yield piece;
  }
}

async function* pieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  for await (const bytes of source) {
    for (let at = 0; at < bytes.length; at += INFLATE_PIECE) yield bytes.subarray(at, at + INFLATE_PIECE);
  }
}

/** Pushes the source through; errors of the source pass as they are, those of the stream through `explain`. */
async function* pump(
  source: AsyncIterable<Uint8Array>,
  stream: Through,
  explain: (error: unknown) => unknown,
): AsyncGenerator<Uint8Array, void> {
  const [writer, reader] = [stream.writable.getWriter(), stream.readable.getReader()];
  let failure: { readonly error: unknown } | null = null;
  const feeding = feed(source, writer, (error) => (failure ??= { error }));
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (value && value.length > 0) yield value;
    }
    await feeding;
  } catch (error) {
    // The source failed first: the stream only repeats that it was aborted.
    const first = failure as { readonly error: unknown } | null;
    throw first ? first.error : explain(error);
  } finally {
    await reader.cancel().catch(() => undefined);
    await writer.abort().catch(() => undefined);
    await feeding;
  }
}

/** Never rejects: what the source throws is noted, what the stream refuses is met again by its reader. */
async function feed(
  source: AsyncIterable<Uint8Array>,
  writer: StreamWriter,
  note: (error: unknown) => void,
): Promise<void> {
  const iterator = source[Symbol.asyncIterator]();
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try {
      next = await iterator.next();
    } catch (error) {
      note(error);
      await writer.abort(error).catch(() => undefined);
      return;
    }
    try {
      if (next.done) return await writer.close();
      await writer.write(next.value as Uint8Array<ArrayBuffer>);
    } catch {
      await iterator.return?.().catch(() => undefined);
      return;
    }
  }
}
