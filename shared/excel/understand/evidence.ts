/** What the values of a column say about the field that its header suggests. */
import type { Field } from '../../catalogue/field';
import { labelFor } from '../../catalogue/codes/index';
import { isBlankText, splitMulti } from '../../text';
import type { CellValue } from '../sheet';
import { FIRST_ROUNDED, isScientific } from '../../values/clean';
import { codecFor } from '../../values/index';
import { isDitto } from './ditto';
import { cellText, isBlank, type Grid } from './grid';
import { isName, mayBeCalled, NAMES } from './names';

/** So many filled cells, spread over the sheet, are looked at. */
const SAMPLES = 160;

const ID_SHAPE = /^(\d{15}|\d{17}[\dXx](\d{2}([Bb]\d)?)?)$/;
const MOBILE_SHAPE = /^1[3-9]\d{9}$/;
const NUMBER_SHAPE = /^-?\d+(\.\d+)?$/;
const DATE_SHAPE = /^(19|20)\d{2}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?月?$/;
/** Text fields whose content is words, never a bare number or a date. */
const WORDS =
  /^(province|city|county|township|village|address|bank_name|helper_org|helper_post|specialty|disease_name|work_place|work_company|work_industry|school_name|settle_site|move_out_area|project_name|project_content|relocation_site_address)$/;
/** Text fields whose content is digits by nature. */
const NUMBER_LIKE = /(_no|_code|_card|phone|account)$/;
/** Filled cells of a column, spread evenly over the data rows; the corner of a merged range stands for all of it. */
export function sampleColumn(grid: Grid, rows: readonly number[], column: number): CellValue[] {
  const step = Math.max(1, Math.floor(rows.length / SAMPLES));
  const samples: CellValue[] = [];
  for (let at = 0; at < rows.length && samples.length < SAMPLES; at += step) {
    const cell = grid.raw(rows[at]!, column);
    if (!isBlank(cell) && !isDitto(cell)) samples.push(cell);
  }
  // A sparsely filled column (30 persons with a change reason among 500) is read in full before it is called empty.
  if (samples.length < 8 && step > 1) return sparse(grid, rows, column);
  return samples;
}

function sparse(grid: Grid, rows: readonly number[], column: number): CellValue[] {
  const samples: CellValue[] = [];
  for (const row of rows) {
    const cell = grid.raw(row, column);
    if (!isBlank(cell)) samples.push(cell);
    if (samples.length >= SAMPLES) break;
  }
  return samples;
}

/** Years that are no year to look up: 去年, 二〇二四年, 2023-2024. */
const SOME_YEAR =
  /^(?:[去今前]年|[上本当]一?年度?|[〇○零一二三四五六七八九]{2,4}年?度?|(?:19|20)\d{2}年?度?[-—–~～至、/](?:19|20)?\d{2}年?度?)$/;

