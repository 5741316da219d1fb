/** Units as they are written behind numbers, and by how many powers of ten they differ from each other. */

/** Spellings of one dimension, each with its power of ten relative to the others. */
type Dimension = Readonly<Record<string, number>>;

const DIMENSIONS: readonly Dimension[] = [
  { 元: 0, 元整: 0, 圆: 0, 块: 0, 块钱: 0, 人民币: 0, RMB: 0, 千元: 3, 万元: 4, 百万元: 6 },
  { 公里: 0, 千米: 0, KM: 0, 米: -3, M: -3 },
  { '㎡': 0, 平方米: 0, 平米: 0, 平方: 0, 平: 0, M2: 0, 'M²': 0 },
  { 亩: 0, 市亩: 0 },
  { 月: 0, 个月: 0 },
  { 人: 0, 口: 0, 口人: 0, 个: 0, 个人: 0, 名: 0, 位: 0, 票: 0 },
  { 岁: 0, 周岁: 0 },
  { 只: 0, 头: 0, 羽: 0, 匹: 0, 口: 0 },
  { 份: 0, 套: 0, 本: 0, 张: 0, 件: 0 },
  { 页: 0, 张: 0 },
  { 天: 0, 日: 0 },
  { 户: 0 },
  { 次: 0 },
  { 年: 0 },
  { '%': 0 },
];

/** Numerals between number and unit: 1.2万, 3千. */
const NUMERALS: Readonly<Record<string, number>> = { 百: 2, 千: 3, 万: 4, 亿: 8 };

/**
 * The power of ten by which a number followed by `suffix` is to be shifted to stand in the field's `unit`; undefined when
 * the suffix is no unit of the same dimension. A field without a unit takes any plain counter (3人, 2次).
 */
export function unitExponent(suffix: string, unit: string | undefined): number | undefined {
  const text = suffix.toUpperCase();
  if (text === '') return 0;
  const whole = relative(text, unit);
  if (whole !== undefined) return whole;
  const numeral = NUMERALS[text.charAt(0)];
  if (numeral === undefined) return undefined;
  const rest = text.slice(1);
  const shift = rest === '' ? 0 : relative(rest, unit);
  return shift === undefined ? undefined : numeral + shift;
}

function relative(suffix: string, unit: string | undefined): number | undefined {
  if (unit === undefined) return DIMENSIONS.some((dimension) => dimension[suffix] === 0) ? 0 : undefined;
  const wanted = unit.toUpperCase();
  if (suffix === wanted) return 0;
  for (const dimension of DIMENSIONS) {
    const [from, to] = [dimension[suffix], dimension[wanted]];
    if (from !== undefined && to !== undefined) return from - to;
  }
  return undefined;
}
