/**
 * Streams of an OLE container, the shell of .xls and of locked workbooks: [MS-CFB]. SheetJS follows chains of sectors that
 * lead back to themselves until the memory is full; here no chain is longer than the file.
 */

const END_OF_CHAIN = 0xfffffffe;
const HEADER = 512;
const MINI_SECTOR = 64;
const DIRECTORY_ENTRY = 128;

export interface OleContainer {
  /** Of all streams and storages, those of embedded objects included. */
  readonly names: readonly string[];
  /** Of those that lie in the container itself, not in a storage inside of it. */
  readonly top: readonly string[];
  /**
   * A stream by its name: that of the container itself, else one in a storage inside of it (an embedded workbook has the
   * same names); undefined when there is none, or it is broken.
   */
  stream(name: string): Uint8Array | undefined;
}

interface Entry {
  readonly name: string;
  readonly kind: number;
  readonly start: number;
  readonly size: number;
  /** Entries left and right of it in the tree of its storage, and the root of its own tree. */
  readonly links: readonly [left: number, right: number, child: number];
}

/** Undefined when the container cannot be read. */
export function openOle(bytes: Uint8Array): OleContainer | undefined {
  if (bytes.length < HEADER) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) return undefined;
  const sectors = new Sectors(bytes, view, 1 << shift);
  const directory = sectors.chain(view.getUint32(48, true), Infinity);
  const entries = entriesOf(directory);
  const root = entries.find(({ kind }) => kind === 5);
  if (!root) return undefined;
  const miniFat = words(sectors.chain(view.getUint32(60, true), Infinity));
  const mini = sectors.chain(root.start, root.size);
  const cutoff = view.getUint32(56, true);
  const top = topOf(entries, root);
  const named = (candidates: readonly Entry[], name: string): Entry | undefined =>
    candidates.find((candidate) => candidate.kind === 2 && candidate.name === name);
  return {
    names: entries.map(({ name }) => name),
    top: top.map(({ name }) => name),
    stream(name) {
      const entry = named(top, name) ?? named(entries, name);
      if (!entry) return undefined;
      const small = entry.size < cutoff;
      const content = small ? miniChain(mini, miniFat, entry) : sectors.chain(entry.start, entry.size);
      // A stream that ends before its size is cut off; what reads it sees that.
      return content.subarray(0, Math.min(content.length, entry.size));
    },
  };
}

class Sectors {
  private readonly fat: Uint32Array;

  constructor(
    private readonly bytes: Uint8Array,
    view: DataView,
    private readonly size: number,
  ) {
    this.fat = this.readFat(view);
  }

  private sector(number: number): Uint8Array {
    const from = (number + 1) * this.size;
    return this.bytes.subarray(Math.min(from, this.bytes.length), Math.min(from + this.size, this.bytes.length));
  }

  /** The sectors of the table: the first 109 are listed in the header, the others in a chain of lists. */
  private readFat(view: DataView): Uint32Array {
    const most = Math.ceil(this.bytes.length / this.size);
    const list: number[] = [];
    for (let at = 76; at < HEADER; at += 4) list.push(view.getUint32(at, true));
    let next = view.getUint32(68, true);
    for (let step = 0; step < most && next < most; step++) {
      const more = words(this.sector(next));
      list.push(...more.subarray(0, this.size / 4 - 1));
      next = more[this.size / 4 - 1] ?? END_OF_CHAIN;
    }
    const used = list.filter((number) => number < most).slice(0, most);
    const fat = new Uint32Array((used.length * this.size) / 4);
    used.forEach((number, index) => {
      fat.set(words(this.sector(number)), (index * this.size) / 4);
    });
    return fat;
  }

  /** Bytes of a chain of sectors, as far as it goes; no longer than the file, whatever it says. */
  chain(start: number, wanted: number): Uint8Array {
    const most = Math.min(Math.ceil(wanted / this.size), Math.ceil(this.bytes.length / this.size));
    const parts: Uint8Array[] = [];
    for (let next = start; parts.length < most && next < this.fat.length; next = this.fat[next]!) {
      parts.push(this.sector(next));
    }
    return joined(parts);
  }
}

function miniChain(mini: Uint8Array, fat: Uint32Array, { start, size }: Entry): Uint8Array {
  const most = Math.min(Math.ceil(size / MINI_SECTOR), Math.ceil(mini.length / MINI_SECTOR));
  const parts: Uint8Array[] = [];
  for (let next = start; parts.length < most && next < fat.length; next = fat[next]!) {
    parts.push(mini.subarray(next * MINI_SECTOR, (next + 1) * MINI_SECTOR));
  }
  return joined(parts);
}

function entriesOf(directory: Uint8Array): Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const entries: Entry[] = [];
  for (let at = 0; at + DIRECTORY_ENTRY <= directory.length; at += DIRECTORY_ENTRY) {
    const length = Math.min(64, view.getUint16(at + 64, true));
    const name = new TextDecoder('utf-16le').decode(directory.subarray(at, at + Math.max(0, length - 2)));
    const kind = directory[at + 66]!;
    const word = (offset: number): number => view.getUint32(at + offset, true);
    entries.push({ name, kind, start: word(116), size: word(120), links: [word(68), word(72), word(76)] });
  }
  return entries;
}

/** The tree below the root, without the trees of storages in it. A spoiled tree may lead in circles. */
function topOf(entries: readonly Entry[], root: Entry): Entry[] {
  const seen = new Set<number>();
  const waiting = [root.links[2]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const entry = entries[next];
    if (!entry || seen.has(next)) continue;
    seen.add(next);
    waiting.push(entry.links[0], entry.links[1]);
  }
  // In the order of the directory: the first of two of one name counts.
  return entries.filter((_, index) => seen.has(index));
}

/** Little-endian 32-bit words. */
function words(bytes: Uint8Array): Uint32Array {
  const out = new Uint32Array(bytes.length >> 2);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < out.length; at++) out[at] = view.getUint32(at * 4, true);
  return out;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
