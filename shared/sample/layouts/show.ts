/** How a column writes its values: dates in many styles, codes, synonyms, ticks, amounts as text, 万元 … and what then can be read back. */
import type { Field } from '../../catalogue/index';
import { isNumeric } from '../../catalogue/index';
import { codeList } from '../../catalogue/codes/index';
import type { Value } from '../../derive/record';
import type { CellValue } from '../../excel/sheet';
import type { Random } from '../random';

export const DATE_STYLES = [
  'compact',
  'number',
  'dashed',
  'dotted',
  'slash',
  'chinese',
  'serial',
  'month',
  'chineseMonth',
] as const;
export type DateStyle = (typeof DATE_STYLES)[number];

/** How one column shows its values; drawn once per column, as a clerk fills a column in one manner. */
export interface Manner {
  readonly date: DateStyle;
  readonly code: 'label' | 'synonym' | 'code';
  readonly yesNo: readonly [string | number, string | number];
  readonly number: 'number' | 'text' | 'thousands' | 'unit';
  readonly digits: 'text' | 'number';
  readonly separator: string;
  /** Amounts are shown in units of so many 元. */
  readonly factor: 1 | 10_000;
  /** What stands where nothing is known. */
  readonly blank: string | null;
  /** How long digits are kept as text: ='…' of CSV exports, a visible apostrophe. */
  readonly wrap: '' | 'formula' | 'apostrophe';
}

export interface Shown {
  readonly cell: CellValue;
  /** The stored value that can be read from the cell; undefined = the cell is blank. */
  readonly value: Value | undefined;
}

const YES_NO: readonly (readonly [string | number, string | number])[] = [
  ['是', '否'],
  ['是', '否'],
  ['是', '否'],
  ['√', '×'],
  ['有', '无'],
  ['Y', 'N'],
  [1, 0],
];

/** What the format of the file and the traits of the layout allow. */
export interface MannerLimits {
  /** The format keeps number formats: real dates are possible. */
  readonly dated: boolean;
  /** Amounts stand in 万元. */
  readonly tenThousand: boolean;
  /** Unusual writing is wanted: codes, ticks, texts for numbers. */
  readonly odd: boolean;
  /** Blank cells carry a dash, or spaces. */
  readonly blanks?: 'dash' | 'space' | undefined;
  readonly wrap?: Manner['wrap'];
}

export function mannerOf(field: Field | null, random: Random, limits: MannerLimits): Manner {
  const odd = limits.odd && random.chance(0.5);
  const coarse = field?.key === 'birth_date' || field?.key === 'collected_on' ? [] : ['month', 'chineseMonth'];
  const dates = [...DATE_STYLES].filter(
    (style) => (limits.dated || style !== 'serial') && (!/month/i.test(style) || coarse.includes(style)),
  );
  return {
    date: random.pick(limits.odd ? dates : dates.filter((style) => /compact|dashed|chinese$/.test(style))),
    code: odd
      ? random.weighted([
          ['label', 3] as const,
          ['synonym', 4] as const,
          ['code', field?.codes === 'SEX' ? 4 : 0] as const,
        ])
      : 'label',
    yesNo: odd ? random.pick(YES_NO) : ['是', '否'],
    number: odd ? random.pick(['text', 'thousands', 'unit', 'number']) : 'number',
    digits: odd ? 'number' : 'text',
    separator: random.pick([',', '，', '、', ';']),
    blank: blankOf(field, limits, random),
    wrap: limits.wrap ?? '',
    factor: limits.tenThousand && field?.type === 'money' ? 10_000 : 1,
  };
}

function blankOf(field: Field | null, limits: MannerLimits, random: Random): string | null {
  if (limits.blanks === 'space') return random.pick([' ', '　', '  ']);
  if (limits.blanks !== 'dash' || !random.chance(0.6)) return null;
  // 无 is an answer to yes/no questions and in some lists.
  return random.pick(field?.type === 'text' ? ['/', '—', '无', '-'] : ['/', '—', '-']);
}

const LONG = new Set(['idNumber', 'bankAccount', 'phone']);

