/** The shapes with several tables on a sheet, with fields going down, and without any header. */
import { address, columnName } from '../../excel/sheet';
import type { Random } from '../random';
import { rangeText, Canvas } from './canvas';
import { planColumns, valueOf, type PlannedColumn } from './columnPlan';
import { drawTable } from './drawTable';
import type { TableJob } from './job';
import { STRAIGHT, bendingOf } from './headers';
import { SERIAL } from './local';
import { AS_OF, HOUSEHOLD_KEYS, INCOME_KEYS, PERSON_KEYS } from './people';
import { bodyOf, jobOf, limitsOf, keysOf, some, startOf, type Setting, type TableWish } from './shapes';
import { show } from './show';
import { wordingOf } from './wording';

/** Two tables one below the other, each with its own header: households above, their members below. */
export function stacked(setting: Setting): Canvas[] {
  const { random, households } = setting;
  const canvas = new Canvas('Sheet1');
  const start = startOf(setting);
  const all = { from: 0, to: households.length };
  const upper = jobOf(setting, {
    topic: 'household',
    wishes: [
      { part: 'household', ...some(random, HOUSEHOLD_KEYS, 3, 10, ['household_no', 'head_name', 'head_id_no']) },
    ],
    ...{ rows: 'household', ...all },
  });
  const lower = jobOf(setting, {
    topic: 'person',
    wishes: [
      { part: 'household', must: ['household_no'], pool: [], count: 0 },
      { part: 'person', ...some(random, PERSON_KEYS, 2, 10, ['name', 'relation', 'id_no']) },
    ],
    ...{ rows: 'person', ...all },
  });
  const below = drawTable(canvas, upper, start.row, start.column, random) + random.int(1, 3);
  drawTable(canvas, lower, below, start.column, random);
  return [canvas];
}

/** The same header again for the next group of the village. */
export function sections(setting: Setting): Canvas[] {
  const { random, households } = setting;
  const canvas = new Canvas('Sheet1');
  const start = startOf(setting);
  const half = Math.ceil(households.length / 2);
  const wish = personWish(random, 0, half);
  const first = jobOf(setting, wish);
  const titled = first.title.length > 0;
  const second: TableJob = {
    ...first,
    lines: bodyOf(setting, first.columns, { ...wish, from: half, to: households.length }),
    again: true,
    title: titled ? ['第二组'] : [],
    info: [],
  };
  const below = drawTable(canvas, { ...first, notes: [], signatures: [] }, start.row, start.column, random);
  drawTable(canvas, second, below + (titled ? 0 : random.int(1, 2)), start.column, random);
  return [canvas];
}

function personWish(random: Random, from: number, to: number): TableWish {
  return {
    topic: 'person',
    wishes: [
      { part: 'household', must: random.pick([['household_no'], ['head_name', 'head_id_no']]), pool: [], count: 0 },
      { part: 'person', ...some(random, PERSON_KEYS, 2, 8, ['name', 'relation', 'id_no']) },
    ],
    ...{ rows: 'person', from, to },
  };
}

/** Two halves of one list side by side, as printed to save paper: the same header twice. */
export function twin(setting: Setting): Canvas[] {
  const { random, households } = setting;
  const canvas = new Canvas('Sheet1');
  const start = startOf(setting);
  const half = Math.ceil(households.length / 2);
  const wish: TableWish = {
    topic: 'household',
    wishes: [{ part: 'household', ...some(random, HOUSEHOLD_KEYS, 1, 5, ['household_no', 'head_name', 'head_id_no']) }],
    ...{ rows: 'household', from: 0, to: half },
    without: [
      'total',
      'subtotals',
      'notes',
      'signatures',
      'sampleRow',
      'repeats',
      'blankRows',
      'blankColumns',
      'info',
      'title',
      'shuffledColumns',
    ],
  };
  const left = jobOf(setting, wish);
  const right: TableJob = {
    ...left,
    lines: bodyOf(setting, left.columns, { ...wish, from: half, to: households.length }),
  };
  const gap = left.columns.some(({ local }) => local?.of === 'row') ? random.int(0, 1) : 1;
  const width = left.columns.length;
  let row = start.row;
  const { title } = wordingOf('household', setting.combination.traits, setting.year, random);
  for (const text of title) {
    canvas.put(row, start.column, text, setting.combination.traits.has('merges') ? { columns: width * 2 + gap } : {});
    canvas.region('title', row, start.column, row, start.column + width * 2 + gap - 1);
    row++;
  }
  drawTable(canvas, left, row, start.column, random);
  drawTable(canvas, right, row, start.column + width + gap, random);
  return [canvas];
}

