/**
 * DIR/open: there while the archive is open for writing, gone after an orderly exit. One that is found at the start tells
 * of a crash, a kill or a power cut, after which everything is looked at more closely.
 */
import { closeSync, existsSync, fsync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { realDisk } from '../files/disk';

export class OpenMark {
  readonly #path: string;
  /** The run before this one ended in order. */
  readonly cleanExit: boolean;
  /** The mark is on the disk; nothing may be written to the archive before. The window need not wait for it. */
  readonly flushed: Promise<void>;

  /** Sets the mark. One that cannot be set (full disk) costs nothing but the closer look. */
  constructor(dataDir: string) {
    this.#path = join(dataDir, 'open');
    this.cleanExit = !existsSync(this.#path);
    this.flushed = this.#set(dataDir);
  }

  /** Everything is closed and flushed. */
  remove(): void {
    rmSync(this.#path, { force: true });
  }

  async #set(dataDir: string): Promise<void> {
    try {
      const handle = openSync(this.#path, 'a');
      await new Promise<void>((done) => fsync(handle, () => done()));
      closeSync(handle);
      await realDisk.syncFolder(dataDir);
    } catch {
      return;
    }
  }
}
