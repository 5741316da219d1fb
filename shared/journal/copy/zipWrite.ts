/**
 * Writes a zip file (APPNOTE 6.3) as a stream, in bounded memory: what is small goes out with complete local headers, as the
 * oldest programs like it; what is larger than a spool with sizes behind it (flag bit 3) and zip64 sizes. The file ends with
 * a comment: the SHA-256 of all bytes before the comment.
 */
import { Crc32 } from './crc32';
import { deflate } from './deflate';
import type { Hasher, MakeHasher, Sink } from './source';
import {
  CENTRAL_SIZE,
  END_SIZE,
  LOCAL_SIZE,
  MAX16,
  MAX32,
  SIGNATURE,
  VERSION_20,
  VERSION_45,
  COMMENT_BYTES,
} from './zipFormat';

/** Compressed bytes held back in the hope that the entry ends before; also the most that a sink is given at once. */
const SPOOL = 4 * 1024 * 1024;

export interface WrittenEntry {
  readonly name: string;
  /** Inflated. */
  readonly bytes: number;
  readonly sha256: string;
}

interface Central {
  readonly name: Uint8Array;
  readonly method: number;
  readonly streamed: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly bytes: number;
  readonly offset: number;
}

export class ZipWriter {
  private readonly whole: Hasher;
  private readonly entries: Central[] = [];
  private readonly stamp: readonly [time: number, date: number];
  private offset = 0;

  /** `made`: the time that every entry shows, so that the same content gives the same file. Read as UTC. */
  constructor(
    private readonly sink: Sink,
    private readonly makeHasher: MakeHasher,
    made: Date,
  ) {
    this.whole = makeHasher();
    this.stamp = dosTime(made);
  }

  /** Adds an entry. Names are ASCII, forward slashes, given once each. */
  async entry(name: string, source: AsyncIterable<Uint8Array>, packing: 'deflate' | 'store'): Promise<WrittenEntry> {
    const [crc, hasher, offset] = [new Crc32(), this.makeHasher(), this.offset];
    let bytes = 0;
    const counted = (async function* (): AsyncGenerator<Uint8Array, void> {
      for await (const piece of source) {
        bytes += piece.length;
        crc.update(piece);
        hasher.update(piece);
        yield piece;
      }
    })();
    const method = packing === 'deflate' ? 8 : 0;
    const about = { name: new TextEncoder().encode(name), method, offset };
    let held: Uint8Array[] | null = [];
    let packed = 0;
    for await (const piece of packing === 'deflate' ? deflate(counted) : counted) {
      packed += piece.length;
      if (held === null) await this.out(piece);
      else if (packed <= SPOOL) held.push(piece.slice());
      else {
        await this.out(localHeader({ ...about, streamed: true, crc: 0, packed: 0, bytes: 0 }, this.stamp));
        for (const kept of held) await this.out(kept);
        held = null;
        await this.out(piece);
      }
    }
    const central: Central = { ...about, streamed: held === null, crc: crc.value(), packed, bytes };
    if (held === null) await this.out(descriptor(central));
    else {
      await this.out(localHeader(central, this.stamp));
      for (const kept of held) await this.out(kept);
    }
    this.entries.push(central);
    return { name, bytes, sha256: hasher.digest() };
  }

  /** Writes the directory and the comment; returns what the comment says and the length of the file. */
  async finish(): Promise<{ readonly sha256: string; readonly bytes: number }> {
    const start = this.offset;
    for (const entry of this.entries) await this.out(centralHeader(entry, this.stamp));
    await this.out(endOf(this.entries.length, start, this.offset - start));
    const sha256 = this.whole.digest();
    const comment = new TextEncoder().encode(sha256);
    await this.sink(comment);
    return { sha256, bytes: this.offset + comment.length };
  }

  private async out(bytes: Uint8Array): Promise<void> {
    this.whole.update(bytes);
    this.offset += bytes.length;
    await this.sink(bytes);
  }
}

/** A little-endian record that is filled from the front. */
class Fields {
  readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.view = new DataView(this.bytes.buffer);
  }

  u16(...values: readonly number[]): this {
    for (const value of values) {
      this.view.setUint16(this.at, value, true);
      this.at += 2;
    }
    return this;
  }

  u32(...values: readonly number[]): this {
    for (const value of values) {
      this.view.setUint32(this.at, value, true);
      this.at += 4;
    }
    return this;
  }

  u64(...values: readonly number[]): this {
    for (const value of values) {
      this.view.setBigUint64(this.at, BigInt(value), true);
      this.at += 8;
    }
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }
}

type Stamp = readonly [time: number, date: number];

/** A streamed entry announces zip64, so that the sizes behind it have eight bytes, whatever they turn out to be. */
function localHeader(entry: Central, stamp: Stamp): Uint8Array {
  const { name, method, streamed, crc, packed, bytes } = entry;
  const extra = streamed ? 20 : 0;
  const record = new Fields(LOCAL_SIZE + name.length + extra)
    .u32(SIGNATURE.local)
    .u16(streamed ? VERSION_45 : VERSION_20, streamed ? 8 : 0, method, ...stamp)
    .u32(crc, streamed ? MAX32 : packed, streamed ? MAX32 : bytes)
    .u16(name.length, extra)
    .raw(name);
  return (streamed ? record.u16(1, 16).u64(0, 0) : record).bytes;
}

function descriptor({ crc, packed, bytes }: Central): Uint8Array {
  return new Fields(24).u32(SIGNATURE.descriptor, crc).u64(packed, bytes).bytes;
}

function centralHeader(entry: Central, stamp: Stamp): Uint8Array {
  const { name, method, streamed, crc, packed, bytes, offset } = entry;
  // Only what does not fit stands in the extra field, in this order.
  const wide = [bytes, packed, offset].filter((value) => value >= MAX32);
  const extra = wide.length > 0 ? 4 + 8 * wide.length : 0;
  const version = streamed || extra > 0 ? VERSION_45 : VERSION_20;
  const record = new Fields(CENTRAL_SIZE + name.length + extra)
    .u32(SIGNATURE.central)
    .u16(version, version, streamed ? 8 : 0, method, ...stamp)
    .u32(crc, Math.min(packed, MAX32), Math.min(bytes, MAX32))
    .u16(name.length, extra, 0, 0, 0)
    .u32(0, Math.min(offset, MAX32))
    .raw(name);
  return (extra > 0 ? record.u16(1, 8 * wide.length).u64(...wide) : record).bytes;
}

/** End of the directory, with the zip64 records before it when a number does not fit. */
function endOf(count: number, start: number, length: number): Uint8Array {
  const wide = count >= MAX16 || start >= MAX32 || length >= MAX32;
  const record = new Fields(END_SIZE + (wide ? 56 + 20 : 0));
  if (wide) {
    record.u32(SIGNATURE.end64).u64(44).u16(VERSION_45, VERSION_45).u32(0, 0).u64(count, count, length, start);
    record
      .u32(SIGNATURE.locator, 0)
      .u64(start + length)
      .u32(1);
  }
  const shown = Math.min(count, MAX16);
  return record
    .u32(SIGNATURE.end)
    .u16(0, 0, shown, shown)
    .u32(Math.min(length, MAX32), Math.min(start, MAX32))
    .u16(COMMENT_BYTES).bytes;
}

/** Two seconds are the finest that zip knows; before 1980 and after 2107 it knows nothing. */
function dosTime(at: Date): Stamp {
  const year = at.getUTCFullYear();
  if (!(year >= 1980 && year <= 2107)) return [0, (1 << 5) | 1];
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return [time, ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()];
}
