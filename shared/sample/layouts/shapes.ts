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
import { LOCALS, SERIAL, type LocalColumn } from './local';
import { HOUSEHOLD_KEYS, INCOME_KEYS, PERSON_KEYS } from './people';
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

function localsFor(setting: Setting, rows: TableWish['rows']): LocalColumn[] {
  const { random, combination } = setting;
  const fits = LOCALS.filter(({ of }) => of === 'household' || rows === 'person');
  const drawn = combination.traits.has('locals') ? random.shuffle(fits).slice(0, random.int(1, 3)) : [];
  return combination.traits.has('serial') ? [...drawn, SERIAL] : drawn;
}

const local = (header: string, value: LocalColumn['value']): Wanted => ({
  ...{ part: 'local', key: null, path: [header], fixed: true },
  local: { header, of: 'household', value },
});

/** Columns that need more than their header to be told: a second telephone, yearly values with the year above, a gap. */
function extraFor(setting: Setting, wish: TableWish, traits: ReadonlySet<string>): Wanted[] {
  const { random, year } = setting;
  const extra: Wanted[] = [];
  if (traits.has('blankColumns')) extra.push(local('', () => null));
  if (wish.rows !== 'household') return extra;
  const has = (key: string): boolean => wish.wishes.some(({ must, pool }) => must.includes(key) || pool.includes(key));
  if (traits.has('twoPhones')) {
    const second = random.pick(['联系电话2', '备用电话', '紧急联系人电话']);
    extra.push(local(second, (_, drawn) => mobile(drawn)));
  }
  if (traits.has('yearHeaders') && !has('inc_net_pc')) {
    const unit = traits.has('tenThousand') ? '（万元）' : random.pick(['', '（元）']);
    const texts = random.pick([
      (at: number) => [`${at}年人均纯收入${unit}`],
      (at: number) => [`${at}年度人均纯收入${unit}`],
    ]);
    for (const at of [year - 1, year])
      extra.push({ part: 'income', key: 'inc_net_pc', path: texts(at), local: null, year: at, fixed: true });
  }
  return extra;
}

function depthOf(setting: Setting): number {
  const { random, combination } = setting;
  if (!combination.traits.has('groups')) return 1;
  return combination.traits.has('deepHeader') ? random.int(3, 4) : 2;
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
        dated: rich && combination.format !== 'ods',
        tenThousand: traits.has('tenThousand'),
        odd: traits.has('oddValues'),
      },
      locals: localsFor(setting, wish.rows),
      extra: extraFor(setting, wish, traits),
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
  return columns.some(({ key, local }) => local?.of === 'row' || key === 'name' || key === 'head_name');
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

export function flat(setting: Setting): Canvas[] {
  const { random, households } = setting;
  const householdCells = random.pick(
    setting.rich ? (['repeat', 'first', 'merge'] as const) : (['repeat', 'first'] as const),
  );
  const wish: TableWish = {
    topic: 'mixed',
    wishes: [
      { part: 'household', ...some(random, HOUSEHOLD_KEYS, 3, 20, keysOf(random)) },
      { part: 'person', ...some(random, PERSON_KEYS, 3, 14, ['name', 'relation', 'id_no']) },
      ...(random.chance(0.5) ? [{ part: 'income' as const, ...some(random, INCOME_KEYS, 2, 10) }] : []),
    ],
    rows: 'person',
    from: 0,
    to: households.length,
    householdCells,
  };
  return [tableSheet(setting, random.pick(['数据', 'Sheet1', '登记表']), wish)];
}

export function household(setting: Setting, from = 0, to = setting.households.length): Canvas[] {
  const { random } = setting;
  const wish: TableWish = {
    topic: 'household',
    wishes: [
      { part: 'household', ...some(random, HOUSEHOLD_KEYS, 5, 24, keysOf(random)) },
      ...(random.chance(0.4) ? [{ part: 'income' as const, ...some(random, INCOME_KEYS, 3, 10) }] : []),
    ],
    ...{ rows: 'household', from, to },
  };
  return [tableSheet(setting, random.pick(['农户信息', 'Sheet1', '基本情况']), wish)];
}

