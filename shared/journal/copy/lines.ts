/** JSON Lines as a stream, both ways. */
import { damaged } from './source';

/** UTF-16 units of one row; the longest honest one (an import of 100,000 households) has a sixth of it. */
const LONGEST_ROW = 64 * 1024 * 1024;
/** A batch is handed on when it has so many rows or so many units. */
const BATCH_ROWS = 500;
const BATCH_UNITS = 4 * 1024 * 1024;
/** Text is encoded in pieces of about this many units. */
const WRITE_UNITS = 256 * 1024;

/** Rows as bytes, one JSON text a line; `count` is told how many rows went by. */
export async function* linesFrom(
  source: AsyncIterable<readonly unknown[]>,
  count: (rows: number) => void,
): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  let text = '';
  for await (const rows of source) {
    count(rows.length);
    for (const row of rows) {
      text += `${JSON.stringify(row)}\n`;
      if (text.length < WRITE_UNITS) continue;
      yield encoder.encode(text);
      text = '';
    }
  }
  if (text !== '') yield encoder.encode(text);
}

/** Bytes as rows, in batches. Fails with `backup_damaged` {part} where a line is no JSON or the last one has no end. */
export async function* rowsOf(
  bytes: AsyncIterable<Uint8Array>,
  part: string,
): AsyncGenerator<readonly unknown[], void> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  let batch: unknown[] = [];
  let units = 0;
  for await (const piece of bytes) {
    const text = rest + decode(decoder, piece, part);
    let from = 0;
    for (let end = text.indexOf('\n', rest.length); end >= 0; end = text.indexOf('\n', from)) {
      batch.push(parse(text.slice(from, end), part));
      units += end - from;
      from = end + 1;
      if (batch.length < BATCH_ROWS && units < BATCH_UNITS) continue;
      yield batch;
      [batch, units] = [[], 0];
    }
    rest = text.slice(from);
    if (rest.length > LONGEST_ROW) throw damaged(part);
  }
  if (rest + decode(decoder, null, part) !== '') throw damaged(part);
  if (batch.length > 0) yield batch;
}

function decode(decoder: TextDecoder, piece: Uint8Array | null, part: string): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch {
    throw damaged(part);
  }
}

function parse(line: string, part: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw damaged(part);
  }
}
