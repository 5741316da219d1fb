/**
 * DIR/open: there while the archive is open for writing, gone after an orderly exit. One that is found at the start tells
 * of a crash, a kill or a power cut, after which everything is looked at more closely.
 */
import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export class OpenMark {
  readonly #path: string;
  /** The run before this one ended in order. */
  readonly cleanExit: boolean;

  /** Sets the mark. One that cannot be set (full disk) costs nothing but the closer look. */
  constructor(dataDir: string) {
    this.#path = join(dataDir, 'open');
    this.cleanExit = !existsSync(this.#path);
    try {
      const handle = openSync(this.#path, 'a');
      try {
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    } catch {
      return;
    }
  }

  /** Everything is closed and flushed. */
  remove(): void {
    rmSync(this.#path, { force: true });
  }
}
