/** A handful of hostile files for every `npm test`: what becomes of each, and that it needs no more memory than allowed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForNode } from '../scripts/lib/bundle.mjs';
import { makeBombs } from './bombs.mjs';
import { takeAll } from './children.mjs';

const MOST_MB = 300;
/** Only so that a hang ends: how fast a file is taken depends on the machine and is no matter of this check. */
const TIMEOUT_MS = 60_000;

/** Each stands for a bound of its own: cells and rows far away, blank rows, texts, merges, spans, depth, entities, zips. */
const SAMPLE = {
  'one-far-cell.xlsx': 'understood',
  'million-formatted-rows.xlsx': 'understood',
  'merge-of-all.xlsx': 'understood',
  'far-cells.xlsx': 'refused',
  'many-sheets.xlsx': 'refused',
  'long-inline.xlsx': 'refused',
  'laughs-strings.xlsx': 'refused',
  'million-deep-strings.xlsx': 'refused',
  'million-deep.ods': 'refused',
  'repeated-huge.ods': 'refused',
  'spans-html.xls': 'refused',
  'overlapping.zip': 'refused',
  'commas.csv': 'refused',
  'quotes-apart.csv': 'refused',
};

/** Resolves with how many of the files went as they should: {passed, failed, broken}. */
export async function takeSample() {
  const folder = mkdtempSync(join(tmpdir(), 'hudang-bombs-'));
  try {
    const names = Object.keys(SAMPLE);
    makeBombs(folder, names);
    const jobs = names.map((name) => ({ path: join(folder, name), shown: name }));
    const broken = [];
    await takeAll({
      bundle: await bundleForNode('build/sheets/main.ts'),
      jobs,
      lanes: Math.min(2, availableParallelism()),
      timeoutMs: TIMEOUT_MS,
      mostMb: MOST_MB,
      fresh: true,
      done: (index, { kind, lines, peakMb }) => {
        const wanted = SAMPLE[names[index]];
        if (kind !== wanted) broken.push(`${names[index]}: ${kind}, not ${wanted}; ${peakMb} MB\n${lines.join('\n')}`);
      },
      finished: () => undefined,
    });
    return { passed: names.length - broken.length, failed: broken.length, broken };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
