/** What a column header says beside its name: unit, year, group headings above it. */
import { normaliseHeader, splitHeader } from '../../text';
import { isOfAnybody } from './neverMap';
import { respelt, simplified, withoutAside } from './spellings';

export interface Lookup {
  readonly text: string;
  /** Made of the header and a heading above it. */
  readonly composed: boolean;
  /**
   * Made up by putting the heading, or a word of it, behind the header (面积 below 耕地): it may find a field, but nobody reads
   * 劳动能力 below 人口信息 as 劳动能力人口, or 其他 below 转移性收入 as 其他收入.
   */
  readonly turned?: true;
}

export interface Label {
  /** Header rows from top to bottom, as one text for people: 工资性收入/务工收入; '' = column without a header. */
  readonly header: string;
  /** Lowest header, normalised, without unit. */
  readonly leaf: string;
  /** Headings above the leaf, normalised, joined. */
  readonly groups: string;
  /** Texts to look up, most specific first; `composed` ones need the headings above. */
  readonly lookups: readonly Lookup[];
  /** Unit written in the leaf: 万元, 亩, 月. */
  readonly unit?: string;
  /** Unit written in a heading above; holds only for the columns below that have this kind of unit. */
  readonly groupUnit?: string;
  readonly year?: number;
  /** The header or a heading says 上年度: the year before the form was filled in, unless the table tells it from another. */
  readonly lastYear?: true;
}

const LAST_YEAR = /上一?年|去年/;
const YEAR = /((?:19|20)\d{2})年?度?/;
/** Children that only repeat their heading. */
const EMPTY_LEAF = /^(小计|合计|总计|金额|数量|内容|情况|数额)$/;
/** Children that need a heading to say anything. */
const SAYS_NOTHING =
  /^(收入|支出|纯收入|面积|产量|结构|等级|级别|类[别型]|方式|时间|年[度份]|日期|名称|编号|地[点址]|状况|原因|人数|户数|规模|标准|单?价格?)$/;
/** Headings that only tell one year from another. */
const ANY_YEAR = /^(上一?年|去年|本年|当年|今年)度?$/;
/** Headings that say nothing. */
const EMPTY_GROUP = /^(其中|基本情况|基本信息|情况|信息)$/;

/** 1.全年家庭纯收入, (二)养殖业, 三、支出, ④年度 */
const NUMBERING =
  /^(?:[①-⑳?]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、,](?:(?!\d)|(?=(?:19|20)\d{2}年)))/;

/**
 * Takes apart the header of one column: the texts of its header rows from top to bottom. `sheetUnit` = unit that the title
 * states for all amounts (单位：万元).
 */
export function labelOf(path: readonly string[], sheetUnit?: string): Label {
  const key = `${path.join('\u0001')}\u0002${sheetUnit ?? ''}`;
  const known = labels.get(key);
  if (known !== undefined) return known;
  const label = takenApart(path, sheetUnit);
  if (labels.size > REMEMBERED) labels.clear();
  labels.set(key, label);
  return label;
}

/** Hundreds of copies of one form have the same labels. */
const REMEMBERED = 20_000;
const labels = new Map<string, Label>();

function takenApart(path: readonly string[], sheetUnit: string | undefined): Label {
  const texts = path.filter((text) => normaliseHeader(text) !== '');
  // Simplified first: （單位:萬元） is a unit, too.
  const parts = texts
    .map((text) => withUnit(simplified(text)))
    .map((part) => ({ ...part, text: part.text.replace(NUMBERING, '') }));
  const leaf = parts.at(-1)?.text ?? '';
  const groups = parts.slice(0, -1).filter(({ text }) => !EMPTY_GROUP.test(text));
  const unit = parts.at(-1)?.unit;
  const groupUnit = parts.slice(0, -1).findLast((part) => part.unit !== undefined)?.unit ?? sheetUnit;
  const year = parts.map(({ text }) => YEAR.exec(text)?.[1]).findLast((found) => found !== undefined);
  return {
    header: texts.map((text) => text.replace(/\s+/g, '')).join('/'),
    leaf: withoutAside(leaf),
    groups: groups.map(({ text }) => text).join('/'),
    lookups: lookupsOf(
      leaf,
      groups.map(({ text }) => text),
    ),
    ...(unit === undefined ? {} : { unit }),
    ...(groupUnit === undefined ? {} : { groupUnit }),
    ...(year === undefined ? {} : { year: Number(year) }),
    ...(parts.some(({ text }) => LAST_YEAR.test(text)) ? { lastYear: true as const } : {}),
  };
}

/** The unit may stand before a remark, too: 面积（亩）（必填）. */
function withUnit(text: string): { readonly text: string; readonly unit?: string } {
  const { text: name, unit } = splitHeader(text);
  const bare = withoutAside(name);
  const inner = unit === undefined && bare !== name ? splitHeader(bare) : undefined;
  if (inner?.unit !== undefined) return { text: inner.text, unit: inner.unit };
  return unit === undefined ? { text: name } : { text: name, unit };
}

function lookupsOf(leaf: string, groups: readonly string[]): Label['lookups'] {
  const found: Lookup[] = [];
  const add = (text: string, composed: boolean, turned = false): void => {
    if (text === '' || found.some((other) => other.text === text)) return;
    found.push(turned ? { text, composed, turned } : { text, composed });
  };
  const name = leaf.replace(YEAR, '');
  const bare = withoutAside(name);
  const headings = groups
    .map((group) => withoutAside(group.replace(YEAR, '')).replace(/(情况|信息|部分)$/, ''))
    .filter((heading) => heading !== '' && !ANY_YEAR.test(heading));
  // Whose phone it is, says the heading next to it alone: 户情况/帮扶责任人/联系电话 is not 户联系电话; and 收入 below
  // 种植业/玉米 is that of the maize.
  const near = isOfAnybody(bare) || SAYS_NOTHING.test(bare) || EMPTY_LEAF.test(bare);
  for (const heading of near ? headings.slice(-1) : headings.toReversed()) {
    if (EMPTY_LEAF.test(bare)) add(heading, true);
    else {
      add(heading + bare, true);
      add(respelt(heading + bare) ?? '', true);
      add(bare + heading, true, true);
      if (heading.includes('收入')) add(`${bare}收入`, true, true);
      if (heading.includes('支出')) add(`${bare}支出`, true, true);
    }
  }
  if (EMPTY_LEAF.test(bare)) return found;
  add(leaf, false);
  add(name, false);
  add(bare, false);
  add(respelt(bare) ?? '', false);
  return found;
}
