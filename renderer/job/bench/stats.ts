/** Times of repeated runs beside the times of a raw limit. */

export interface Measured {
  readonly runs: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p95: number;
}

export interface Compared {
  readonly step: string;
  readonly ours: Measured;
  /** The least that any program would need for the same. */
  readonly raw: Measured;
  /** What the raw limit does, in words. */
  readonly rawIs: string;
  /** Median beside median. */
  readonly ratio: number;
  /** p95 of ours beside the median of the raw limit. */
  readonly ratioP95: number;
  readonly [fact: string]: unknown;
}

/** Milliseconds that the work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Times of ours and of the raw limit in turn, so that both meet the same machine. */
export async function inTurn(
  runs: number,
  ours: (run: number) => unknown,
  raw: (run: number) => unknown,
): Promise<readonly [ours: number[], raw: number[]]> {
  const [mine = [], least = []] = await allInTurn(runs, [ours, raw]);
  return [mine, least];
}

/** Times of several works in turn. */
export async function allInTurn(runs: number, works: readonly ((run: number) => unknown)[]): Promise<number[][]> {
  const times = works.map((): number[] => []);
  for (let run = 0; run < runs; run++) {
    for (const [at, work] of works.entries()) times[at]?.push(await timed(() => work(run)));
  }
  return times;
}

export function compare(
  step: string,
  ours: readonly number[],
  raw: readonly number[],
  rawIs: string,
  facts: Readonly<Record<string, unknown>> = {},
): Compared {
  const [mine, least] = [measured(ours), measured(raw)];
  return {
    step,
    ours: mine,
    raw: least,
    rawIs,
    ratio: rounded(mine.median / least.median),
    ratioP95: rounded(mine.p95 / least.median),
    ...facts,
  };
}

function measured(times: readonly number[]): Measured {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { runs: times.length, median: at(0.5), p95: at(0.95) };
}

export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
