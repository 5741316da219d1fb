/** How well households typed twice are found, measured on pairs of which it is known; `--reporter verbose` shows the table. */
import { describe, expect, it } from 'vitest';
import { labelledPairs, type LabelledPair } from './labelledPairs';
import { Lookalikes } from '#shared/import/like/lookalikes';
import { soundOf } from './sound';

interface Score {
  recall: number;
  precision: number;
  byKind: Record<string, string>;
}

/** Each pair alone: is it said or not. */
function scoreAlone(pairs: readonly LabelledPair[]): Score {
  const said = pairs.map(({ existing, incoming }) => new Lookalikes([existing], soundOf).find(incoming).length > 0);
  return scoreOf(pairs, said);
}

/** All in one archive: is the right one among what is said, and how much else is said. */
function scoreTogether(pairs: readonly LabelledPair[]): Score & { pairs: number } {
  const all = new Lookalikes(
    pairs.map(({ existing }) => existing),
    soundOf,
  );
  let right = 0;
  let wrong = 0;
  for (const { same, existing, incoming } of pairs) {
    const found = all.find(incoming);
    const hit = found.some(({ id }) => id === existing.id);
    if (hit && same) right++;
    wrong += found.length - (hit && same ? 1 : 0);
  }
  const real = pairs.filter(({ same }) => same).length;
  return { recall: right / real, precision: right / (right + wrong), byKind: {}, pairs: right + wrong };
}

function scoreOf(pairs: readonly LabelledPair[], said: readonly boolean[]): Score {
  const count = (test: (pair: LabelledPair, at: number) => boolean): number => pairs.filter(test).length;
  const right = count(({ same }, at) => same && said[at] === true);
  const byKind = Object.fromEntries(
    [...new Set(pairs.map(({ kind }) => kind))].map((kind) => {
      const of = pairs.flatMap((pair, at) => (pair.kind === kind ? [said[at] === true] : []));
      return [kind, `${of.filter(Boolean).length}/${of.length}`];
    }),
  );
  return { recall: right / count(({ same }) => same), precision: right / said.filter(Boolean).length, byKind };
}

describe('suspected duplicates', () => {
  it('finds ≥ 98 % of 1,000 households typed again, and ≥ 95 % of what it says is right', () => {
    const pairs = labelledPairs(2000, 20261122, soundOf);
    const alone = scoreAlone(pairs);
    const together = scoreTogether(pairs);
    console.info('pairs', alone, 'one archive', together);
    expect(alone.recall).toBeGreaterThanOrEqual(0.98);
    expect(alone.precision).toBeGreaterThanOrEqual(0.95);
    expect(together.recall).toBeGreaterThanOrEqual(0.98);
    expect(together.precision).toBeGreaterThanOrEqual(0.95);
  });

  it('reads surnames as surnames', () => {
    const read = '曾单仇区覃乐'.split('').map((name) => soundOf(`${name}明`));
    expect(read).toEqual(['zengming', 'shanming', 'qiuming', 'ouming', 'qinming', 'yueming']);
  });
});
