/** The figures of the bench as a table: ours, the raw limit, how often ours takes the limit's time, and the aim. */

/** Ratios aimed at. `by` names what the aim speaks of: medians, p95 of ours beside the limit's median, or p95 beside p95. */
const AIMS = {
  start: { most: 1.5, by: 'ratio' },
  import: { most: 2.5, by: 'ratio' },
  'read 35000×60': { most: 3, by: 'ratio' },
  'read 200000×30': { most: 3, by: 'ratio' },
  save: { most: 5, by: 'ratio' },
  'save, relaxed': { most: 3, by: 'p95s' },
  'save, strict': { most: 1.5, by: 'p95s' },
  rebuild: { most: 0.5, by: 'ratio' },
  page: { most: 4, by: 'ratio' },
  search: { most: 6, by: 'ratioP95' },
};

/** The same shape as the steps that the job measures. */
export function stepOf(step, ours, raw, rawIs, facts = {}) {
  const [mine, least] = [measured(ours), measured(raw)];
  // Paired runs met the same machine: the median of their ratios is steadier than the ratio of the medians.
  const ratios = measured(ours.map((value, run) => value / raw[run]));
  return {
    step,
    ours: mine,
    raw: least,
    rawIs,
    ratio: ratios.median,
    ratioP95: rounded(mine.p95 / least.median),
    ...facts,
  };
}

function measured(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { runs: values.length, median: at(0.5), p95: at(0.95) };
}

function rounded(value) {
  return Math.round(value * 1000) / 1000;
}

/** An acknowledged save beside the very same save without its journal, as rows of their own. */
function besideNoJournal({ ours, withoutJournal }) {
  return Object.entries(withoutJournal ?? {}).map(([durability, raw]) => ({
    step: `save, ${durability}`,
    ours,
    raw,
    rawIs: `the same ${durability} transaction without a journal`,
    ratio: raw.ratio,
    p95s: raw.ratioP95,
  }));
}

export function printTable({ households, steps, peakBytes, processors, processor }) {
  const rows = steps
    .flatMap((step) => [step, ...besideNoJournal(step)])
    .map((row) => {
      const { step, ours, raw, rawIs, ratio } = row;
      const aim = AIMS[step];
      const figure = aim === undefined ? ratio : row[aim.by];
      const verdict = aim === undefined ? '' : figure <= aim.most ? '✓' : '✗';
      const wanted = aim === undefined ? '–' : `≤ ${aim.most}${aim.by === 'ratio' ? '' : ' (p95)'}`;
      return [
        step,
        ours.runs,
        ms(ours.median),
        ms(ours.p95),
        ms(raw.median),
        figure.toFixed(2),
        wanted,
        verdict,
        rawIs,
      ];
    });
  const head = ['step', 'runs', 'median', 'p95', 'limit', 'ratio', 'aim', '', 'limit is'];
  const table = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column].length)));
  process.stdout.write(`\n${households} households, ${processors} × ${processor}; milliseconds\n`);
  for (const row of table) {
    const cells = row.map((cell, at) => (at > 0 && at < 6 ? cell.padStart(widths[at]) : cell.padEnd(widths[at])));
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
  process.stdout.write(`peak memory of all processes: ${Math.round(peakBytes / 1e6)} MB\n`);
}

function ms(value) {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(1);
}
