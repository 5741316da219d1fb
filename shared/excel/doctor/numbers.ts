/** Damage to amounts, areas and counts. */
import type { Field } from '../../catalogue/field';
import { isBlankText, toHalfWidth } from '../../text';
import { clean, isScientific } from '../../values/clean';
import { readNumber } from '../../values/number';
import { showsYear } from '../../values/serial';
import { unitDoubt, unitName } from '../understand/unitDoubt';
import type { CellValue } from '../sheet';
import { readChinese } from './chineseNumber';
import { cosmetic } from './cosmetic';
import { isMarker } from './digits';
import type { Verdict } from './findings';
import { monthAndDay } from './texts';

const NUMBER = String.raw`\d+(?:,\d{3})*(?:\.\d+)?`;
const ABOUT = new RegExp(
  `^(约|大约|大概|差不多|近|将近|不到|超过)?(${NUMBER})(多|余|来|几)?(\\D{0,3}?)(左右|上下|以上|以下|以内)?$`,
);
const RANGE = new RegExp(`^${NUMBER}\\D{0,3}?(?:[-~—–－～至到]|--)${NUMBER}\\D{0,3}$`);
const CURRENCY = new RegExp(`^(US\\$|\\$|€|£|HK\\$|RMB|CNY|人民币|¥|￥)(${NUMBER})(?:元|元整)?$`, 'i');
const WITH_REST = new RegExp(`^(${NUMBER})(\\D.*)$`, 's');
/** May fall below nothing: what is left after expenses. */
const MAY_BE_NEGATIVE = /^inc_(?:net|net_pc|biz|total|prev_pc)|^lng$|^lat$|after_inc|balance/;

export interface NumberStyle {
  readonly count: number;
  readonly median: number;
  /** A tenth of the amounts are smaller. */
  readonly low: number;
}

export function styleOfNumbers(cells: readonly CellValue[], unit: string | undefined): NumberStyle {
  const amounts = cells
    .map((cell) => (typeof cell === 'number' ? cell : typeof cell === 'string' ? readNumber(cell, unit) : undefined))
    .filter((value): value is number => value !== undefined && value > 0 && Number.isFinite(value))
    .sort((a, b) => a - b);
  const at = (share: number): number => amounts[Math.floor(amounts.length * share)] ?? 0;
  return { count: amounts.length, median: at(0.5), low: at(0.1) };
}

export function checkNumber(cell: CellValue, field: Field, style: NumberStyle, factor: number): Verdict | undefined {
  if (typeof cell === 'number') return checkAmount(cell, field, style, factor);
  if (typeof cell === 'object' && cell?.kind === 'date') {
    const [month, day] = monthAndDay(cell);
    return showsYear(cell.format)
      ? undefined
      : { kind: 'autocorrected_date', level: 'certain', params: { month, day } };
  }
  if (typeof cell !== 'string' || isBlankText(cell)) return undefined;
  if (isScientific(cell)) return { kind: 'scientific', level: 'certain' };
  const value = readNumber(cell, field.unit);
  if (value === undefined) return checkUnreadable(cell, field);
  if (/[\u4e00-\u9fff㎡%¥￥]/.test(cell))
    return checkAmount(value, field, style, 1) ?? { kind: 'number_with_unit', level: 'certain' };
  const wrong = checkAmount(value, field, style, factor);
  if (wrong !== undefined || /^[\d.]+$/.test(cell)) return wrong;
  return /\d[,，]\d/.test(cell) ? { kind: 'thousands', level: 'certain' } : cosmetic(cell);
}

function checkAmount(value: number, field: Field, style: NumberStyle, factor: number): Verdict | undefined {
  if (value < 0) return MAY_BE_NEGATIVE.test(field.key) ? undefined : { kind: 'negative', level: 'likely' };
  if (factor !== 1) return inYuan(value, field, style, factor);
  if (value === 0 || style.count < 8) return undefined;
  if (field.unit === '%' && value < 0.3 && style.median >= 1 && value * 20 < style.low) {
    return { kind: 'percent', level: 'likely', proposal: Number((value * 100).toPrecision(12)) };
  }
  const converted = value * 10_000;
  const isWan =
    field.unit === '元' &&
    value < 100 &&
    style.median >= 1000 &&
    value * 50 < style.low &&
    converted > style.median / 20 &&
    converted < style.median * 20;
  if (isTooLarge(value, field, style))
    return { kind: 'too_large', level: 'possible', params: { median: Math.round(style.median * 100) / 100 } };
  // 1.23 万元 may be 12,300 or 12,345.67 rounded: the amount is asked for.
  return isWan
    ? { kind: 'unit_wan', level: 'likely', params: { yuan: Math.round(converted), median: Math.round(style.median) } }
    : undefined;
}

