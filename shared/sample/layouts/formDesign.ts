/** The design of a printed form for one household: which labels stand where. Drawn once per layout, filled per household. */
import { codeList } from '../../catalogue/codes/index';
import type { Field } from '../../catalogue/index';
import { fieldOfKey } from '../columns';
import { planColumns, type PlannedColumn } from './columnPlan';
import { bend, bendingOf, plainHeader, withUnit } from './headers';
import { HOUSEHOLD_KEYS, INCOME_KEYS, PERSON_KEYS } from './people';
import { mannerOf, type Manner } from './show';
import type { Setting } from './shapes';
import { limitsOf, some } from './shapes';
import { wordingOf, type Wording } from './wording';

/** How alternatives are ticked. */
export const TICK_STYLES = ['box', 'filled', 'behind', 'bracket'] as const;
export type TickStyle = (typeof TICK_STYLES)[number];

export interface Pair {
  readonly key: string;
  readonly part: 'household' | 'income';
  readonly field: Field;
  readonly label: string;
  readonly manner: Manner;
  /** Options to be ticked; undefined = the value is written. */
  readonly ticks?: { readonly options: readonly string[]; readonly style: TickStyle };
}

export type Section =
  | { readonly kind: 'pairs'; readonly heading: string; readonly pairs: readonly Pair[] }
  | {
      readonly kind: 'members';
      readonly heading: string;
      readonly columns: readonly PlannedColumn[];
      readonly spare: number;
    };

export interface FormDesign {
  readonly sections: readonly Section[];
  readonly pairsPerRow: number;
  /** Columns of the sheet that a pair takes. */
  readonly pairWidth: number;
  readonly width: number;
  /** Headings stand in a merged column at the left, on a row above, or nowhere. */
  readonly headings: 'left' | 'above' | 'none';
  /** Label and value share a cell: 户主姓名：张三. */
  readonly inline: boolean;
  readonly wording: Wording;
}

const TICKED = new Set(['house_grade', 'household_type', 'fuel', 'monitor_type']);

function pairOf(key: string, part: Pair['part'], setting: Setting): Pair {
  const { random, combination } = setting;
  const field = fieldOfKey(part, key);
  const limits = { ...limitsOf(setting), dated: false };
  const bending = { ...bendingOf(random, combination.traits), numbered: '' as const };
  const label = bend(withUnit(plainHeader(field, random), field, 1, random), field, bending, 0, random);
  const colon = combination.traits.has('headerStars') && !label.endsWith('：') ? '：' : '';
  const base = { key, part, field, label: label + colon, manner: mannerOf(field, random, limits) };
  const options = field.type === 'yesNo' ? ['是', '否'] : TICKED.has(key) ? listOf(field) : [];
  if (options.length === 0 || !random.chance(0.4)) return base;
  // GBK has no ☑.
  const styles = /gbk|txt/.test(combination.format) ? (['filled', 'bracket'] as const) : TICK_STYLES;
  return { ...base, ticks: { options, style: random.pick(styles) } };
}

function listOf(field: Field): readonly string[] {
  const labels = codeList(field.codes ?? '')?.items.map(({ label }) => label) ?? [];
  return labels.length <= 6 ? labels : [];
}

export interface FormParts {
  readonly household: boolean;
  readonly members: boolean;
  readonly income: boolean;
  /** Keys that must be there. */
  readonly must: readonly string[];
}

export function designForm(setting: Setting, parts: FormParts): FormDesign {
  const { random, combination } = setting;
  const merges = combination.traits.has('merges');
  const sections: Section[] = [];
  if (parts.household) {
    const { pool, count } = some(
      random,
      HOUSEHOLD_KEYS.filter((key) => !parts.must.includes(key)),
      4,
      14,
    );
    const keys = [...parts.must, ...random.shuffle(pool).slice(0, count)];
    sections.push({
      kind: 'pairs',
      heading: random.pick(['基本情况', '一、家庭基本情况', '（一）基本信息', '户情况', '农户基本信息']),
      pairs: keys.map((key) => pairOf(key, 'household', setting)),
    });
  }
  if (parts.members) sections.push(memberSection(setting));
  if (parts.income) {
    const keys = random.shuffle(INCOME_KEYS.filter((key) => key !== 'member_count_year')).slice(0, random.int(3, 8));
    sections.push({
      kind: 'pairs',
      heading: random.pick(['家庭收入', '三、收入情况', '（三）年度收入（元）', '收支情况', '上年度家庭收入']),
      pairs: keys.map((key) => pairOf(key, 'income', setting)),
    });
  }
  const pairsPerRow = random.int(2, 4);
  const pairWidth = merges ? random.int(2, 3) : 2;
  const headings = random.pick(merges ? (['left', 'above', 'none'] as const) : (['above', 'none'] as const));
  const memberWidth = Math.max(
    0,
    ...sections.map((section) => (section.kind === 'members' ? section.columns.length : 0)),
  );
  return {
    ...{ sections, pairsPerRow, pairWidth, headings },
    inline: combination.traits.has('inlinePairs'),
    width: Math.max(pairsPerRow * pairWidth, memberWidth) + (headings === 'left' ? 1 : 0),
    wording: wordingOf('mixed', new Set([...combination.traits, 'title']), setting.year, random),
  };
}

function memberSection(setting: Setting): Section {
  const { random, combination } = setting;
  const traits = new Set(
    [...combination.traits].filter((trait) => trait !== 'shuffledColumns' && trait !== 'headerNumbers'),
  );
  const columns = planColumns(
    [{ part: 'person', ...some(random, PERSON_KEYS, 1, 5, ['name', 'relation', 'id_no']) }],
    {
      ...{ traits, depth: 1, locals: [] },
      bending: { ...bendingOf(random, traits), numbered: '' },
      limits: { ...limitsOf(setting), dated: false },
    },
    random,
  );
  return {
    kind: 'members',
    heading: random.pick(['家庭成员', '二、家庭成员情况', '（二）人口信息', '家庭人口情况']),
    columns,
    spare: random.pick([0, 0, 1, 3]),
  };
}

/** The text of a ticked cell. */
export function tickText(options: readonly string[], value: string | undefined, style: TickStyle): string {
  const mark = (option: string): string => {
    const on = option === value;
    if (style === 'box') return `${on ? '☑' : '□'}${option}`;
    if (style === 'filled') return `${on ? '■' : '□'}${option}`;
    if (style === 'behind') return `${option}${on ? '☑' : '□'}`;
    return `${option}（${on ? '√' : ' '}）`;
  };
  return options.map(mark).join(' ');
}