/** Fields go down, households to the right. */
export function transposed(setting: Setting): Canvas[] {
  const { random, combination, households } = setting;
  const canvas = new Canvas(random.pick(['Sheet1', '对照表']));
  const start = startOf(setting);
  const traits = combination.traits;
  const columns = planColumns(
    [
      { part: 'household', ...some(random, HOUSEHOLD_KEYS, 4, 16, keysOf(random)) },
      { part: 'income', ...some(random, INCOME_KEYS, 0, 5) },
    ],
    {
      ...{ traits: new Set([...traits].filter((trait) => trait !== 'shuffledColumns')), depth: 1, locals: [] },
      bending: bendingOf(random, traits),
      limits: limitsOf(setting),
    },
    random,
  );
  const count = Math.min(households.length, 8);
  const top = titleOver(canvas, setting, start, count + 1);
  columns.forEach((column, at) => drawFieldRow(canvas, setting, column, top + at, start.column, count));
  const bottom = top + columns.length - 1;
  canvas.region('header', top, start.column, bottom, start.column, ['label']);
  canvas.region('data', top, start.column + 1, bottom, start.column + count, ['value']);
  canvas.table({
    range: rangeText({ top, left: start.column, bottom, right: start.column + count }),
    ...{ arrangement: 'transposed', header_rows: [], data_rows: [], may_abstain: [] },
    columns: Object.fromEntries(
      columns.map(({ key }, at) => [firstFilled(canvas, top + at, start.column + 1, count), key]),
    ),
    headers: Object.fromEntries(
      columns.map(({ path }, at) => [firstFilled(canvas, top + at, start.column + 1, count), path.join('/')]),
    ),
  });
  return [canvas];
}

/** The first cell with a value on a row, so that the mapping can be asked of it. */
function firstFilled(canvas: Canvas, row: number, from: number, count: number): string {
  for (let column = from; column < from + count; column++)
    if (canvas.get(row, column) !== null) return address(row, column);
  return address(row, from);
}

function titleOver(canvas: Canvas, setting: Setting, start: { row: number; column: number }, width: number): number {
  let row = start.row;
  for (const text of wordingOf('household', setting.combination.traits, setting.year, setting.random).title) {
    canvas.put(row, start.column, text, setting.combination.traits.has('merges') ? { columns: width } : {});
    canvas.region('title', row, start.column, row, start.column + width - 1);
    row++;
  }
  return row;
}

function drawFieldRow(
  canvas: Canvas,
  setting: Setting,
  column: PlannedColumn,
  row: number,
  left: number,
  count: number,
): void {
  canvas.put(row, left, column.path.join(''));
  if (column.field === null || column.key === null) return;
  for (let at = 0; at < count; at++) {
    const household = setting.households[at];
    if (household === undefined) continue;
    const year = household.years.find((other) => other['year'] === setting.year);
    const shown = show(column.field, valueOf(column, household, undefined, year, AS_OF), column.manner, setting.random);
    canvas.put(row, left + 1 + at, shown.cell);
    if (shown.value !== undefined)
      canvas.say(row, left + 1 + at, { household: at, member: null, year: null }, column.key, shown.value);
  }
}

/** Persons without any header: only the values tell. */
export function headerless(setting: Setting): Canvas[] {
  const { random, households, combination } = setting;
  const canvas = new Canvas('Sheet1');
  const pool = ['sex', 'birth_date', 'ethnic', 'education', 'member_phone', 'health', 'political'];
  const columns = planColumns(
    [{ part: 'person', ...some(random, pool, 1, 4, ['name', 'relation', 'id_no']) }],
    {
      ...{ traits: combination.traits, depth: 1, bending: STRAIGHT },
      limits: { dated: false, tenThousand: false, odd: false },
      locals: combination.traits.has('serial') ? [SERIAL] : [],
    },
    random,
  );
  let row = 0;
  households.forEach((household, at) =>
    household.members.forEach((member, index) => {
      columns.forEach((column, letter) => {
        if (column.local !== null) return canvas.put(row, letter, row + 1);
        if (column.field === null || column.key === null) return;
        const shown = show(column.field, valueOf(column, household, member, undefined, AS_OF), column.manner, random);
        canvas.put(row, letter, shown.cell);
        if (shown.value !== undefined)
          canvas.say(row, letter, { household: at, member: index, year: null }, column.key, shown.value);
      });
      row++;
    }),
  );
  canvas.region('data', 0, 0, row - 1, columns.length - 1);
  const sure = new Set(['name', 'relation', 'id_no']);
  canvas.table({
    range: rangeText({ top: 0, left: 0, bottom: row - 1, right: columns.length - 1 }),
    arrangement: 'headerless',
    header_rows: [],
    data_rows: Array.from({ length: row }, (_, at) => at + 1),
    columns: Object.fromEntries(columns.map(({ key }, at) => [columnName(at), key])),
    headers: {},
    may_abstain: columns.flatMap(({ key }, at) => (key !== null && !sure.has(key) ? [columnName(at)] : [])),
  });
  return [canvas];
}
