/** Writes zips, honest or lying: node:zlib alone, because the archives that no library would write are what is wanted. */
import { crc32, deflateRawSync } from 'node:zlib';

const CHECKED_BYTES = 600e6;

/**
 * A zip of `entries`: {name, data} is packed here; {name, packed, size, crc} is taken as it is. `declared` overrides the
 * size that the directory tells, `sameAs` points an entry at the data of an earlier one.
 */
export function zipOf(entries) {
  const parts = [];
  const directory = [];
  const offsets = new Map();
  let at = 0;
  const put = (list, bytes) => {
    list.push(bytes);
    return bytes.length;
  };
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const data = entry.data === undefined ? null : Buffer.from(entry.data);
    const packed = entry.packed ?? (data === null ? Buffer.alloc(0) : deflateRawSync(data, { level: 6 }));
    const size = entry.declared ?? entry.size ?? data?.length ?? 0;
    const crc = entry.crc ?? (data === null ? 0 : crc32(data));
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(0x800, 6);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc, 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(Math.min(size, 0xffffffff), 22);
    head.writeUInt16LE(name.length, 26);
    const shared = entry.sameAs === undefined ? undefined : offsets.get(entry.sameAs);
    const offset = shared?.at ?? at;
    if (shared === undefined) {
      offsets.set(entry.name, { at, packed: packed.length, size, crc });
      at += put(parts, head) + put(parts, name) + put(parts, packed);
    }
    const wide = size > 0xfffffffe;
    const extra = wide ? Buffer.alloc(12) : Buffer.alloc(0);
    if (wide) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(8, 2);
      extra.writeBigUInt64LE(BigInt(size), 4);
    }
    const line = Buffer.alloc(46);
    line.writeUInt32LE(0x02014b50, 0);
    line.writeUInt16LE(45, 4);
    line.writeUInt16LE(45, 6);
    line.writeUInt16LE(0x800, 8);
    line.writeUInt16LE(8, 10);
    line.writeUInt32LE(shared?.crc ?? crc, 16);
    line.writeUInt32LE(shared?.packed ?? packed.length, 20);
    line.writeUInt32LE(wide ? 0xffffffff : (shared?.size ?? size), 24);
    line.writeUInt16LE(name.length, 28);
    line.writeUInt16LE(extra.length, 30);
    line.writeUInt32LE(offset, 42);
    directory.push(line, name, extra);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}

/** `count` times the same `unit` as one deflated stream, without ever holding it: a block that is repeated. */
export function repeated(head, unit, count, tail) {
  const flush = (text) => deflateRawSync(Buffer.from(text), { level: 9, finishFlush: 3 });
  const times = Math.max(1, Math.floor(2_000_000 / unit.length));
  // A full flush ends on a byte and forgets what came before: such blocks may stand in any number behind each other.
  const block = flush(unit.repeat(times));
  const blocks = Math.ceil(count / times);
  const packed = Buffer.concat([flush(head), ...Array(blocks).fill(block), deflateRawSync(Buffer.from(tail))]);
  const size = head.length + blocks * times * unit.length + tail.length;
  // The sum over gigabytes is of no use: such a part is refused before it is checked.
  let crc = 0;
  if (size < CHECKED_BYTES) {
    crc = crc32(head);
    const plain = Buffer.from(unit.repeat(times));
    for (let n = 0; n < blocks; n++) crc = crc32(plain, crc);
    crc = crc32(tail, crc);
  }
  return { packed, size, crc };
}
