/** Work in the background that leaves the computer to whoever types: it rests as long as it works. */

/** Longest stretch of work, and of rest. */
const STRETCH_MS = 40;

/** A function to call between pages of work; it does not rest while the work since the last rest was short. */
export function pacer(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    const worked = performance.now() - since;
    if (worked < STRETCH_MS) return;
    await new Promise((done) => setTimeout(done, Math.min(worked, 4 * STRETCH_MS)));
    since = performance.now();
  };
}

/** For work that somebody waits for. */
export const noPause = (): Promise<void> => Promise.resolve();