export function member(setting: Setting): Canvas[] {
  const { random, households } = setting;
  const keys = random.pick([['household_no', 'head_name'], ['head_name', 'head_id_no'], ['household_no']]);
  const wish: TableWish = {
    topic: 'person',
    wishes: [
      { part: 'household', must: keys, pool: [], count: 0 },
      { part: 'person', ...some(random, PERSON_KEYS, 4, 20, ['name', 'relation', 'id_no']) },
    ],
    ...{ rows: 'person', from: 0, to: households.length },
    householdCells: random.pick(setting.rich ? (['repeat', 'merge'] as const) : (['repeat'] as const)),
  };
  return [tableSheet(setting, random.pick(['家庭成员', '花名册', 'Sheet1']), wish)];
}

/** Persons without any household column but the relation: a household begins with its 户主. */
export function roster(setting: Setting): Canvas[] {
  const { random, households } = setting;
  const wish: TableWish = {
    topic: 'person',
    wishes: [{ part: 'person', ...some(random, PERSON_KEYS, 3, 14, ['name', 'relation', 'id_no']) }],
    ...{ rows: 'person', from: 0, to: households.length },
  };
  return [tableSheet(setting, random.pick(['花名册', '村民名单', 'Sheet1']), wish)];
}

/** For 一户一档: the persons of one household, drawn alike for each. */
export function flatMembers(setting: Setting): (at: number) => Canvas {
  const { random } = setting;
  const wish: TableWish = {
    topic: 'person',
    wishes: [{ part: 'person', ...some(random, PERSON_KEYS, 3, 10, ['name', 'relation', 'id_no']) }],
    ...{ rows: 'person', from: 0, to: 0 },
    without: ['subtotals', 'total', 'repeats', 'sampleRow', 'blankRows', 'hiddenRows'],
  };
  const job = jobOf(setting, wish);
  return (at) => {
    const canvas = new Canvas('家庭成员');
    drawTable(canvas, { ...job, lines: bodyOf(setting, job.columns, { ...wish, from: at, to: at + 1 }) }, 0, 0, random);
    return canvas;
  };
}

export function income(setting: Setting): Canvas[] {
  const { random, households } = setting;
  const wish: TableWish = {
    topic: 'income',
    wishes: [
      { part: 'household', must: keysOf(random), pool: [], count: 0 },
      { part: 'income', ...some(random, INCOME_KEYS, 4, 14, ['year']) },
    ],
    ...{ rows: 'year', from: 0, to: households.length },
  };
  return [tableSheet(setting, random.pick(['收入', '年收入', 'Sheet1']), wish)];
}

export function register(setting: Setting): Canvas[] {
  const { random, households } = setting;
  const shared = { from: 0, to: households.length };
  const key: ColumnWish = { part: 'household', must: ['household_no', 'head_name'], pool: [], count: 0 };
  return [
    tableSheet(setting, '农户家庭信息', {
      topic: 'household',
      wishes: [
        { part: 'household', ...some(random, HOUSEHOLD_KEYS, 5, 24, ['household_no', 'head_name', 'head_id_no']) },
      ],
      ...{ rows: 'household', ...shared },
    }),
    tableSheet(setting, '家庭成员', {
      topic: 'person',
      wishes: [key, { part: 'person', ...some(random, PERSON_KEYS, 4, 20, ['name', 'relation', 'id_no']) }],
      ...{ rows: 'person', ...shared },
    }),
    tableSheet(setting, '年收入', {
      topic: 'income',
      wishes: [key, { part: 'income', ...some(random, INCOME_KEYS, 4, 14, ['year']) }],
      ...{ rows: 'year', ...shared },
    }),
  ];
}
