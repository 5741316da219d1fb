/** The content of an entry, with everything about it checked. */
import { Crc32 } from './crc32';
import { inflate } from './deflate';
import { damaged, type Hasher, type MakeHasher, type ReadAt } from './source';
import { exactly, u64, viewOf } from './zipBytes';
import { headerLength, type Zip, type ZipEntry } from './zipDirectory';
import { COMMENT_BYTES, LOCAL_SIZE, MAX32, SIGNATURE, VERSION_20, VERSION_45 } from './zipFormat';

/** Bytes asked of the source at once. */
const PIECE = 1024 * 1024;

/** What the content of an entry has to be, from elsewhere (the manifest). */
export interface Expected {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * The content of an entry, piece by piece; ends normally only when headers, length, CRC-32 and – where given – SHA-256 are
 * right. Until it has ended nothing that came may be trusted. Failure: `backup_damaged` {part}.
 */
export async function* entryContent(
  zip: Zip,
  entry: ZipEntry,
  part: string,
  expected: Expected | null,
  makeHasher: MakeHasher,
): AsyncGenerator<Uint8Array, void> {
  await checkHeaders(zip.source, entry, part);
  if (expected && expected.bytes !== entry.bytes) throw damaged(part);
  if (entry.method === 0 && entry.packed !== entry.bytes) throw damaged(part);
  const raw = rawContent(zip.source, entry.offset + headerLength(entry), entry.packed);
  const hasher: Hasher | null = expected ? makeHasher() : null;
  const crc = new Crc32();
  let bytes = 0;
  for await (const piece of entry.method === 8 ? inflate(raw, entry.bytes, part) : raw) {
    bytes += piece.length;
    crc.update(piece);
    hasher?.update(piece);
    yield piece;
  }
  if (bytes !== entry.bytes || crc.value() !== entry.crc) throw damaged(part);
  if (hasher && hasher.digest() !== expected?.sha256) throw damaged(part);
}

/** Local header and, behind a streamed entry, its descriptor: they say what the directory says. */
async function checkHeaders(source: ReadAt, entry: ZipEntry, part: string): Promise<void> {
  const { streamed, method, stamp, crc, packed, bytes, offset } = entry;
  const length = headerLength(entry);
  const head = await exactly(source, offset, length);
  const view = viewOf(head);
  const nameLength = length - LOCAL_SIZE - (streamed ? 20 : 0);
  const shorts = [4, 6, 8, 26, 28].map((at) => view.getUint16(at, true));
  const longs = [0, 10, 14, 18, 22].map((at) => view.getUint32(at, true));
  const rightShorts = [streamed ? VERSION_45 : VERSION_20, streamed ? 8 : 0, method, nameLength, streamed ? 20 : 0];
  const sizes = streamed ? [0, MAX32, MAX32] : [crc, packed, bytes];
  const rightLongs = [SIGNATURE.local, stamp, ...sizes];
  const name = new TextDecoder().decode(head.subarray(LOCAL_SIZE, LOCAL_SIZE + nameLength));
  const right =
    name === entry.name &&
    shorts.every((value, i) => value === rightShorts[i]) &&
    longs.every((value, i) => value === rightLongs[i]);
  if (!right) throw damaged(part);
  if (!streamed) return;
  const extra = viewOf(head.subarray(LOCAL_SIZE + nameLength));
  if (extra.getUint32(0, true) !== 0x00100001 || u64(extra, 4) !== 0 || u64(extra, 12) !== 0) throw damaged(part);
  const behind = viewOf(await exactly(source, offset + length + packed, 24));
  const right64 = [behind.getUint32(0, true), behind.getUint32(4, true), u64(behind, 8), u64(behind, 16)];
  if (![SIGNATURE.descriptor, crc, packed, bytes].every((value, i) => value === right64[i])) throw damaged(part);
}

async function* rawContent(source: ReadAt, from: number, length: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < length; at += PIECE) yield exactly(source, from + at, Math.min(PIECE, length - at));
}

/** SHA-256 of everything before the comment. */
export async function hashWhole(source: ReadAt, makeHasher: MakeHasher): Promise<string> {
  const hasher = makeHasher();
  const length = Math.max(0, source.size - COMMENT_BYTES);
  for await (const piece of rawContent(source, 0, length)) hasher.update(piece);
  return hasher.digest();
}
