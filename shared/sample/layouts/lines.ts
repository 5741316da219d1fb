/** The rows of a table's body: data with what printing, summing and filling-in put between. */
import type { SampleHousehold } from '../model';
import type { Random } from '../random';
import type { Line } from './job';

type DataLine = Extract<Line, { kind: 'data' }>;

/** One row per person; household rows when the table shows none. `year` = year of yearly values. */
export function personLines(households: readonly SampleHousehold[], from: number, to: number): DataLine[][] {
  return households.slice(from, to).map((household, at) =>
    household.members.map((_, member): DataLine => ({
      kind: 'data',
      about: { household: from + at, member, year: null },
      first: member === 0,
      rows: household.members.length,
    })),
  );
}

export function householdLines(households: readonly SampleHousehold[], from: number, to: number): DataLine[][] {
  return households
    .slice(from, to)
    .map((_, at): DataLine[] => [
      { kind: 'data', about: { household: from + at, member: null, year: null }, first: true, rows: 1 },
    ]);
}

/** One row per household and year. */
export function yearLines(households: readonly SampleHousehold[], from: number, to: number): DataLine[][] {
  return households.slice(from, to).map((household, at) =>
    household.years.map((year): DataLine => ({
      kind: 'data',
      about: { household: from + at, member: null, year: Number(year['year']) },
      first: true,
      rows: 1,
    })),
  );
}

export interface BodyOptions {
  readonly traits: ReadonlySet<string>;
  /** A sample row can be told from the data: by a 序号 or a name column. */
  readonly canSample: boolean;
}

/** Names of the groups whose rows follow. */
const GROUPS: readonly (readonly string[])[] = [
  ['第一组', '第二组', '第三组', '第四组'],
  ['一、脱贫户', '二、监测户', '三、一般户', '四、其他'],
  ['上寨片区', '下寨片区', '河东片区', '河西片区'],
  ['（一）第1村民小组', '（二）第2村民小组', '（三）第3村民小组', '（四）第4村民小组'],
];

/** Puts sums, repeated headers, blank rows and a sample among the data; never within a household. */
export function body(blocks: readonly (readonly Line[])[], options: BodyOptions, random: Random): Line[] {
  const { traits } = options;
  const lines: Line[] = [];
  let data = 0;
  let subtotalFrom = 0;
  if (traits.has('sampleRow') && options.canSample) lines.push({ kind: 'sample' });
  const group = random.pick(GROUPS);
  let groups = 0;
  if (traits.has('totalOnTop')) lines.push({ kind: 'totalOnTop', label: random.pick(['合计', '全村合计', '总计']) });
  const page = random.int(3, 6);
  blocks.forEach((block, at) => {
    if (traits.has('groupRows') && at % 4 === 0 && groups < group.length)
      lines.push({ kind: 'group', label: group[groups++] ?? '' });
    lines.push(...block);
    data += block.length;
    const last = at === blocks.length - 1;
    if (traits.has('subtotals') && (last || random.chance(0.3))) {
      lines.push({
        kind: 'subtotal',
        label: random.pick(['小计', '小 计', '本页小计', '小计：', '本组小计', '小计（户）', '页计']),
        of: subtotalFrom,
      });
      subtotalFrom = data;
    }
    if (traits.has('blankRows') && !last && random.chance(0.25)) lines.push({ kind: 'blank' });
    if (traits.has('repeats') && !last && (at + 1) % page === 0) lines.push({ kind: 'repeat' });
  });
  if (traits.has('total') && !traits.has('totalOnTop'))
    lines.push({
      kind: 'total',
      label: random.pick(['合计', '合 计', '总计', '合计：', '全村合计', '合　　计', '总 计', '共计', '全村总计']),
      of: 0,
    });
  return lines;
}
