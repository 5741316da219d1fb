/** `npm run layouts`: generates layouts in memory, lets the app's own code understand them and prints how often it was right. */
import { parseArgs } from 'node:util';
import { layoutOf } from '#shared/sample/layouts/generate';
import { hasLibreOffice, measureAgain, measureLibreOffice, type AgainScore } from './again';
import { compare } from './compare';
import { addScore, emptyScore, type Score } from './score';
import { showLayout } from './show';
import { understand } from './understanding';
import { measureVillages } from './villages';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    only: { type: 'string' },
    show: { type: 'string' },
    list: { type: 'string', default: '40' },
    rounds: { type: 'string', default: 'layouts,again,libreoffice,villages' },
    shared: { type: 'string', default: '../shared' },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const seed = Number(options.seed);
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

interface ByName {
  readonly name: string;
  layouts: number;
  bad: number;
}

/** A layout understood without any fault. */
function isClean(score: Score): boolean {
  return (
    score.mapped === score.columns &&
    [
      score.wrong,
      score.regionFaults,
      score.tableFaults,
      score.lost,
      score.wrongValues,
      score.silent,
      score.householdFaults,
    ].every((list) => list.length === 0)
  );
}

function main(): number {
  if (options.show !== undefined) {
    say(showLayout(layoutOf(seed, Number(options.show), options.only)));
    return 0;
  }
  const sum = emptyScore();
  const traits = new Map<string, ByName>();
  const crashed: string[] = [];
  const count = Number(options.count);
  for (let index = 0; index < count; index++) {
    const { files, truth } = layoutOf(seed, index, options.only);
    let score = emptyScore();
    try {
      score = compare(truth, understand(files));
    } catch (error) {
      crashed.push(
        `${index} ${truth.traits.slice(0, 2).join(' ')}: ${error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 3).join(' ') : String(error)}`,
      );
    }
    const bad = !isClean(score) || crashed.at(-1)?.startsWith(`${index} `) === true;
    for (const name of truth.traits) count1(traits, name, bad);
    for (const list of Object.values(score))
      if (Array.isArray(list))
        list.forEach((text, at) => (list[at] = `#${index} ${truth.traits.slice(0, 2).join('/')}: ${String(text)}`));
    addScore(sum, score);
  }
  const others = otherRounds(count);
  report(sum, traits, crashed, count);
  return isGood(sum, crashed) && others ? 0 : 1;
}

/** The same content again, and the villages of ../shared; false when something is not as it should be. */
function otherRounds(count: number): boolean {
  const rounds = new Set(options.rounds.split(','));
  const score: AgainScore = { rounds: 0, faults: [], rounded: 0, roundedFaults: [] };
  const add = (part: AgainScore): void => {
    score.rounds += part.rounds;
    score.rounded += part.rounded;
    score.faults.push(...part.faults);
    score.roundedFaults.push(...part.roundedFaults);
  };
  const some = Array.from({ length: count }, (_, index) => index);
  if (rounds.has('again'))
    for (const index of some.slice(0, 60)) add(measureAgain(layoutOf(seed, index, options.only)));
  if (rounds.has('libreoffice') && hasLibreOffice())
    add(measureLibreOffice(some.slice(0, 30).map((index) => layoutOf(seed, index, options.only))));
  list('imported again with changes', score.faults);
  list('rounded digits', score.roundedFaults);
  if (score.rounds > 0)
    say(
      `\nimported again ${score.rounds} times, with changes ${score.faults.length}; rounded digits ${score.rounded}, layouts with faults ${score.roundedFaults.length}`,
    );
  const villages = rounds.has('villages') ? measureVillages(options.shared, [seed, seed + 1, seed + 2]) : [];
  for (const { name, compared, differences, rejected } of villages) {
    say(`village ${name}: values ${compared}, different ${differences.length}, rejected ${rejected}`);
    for (const text of differences.slice(0, 8)) say(`  ${text}`);
  }
  return (
    score.faults.length + score.roundedFaults.length === 0 &&
    villages.every(({ differences }) => differences.length === 0)
  );
}

function list(name: string, texts: readonly string[]): void {
  const limit = Number(options.list);
  if (texts.length === 0) return;
  say(`\n${name} (${texts.length})`);
  for (const text of texts.slice(0, limit)) say(`  ${text}`);
  if (texts.length > limit) say(`  … ${texts.length - limit} more (--list ${texts.length})`);
}

function count1(traits: Map<string, ByName>, name: string, bad: boolean): void {
  const entry = traits.get(name) ?? { name, layouts: 0, bad: 0 };
  entry.layouts++;
  if (bad) entry.bad++;
  traits.set(name, entry);
}

function isGood(sum: Score, crashed: readonly string[]): boolean {
  return (
    sum.mapped >= 0.95 * sum.columns &&
    sum.regionsRight >= 0.98 * sum.regions &&
    [sum.wrong, sum.lost, sum.wrongValues, sum.silent, sum.householdFaults, crashed].every((list) => list.length === 0)
  );
}

function report(sum: Score, traits: ReadonlyMap<string, ByName>, crashed: readonly string[], count: number): void {
  list('crashed', crashed);
  list('columns mapped wrongly', sum.wrong);
  list('columns not mapped', sum.abstained);
  list('tables with other rows', sum.tableFaults);
  list('regions not right', sum.regionFaults);
  list('households wrong', sum.householdFaults);
  list('values lost', sum.lost);
  list('values wrong', sum.wrongValues);
  list('damaged cells not reported', sum.silent);
  say('\nlayouts with a fault, by trait');
  const names = [...traits.values()].sort((a, b) => b.bad / b.layouts - a.bad / a.layouts);
  for (const { name, layouts, bad } of names) say(`  ${name.padEnd(16)} ${bad}/${layouts}`);
  say(`\ncolumns ${sum.mapped}/${sum.columns}, tables with exactly the right rows ${sum.tablesRight}/${sum.tables}`);
  say(
    `regions ${sum.regionsRight}/${sum.regions}, filled cells with the right role ${percent(sum.cellsRight, sum.cells)}`,
  );
  say(
    `values ${sum.values}: taken ${sum.equal}, reported ${sum.reported}, lost ${sum.lost.length}, wrong ${sum.wrongValues.length}; damaged and silent ${sum.silent.length}`,
  );
  say(`households ${sum.households}, wrong ${sum.householdFaults.length}; crashed ${crashed.length}`);
  say(
    `layouts ${count}, columns ${percent(sum.mapped, sum.columns)}, wrong ${sum.wrong.length}, regions ${percent(sum.regionsRight, sum.regions)}, values lost ${sum.lost.length + sum.wrongValues.length + sum.silent.length}`,
  );
}

process.exitCode = main();
