/** CRC-32 of zip entries, eight bytes a step: a bit flipped inside a number would otherwise be read as another number. */

function buildTables(): readonly Int32Array[] {
  const tables = Array.from({ length: 8 }, () => new Int32Array(256));
  for (let i = 0; i < 256; i++) {
    let value = i;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    tables[0]![i] = value;
  }
  for (let i = 0; i < 256; i++) {
    for (let slice = 1; slice < 8; slice++) {
      const before = tables[slice - 1]![i]!;
      tables[slice]![i] = (before >>> 8) ^ tables[0]![before & 255]!;
    }
  }
  return tables;
}
const TABLES = buildTables();

/** CRC-32 (IEEE) of bytes that come in pieces. */
export class Crc32 {
  private crc = -1;

  /** Unsigned. */
  get value(): number {
    return ~this.crc >>> 0;
  }

  add(bytes: Uint8Array): void {
    this.crc = update(this.crc, bytes);
  }
}

function update(before: number, bytes: Uint8Array): number {
  const [a, b, c, d, e, f, g, h] = TABLES as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  let crc = before;
  let i = 0;
  for (const end = bytes.length - 7; i < end; i += 8) {
    const low = crc ^ (bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24));
    crc =
      h[low & 255]! ^
      g[(low >>> 8) & 255]! ^
      f[(low >>> 16) & 255]! ^
      e[low >>> 24]! ^
      d[bytes[i + 4]!]! ^
      c[bytes[i + 5]!]! ^
      b[bytes[i + 6]!]! ^
      a[bytes[i + 7]!]!;
  }
  for (; i < bytes.length; i++) crc = (crc >>> 8) ^ a[(crc ^ bytes[i]!) & 255]!;
  return crc;
}
