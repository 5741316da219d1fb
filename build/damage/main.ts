/** The measurement behind `npm run damage`: cases of every kind on generated sheets, false alarms on undamaged ones. */
import { examination } from '#shared/excel/doctor/examine';
import type { Damage, DamageKind } from '#shared/excel/doctor/types';
import { cellText } from '#shared/excel/understand/grid';
import type { UnderstoodSheet } from '#shared/import/types';
import { Bench, understand } from './bench';
import { judge, type Wrong } from './judge';
import { SEEDERS, type Seeder } from './seeders';
import { undamagedTables } from './undamaged';
import { rosterSheet, TODAY } from './world';

/** Cases of each kind. */
const CASES = 40;
const HOUSEHOLDS = 45;
/** Cases that one sheet bears beside each other. */
const PER_SHEET = 14;
/** Sheets that do not lend themselves to a seeder before it gives up. */
const MOST_FAILURES = 60;
/** Attempts before a kind is given up. */
const MOST_SHEETS = 1500;

interface Score {
  cases: number;
  found: number;
  proposals: number;
  right: number;
  wrong: number;
}

const seed = Number(process.argv[2] ?? '1');
const verbose = process.argv.includes('--verbose');
const scores = new Map<DamageKind | 'none', Score>();
const stray: string[] = [];
let wrongTotal = 0;

seedAndJudge();
const alarms = falseAlarms();
report();

function scoreOf(kind: DamageKind | 'none'): Score {
  const score = scores.get(kind) ?? { cases: 0, found: 0, proposals: 0, right: 0, wrong: 0 };
  scores.set(kind, score);
  return score;
}

/** Sheets until every kind has its cases; seeders of a kind take turns. */
function seedAndJudge(): void {
  const left = new Map<Seeder, number>();
  const failures = new Map<Seeder, number>();
  for (const seeder of SEEDERS) {
    const rivals = SEEDERS.filter(({ kind }) => kind === seeder.kind).length;
    left.set(seeder, Math.ceil(CASES / rivals));
  }
  for (let sheet = 0; sheet < MOST_SHEETS && [...left.values()].some((count) => count > 0); sheet++) {
    const bench = new Bench(rosterSheet(seed * 1000 + sheet, HOUSEHOLDS), seed * 1000 + sheet);
    const open = [...left].filter(([, count]) => count > 0).map(([seeder]) => seeder);
    const alone = open.filter((seeder) => seeder.alone === true);
    const together = open.filter((seeder) => seeder.alone !== true);
    const chosen =
      alone.length > 0 && (sheet % 4 === 0 || together.length === 0)
        ? [bench.random.pick(alone)]
        : bench.random.shuffle(together).slice(0, PER_SHEET);
    for (const seeder of chosen.sort((a, b) => Number(b.rows ?? false) - Number(a.rows ?? false))) {
      const before = bench.cases.length;
      if (seeder.seed(bench)) left.set(seeder, (left.get(seeder) ?? 0) - (bench.cases.length - before));
      else handOver(seeder, left, failures);
    }
    if (bench.cases.length > 0) judgeSheet(bench, sheet);
  }
}

/** A seeder that finds nothing to damage on so many sheets leaves its cases to another of its kind. */
function handOver(seeder: Seeder, left: Map<Seeder, number>, failures: Map<Seeder, number>): void {
  const failed = (failures.get(seeder) ?? 0) + 1;
  failures.set(seeder, failed);
  if (failed < MOST_FAILURES) return;
  const heir = SEEDERS.find((other) => other.kind === seeder.kind && (failures.get(other) ?? 0) < MOST_FAILURES);
  if (heir !== undefined) left.set(heir, Math.max(0, left.get(heir) ?? 0) + Math.max(0, left.get(seeder) ?? 0));
  left.set(seeder, 0);
}

