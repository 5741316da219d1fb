/**
 * Looking through the attachments a few at a time while the program runs, so that a disk that begins to fail is noticed
 * without anybody asking: where the last look ended, and what was found rotten, is kept beside them.
 */
import { join } from 'node:path';
import type { Disk } from '../files/disk';
import { errorCode } from '../files/fileErrors';
import { hashFile, readRange } from './hashing';
import { keepFile } from './writer';

/** One look ends after so many files or bytes, whichever comes first; nobody must notice it. */
export const FILES_A_LOOK = 20;
export const BYTES_A_LOOK = 64e6;

const FILE = 'checked.json';
const MAX_BYTES = 16 * 1024 * 1024;
const SHA256 = /^[0-9a-f]{64}$/;

export interface RotFile {
  readonly sha256: string;
  readonly path: string;
}

/** Reads it whole. gone = removed since it was listed, by the sweep for instance: nothing is wrong with it. */
export async function judged(
  disk: Disk,
  { sha256, path }: RotFile,
): Promise<{ readonly state: 'whole' | 'rotten' | 'gone'; readonly bytes: number }> {
  try {
    const found = await hashFile(disk, path);
    return { state: found.sha256 === sha256 ? 'whole' : 'rotten', bytes: found.bytes };
  } catch (error) {
    return { state: errorCode(error) === 'ENOENT' ? 'gone' : 'rotten', bytes: 0 };
  }
}

export class RotWatch {
  readonly #folder: string;
  readonly #disk: Disk;
  /** The last name that was looked at. */
  #after: string;
  #rotten: ReadonlySet<string>;

  private constructor(folder: string, disk: Disk, after: string, rotten: readonly string[]) {
    this.#folder = folder;
    this.#disk = disk;
    this.#after = after;
    this.#rotten = new Set(rotten);
  }

  /** Reads DIR/attachments/checked.json; without it, or with one that makes no sense, looking begins anew. */
  static async open(folder: string, disk: Disk): Promise<RotWatch> {
    try {
      const text = new TextDecoder().decode(await readRange(disk, join(folder, FILE), 0, MAX_BYTES));
      const value: unknown = JSON.parse(text);
      const { after, rotten } = (value ?? {}) as Partial<Record<'after' | 'rotten', unknown>>;
      const names = Array.isArray(rotten) ? rotten.filter((name): name is string => SHA256.test(String(name))) : [];
      return new RotWatch(folder, disk, typeof after === 'string' ? after : '', names);
    } catch {
      return new RotWatch(folder, disk, '', []);
    }
  }

  /** Found rotten when they were looked at last. */
  get rotten(): readonly string[] {
    return [...this.#rotten].sort();
  }

  /**
   * Looks at the next few of `files`, and again at what was rotten: a backup may have brought it back. `stopped` = give up
   * between two files. Never rejects.
   */
  async look(files: readonly RotFile[], stopped: () => boolean): Promise<void> {
    const sorted = [...files].sort((one, other) => (one.sha256 < other.sha256 ? -1 : 1));
    const from = sorted.findIndex(({ sha256 }) => sha256 > this.#after);
    const next = from < 0 ? sorted : [...sorted.slice(from), ...sorted.slice(0, from)];
    const bad = new Set<string>();
    // Removed meanwhile, or brought back.
    const good = new Set([...this.#rotten].filter((sha256) => !sorted.some((file) => file.sha256 === sha256)));
    const judge = async (file: RotFile): Promise<number> => {
      const found = await judged(this.#disk, file);
      (found.state === 'rotten' ? bad : good).add(file.sha256);
      return found.bytes;
    };
    for (const file of sorted.filter(({ sha256 }) => this.#rotten.has(sha256))) {
      if (stopped()) return;
      await judge(file);
    }
    let after = this.#after;
    let bytes = 0;
    for (const file of next.slice(0, FILES_A_LOOK)) {
      if (stopped() || bytes >= BYTES_A_LOOK) break;
      bytes += await judge(file);
      after = file.sha256;
    }
    // What `note` has found in the meantime still holds.
    const left = [...this.#rotten].filter((sha256) => !good.has(sha256));
    await this.#keep(after, new Set([...left, ...bad]));
  }

  /** All were looked at. */
  async note(rotten: readonly string[]): Promise<void> {
    await this.#keep(this.#after, new Set(rotten));
  }

  /** It was written anew, and read back. */
  async mended(sha256: string): Promise<void> {
    if (!this.#rotten.has(sha256)) return;
    await this.#keep(this.#after, new Set([...this.#rotten].filter((name) => name !== sha256)));
  }

  /** What cannot be written down is looked at again after the next start. */
  async #keep(after: string, rotten: ReadonlySet<string>): Promise<void> {
    const changed = after !== this.#after || [...rotten].sort().join() !== this.rotten.join();
    this.#after = after;
    this.#rotten = rotten;
    if (!changed) return;
    const text = JSON.stringify({ format: 'hudang-checked', version: 1, after, rotten: this.rotten });
    await keepFile(join(this.#folder, FILE), `${text}\n`, FILE, this.#disk).catch(() => undefined);
  }
}
