/** The shapes whose content stands in tables. */
import { isNumeric } from '../../catalogue/index';
import { mobile, type SampleHousehold } from '../model';
import type { Random } from '../random';
import { Canvas } from './canvas';
import { planColumns, type ColumnWish, type PlannedColumn, type Wanted } from './columnPlan';
import { drawTable } from './drawTable';
import type { Line, TableJob } from './job';
import { bendingOf } from './headers';
import { body, householdLines, personLines, yearLines } from './lines';
import { HOUSEHOLD_SERIAL, LOCALS, SERIAL, type LocalColumn } from './local';
import type { MannerLimits } from './show';
import type { Combination } from './traits';
import { wordingOf, type Topic } from './wording';

/** What all shapes work with. */
export interface Setting {
  readonly random: Random;
  readonly combination: Combination;
  readonly households: readonly SampleHousehold[];
  readonly year: number;
  readonly rich: boolean;
}

/** The sheets of one file. */
export interface FileOut {
  readonly name: string;
  readonly canvases: readonly Canvas[];
}

export interface TableWish {
  readonly topic: Topic;
  readonly wishes: readonly ColumnWish[];
  readonly rows: 'person' | 'household' | 'year';
  readonly from: number;
  readonly to: number;
  /** Traits that this table must not have. */
  readonly without?: readonly string[];
  readonly householdCells?: TableJob['householdCells'];
}

/** Keys by which a household is known on a sheet. */
export function keysOf(random: Random): string[] {
  return random.pick([
    ['household_no', 'head_name'],
    ['household_no', 'head_name', 'head_id_no'],
    ['head_name', 'head_id_no'],
    ['household_no', 'head_name'],
  ]);
}

export const some = (
  random: Random,
  pool: readonly string[],
  from: number,
  to: number,
  must: readonly string[] = [],
) => ({
  must,
  pool,
  count: random.int(from, Math.min(to, pool.length)),
});

function localsFor(setting: Setting, { rows, householdCells: cells }: TableWish): LocalColumn[] {
  const { random, combination } = setting;
  const fits = LOCALS.filter(({ of }) => of === 'household' || rows === 'person');
  const drawn = combination.traits.has('locals') ? random.shuffle(fits).slice(0, random.int(1, 3)) : [];
  if (!combination.traits.has('serial')) return drawn;
  const ofHouseholds = rows === 'person' && cells === 'merge' && combination.traits.has('householdSerial');
  return [...drawn, ofHouseholds ? HOUSEHOLD_SERIAL : SERIAL];
}

const local = (header: string, value: LocalColumn['value']): Wanted => ({
  ...{ part: 'local', key: null, path: [header], fixed: true },
  local: { header, of: 'household', value },
});

/** Columns that need more than their header to be told: a second telephone, yearly values with the year above, a gap. */
function extraFor(setting: Setting, wish: TableWish, traits: ReadonlySet<string>, depth: number): Wanted[][] {
  const { random, year } = setting;
  const extra: Wanted[][] = [];
  if (traits.has('blankColumns')) extra.push([local('', () => null)]);
  if (wish.rows !== 'household') return extra;
  if (traits.has('twoPhones')) {
    const second = random.pick(['联系电话2', '备用电话', '紧急联系人电话']);
    extra.push([local(second, (_, drawn) => mobile(drawn))]);
  }
  const has = (key: string): boolean => wish.wishes.some(({ must, pool }) => must.includes(key) || pool.includes(key));
  if (!traits.has('yearHeaders') || has('inc_net_pc')) return extra;
  const unit = traits.has('tenThousand') ? '（万元）' : random.pick(['', '（元）']);
  const grouped = depth > 1 && random.chance(0.5);
  const text = random.pick([(at: number) => `${at}年人均纯收入${unit}`, (at: number) => `${at}年度人均纯收入${unit}`]);
  const column = (key: string, path: string[], at: number): Wanted => ({
    part: 'income',
    key,
    path,
    local: null,
    year: at,
    fixed: true,
  });
  for (const at of [year - 1, year])
    if (grouped)
      extra.push([
        column('inc_net_pc', [`${at}年`, `人均纯收入${unit}`], at),
        column('inc_total', [`${at}年`, `家庭总收入${unit}`], at),
      ]);
    else extra.push([column('inc_net_pc', [text(at)], at)]);
  return extra;
}

function depthOf(setting: Setting): number {
  const { random, combination } = setting;
  if (!combination.traits.has('groups')) return 1;
  return combination.traits.has('deepHeader') ? random.int(3, 4) : 2;
}

/** How values may be written in this layout. */
export function limitsOf({ combination, rich }: Setting): MannerLimits {
  const { traits, format } = combination;
  const wrap = format.startsWith('csv') ? ('formula' as const) : ('apostrophe' as const);
  return {
    dated: rich && format !== 'ods',
    tenThousand: false,
    odd: traits.has('oddValues'),
    blanks: traits.has('dashes') ? 'dash' : traits.has('spaceCells') ? 'space' : undefined,
    wrap: traits.has('wrappedDigits') ? wrap : '',
  };
}

/** The job of drawing one table as wished. */
export function jobOf(setting: Setting, wish: TableWish): TableJob {
  const { random, combination, households, year, rich } = setting;
  const traits = new Set([...combination.traits].filter((trait) => !(wish.without ?? []).includes(trait)));
  const depth = depthOf(setting);
  const columns = planColumns(
    wish.wishes,
    {
      traits,
      depth,
      bending: bendingOf(random, traits),
      limits: {
        ...limitsOf(setting),
        tenThousand: traits.has('tenThousand'),
      },
      locals: localsFor(setting, wish),
      extra: extraFor(setting, wish, traits, depth),
    },
    random,
  );
  const wording = wordingOf(wish.topic, traits, year, random);
  return {
    ...{ columns, households, traits, year, depth, rich, ...wording },
    lines: bodyOf(setting, columns, wish),
    householdCells: wish.householdCells ?? 'repeat',
  };
}

/** The rows of a table's body as wished. */
export function bodyOf(setting: Setting, columns: readonly PlannedColumn[], wish: TableWish): Line[] {
  const { random, combination, households } = setting;
  const traits = new Set([...combination.traits].filter((trait) => !(wish.without ?? []).includes(trait)));
  const drawn = { person: personLines, household: householdLines, year: yearLines }[wish.rows];
  return body(drawn(households, wish.from, wish.to), { traits, canSample: canSample(columns) }, random);
}

function canSample(columns: readonly PlannedColumn[]): boolean {
  return columns.some(({ key, local }) => local?.running === true || key === 'name' || key === 'head_name');
}

/** Where a table may begin. */
export function startOf(setting: Setting): { row: number; column: number } {
  const { random, combination } = setting;
  return combination.traits.has('offset') ? { row: random.int(1, 4), column: random.int(1, 3) } : { row: 0, column: 0 };
}

/** A table alone on a sheet. */
export function tableSheet(setting: Setting, name: string, wish: TableWish): Canvas {
  const canvas = new Canvas(name);
  const start = startOf(setting);
  const job = jobOf(setting, wish);
  drawTable(canvas, job, start.row, start.column, setting.random);
  if (setting.combination.traits.has('hiddenColumns')) hideColumn(canvas, job, start.column, setting.random);
  return canvas;
}

/** Staff hide columns that they do not need to see; what stands there is as true as the rest. */
function hideColumn(canvas: Canvas, job: TableJob, left: number, random: Random): void {
  const at = random.int(0, job.columns.length - 1);
  const field = job.columns[at]?.field ?? null;
  if (field === null || isNumeric(field)) canvas.hiddenColumns.add(left + at);
}
