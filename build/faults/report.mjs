/** What a run says, and the table of all of them. */
import { say } from '../scripts/lib/run.mjs';

/**
 * @typedef {object} RunResult One run of one kind.
 * @property {string} kind
 * @property {number} seed Repeats it: `--only kind --runs 1 --seed seed`.
 * @property {string} what What was done, a few words.
 * @property {number} lost Acknowledged things that are gone; also counts every other defect.
 * @property {number} half Operations that stand partly.
 * @property {number} empty Archives shown empty although they were not.
 * @property {number[]} recover Milliseconds of each recovery.
 * @property {Record<string, number>} counts Things done, for the table.
 * @property {Record<string, number>} [worst] Things measured, for the table: the largest of all runs.
 * @property {string[]} defects In words.
 * @property {string} [folder] Kept for a look.
 */

export class Report {
  results = [];
  #notes = [];
  #total;
  #options;
  #shown = 0;

  constructor(total, options = '') {
    this.#total = total;
    this.#options = options;
  }

  add(result) {
    this.results.push(result);
    const done = this.results.length;
    if (isBad(result)) this.#showBad(result);
    else if (result.slow || done - this.#shown >= 25) {
      this.#shown = done;
      const last = median(result.recover);
      const time = last === null ? '' : `, recovered in ${Math.round(last)} ms`;
      say(`${done}/${this.#total}  ${result.kind} ${result.seed}: ${result.what}${time}`);
    }
  }

  /** A kind or a part of it that cannot be run here. */
  skip(what) {
    this.note(`skipped: ${what}`);
  }

  /** Something about the harness itself that the reader of the result should know. */
  note(what) {
    this.#notes.push(what);
    say(what);
  }

  #showBad({ kind, seed, what, defects, folder }) {
    say(`FAILED  ${kind} seed ${seed}: ${what}`);
    for (const defect of defects) say(`        ${defect}`);
    if (folder) say(`        kept: ${folder}`);
    say(`        again: npm run faults -- --only ${kind} --runs 1 --seed ${seed}${this.#options}`);
  }

  /** The table and the closing line; true when nothing was lost. */
  finish() {
    const kinds = [...new Set(this.results.map(({ kind }) => kind))];
    const rows = kinds.map((kind) =>
      rowOf(
        kind,
        this.results.filter((result) => result.kind === kind),
      ),
    );
    const head = ['kind', 'runs', 'lost', 'half-applied', 'silent empty', 'recovery (median / max)', 'done'];
    for (const line of aligned([head, ...rows])) console.log(line);
    for (const what of this.#notes) console.log(what);
    const bad = this.results.filter(isBad);
    for (const { kind, seed, defects } of bad) console.log(`failed: ${kind} seed ${seed}: ${defects[0] ?? ''}`);
    const [lost, half, empty] = ['lost', 'half', 'empty'].map((key) => sum(this.results, key));
    console.log(`runs ${this.results.length}, lost ${lost}, half-applied ${half}, silent empty ${empty}`);
    return lost + half + empty === 0 && this.results.length > 0;
  }
}

export function isBad(result) {
  return result.lost + result.half + result.empty > 0;
}

/** A run that ended without anything to say. */
export function goodRun(kind, seed, what, more = {}) {
  return { kind, seed, what, lost: 0, half: 0, empty: 0, recover: [], counts: {}, defects: [], ...more };
}

/** A run that ended with a defect other than the three. */
export function badRun(kind, seed, what, defect, more = {}) {
  return { ...goodRun(kind, seed, what), lost: 1, defects: [defect], ...more };
}

function rowOf(kind, results) {
  const times = results.flatMap(({ recover }) => recover);
  const counts = {};
  const worst = {};
  for (const result of results) {
    for (const [key, count] of Object.entries(result.counts)) counts[key] = (counts[key] ?? 0) + count;
    for (const [key, most] of Object.entries(result.worst ?? {})) worst[key] = Math.max(worst[key] ?? 0, most);
  }
  const middle = median(times);
  return [
    kind,
    results.length,
    sum(results, 'lost'),
    sum(results, 'half'),
    sum(results, 'empty'),
    middle === null ? '–' : `${rounded(middle)} / ${rounded(Math.max(...times))} ms`,
    [
      ...Object.entries(counts).map(([key, count]) => `${count} ${key}`),
      ...Object.entries(worst).map(([key, most]) => `at most ${most} ${key}`),
    ].join(', '),
  ].map(String);
}

const rounded = (ms) => (ms < 10 ? ms.toFixed(1) : String(Math.round(ms)));

function sum(results, key) {
  return results.reduce((total, result) => total + result[key], 0);
}

export function median(numbers) {
  if (numbers.length === 0) return null;
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}
