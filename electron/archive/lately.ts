/** How long a look at LOCK holds; much shorter than the time after which another may take it. */
const EVERY_MS = 1000;

/**
 * Whether the last look is still good. The steady clock stands still while the computer sleeps, during which another may take
 * the folder; the computer's may be set back by years. Either of them ends it.
 */
export class Lately {
  #steady = -Infinity;
  #wall = -Infinity;

  constructor(
    private readonly steady: () => number = () => performance.now(),
    private readonly wall: () => number = Date.now,
  ) {}

  /** True when it has to be looked at again; it is taken to be done at once. */
  isOver(): boolean {
    const [steady, wall] = [this.steady(), this.wall()];
    if (steady - this.#steady < EVERY_MS && Math.abs(wall - this.#wall) < EVERY_MS) return false;
    [this.#steady, this.#wall] = [steady, wall];
    return true;
  }
}
