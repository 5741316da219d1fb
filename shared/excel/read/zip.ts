/**
 * Reads the parts of a zip archive that may be hostile: the central directory is believed only as far as counting while
 * inflating confirms it (P-23).
 */
import { fail, ok, type Result } from '../../result';
import { decodeText } from './decodeText';
import { type ReadLimits } from './limits';
import { pump, type PackedPart } from './pump';

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Offset of the local header. */
  readonly at: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const END_OF_DIRECTORY_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
export interface Zip {
  /** Names of all entries, as stored. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /**
   * Inflated bytes of the entry of that name (case and leading slash do not matter); undefined when there is none.
   * Fails with `file_unsafe`, `file_too_large`, `file_damaged` or `password_protected`.
   */
  read(name: string): Result<Uint8Array | undefined>;
  /** Bytes that the entry claims to inflate to; 0 when there is none of that name. */
  size(name: string): number;
  /** The entry of that name, checked against the limits but not yet inflated. Fails like `read`. */
  part(name: string): Result<PackedPart | undefined>;
}

/** Opens an archive. Fails with `file_damaged`, `file_too_large` or `file_unsafe`. */
export function openZip(bytes: Uint8Array, limits: ReadLimits): Result<Zip> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(view, bytes, limits);
  if (!entries.ok) return entries;
  const byName = new Map(entries.value.map((entry) => [canonical(entry.name), entry]));
  let total = 0;
  const part = (name: string): Result<PackedPart | undefined> => {
    const entry = byName.get(canonical(name));
    if (!entry) return ok(undefined);
    total += entry.size;
    return total > limits.totalBytes ? fail('file_too_large') : partOf(view, bytes, entry, limits);
  };
  return ok({
    names: entries.value.map((entry) => entry.name),
    has: (name) => byName.has(canonical(name)),
    part,
    size: (name) => byName.get(canonical(name))?.size ?? 0,
    read(name) {
      const packed = part(name);
      return packed.ok && packed.value ? inflated(packed.value) : (packed as Result<undefined>);
    },
  });
}

function canonical(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  return -1;
}

/** Number of entries and place of the first; from the Zip64 record where the short one is full, as some writers leave it. */
function directoryOf(view: DataView, end: number): { readonly count: number; readonly at: number } | undefined {
  const count = view.getUint16(end + 10, true);
  const at = view.getUint32(end + 16, true);
  if (count !== 0xffff && at !== 0xffffffff) return { count, at };
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64) return undefined;
  const record = Number(view.getBigUint64(locator + 8, true));
  if (record + 56 > locator || view.getUint32(record, true) !== END_OF_DIRECTORY_64) return undefined;
  return { count: Number(view.getBigUint64(record + 32, true)), at: Number(view.getBigUint64(record + 48, true)) };
}

function readDirectory(view: DataView, bytes: Uint8Array, limits: ReadLimits): Result<Entry[]> {
  const end = findEnd(view);
  if (end < 0) return fail('file_damaged');
  const directory = directoryOf(view, end);
  if (!directory) return fail('file_damaged');
  const { count } = directory;
  let { at } = directory;
  if (count > limits.entries) return fail('file_too_large');
  const entries: Entry[] = [];
  let declared = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) return fail('file_damaged');
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > end) return fail('file_damaged');
    const entry = readDirectoryEntry(view, bytes, at, nameLength, extraLength);
    declared += entry.size;
    entries.push(entry);
    at = next;
  }
  if (declared > limits.totalBytes) return fail('file_too_large');
  return overlaps(entries) ? fail('file_unsafe') : ok(entries);
}

function readDirectoryEntry(
  view: DataView,
  bytes: Uint8Array,
  at: number,
  nameLength: number,
  extraLength: number,
): Entry {
  const flags = view.getUint16(at + 8, true);
  const wide = zip64Sizes(view, at, at + 46 + nameLength, extraLength);
  return {
    name: decodeName(bytes.subarray(at + 46, at + 46 + nameLength), (flags & UTF8_NAME) !== 0),
    encrypted: (flags & 1) === 1,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    ...wide,
  };
}

/** Flag bit 11: the name is UTF-8. Without it Chinese Windows means GBK, other systems write UTF-8 all the same. */
const UTF8_NAME = 0x800;

function decodeName(bytes: Uint8Array, utf8: boolean): string {
  return utf8 ? new TextDecoder('utf-8').decode(bytes) : decodeText(bytes);
}

/** Sizes and offset, from the Zip64 extra field where the 32-bit ones are saturated (POI writes it for small files, too). */
function zip64Sizes(view: DataView, at: number, extra: number, extraLength: number) {
  const values = {
    size: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    at: view.getUint32(at + 42, true),
  };
  for (let field = extra; field + 4 <= extra + extraLength; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let value = field + 4;
    const last = Math.min(value + view.getUint16(field + 2, true), extra + extraLength);
    for (const key of ['size', 'packed', 'at'] as const) {
      if (values[key] === 0xffffffff && value + 8 <= last) {
        values[key] = Number(view.getBigUint64(value, true));
        value += 8;
      }
    }
  }
  return values;
}

/** Overlapping entries exist only in bombs: one packed block listed many times. */
function overlaps(entries: readonly Entry[]): boolean {
  const sorted = [...entries].sort((a, b) => a.at - b.at);
  return sorted.some((entry, index) => {
    const next = sorted[index + 1];
    return next !== undefined && entry.at + 30 + entry.packed > next.at;
  });
}

function partOf(view: DataView, bytes: Uint8Array, entry: Entry, limits: ReadLimits): Result<PackedPart> {
  if (entry.encrypted) return fail('password_protected');
  const { at, packed, size, method, crc } = entry;
  if (size > limits.entryBytes) return fail('file_too_large');
  if (size > limits.graceBytes && size > packed * limits.ratio) return fail('file_unsafe');
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL_HEADER) return fail('file_damaged');
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + packed > bytes.length || (method !== 0 && method !== 8)) return fail('file_damaged');
  return ok({ data: bytes.subarray(start, start + packed), method, size, crc });
}

/** All bytes of a part at once; for parts that are looked at as a whole. */
function inflated(part: PackedPart): Result<Uint8Array> {
  // What deflate cannot have packed is not reserved memory for.
  if (part.size > part.data.length * GREATEST_RATIO + 64) return fail('file_damaged');
  const out = new Uint8Array(part.size);
  let filled = 0;
  const done = pump({
    part,
    sink(chunk) {
      out.set(chunk, filled);
      filled += chunk.length;
      return true;
    },
  });
  return done.ok ? ok(out) : done;
}

/** Of deflate. */
const GREATEST_RATIO = 1032;
