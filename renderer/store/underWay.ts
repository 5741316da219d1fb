/** Writes of this thread that have not been acknowledged yet: a slow disk is said, never hidden. */

let count = 0;
const listeners = new Set<() => void>();

function change(by: number): void {
  count += by;
  for (const listener of listeners) listener();
}

/** Counts a write until it ends, well or not. */
export async function underWay<T>(write: Promise<T>): Promise<T> {
  change(1);
  try {
    return await write;
  } finally {
    change(-1);
  }
}

/** How many writes wait for their acknowledgement now. */
export function writesUnderWay(): number {
  return count;
}

/** Calls `listener` whenever the number changes; returns the cleanup. */
export function watchWrites(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
