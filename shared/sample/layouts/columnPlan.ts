/** Which columns a table has, how they stand under groups, and how each writes its values. */
import type { Field } from '../../catalogue/index';
import type { Row, Value } from '../../derive/record';
import { fieldOfKey } from '../columns';
import type { SampleHousehold } from '../model';
import { yearsBetween } from '../model';
import type { Random } from '../random';
import { bend, plainHeader, withUnit, type Bending } from './headers';
import type { LocalColumn } from './local';
import { mannerOf, type Manner, type MannerLimits } from './show';

export type Part = 'household' | 'person' | 'income';

export interface PlannedColumn {
  readonly part: Part | 'local';
  readonly key: string | null;
  readonly field: Field | null;
  /** Header texts from top to bottom, groups first; as drawn. */
  readonly path: readonly string[];
  readonly manner: Manner;
  readonly local: LocalColumn | null;
  /** Only the values tell what it is: abstaining is right too. */
  readonly mayAbstain: boolean;
  /** Year named by the header itself. */
  readonly year?: number;
}

/** Groups whose child texts need the group to be understood. */
const GROUPS: readonly (readonly [Part, readonly string[], readonly (readonly [string, readonly string[]])[]])[] = [
  [
    'household',
    ['帮扶责任人', '帮扶责任人情况', '结对帮扶人', '包扶干部', '帮扶干部信息'],
    [
      ['helper_name', ['姓名']],
      ['helper_org', ['单位', '帮扶单位', '工作单位']],
      ['helper_phone', ['联系电话', '电话']],
    ],
  ],
  [
    'household',
    ['户主', '户主信息', '户主基本情况', '户主情况'],
    [
      ['head_name', ['姓名']],
      ['head_id_no', ['身份证号码', '证件号码', '身份证号']],
      ['phone', ['联系电话', '电话']],
    ],
  ],
  [
    'household',
    ['住房情况', '住房', '房屋情况', '住房安全', '现居住房屋'],
    [
      ['house_area', ['面积(㎡)', '住房面积', '面积（平方米）']],
      ['house_structure', ['结构', '房屋结构']],
      ['is_dangerous_house', ['是否危房', '危房']],
      ['house_grade', ['危房等级', '鉴定等级']],
    ],
  ],
  [
    'household',
    ['土地面积（亩）', '土地情况(亩)', '土地资源（亩）', '家庭土地（亩）'],
    [
      ['land_arable', ['耕地', '耕地面积']],
      ['land_forest', ['林地', '林地面积']],
      ['land_fruit', ['林果', '林果面积']],
    ],
  ],
  [
    'person',
    ['务工情况', '外出务工情况', '务工', '就业务工情况'],
    [
      ['work_place', ['地点', '务工地点', '所在地']],
      ['work_months', ['时间（月）', '务工月数', '时长(月)']],
      ['work_company', ['企业名称', '务工企业名称']],
    ],
  ],
  [
    'person',
    ['残疾情况', '残疾人情况', '持证残疾人情况'],
    [
      ['disability_cert_no', ['残疾证号', '证号']],
      ['disability_type', ['类别', '残疾类别']],
      ['disability_level', ['等级', '级别']],
    ],
  ],
  [
    'person',
    ['参加保险情况', '参保情况（是/否）', '社会保障', '参加医保养老情况'],
    [
      ['medical_resident', ['城乡居民基本医疗保险', '居民医保']],
      ['pension_resident', ['城乡居民基本养老保险', '居民养老']],
      ['medical_major', ['大病保险']],
    ],
  ],
  [
    'income',
    ['工资性收入', '工资性收入（元）'],
    [
      ['inc_wage_work', ['务工收入', '务工']],
      ['inc_wage_public', ['公益性岗位收入', '公益岗位']],
      ['inc_wage_other', ['其他']],
      ['inc_wage', ['小计', '合计']],
    ],
  ],
  [
    'income',
    ['转移性收入', '转移性收入(元)'],
    [
      ['tr_dibao', ['低保金']],
      ['tr_pension', ['养老金', '养老保险金']],
      ['tr_other', ['其他']],
      ['inc_trans', ['小计', '合计']],
    ],
  ],
  [
    'income',
    ['生产经营性收入'],
    [
      ['inc_biz_crop', ['种植业', '种植业收入']],
      ['inc_biz_animal', ['养殖业']],
      ['inc_biz', ['小计', '合计']],
    ],
  ],
];

/** Groups over plain columns of a part: a group that adds nothing. */
const TITLES: Readonly<Record<Part, readonly string[]>> = {
  household: ['家庭基本信息', '户基本情况', '基本情况', '农户信息', '一、户情况', '家庭概况'],
  person: ['家庭成员信息', '家庭成员情况', '人口信息', '二、成员情况', '家庭人口基本情况'],
  income: ['家庭收入情况', '收入情况', '年度收入', '三、收入', '经济收入', '上年度收支'],
};

export interface ColumnWish {
  readonly part: Part;
  /** Columns that must be there. */
  readonly must: readonly string[];
  /** Columns to draw from. */
  readonly pool: readonly string[];
  readonly count: number;
}

export interface PlanOptions {
  readonly traits: ReadonlySet<string>;
  readonly bending: Bending;
  readonly limits: MannerLimits;
  /** Header rows wanted, 1–4. */
  readonly depth: number;
  readonly locals: readonly LocalColumn[];
  /** Further columns under texts of their own. */
  readonly extra?: readonly (readonly Wanted[])[];
}

