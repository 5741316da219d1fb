/** Work in the background that leaves the computer to whoever types: it rests as long as it works. */

/** Less work than this needs no rest; longer rests than the last would only drag a copy out on a slow computer. */
const SHORTEST_MS = 12;
const LONGEST_MS = 200;

/** A function to call between small steps of work. */
export function pacer(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    const worked = performance.now() - since;
    if (worked < SHORTEST_MS) return;
    await new Promise((done) => setTimeout(done, Math.min(worked, LONGEST_MS)));
    since = performance.now();
  };
}
