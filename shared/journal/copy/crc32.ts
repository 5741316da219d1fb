/** CRC-32 as zip files have it (ISO 3309, polynomial 0xEDB88320), over a stream. Four bytes a step: it is on the way of every byte. */

const TABLES = makeTables();

export class Crc32 {
  private state = -1;

  update(bytes: Uint8Array): void {
    const [t0, t1, t2, t3] = TABLES;
    let crc = this.state;
    let at = 0;
    const whole = bytes.length - (bytes.length % 4);
    while (at < whole) {
      crc ^= (bytes[at++] ?? 0) | ((bytes[at++] ?? 0) << 8) | ((bytes[at++] ?? 0) << 16) | ((bytes[at++] ?? 0) << 24);
      crc = (t3[crc & 255] ?? 0) ^ (t2[(crc >>> 8) & 255] ?? 0) ^ (t1[(crc >>> 16) & 255] ?? 0) ^ (t0[crc >>> 24] ?? 0);
    }
    for (; at < bytes.length; at++) crc = (crc >>> 8) ^ (t0[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0);
    this.state = crc;
  }

  /** Unsigned 32 bits. */
  value(): number {
    return (this.state ^ -1) >>> 0;
  }
}

type Tables = readonly [Int32Array, Int32Array, Int32Array, Int32Array];

function makeTables(): Tables {
  const tables: Tables = [new Int32Array(256), new Int32Array(256), new Int32Array(256), new Int32Array(256)];
  for (let n = 0; n < 256; n++) {
    let crc = n;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    tables[0][n] = crc;
  }
  for (const k of [1, 2, 3] as const) {
    for (let n = 0; n < 256; n++) {
      const before = tables[k - 1]?.[n] ?? 0;
      tables[k][n] = (before >>> 8) ^ (tables[0][before & 255] ?? 0);
    }
  }
  return tables;
}