export interface Wanted {
  readonly part: Part | 'local';
  readonly key: string | null;
  /** Empty = a text is drawn for the key. */
  readonly path: readonly string[];
  readonly local: LocalColumn | null;
  readonly mayAbstain?: boolean;
  readonly year?: number;
  /** The path is complete and stays as it is. */
  readonly fixed?: boolean;
}

/** The columns of a table, left to right. */
export function planColumns(wishes: readonly ColumnWish[], options: PlanOptions, random: Random): PlannedColumn[] {
  const blocks = wishes.map((wish) => partBlocks(wish, options, random));
  const mixed = options.traits.has('shuffledColumns') && options.depth < 3 ? [random.shuffle(blocks.flat())] : blocks;
  const segments = mixed.flat();
  for (const local of options.locals) {
    const at = local.running === true ? 0 : random.int(0, segments.length);
    segments.splice(at, 0, [{ part: 'local', key: null, path: [local.header], local }]);
  }
  for (const segment of options.extra ?? []) segments.splice(random.int(1, segments.length), 0, [...segment]);
  return segments.flat().map((wanted, at) => planned(wanted, at, options, random));
}

/** Segments of a part: groups stay together. */
function partBlocks(wish: ColumnWish, options: PlanOptions, random: Random): Wanted[][] {
  const rest = random.shuffle(wish.pool.filter((key) => !wish.must.includes(key))).slice(0, wish.count);
  const left = new Set([...wish.must, ...rest]);
  const segments: Wanted[][] = [];
  if (options.depth > 1) {
    for (const [part, names, children] of GROUPS) {
      const here = children.filter(([key]) => left.has(key));
      if (part !== wish.part || here.length < 2 || !random.chance(0.7)) continue;
      const drawn = random.pick(names);
      const name = options.limits.tenThousand ? drawn.replace(/[（(]元[）)]/, '') : drawn;
      segments.push(here.map(([key, texts]) => ({ part, key, path: [name, random.pick(texts)], local: null })));
      for (const [key] of here) left.delete(key);
    }
  }
  for (const key of left) segments.push([{ part: wish.part, key, path: [], local: null }]);
  const sorted =
    wish.must.length > 0 && !options.traits.has('shuffledColumns')
      ? mustFirst(segments, wish)
      : random.shuffle(segments);
  if (options.depth < 2 || !random.chance(options.depth > 2 ? 1 : 0.4)) return sorted;
  // A title over the whole part; without a third row only plain columns can stand below one.
  const title = random.pick(TITLES[wish.part]);
  if (options.depth > 2) return [sorted.flat().map((wanted) => ({ ...wanted, path: [title, ...wanted.path] }))];
  return sorted;
}

function mustFirst(segments: Wanted[][], wish: ColumnWish): Wanted[][] {
  const rank = (segment: Wanted[]): number => {
    const ranks = segment.map(({ key }) => wish.must.indexOf(key ?? '')).filter((at) => at >= 0);
    return ranks.length === 0 ? wish.must.length : Math.min(...ranks);
  };
  return segments.sort((a, b) => rank(a) - rank(b));
}

function planned(wanted: Wanted, at: number, options: PlanOptions, random: Random): PlannedColumn {
  const { part, key, local } = wanted;
  const field = key === null || part === 'local' ? null : key === 'age' ? AGE : fieldOfKey(part, key);
  const manner = mannerOf(field, random, options.limits);
  const path =
    field === null || wanted.fixed === true ? [...wanted.path] : pathFor(wanted, field, manner, options, random);
  const last = path.length - 1;
  if (wanted.path[last] !== '')
    path[last] = bend(
      path[last] ?? '',
      field,
      local === null ? options.bending : PLAIN_LOCAL(options.bending),
      at,
      random,
    );
  const year = wanted.year === undefined ? {} : { year: wanted.year };
  return { part, key, field, path, manner, local, mayAbstain: wanted.mayAbstain === true, ...year };
}

/** Local texts are bent too, but carry no hints: 签字（必填） would be silly. */
function PLAIN_LOCAL(bending: Bending): Bending {
  return { ...bending, question: false, traditional: false };
}

function pathFor(wanted: Wanted, field: Field, manner: Manner, options: PlanOptions, random: Random): string[] {
  const titled = wanted.path.length > 0 && Object.values(TITLES).some((list) => list.includes(wanted.path[0] ?? ''));
  const named = wanted.path.length > (titled ? 1 : 0);
  const leaf = named ? (wanted.path.at(-1) ?? '') : plainHeader(field, random);
  const above = named ? wanted.path.slice(0, -1) : wanted.path;
  const unit = field.unit !== undefined && options.limits.tenThousand && field.type === 'money' ? manner.factor : 1;
  return [...above, named && unit === 1 ? leaf : withUnit(leaf, field, unit, random)];
}

/** 年龄 is derived in the archive; a sheet that states it is kept as age_stated. */
const AGE: Field = { ...fieldOfKey('person', 'age_stated') };

/** The value of a column for a household, a person and a year. */
export function valueOf(
  column: PlannedColumn,
  household: SampleHousehold,
  member: Row | undefined,
  year: Row | undefined,
  asOf: string,
): Value | undefined {
  if (column.key === null) return undefined;
  if (column.key === 'age') {
    const birth = member?.['birth_date'];
    return birth === undefined ? undefined : yearsBetween(String(birth), asOf);
  }
  if (column.part === 'person') return member?.[column.key];
  return column.part === 'income' ? year?.[column.key] : household.fields[column.key];
}
