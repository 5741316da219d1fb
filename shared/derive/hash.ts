/**
 * The hash of an archive (contracts.md, "Hash"): SHA-256 of the canonical JSON of all households as `job dump` writes them,
 * without id and without the sources inside unread and extra, sorted by household_no and then by content. Anyone can compute
 * it again from a dump.
 */
import { canonicalJson } from './canonical';
import { toDump } from './dump';
import type { HouseholdRecord } from './record';
import { Sha256 } from './sha256';

/** Text of a household that counts for the hash. */
export function hashedText(record: HouseholdRecord): string {
  const dump = toDump(record);
  return canonicalJson({
    ...dump,
    id: undefined,
    unread: dump.unread?.map(({ path, text }) => ({ path, text })),
    extra: dump.extra?.map((entry) => ({ ...entry, source: undefined })),
  });
}

interface Entry {
  readonly no: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ArchiveHashOptions {
  /**
   * The records will come in ascending household_no (code units, blank ones first), as an index delivers them. Then only the
   * households of one number are held at a time instead of the whole archive.
   */
  readonly sorted?: boolean;
}

/** Takes the records of an archive one by one and gives the hash of all of them. */
export class ArchiveHash {
  private readonly encoder = new TextEncoder();
  private readonly hasher = new Sha256();
  private readonly sorted: boolean;
  private waiting: Entry[] = [];
  private first = true;

  constructor(options: ArchiveHashOptions = {}) {
    this.sorted = options.sorted ?? false;
  }

  /** Adds a household. Throws when a sorted archive comes out of order: that is a mistake of the caller. */
  add(record: HouseholdRecord): void {
    const no = String(record.fields['household_no'] ?? '');
    const last = this.waiting[0];
    if (this.sorted && last !== undefined && last.no !== no) {
      if (no < last.no) throw new RangeError(`household ${no} after ${last.no} in a sorted archive`);
      this.settle();
    }
    this.waiting.push({ no, bytes: this.encoder.encode(hashedText(record)) });
  }

  /** The hash as 64 hexadecimal digits; call it once, after the last `add`. */
  digest(): Promise<string> {
    this.settle();
    this.hasher.update(this.encoder.encode(this.first ? '[]' : ']'));
    return Promise.resolve(this.hasher.digest());
  }

  /** Hashes the waiting households in their order. */
  private settle(): void {
    this.waiting.sort((a, b) => (a.no < b.no ? -1 : a.no > b.no ? 1 : compareBytes(a.bytes, b.bytes)));
    for (const { bytes } of this.waiting) {
      this.hasher.update(this.encoder.encode(this.first ? '[' : ','));
      this.hasher.update(bytes);
      this.first = false;
    }
    this.waiting = [];
  }
}

/** Order of UTF-8 bytes, which is the order of code points. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
