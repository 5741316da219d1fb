/** The computer's clock against the times that the archive has seen. The order of what was done never depends on it. */

/** Clocks differ by minutes between computers, and a correction of that size needs no word. */
const SLACK_MS = 10 * 60 * 1000;

/** The newest of these ISO times when it lies in the future of `now` by more than a correction; else null. */
export function aheadOf(now: number, seen: readonly (string | null)[]): string | null {
  let newest: string | null = null;
  for (const time of seen) {
    if (time !== null && Date.parse(time) > (newest === null ? now + SLACK_MS : Date.parse(newest))) newest = time;
  }
  return newest;
}