function judgeSheet(bench: Bench, sheet: number): void {
  const { found, missed, stray: more, wrong } = judge(bench);
  for (const [one] of found) {
    const score = scoreOf(one.kind);
    score.cases++;
    score.found++;
  }
  for (const line of missed) {
    scoreOf(line.split(' ')[0] as DamageKind).found--;
    say(`sheet ${sheet}: missed ${line}`);
  }
  for (const [one, damage] of found) {
    if (
      damage === undefined ||
      (damage.proposal === undefined &&
        damage.also === undefined &&
        damage.effect !== 'row_out' &&
        damage.effect !== 'columns_swap')
    )
      continue;
    scoreOf(one.kind).proposals++;
  }
  for (const line of more) stray.push(`sheet ${sheet}: ${describe(line)}`);
  countWrong(wrong, sheet);
}

function countWrong(wrong: readonly Wrong[], sheet: number): void {
  for (const { kind, what } of wrong) {
    scoreOf(kind).wrong++;
    wrongTotal++;
    say(`sheet ${sheet}: wrong ${what}`);
  }
}

function describe(damage: Damage): string {
  return `${damage.kind}${damage.note === true ? ' (note)' : ''} ${damage.cell} “${damage.before.slice(0, 30)}” ${damage.proposal === undefined ? '' : `→ ${cellText(damage.proposal)}`}`;
}

function falseAlarms(): { cells: number; findings: number; sheets: number } {
  let [cells, findings, sheets] = [0, 0, 0];
  const look = (name: string, tables: readonly UnderstoodSheet[]): void => {
    if (tables.length === 0) return;
    sheets++;
    for (const { dataRows, columns } of tables) cells += dataRows.length * columns.length;
    const { damages } = examination(tables, { roster: [], today: TODAY });
    findings += damages.length;
    for (const damage of damages) say(`undamaged ${name}: ${describe(damage)}`);
  };
  for (let at = 0; at < 40; at++) look(`roster ${at}`, [understand(rosterSheet(seed * 5000 + at, 30))]);
  for (const { name, tables } of undamagedTables(seed)) look(name, tables);
  return { cells, findings, sheets };
}

function say(text: string): void {
  if (verbose) process.stderr.write(`${text}\n`);
}

function report(): void {
  const lines = [...scores].filter(([kind]) => kind !== 'none').sort(([a], [b]) => a.localeCompare(b));
  process.stdout.write(`${'kind'.padEnd(22)}cases  found  with proposal  wrong\n`);
  for (const [kind, { cases, found, proposals, wrong }] of lines) {
    process.stdout.write(
      `${kind.padEnd(22)}${[cases, found, proposals, wrong].map((count, at) => String(count).padStart([5, 7, 15, 7][at] ?? 5)).join('')}\n`,
    );
  }
  const full = lines.filter(([, { cases }]) => cases >= CASES).length;
  const cases = lines.reduce((sum, [, score]) => sum + score.cases, 0);
  const found = lines.reduce((sum, [, score]) => sum + score.found, 0);
  const share = (found / Math.max(cases, 1)) * 100;
  const weakest = Math.min(...lines.map(([, score]) => score.found / score.cases));
  const perThousand = (alarms.findings / Math.max(alarms.cells, 1)) * 1000;
  for (const line of stray.slice(0, verbose ? 200 : 10)) say(`stray ${line}`);
  process.stdout.write(
    `undamaged sheets ${alarms.sheets}, cells ${alarms.cells}, findings ${alarms.findings}; findings beside the cases ${stray.length}; weakest kind ${(weakest * 100).toFixed(1)} %\n`,
  );
  process.stdout.write(
    `damage kinds ${full}, cases ${cases}, found ${share.toFixed(2)} %, wrong silent repairs ${wrongTotal}, false alarms ${perThousand.toFixed(3)} per 1000 cells\n`,
  );
  process.exitCode = full >= 25 && share >= 99 && wrongTotal === 0 && perThousand <= 1 && alarms.sheets >= 200 ? 0 : 1;
}