/** Two cells typed into one, a household number or square metres: far beyond all others and beyond what anybody has. */
function isTooLarge(value: number, field: Field, style: NumberStyle): boolean {
  if (style.count < 8 || style.median <= 0) return false;
  if (field.unit === '元') return value >= 1_000_000 && value > style.median * 100;
  if (field.unit === '亩') return value >= 300 && value > style.median * 60;
  return field.unit === '平方米' && value >= 3000 && value > style.median * 15;
}

/** 25000 under 万元: reading refuses it, or takes 90 元 among amounts of 2 万元 for a fortune. */
function inYuan(value: number, field: Field, style: NumberStyle, factor: number): Verdict | undefined {
  const unit = unitName(factor);
  if (unit === undefined || field.unit !== '元') return undefined;
  const yuan = Math.round(value * factor);
  const stands = value >= 30 && style.count >= 8 && value > style.median * 20;
  if (!stands && unitDoubt(yuan, field, factor) === undefined) return undefined;
  return { kind: 'unit_doubtful', level: 'likely', proposal: `${value}元`, params: { unit, yuan } };
}

/** Sums of a household's year: nobody's are all below 100 元. */
const YEARLY = /^inc_(?:wage|biz|net|net_pc|total)$/;

/** Whether a whole column of yearly sums without a unit of its own reads like 万元. */
export function looksLikeWan(cells: readonly CellValue[], field: Field, factor: number): number | undefined {
  if (factor !== 1 || field.entity !== 'year' || !YEARLY.test(field.key)) return undefined;
  const { count, median } = styleOfNumbers(cells, field.unit);
  const plain = cells.filter((cell) => typeof cell === 'number' || (typeof cell === 'string' && /^[\d.]+$/.test(cell)));
  const values = plain.map(Number).filter((value) => value !== 0);
  if (count < 5 || values.length < count || values.some((value) => value < 0 || value >= 100)) return undefined;
  return values.filter((value) => !Number.isInteger(value)).length * 3 >= values.length ? median : undefined;
}

function checkUnreadable(raw: string, field: Field): Verdict | undefined {
  const spaced = toHalfWidth(clean(raw));
  const text = spaced.replace(/\s+/g, '');
  const chinese = readChinese(text.replace(/(?:元整|元|整|亩|人|口|个月|月|平方米|㎡|头|只|口人|岁)$/, ''));
  if (chinese !== undefined && !/\d/.test(text)) {
    return { kind: 'chinese_number', level: 'certain', proposal: chinese, byDefault: true };
  }
  return (
    about(text, field) ??
    (RANGE.test(text) ? { kind: 'number_range', level: 'certain' } : undefined) ??
    currency(text) ??
    separated(spaced) ??
    letters(text, field) ??
    (/^\(\d[\d,.]*\)$/.test(text) ? { kind: 'negative', level: 'likely' } : undefined) ??
    (/^\d+(?:\.\d+)?%$/.test(text) ? { kind: 'percent', level: 'likely' } : undefined) ??
    slang(text, field) ??
    ofLand(text, field) ??
    (isMarker(text) ? { kind: 'blank_marker', level: 'likely', proposal: null } : undefined) ??
    (chineseRough(text) ? { kind: 'chinese_number', level: 'possible' } : undefined) ??
    withRest(text)
  );
}

