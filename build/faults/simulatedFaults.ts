/** Which calls of a simulated disk fail, and the log of all of them. */

export type CallKind =
  | 'open'
  | 'read'
  | 'write'
  | 'datasync'
  | 'sync'
  | 'cut'
  | 'close'
  | 'rename'
  | 'remove'
  | 'inspect'
  | 'realPath'
  | 'makeFolder'
  | 'list'
  | 'syncFolder';

/** One call as the disk saw it. */
export interface Call {
  /** From 0, over the life of the disk. */
  readonly n: number;
  readonly kind: CallKind;
  readonly path: string;
}

export interface Fault {
  /** Which calls it concerns. */
  readonly when: (call: Call) => boolean;
  /** Error code of Node (`EIO`, `ENOSPC`, …), or 'power': the computer stops here and everything fails until `crash`. */
  readonly code: string;
  /**
   * How far the call gets before it fails: not at all (default), `half` (a write: half of its bytes) or `done` (the error
   * is told although the call succeeded; a failed flush is never `done`).
   */
  readonly reach?: 'nothing' | 'half' | 'done';
  /** How often; 1 unless told. */
  readonly times?: number;
}

export function failure(code: string, call: Pick<Call, 'kind' | 'path'>): Error {
  return Object.assign(new Error(`${code}: ${call.kind} ${call.path}`), { code });
}

export class SimulatedFaults {
  /** Every call since the beginning. */
  readonly log: Call[] = [];
  /** The power failed at a call and nobody has started the computer again. */
  off = false;
  #faults: { readonly fault: Fault; left: number }[] = [];
  #locks: { readonly when: (path: string) => boolean; readonly until: number; readonly code: string }[] = [];
  #peace = 0;

  /** `now`: virtual milliseconds; locks end by it. */
  constructor(private readonly now: () => number) {}

  get inPeace(): boolean {
    return this.#peace > 0;
  }

  inject(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  lock(when: (path: string) => boolean, ms: number, code: string): void {
    this.#locks.push({ when, until: this.now() + ms, code });
  }

  clear(): void {
    this.#faults = [];
    this.#locks = [];
  }

  /** While `look` runs nothing fails and no call is counted. */
  async peacefully<T>(look: () => Promise<T>): Promise<T> {
    this.#peace += 1;
    try {
      return await look();
    } finally {
      this.#peace -= 1;
    }
  }

  refuseLocked(path: string, kind: CallKind): void {
    const lock = this.inPeace ? undefined : this.#locks.find(({ when, until }) => until > this.now() && when(path));
    if (lock) throw failure(lock.code, { kind, path });
  }

  /** Counts the call, lets a fault strike, does it. `half` does as much as a write that fails half-way does. */
  async call<T>(kind: CallKind, path: string, act: () => T, half?: () => unknown, failed?: () => void): Promise<T> {
    const call: Call = { n: this.log.length, kind, path };
    const peace = this.inPeace;
    if (!peace) this.log.push(call);
    // Real calls answer later than they were made.
    await Promise.resolve();
    if (this.off) throw failure('EIO', call);
    if (peace) return act();
    const struck = this.#faults.find(({ fault, left }) => left > 0 && fault.when(call));
    if (kind === 'open' || kind === 'rename' || kind === 'remove') this.refuseLocked(path, kind);
    if (!struck) return act();
    struck.left -= 1;
    const { code, reach = 'nothing' } = struck.fault;
    if (reach === 'done' && kind !== 'open') act();
    else if (reach !== 'nothing') half?.();
    if (code === 'power') this.off = true;
    else failed?.();
    throw failure(code === 'power' ? 'EIO' : code, call);
  }
}
