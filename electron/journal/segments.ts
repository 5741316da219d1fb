/** DIR/journal/segments: the rows of large operations, each file named by its SHA-256. */
import { join } from 'node:path';
import type { Result } from '#shared/result';
import type { Disk } from '../files/disk';
import { errorCode } from '../files/fileErrors';
import { hashFile } from '../kept/hashing';
import { patiently } from '../kept/patience';
import { KeptWriter, namesIn, removeLeftovers } from '../kept/writer';

const SEGMENT = /^([0-9a-f]{64})\.jsonl$/;
/** A segment is finished some time before its line is written; by then nothing refers to it yet. */
const GRACE_MS = 60 * 60 * 1000;

export class Segments {
  readonly folder: string;
  readonly #disk: Disk;
  /** Finished in this run and not yet referred to: kept whatever the clock says. */
  readonly #awaited = new Set<string>();

  constructor(journalFolder: string, disk: Disk) {
    this.folder = join(journalFolder, 'segments');
    this.#disk = disk;
  }

  path(sha256: string): string {
    return join(this.folder, `${sha256}.jsonl`);
  }

  async open(): Promise<Result<KeptWriter>> {
    const place = (sha256: string) => {
      this.#awaited.add(sha256);
      return { path: this.path(sha256), name: sha256 };
    };
    return KeptWriter.open(this.folder, 'segment.jsonl', place, this.#disk);
  }

  /** Those that a line may refer to at any moment. */
  awaited(): ReadonlySet<string> {
    return new Set(this.#awaited);
  }

  /** A line that refers to it was written. */
  noteReferred(sha256: string): void {
    this.#awaited.delete(sha256);
  }

  async has(sha256: string): Promise<boolean> {
    try {
      return !(await this.#disk.inspect(this.path(sha256))).folder;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    }
  }

  /** The SHA-256 of all segments that are there, by their names. */
  async list(): Promise<string[]> {
    const names = await namesIn(this.folder, this.#disk);
    return names.flatMap((name) => SEGMENT.exec(name)?.[1] ?? []);
  }

  /** Re-reads all segments. Names those whose content is another, that cannot be read, and the missing ones of `needed`. */
  async check(needed: ReadonlySet<string>): Promise<{ readonly segments: number; readonly damaged: string[] }> {
    const there = await this.list();
    const damaged = [...needed].filter((sha256) => !there.includes(sha256));
    for (const sha256 of there) {
      const found = await hashFile(this.#disk, this.path(sha256)).catch(() => null);
      if (found?.sha256 !== sha256) damaged.push(sha256);
    }
    return { segments: there.length, damaged };
  }

  /** Deletes what is not needed and older than an hour. A file that resists waits for the next time. */
  async sweep(needed: ReadonlySet<string>, now: number): Promise<void> {
    for (const sha256 of await this.list()) {
      if (needed.has(sha256)) continue;
      const path = this.path(sha256);
      const { modifiedMs } = await this.#disk.inspect(path);
      if (now - modifiedMs > GRACE_MS) await patiently(this.#disk, () => this.#disk.remove(path));
    }
  }

  async removeLeftovers(): Promise<void> {
    await removeLeftovers(this.folder, this.#disk);
  }

  async usage(): Promise<{ readonly files: number; readonly bytes: number }> {
    const there = await this.list();
    let bytes = 0;
    for (const sha256 of there) bytes += (await this.#disk.inspect(this.path(sha256))).bytes;
    return { files: there.length, bytes };
  }
}