function about(text: string, field: Field): Verdict | undefined {
  const [, before, digits = '', more, unit = '', after] = ABOUT.exec(text) ?? [];
  if (before === undefined && more === undefined && after === undefined) return undefined;
  const value = readNumber(digits + unit, field.unit);
  if (value === undefined) return { kind: 'approximate', level: 'certain' };
  // 近 5000 is less, 5000 多 is more; 约 5000 is 5000.
  const plain =
    more === undefined && /^(?:约|大约|大概|差不多)?$/.test(before ?? '') && /^(?:左右|上下)?$/.test(after ?? '');
  return { kind: 'approximate', level: 'likely', ...(plain ? { proposal: value } : {}) };
}

function currency(text: string): Verdict | undefined {
  const [, sign = '', digits = ''] = CURRENCY.exec(text) ?? [];
  if (digits === '') return undefined;
  const isYuan = /^(?:RMB|CNY|人民币|¥|￥)$/i.test(sign);
  return { kind: 'currency', level: 'likely', ...(isYuan ? { proposal: Number(digits.replaceAll(',', '')) } : {}) };
}

/** 1 234 and 1'234 group by three; 1,23 or 1.234,5 may mean anything. */
function separated(text: string): Verdict | undefined {
  if (/^\d{1,3}(?:[ ']\d{3})+(?:\.\d+)?$/.test(text)) {
    return { kind: 'separators', level: 'likely', proposal: Number(text.replace(/[ ']/g, '')) };
  }
  return /^[\d,.、。 ]+$/.test(text) && /[,.、。 ]/.test(text) && /^\d/.test(text)
    ? { kind: 'separators', level: 'likely' }
    : undefined;
}

function letters(text: string, field: Field): Verdict | undefined {
  if (!/^[\dOolI〇.]+$/.test(text) || !/\d/.test(text) || !/[OolI〇]/.test(text)) return undefined;
  const value = readNumber(text.replace(/[Oo〇]/g, '0').replace(/[lI]/g, '1'), field.unit);
  return value === undefined ? undefined : { kind: 'letter_for_digit', level: 'likely', proposal: value };
}

/** 1.2w is 12,000 in the language of telephones. */
function slang(text: string, field: Field): Verdict | undefined {
  const [, digits] = /^(\d+(?:\.\d+)?)[wW]元?$/.exec(text) ?? [];
  const value = digits === undefined || field.unit !== '元' ? undefined : readNumber(`${digits}万`, field.unit);
  return value === undefined
    ? undefined
    : { kind: 'wrong_unit', level: 'likely', proposal: value, params: { rest: 'w' } };
}

const FENS: Readonly<Record<string, number>> = { 亩: 1, 畝: 1, 分: 0.1, 厘: 0.01, 公顷: 15, ha: 15 };

/** 3亩5分, 35分, 3亩半, 三亩五分, 0.2公顷 in 亩. */
function ofLand(text: string, field: Field): Verdict | undefined {
  if (field.unit !== '亩') return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?|半|[零〇一二两三四五六七八九十百]+)(亩|畝|分|厘|公顷|ha)?地?/gi)];
  if (parts.map(([part]) => part).join('') !== text || parts.length === 0 || parts[0]?.[2] === undefined)
    return undefined;
  let sum = 0;
  for (const [at, [, digits = '', unit]] of parts.entries()) {
    const above = FENS[parts[at - 1]?.[2] ?? ''] ?? 1;
    // 3亩半 is half a 亩 more, 3亩5 is 5分 more.
    const size = unit === undefined ? (digits === '半' ? above : above / 10) : (FENS[unit.toLowerCase()] ?? 1);
    const value = digits === '半' ? 0.5 : /\d/.test(digits) ? Number(digits) : readChinese(digits);
    if (value === undefined || (at > 0 && size >= above && digits !== '半')) return undefined;
    sum += value * size;
  }
  const rest = text.replace(/^[\d.]+/, '').slice(0, 20);
  return { kind: 'wrong_unit', level: 'likely', proposal: Number(sum.toPrecision(10)), params: { rest } };
}

function chineseRough(text: string): boolean {
  return /^[零〇一二两三四五六七八九十百千万亿几多余]+[元亩人]?$/.test(text);
}

function withRest(text: string): Verdict | undefined {
  const [, , rest] = WITH_REST.exec(text) ?? [];
  return rest === undefined ? undefined : { kind: 'wrong_unit', level: 'likely', params: { rest: rest.slice(0, 20) } };
}
