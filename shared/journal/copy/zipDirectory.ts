/**
 * Reads our own zip files and nothing else: every header, offset and length has to be exactly what zipWrite writes – the
 * entries one behind the other, the directory behind them, then the end with its comment. Anything between or behind is
 * damage. What other programs packed is told apart from what is damaged.
 */
import { damaged, type ReadAt } from './source';
import { exactly, foreign, truncated, u64, viewOf } from './zipBytes';
import {
  CENTRAL_SIZE,
  COMMENT,
  COMMENT_BYTES,
  END_SIZE,
  LOCAL_SIZE,
  MAX16,
  MAX32,
  SIGNATURE,
  VERSION_20,
  VERSION_45,
} from './zipFormat';

/** A directory of a million attachments; a longer one is no copy of ours. */
const MOST_DIRECTORY = 256 * 1024 * 1024;
const DIRECTORY_PART = 'directory';

export interface ZipEntry {
  readonly name: string;
  readonly method: 0 | 8;
  readonly crc: number;
  readonly packed: number;
  /** Inflated. */
  readonly bytes: number;
  readonly offset: number;
  /** Sizes stand behind the content, in eight bytes. */
  readonly streamed: boolean;
  readonly stamp: number;
}

export interface Zip {
  readonly source: ReadAt;
  /** In the order of the file. */
  readonly entries: readonly ZipEntry[];
  /** The SHA-256 that the comment claims. */
  readonly sha256: string;
}

/**
 * Opens the directory. `firstName` = the name that the first entry of our files has. Failures: `not_a_backup` (another kind
 * of file, also another program's zip), `backup_truncated`, `backup_damaged` {part}.
 */
export async function openZip(source: ReadAt, firstName: string): Promise<Zip> {
  const ours = await beginsLikeOurs(source, firstName);
  if (source.size < END_SIZE + COMMENT_BYTES) throw ours ? truncated() : foreign();
  const tail = await exactly(source, source.size - END_SIZE - COMMENT_BYTES, END_SIZE + COMMENT_BYTES);
  const end = viewOf(tail);
  const comment = new TextDecoder().decode(tail.subarray(END_SIZE));
  const ends = end.getUint32(0, true) === SIGNATURE.end && end.getUint16(20, true) === COMMENT_BYTES;
  if (!ends) {
    if (!ours) throw foreign();
    throw COMMENT.test(comment) || (await endsWhole(source)) ? damaged('end') : truncated();
  }
  // Another program's zip may have a comment of 64 letters; then its first entry tells.
  if (!COMMENT.test(comment)) throw ours ? damaged('end') : foreign();
  const where = await directoryPlace(source, end);
  return { source, entries: await readDirectory(source, where), sha256: comment };
}

/** The first entry's own name, or – where the header is damaged – at least a name in its place. */
async function beginsLikeOurs(source: ReadAt, firstName: string): Promise<boolean> {
  const head = await exactly(source, 0, Math.min(source.size, LOCAL_SIZE + firstName.length));
  const name = new TextDecoder().decode(head.subarray(LOCAL_SIZE));
  if (name === firstName) return true;
  return head.length < LOCAL_SIZE + firstName.length &&
    head.length >= 4 &&
    viewOf(head).getUint32(0, true) === SIGNATURE.local
    ? firstName.startsWith(name)
    : false;
}

/** Whether an end of a directory stands in the last 64 KB and all of its comment behind it: whole, but not as we wrote it. */
async function endsWhole(source: ReadAt): Promise<boolean> {
  const length = Math.min(source.size, MAX16 + END_SIZE);
  const tail = viewOf(await exactly(source, source.size - length, length));
  for (let at = length - END_SIZE; at >= 0; at--) {
    if (tail.getUint32(at, true) !== SIGNATURE.end) continue;
    // An attachment that is a zip itself (.xlsx) has an end of its own, without a comment.
    if (tail.getUint16(at + 20, true) === COMMENT_BYTES) return at + END_SIZE + COMMENT_BYTES <= length;
  }
  return false;
}

interface Place {
  readonly start: number;
  readonly length: number;
  readonly count: number;
}

async function directoryPlace(source: ReadAt, end: DataView): Promise<Place> {
  const endAt = source.size - END_SIZE - COMMENT_BYTES;
  const [disk, startDisk, here, count] = [4, 6, 8, 10].map((at) => end.getUint16(at, true));
  const [length = 0, start = 0] = [12, 16].map((at) => end.getUint32(at, true));
  if (disk !== 0 || startDisk !== 0 || here !== count || count === undefined) throw damaged(DIRECTORY_PART);
  const wide = count === MAX16 || length === MAX32 || start === MAX32;
  const place = wide ? await place64(source, endAt) : { start, length, count };
  const behind = wide ? endAt - 76 : endAt;
  if (place.start + place.length !== behind || place.length > MOST_DIRECTORY) throw damaged(DIRECTORY_PART);
  if (wide) {
    const needed = place.count >= MAX16 || place.length >= MAX32 || place.start >= MAX32;
    const shown = [Math.min(place.count, MAX16), Math.min(place.length, MAX32), Math.min(place.start, MAX32)];
    if (!needed || shown[0] !== count || shown[1] !== length || shown[2] !== start) throw damaged(DIRECTORY_PART);
  }
  return place;
}

