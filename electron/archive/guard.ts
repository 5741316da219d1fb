/**
 * The disk guard: how much room is left where the archive lies, and what may therefore still be written. Chromium throws
 * IndexedDB away on a full disk, so that we must stop well before it (docs/adr/0007).
 */
import { statfs } from 'node:fs/promises';
import { fail, ok, type Result } from '#shared/result';
import type { Disk } from '../files/disk';
import { Ballast, BALLAST_BYTES, ROOM_FOR_BALLAST } from './ballast';
import { BEGINS, isRoomy, levelOf, type Level } from './level';

/** Free bytes for us on the drive of a folder. */
export type FreeSpace = (folder: string) => Promise<number>;

/** Some network drives do not tell; the write itself will. */
const UNKNOWN = Number.MAX_SAFE_INTEGER;

const realFreeSpace: FreeSpace = async (folder) => {
  const drive = await statfs(folder);
  return drive.bavail * drive.bsize;
};

/** An answer is good for this long: saves come faster than a disk fills up. */
const FRESH_MS = 1000;
/** The ballast is not made while the program starts, and not by a job that is over in a moment. */
const BALLAST_AFTER_MS = 20_000;
/** An emergency copy leaves this much for the system and for Chromium, which is still running. */
export const FLOOR = 16e6;

export interface Room {
  readonly free: number;
  readonly level: Level;
}

export interface GuardOptions {
  readonly dataDir: string;
  readonly disk: Disk;
  /** False where nothing may be made in the folder. */
  readonly ballast: boolean;
  /** The ballast was given back already: its room is not for ordinary saves. */
  readonly released?: boolean;
  readonly freeSpace?: FreeSpace;
  readonly now?: () => number;
}

export class DiskGuard {
  readonly #options: GuardOptions;
  readonly #ballast: Ballast | null;
  #room: Room = { free: UNKNOWN, level: 'ok' };
  #looked = -Infinity;
  #looking: Promise<Room> | null = null;
  /** We gave the ballast's room away: it is not room for ordinary saves. */
  #released: boolean;
  readonly #born: number;

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#born = this.#now();
    this.#released = options.released ?? false;
    this.#ballast = options.ballast ? new Ballast(options.dataDir, options.disk) : null;
  }

  /** Room and level, at most a second old. Gives the ballast back, or makes it anew, where that is due. */
  look(): Promise<Room> {
    if (this.#now() - this.#looked < FRESH_MS) return Promise.resolve(this.#room);
    this.#looking ??= this.#measure().finally(() => (this.#looking = null));
    return this.#looking;
  }

  /** Whether an ordinary write may begin that will take about `bytes` in all. Code: disk_low. */
  async mayWrite(bytes = 0): Promise<Result<null>> {
    const { free, level } = await this.look();
    if (isRoomy(level) && this.#judged(free) - bytes >= (bytes > 0 ? BEGINS.read : 0)) return ok(null);
    return low(free);
  }

  /** Whether an emergency copy may go on: it may use the room of the ballast. Code: disk_low. */
  async mayWriteEmergency(bytes = 0): Promise<Result<null>> {
    const { free } = await this.look();
    return free - bytes >= FLOOR ? ok(null) : low(free);
  }

  #now(): number {
    // Not the computer's clock: set back by hours, it would hide a full disk for hours.
    return this.#options.now?.() ?? performance.now();
  }

  #judged(free: number): number {
    return this.#released ? Math.max(0, free - BALLAST_BYTES) : free;
  }

  async #measure(): Promise<Room> {
    const free = await (this.#options.freeSpace ?? realFreeSpace)(this.#options.dataDir).catch(() => UNKNOWN);
    const level = levelOf(this.#judged(free), this.#room.level);
    this.#room = { free, level };
    this.#looked = this.#now();
    if (!this.#ballast) return this.#room;
    if (!isRoomy(level)) {
      // What is free changed just now: the next question is answered by looking again.
      if (await this.#ballast.release()) {
        this.#released = true;
        this.#looked = -Infinity;
      }
    } else if (free > ROOM_FOR_BALLAST && free < UNKNOWN && this.#looked - this.#born > BALLAST_AFTER_MS) {
      void this.#ballast.make().then((made) => {
        if (made) this.#released = false;
      });
    }
    return this.#room;
  }
}

function low(free: number): Result<never> {
  return fail('disk_low', { megabytes: Math.floor(free / 1e6) });
}
