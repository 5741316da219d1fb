/**
 * DIR/ballast: room that is kept back. It is given to the disk when that fills up, so that what must still be written –
 * a copy of everything, the mark of a line that was never applied – can be.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Disk } from '../files/disk';

export const BALLAST_BYTES = 32e6;
/** It is made only when this much is free: on a small disk it would bring about what it is there against. */
export const ROOM_FOR_BALLAST = 700e6;

const BLOCK = 1e6;

export class Ballast {
  readonly #path: string;
  readonly #disk: Disk;
  #busy: Promise<boolean> | null = null;

  constructor(dataDir: string, disk: Disk) {
    this.#path = join(dataDir, 'ballast');
    this.#disk = disk;
  }

  /** Makes it where it is missing or was left unfinished; false when it could not be. Never more than one at a time. */
  make(): Promise<boolean> {
    this.#busy ??= this.#make().finally(() => (this.#busy = null));
    return this.#busy;
  }

  /** Gives the room back; true when there was any to give. */
  async release(): Promise<boolean> {
    await this.#busy?.catch(() => false);
    if ((await this.#bytes()) === 0) return false;
    return this.#disk.remove(this.#path).then(
      () => true,
      () => false,
    );
  }

  async #bytes(): Promise<number> {
    return this.#disk.inspect(this.#path).then(
      ({ bytes }) => bytes,
      () => 0,
    );
  }

  async #make(): Promise<boolean> {
    try {
      if ((await this.#bytes()) === BALLAST_BYTES) return true;
      await this.#disk.remove(this.#path);
      await this.#fill();
      return true;
    } catch {
      await this.#disk.remove(this.#path).catch(() => undefined);
      return false;
    }
  }

  /** Written out and of random bytes: a file system that leaves out or squeezes zeros would keep nothing back. */
  async #fill(): Promise<void> {
    const file = await this.#disk.open(this.#path, 'wx');
    try {
      const block = randomBytes(BLOCK);
      for (let at = 0; at < BALLAST_BYTES;) {
        const { bytesWritten } = await file.write(block, 0, Math.min(BLOCK, BALLAST_BYTES - at), at);
        if (bytesWritten === 0) throw new Error('nothing was written');
        at += bytesWritten;
      }
      await file.sync();
    } finally {
      await file.close();
    }
  }
}