/** Share (0…1) of the samples that the field can hold; undefined when no sample says anything. */
export function fitOf(samples: readonly CellValue[], field: Field): number | undefined {
  let judged = 0;
  let held = 0;
  for (const cell of samples) {
    // Cannot be read, but says that the column is one of years.
    if (field.type === 'year' && typeof cell === 'string' && SOME_YEAR.test(cell.trim())) continue;
    if (NAMED_BY_DIGITS.has(field.type) && isSpoiltNumber(cell)) continue;
    const parsed = codecFor(field).fromCell(cell, field);
    if (parsed.ok && parsed.value === undefined) continue;
    // 2014.1 typed as a number is January or October: refused where it stands, but a month.
    if (!parsed.ok && parsed.code === 'month_ambiguous') continue;
    judged++;
    if (parsed.ok && plausible(cellText(cell).replace(/^'/, ''), parsed.value, field)) held++;
  }
  return judged === 0 ? undefined : held / judged;
}

const NAMED_BY_DIGITS: ReadonlySet<Field['type']> = new Set<Field['type']>(['idNumber', 'bankAccount']);

/**
 * A long number that the spreadsheet rounded (as a number, 5.22E+17) or whose digits somebody hid: its field can hold none of
 * them, and yet nothing else is written so. A whole column of them is the commonest damage of all, and says nothing against its
 * header.
 */
function isSpoiltNumber(cell: CellValue): boolean {
  if (typeof cell === 'number') return cell >= FIRST_ROUNDED && cell < 1e19 && Number.isInteger(cell);
  return typeof cell === 'string' && (isScientific(cell) || /^\d{3,14}[*＊xX×]{3,}\d{0,6}[\dxX]?$/.test(cell.trim()));
}

/** So few samples say little: one household's 电话不详 is no sign that the column holds no phones. */
const FEW = 3;

/**
 * Whether so few samples, though none fits, are odd spellings or words in the field's place (无电话, 约三万, 王国强（同名）) and
 * not values of another kind: ID numbers, phones, bare numbers and dates where words belong, addresses as names.
 */
export function areOdd(samples: readonly CellValue[], field: Field): boolean {
  return samples.length > 0 && samples.length <= FEW && samples.every((cell) => !isOfAnotherKind(cell, field));
}

function isOfAnotherKind(cell: CellValue, field: Field): boolean {
  const parsed = codecFor(field).fromCell(cell, field);
  const text = cellText(cell).replace(/^'/, '');
  if (parsed.ok && (parsed.value === undefined || plausible(text, parsed.value, field))) return false;
  const bare = text.replace(/\s/g, '');
  // 通电：是 says of itself what it is.
  if (/^\p{Script=Han}{2,12}[:：]/u.test(bare)) return true;
  if (ID_SHAPE.test(bare) || MOBILE_SHAPE.test(bare)) return !NUMBER_LIKE.test(field.key);
  // What a list does not know is kept as it is written; a bare number or day would be read as anything.
  if (field.codes !== undefined || field.type === 'yesNo') return NUMBER_SHAPE.test(bare) || DATE_SHAPE.test(bare);
  // 身份证丢失 goes beside the field; a number with too few digits is judged where it stands.
  if (field.type === 'idNumber') return DATE_SHAPE.test(bare) || /^\d{1,7}$/.test(bare);
  if (field.type === 'text' || field.type === 'longText') return !NAMES.has(field.key) || !mayBeCalled(bare);
  // Refused by the field, it stays beside it as text; accepted, it would be entered.
  return parsed.ok;
}

/**
 * Whether the samples cannot be the field, whatever anybody said of its header before. Labels that a list does not know are no
 * contradiction; ID numbers, phones and bare numbers in its place are.
 */
export function contradicts(samples: readonly CellValue[], field: Field): boolean {
  const fit = fitOf(samples, field);
  if (fit === undefined || fit >= 0.3 || areOdd(samples, field)) return false;
  const listed = field.type === 'code' || field.type === 'multiCode' || field.type === 'yesNo';
  return !listed || numericShare(samples) > 0.5;
}

/** What a codec accepts but a clerk would not: an ID number as an address, 300 months, a name of digits. */
function plausible(text: string, value: string | number | undefined, field: Field): boolean {
  switch (field.type) {
    case 'text':
    case 'longText':
      if (NAMES.has(field.key)) return isName(text);
      if (field.key === 'household_no') return /\d/.test(text) || /^[A-Za-z\d-]+$/.test(text);
      if (NUMBER_LIKE.test(field.key)) return true;
      if (WORDS.test(field.key) && (NUMBER_SHAPE.test(text) || DATE_SHAPE.test(text))) return false;
      return !(ID_SHAPE.test(text) || MOBILE_SHAPE.test(text));
    case 'idNumber':
      return ID_SHAPE.test(String(value));
    case 'phone':
      return !ID_SHAPE.test(text);
    case 'bankAccount':
      return !MOBILE_SHAPE.test(text);
    case 'integer':
    case 'decimal':
    case 'money':
    case 'area':
      return typeof value === 'number' && inRange(value, field) && !ID_SHAPE.test(text) && !MOBILE_SHAPE.test(text);
    // Lists that take texts of one's own would fit anything: for evidence only their labels count.
    case 'code':
    case 'multiCode':
      return (
        field.codes === undefined || splitMulti(text).every((part) => labelFor(field.codes ?? '', part) !== undefined)
      );
    default:
      return true;
  }
}

function inRange(value: number, field: Field): boolean {
  if (field.unit === '月') return value <= 13;
  if (field.key === 'age' || field.key === 'age_stated') return value <= 150;
  if (field.key.startsWith('member_count')) return value <= 60;
  // A household number or an account is no amount, and no household has a square kilometre of fields.
  if (field.type === 'money') return Math.abs(value) <= 1e8;
  if (field.type === 'area') return value <= 1e5;
  if (field.unit === '公里') return value <= 2000;
  return true;
}

/** Share of the samples that are numbers, with or without 元 and grouping; amounts and counts as opposed to labels. */
export function numericShare(samples: readonly CellValue[]): number {
  const said = samples.map(cellText).filter((text) => !isBlankText(text));
  if (said.length === 0) return 0;
  return said.filter((text) => NUMBER_SHAPE.test(text.replace(/[,，\s¥￥]|万?元$/g, ''))).length / said.length;
}

export interface Spread {
  /** Groups with at least two filled cells. */
  readonly groups: number;
  /** Share of them whose cells differ. */
  readonly differing: number;
}

/**
 * How far a column varies within groups of rows (the persons of one household, the households of one helper): values of
 * the group repeat, values of a person differ. `groupOf` gives -1 for rows outside any group.
 */
export function spreadOf(grid: Grid, rows: readonly number[], column: number, groupOf: (at: number) => number): Spread {
  const first = new Map<number, string>();
  const several = new Set<number>();
  const differing = new Set<number>();
  for (let at = 0; at < Math.min(rows.length, 4000); at++) {
    const group = groupOf(at);
    if (group < 0) continue;
    const cell = grid.raw(rows[at]!, column);
    const text = isDitto(cell) ? '' : cellText(cell);
    // 无, / and — fill blanks at random; beside each other they are no difference.
    if (isBlankText(text)) {
      // A cell merged over the rows of a group says that they share it.
      const shared = isDitto(cell) || grid.range(rows[at]!, column) !== undefined;
      if (text === '' && first.has(group) && shared) several.add(group);
      continue;
    }
    const before = first.get(group);
    if (before === undefined) first.set(group, text);
    else {
      several.add(group);
      if (before !== text) differing.add(group);
    }
  }
  return { groups: several.size, differing: several.size === 0 ? 0 : differing.size / several.size };
}