/** The cell for a value in a manner. */
export function show(field: Field, value: Value | undefined, manner: Manner, random: Random): Shown {
  if (value === undefined || value === '') return { cell: manner.blank, value: undefined };
  if (field.type === 'date') return showDate(String(value), manner.date);
  if (field.type === 'yesNo') return showYesNo(value, manner);
  if (field.type === 'code') return { cell: codeText(field, String(value), manner, random), value };
  if (field.type === 'multiCode') return { cell: String(value).split(',').join(manner.separator), value };
  if (isNumeric(field)) return showNumber(field, Number(value), manner);
  // Up to 15 digits without a leading zero, a number holds exactly what the text says.
  const text = String(value);
  if (manner.wrap !== '' && (LONG.has(field.type) || field.key === 'household_no'))
    return { cell: manner.wrap === 'formula' ? `="${text}"` : `'${text}`, value };
  if (manner.digits === 'number' && /^[1-9]\d{5,14}$/.test(text)) return { cell: Number(text), value };
  return { cell: text, value };
}

function showYesNo(value: Value, manner: Manner): Shown {
  return { cell: value === '是' ? manner.yesNo[0] : manner.yesNo[1], value };
}

function codeText(field: Field, label: string, manner: Manner, random: Random): CellValue {
  const item = codeList(field.codes ?? '')?.items.find((other) => other.label === label);
  if (item === undefined) return label;
  if (manner.code === 'code' && item.code !== undefined) return item.code;
  const synonyms = (item.synonyms ?? []).filter((text) => /[\u4e00-\u9fff]/.test(text));
  return manner.code === 'synonym' && synonyms.length > 0 ? random.pick(synonyms) : label;
}

function showNumber(field: Field, value: number, manner: Manner): Shown {
  if (field.type === 'year') return showYear(value, manner);
  const shown = manner.factor === 1 ? value : Math.round((value / manner.factor) * 10_000) / 10_000;
  const kept = manner.factor === 1 ? value : Math.round(shown * manner.factor * 100) / 100;
  if (manner.number === 'text') return { cell: String(shown), value: kept };
  if (manner.number === 'thousands' && manner.factor === 1) return { cell: withThousands(shown), value: kept };
  if (manner.number === 'unit' && manner.factor === 1 && field.unit !== undefined && field.type !== 'money')
    return { cell: `${shown}${field.unit === '㎡' ? '平方米' : field.unit}`, value: kept };
  return { cell: shown, value: kept };
}

function showYear(value: number, manner: Manner): Shown {
  if (manner.number === 'text') return { cell: String(value), value };
  if (manner.number === 'unit') return { cell: `${value}年`, value };
  return { cell: value, value };
}

function withThousands(value: number): string {
  const [whole = '', part] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part === undefined ? grouped : `${grouped}.${part}`;
}

/** Days from 1899-12-30 to a date. */
export function serialOf(year: number, month: number, day: number): number {
  return Math.round(Date.UTC(year, month - 1, day) / 86_400_000) + 25_569;
}

function showDate(text: string, style: DateStyle): Shown {
  const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8)];
  const parts = [year, month, day].filter((part) => part !== '');
  const bare = parts.map((part) => String(Number(part)));
  switch (style) {
    case 'compact':
      return { cell: text, value: text };
    case 'number':
      return { cell: Number(text), value: text };
    case 'dashed':
      return { cell: parts.join('-'), value: text };
    case 'dotted':
      return { cell: parts.length > 1 ? bareDotted(parts) : text, value: text };
    case 'slash':
      return { cell: bare.join('/'), value: text };
    case 'chinese':
      return { cell: chinese(parts), value: text };
    case 'serial':
      return serialDate(parts, text);
    case 'month':
      return { cell: parts.slice(0, 2).join('-'), value: text.slice(0, 6) };
    case 'chineseMonth':
      return { cell: chinese(parts.slice(0, 2)), value: text.slice(0, 6) };
  }
}

/** 1980.05 rather than 1980.5, which could be the number 1980.5. */
function bareDotted(parts: readonly string[]): string {
  return parts.length === 2 ? parts.join('.') : parts.map((part) => String(Number(part))).join('.');
}

function chinese(parts: readonly string[]): string {
  return parts.map((part, at) => `${Number(part)}${'年月日'[at] ?? ''}`).join('');
}

function serialDate(parts: readonly string[], text: string): Shown {
  const [year = 0, month = 1, day = 1] = parts.map(Number);
  const format = parts.length === 3 ? 'yyyy-mm-dd' : 'yyyy"年"m"月"';
  if (parts.length === 1) return { cell: year, value: text };
  return { cell: { kind: 'date', serial: serialOf(year, month, day), format, is1904: false }, value: text };
}