async function place64(source: ReadAt, endAt: number): Promise<Place> {
  if (endAt < 76) throw damaged(DIRECTORY_PART);
  const view = viewOf(await exactly(source, endAt - 76, 76));
  const record = [view.getUint32(0, true), u64(view, 4), view.getUint16(12, true), view.getUint16(14, true)];
  const disks = [view.getUint32(16, true), view.getUint32(20, true)];
  const locator = [view.getUint32(56, true), view.getUint32(60, true), u64(view, 64), view.getUint32(72, true)];
  const expected = [SIGNATURE.end64, 44, VERSION_45, VERSION_45, 0, 0, SIGNATURE.locator, 0, endAt - 76, 1];
  if (![...record, ...disks, ...locator].every((value, i) => value === expected[i])) throw damaged(DIRECTORY_PART);
  const [count, again] = [u64(view, 24), u64(view, 32)];
  if (count !== again) throw damaged(DIRECTORY_PART);
  return { count, length: u64(view, 40), start: u64(view, 48) };
}

async function readDirectory(source: ReadAt, { start, length, count }: Place): Promise<ZipEntry[]> {
  const bytes = await exactly(source, start, length);
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = 0;
  let expected = 0;
  while (at < length) {
    const { entry, next } = readCentral(view, bytes, at);
    at = next;
    if (names.has(entry.name) || entry.offset !== expected) throw damaged(DIRECTORY_PART);
    names.add(entry.name);
    entries.push(entry);
    expected = endOfEntry(entry);
  }
  if (entries.length !== count || expected !== start) throw damaged(DIRECTORY_PART);
  return entries;
}

function readCentral(
  view: DataView,
  bytes: Uint8Array,
  at: number,
): { readonly entry: ZipEntry; readonly next: number } {
  if (at + CENTRAL_SIZE > bytes.length || view.getUint32(at, true) !== SIGNATURE.central) throw damaged(DIRECTORY_PART);
  const u16 = (offset: number): number => view.getUint16(at + offset, true);
  const u32 = (offset: number): number => view.getUint32(at + offset, true);
  const [nameLength, extraLength] = [u16(28), u16(30)];
  const next = at + CENTRAL_SIZE + nameLength + extraLength;
  if (next > bytes.length) throw damaged(DIRECTORY_PART);
  const name = new TextDecoder().decode(bytes.subarray(at + CENTRAL_SIZE, at + CENTRAL_SIZE + nameLength));
  const [flags, method] = [u16(8), u16(10)];
  const values = [u32(24), u32(20), u32(42)];
  const wide = values.filter((value) => value === MAX32).length;
  const version = flags === 8 || wide > 0 ? VERSION_45 : VERSION_20;
  const plain = [u16(4), u16(6), u16(32), u16(34), u16(36), u32(38)];
  const rightExtra = wide === 0 ? 0 : 4 + 8 * wide;
  const fits =
    (method === 0 || method === 8) &&
    (flags === 0 || flags === 8) &&
    extraLength === rightExtra &&
    plain.every((value, i) => value === [version, version, 0, 0, 0, 0][i]);
  if (!fits) throw damaged(DIRECTORY_PART);
  const [size = 0, packed = 0, offset = 0] = widened(view, at + CENTRAL_SIZE + nameLength, values, wide);
  const entry = { name, method, crc: u32(16), packed, bytes: size, offset, streamed: flags === 8, stamp: u32(12) };
  return { entry: entry as ZipEntry, next };
}

/** Values that did not fit their 32 bits, from the extra field. */
function widened(view: DataView, extra: number, values: readonly number[], wide: number): number[] {
  if (wide === 0) return [...values];
  if (view.getUint16(extra, true) !== 1 || view.getUint16(extra + 2, true) !== 8 * wide) throw damaged(DIRECTORY_PART);
  let at = extra + 4;
  return values.map((value) => {
    if (value !== MAX32) return value;
    const real = u64(view, at);
    at += 8;
    if (real < MAX32) throw damaged(DIRECTORY_PART);
    return real;
  });
}

export function headerLength(entry: ZipEntry): number {
  return LOCAL_SIZE + new TextEncoder().encode(entry.name).length + (entry.streamed ? 20 : 0);
}

function endOfEntry(entry: ZipEntry): number {
  return entry.offset + headerLength(entry) + entry.packed + (entry.streamed ? 24 : 0);
}
