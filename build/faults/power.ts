/** A computer's power: once it fails, no call that was made ever comes back, and the code that waits for it stops there. */
import type { Disk, DiskFile } from '../../electron/files/disk';
import type { SimulatedDisk } from './simulatedDisk';
import type { CallKind } from './simulatedFaults';

const never = (): Promise<never> => new Promise<never>(() => undefined);

/** The calls that change something on the disk. */
const WRITES: ReadonlySet<CallKind> = new Set<CallKind>([
  'open',
  'write',
  'datasync',
  'sync',
  'cut',
  'rename',
  'remove',
  'makeFolder',
  'syncFolder',
]);

export class Power {
  /** Resolves when the power fails. */
  readonly failed: Promise<'power'>;
  #fail: () => void = () => undefined;
  #off = false;
  readonly #onFail: () => void;

  /** `onFail` is called at once, before anything else can run. */
  constructor(onFail: () => void) {
    this.#onFail = onFail;
    this.failed = new Promise((resolve) => (this.#fail = () => resolve('power')));
  }

  get off(): boolean {
    return this.#off;
  }

  /** Pulls the plug. */
  cut(): void {
    if (this.#off) return;
    this.#off = true;
    this.#onFail();
    this.#fail();
  }

  /**
   * The same disk, whose calls end with the power. `lag` = how many turns of the event loop a write or a flush waits before
   * it is done: on a slow drive everything else is faster.
   */
  disk(disk: SimulatedDisk, lag: () => number = () => 0): Disk {
    const ask = async <T>(call: () => Promise<T>): Promise<T> => {
      if (this.#off) return never();
      try {
        const answer = await call();
        return this.#off ? await never() : answer;
      } catch (error) {
        if (disk.off) this.cut();
        if (this.#off) return never();
        throw error;
      }
    };
    const late = async <T>(call: () => Promise<T>): Promise<T> => {
      for (let turns = lag(); turns > 0 && !this.#off; turns--) await new Promise((resolve) => setImmediate(resolve));
      return ask(call);
    };
    const file = (inner: DiskFile): DiskFile => ({
      read: (into, offset, length, position) => ask(() => inner.read(into, offset, length, position)),
      write: (bytes, offset, length, position) => late(() => inner.write(bytes, offset, length, position)),
      sync: () => ask(() => inner.sync()),
      datasync: () => late(() => inner.datasync()),
      truncate: (length) => ask(() => inner.truncate(length)),
      close: () => ask(() => inner.close()),
    });
    return {
      open: async (path, flags) => file(await ask(() => disk.open(path, flags))),
      rename: (from, to) => ask(() => disk.rename(from, to)),
      remove: (path) => ask(() => disk.remove(path)),
      inspect: (path) => ask(() => disk.inspect(path)),
      realPath: (path) => ask(() => disk.realPath(path)),
      // Time is virtual, but while it passes all others get on with their work.
      wait: async (ms) => {
        await ask(() => disk.wait(ms));
        for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      },
      makeFolder: (path) => ask(() => disk.makeFolder(path)),
      list: (path) => ask(() => disk.list(path)),
      truncate: (path, length) => ask(() => disk.truncate(path, length)),
      syncFolder: (path) => ask(() => disk.syncFolder(path)),
    };
  }
}

/** Whether a call can change what is on the disk. */
export function isWrite(kind: CallKind): boolean {
  return WRITES.has(kind);
}
