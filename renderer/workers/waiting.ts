/** Calls under way to one worker: each ends with its answer, or all of them when the worker is gone. */
export class Waiting {
  readonly #ends = new Set<(error: Error) => void>();
  #gone: Error | null = null;

  /** Calls that have not been answered. */
  get size(): number {
    return this.#ends.size;
  }

  /**
   * Settles as `answer` does, or rejects once the worker is gone. Nothing is kept of a call that was answered: in a race
   * against one promise that hardly ever settles all answers would stay in memory for as long as the worker lives.
   */
  for<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#gone) return reject(this.#gone);
      this.#ends.add(reject);
      const done = (): void => void this.#ends.delete(reject);
      answer.then(resolve, reject).then(done, done);
    });
  }

  /** The worker is gone. */
  end(error: Error): void {
    this.#gone = error;
    for (const reject of this.#ends) reject(error);
    this.#ends.clear();
  }
}
