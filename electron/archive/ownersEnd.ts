/** Where the journal of somebody else's archive ends, for whoever only looks at it: two calls, at most every 5 s. */
import { join } from 'node:path';
import { firstOfName } from '#shared/journal/line';
import { realDisk, type Disk } from '../files/disk';
import { namesIn } from '../kept/writer';

/** The folder may lie on a network drive. */
const EVERY_MS = 5_000;

export class OwnersEnd {
  readonly #folder: string;
  readonly #disk: Disk;
  readonly #now: () => number;
  #looked = -Infinity;
  #end = '';

  constructor(dataDir: string, disk: Disk = realDisk, now: () => number = () => performance.now()) {
    this.#folder = join(dataDir, 'journal');
    this.#disk = disk;
    this.#now = now;
  }

  /** Another text whenever the owner has written; the last answer while the folder cannot be read. '' = no journal. */
  async look(): Promise<string> {
    if (this.#now() - this.#looked < EVERY_MS) return this.#end;
    this.#looked = this.#now();
    try {
      const last = (await namesIn(this.#folder, this.#disk)).filter((name) => firstOfName(name) !== null).at(-1);
      if (last === undefined) return this.#end;
      this.#end = `${last} ${(await this.#disk.inspect(join(this.#folder, last))).bytes}`;
    } catch {
      return this.#end;
    }
    return this.#end;
  }
}
