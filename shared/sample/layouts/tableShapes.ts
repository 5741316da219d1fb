/** The shapes of one table a sheet. */
import { Canvas } from './canvas';
import type { ColumnWish } from './columnPlan';
import { drawTable } from './drawTable';
import type { Line } from './job';
import { HOUSEHOLD_KEYS, INCOME_KEYS, PERSON_KEYS } from './people';
import { bodyOf, jobOf, keysOf, some, startOf, tableSheet, type FileOut, type Setting, type TableWish } from './shapes';

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
    without: ['subtotals', 'total', 'totalOnTop', 'groupRows', 'repeats', 'sampleRow', 'blankRows', 'hiddenRows'],
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

/** The households of each group of the village on a sheet of their own, all sheets alike. */
export function groupSheets(setting: Setting): Canvas[] {
  const { random, households } = setting;
  const wish: TableWish = random.chance(0.5)
    ? {
        topic: 'household',
        wishes: [{ part: 'household', ...some(random, HOUSEHOLD_KEYS, 4, 14, keysOf(random)) }],
        ...{ rows: 'household', from: 0, to: 0 },
      }
    : {
        topic: 'person',
        wishes: [
          { part: 'household', must: keysOf(random), pool: [], count: 0 },
          { part: 'person', ...some(random, PERSON_KEYS, 2, 9, ['name', 'relation', 'id_no']) },
        ],
        ...{ rows: 'person', from: 0, to: 0 },
      };
  const job = jobOf(setting, wish);
  const start = startOf(setting);
  const third = Math.ceil(households.length / 3);
  return ['一组', '二组', '三组'].map((name, at) => {
    const canvas = new Canvas(name);
    const lines = bodyOf(setting, job.columns, { ...wish, from: at * third, to: (at + 1) * third });
    drawTable(canvas, { ...job, lines }, start.row, start.column, random);
    return canvas;
  });
}

export function groupFiles(setting: Setting): FileOut[] {
  return groupSheets(setting).map((canvas) => ({ name: `${canvas.name}农户信息`, canvases: [canvas] }));
}

const BANDS: readonly (readonly (readonly [string, string])[])[] = [
  [
    ['household_no', '户编号'],
    ['head_name', '户主'],
  ],
  [
    ['head_name', '户主姓名'],
    ['household_no', '户编号'],
    ['phone', '联系电话'],
  ],
  [
    ['head_name', '户主'],
    ['head_id_no', '户主身份证号码'],
    ['address', '家庭住址'],
  ],
];

/** Persons under a row that names their household: 户主：张三    户编号：… */
export function bands(setting: Setting): Canvas[] {
  const { random, households } = setting;
  const wish: TableWish = {
    topic: 'person',
    wishes: [{ part: 'person', ...some(random, PERSON_KEYS, 3, 12, ['name', 'relation', 'id_no']) }],
    ...{ rows: 'person', from: 0, to: 0 },
    without: ['subtotals', 'groupRows', 'repeats', 'sampleRow', 'totalOnTop'],
  };
  const job = jobOf(setting, wish);
  const keys = random.pick(BANDS);
  const plain = bodyOf(setting, job.columns, { ...wish, to: households.length });
  const lines = plain.flatMap((line): Line[] =>
    line.kind === 'data' && line.first
      ? [{ kind: 'band', about: { ...line.about, member: null }, keys }, line]
      : [line],
  );
  const canvas = new Canvas('Sheet1');
  const start = startOf(setting);
  drawTable(canvas, { ...job, lines }, start.row, start.column, random);
  return [canvas];
}
