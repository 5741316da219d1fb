/** Rows that are no data, rows that stand twice, rows nobody sees. */
import { looseKey, toHalfWidth } from '../../text';
import { cellOf, originOf } from '../cellOf';
import { cellText, isBlank } from '../understand/grid';
import { looksLikeId } from './digits';
import { bareName } from './known';
import type { Column, Patient } from './patient';

const TOTAL =
  /^(.{0,14}?)(合计|小计|总计|共计|累计|总数|合计数)(?:(?:户数|人数|金额)?[:：]?[\d,.]*(?:户|人|元|人次|亩)?)?$/;
const SUM_OF = /^共(?:计)?\d+(?:户|人)/;
const TITLE =
  /(?:花名册|登记表|统计表|明细表|情况表|汇总表|一览表|信息表|调查表|台账|名册|名单|清单|报表|公示表|续表|\(续\))(?:\(.*\))?$|^第?[\d一二三四五六七八九十]+页|^第.{1,4}(?:组|页|队|社|部分)|^[一二三四五六七八九十]{1,3}[、.]/;
const PLACE = /^.{1,8}(?:村|组|屯|社区|乡|镇|街道|嘎查|队|片区|自然村|小组|村委会)$/;
const PAGE = /^第?\d+页|^共\d+页|^[-—–]\d{1,3}[-—–]$/;

/** What printed pages say of themselves between the rows. */
const ABOUT =
  /^(?:填报|填表|制表|审核|打印|上报|印制|调查|登记)(?:单位|人|日期|时间|员)(?:\(.*?\))?[:：]|(?:印制|监制|制)$/;
/** Longer texts are no titles, and looking for one at each bracket of them would take long. */
const LONGEST_TITLE = 200;
const LOOKED_AT = 8;

interface Filled {
  readonly column: number;
  readonly text: string;
}

/** Finds rows that are no data and takes them out of `patient.rows`, so that their cells are not looked at one by one. */
export function checkRows(patient: Patient): void {
  const out = new Set<number>();
  const titles = new Map(patient.columns.map((column) => [column.index, looseKey(column.title)]));
  const id = patient.columnOf('member.id_no') ?? patient.columnOf('household.head_id_no');
  const name = patient.columnOf('member.name') ?? patient.columnOf('household.head_name');
  for (const row of patient.rows) {
    const filled = firstFilled(patient, row);
    if (filled.length === 0) continue;
    const isPerson = id !== undefined && looksLikeId(patient.cell(row, id.index));
    if (
      !isPerson &&
      (isHeader(filled, titles, patient, row) || isTotal(filled, patient, row) || isTitle(filled, name, patient, row))
    )
      out.add(row);
  }
  if (out.size > 0) patient.rows = patient.rows.filter((row) => !out.has(row));
}

function firstFilled(patient: Patient, row: number): Filled[] {
  const filled: Filled[] = [];
  const width = Math.min(patient.grid.columnCount, patient.table.sheet.rows[row]?.length ?? 0);
  for (let column = 0; column < width && filled.length < LOOKED_AT; column++) {
    const cell = patient.cell(row, column);
    if (isFromElsewhere(patient, row, column)) continue;
    if (!isBlank(cell)) filled.push({ column, text: typeof cell === 'string' ? cell : cellText(cell) });
  }
  return filled;
}

/** In a form the household stands above its members: the view repeats it in each of their rows. */
function isFromElsewhere({ table, columns }: Patient, row: number, column: number): boolean {
  if (table.origin === undefined || table.arrangement !== 'form') return false;
  const name = columns.find(({ field }) => field?.entity === 'member' && field.key === 'name');
  const own = name === undefined ? undefined : originOf(table, row, name.index)?.[0];
  return own !== undefined && originOf(table, row, column)?.[0] !== own;
}

function isHeader(
  filled: readonly Filled[],
  titles: ReadonlyMap<number, string>,
  patient: Patient,
  row: number,
): boolean {
  const [first] = filled;
  if (first === undefined || filled.length < 2 || !/[\u4e00-\u9fff]/.test(first.text + (filled[1]?.text ?? '')))
    return false;
  const same = filled.filter(({ column, text }) => {
    const title = titles.get(column);
    return title !== undefined && title.length > 1 && looseKey(text).replace(/[*:]/g, '') === title;
  });
  if (same.length < 2 || same.length < filled.length * 0.5) return false;
  patient.findings.add(row, first.column, first.text, {
    kind: 'repeated_header',
    level: 'certain',
    effect: 'row_out',
    byDefault: true,
    params: { row: row + 1, count: same.length },
  });
  return true;
}

function isTotal(filled: readonly Filled[], patient: Patient, row: number): boolean {
  const cell = filled.slice(0, 4).find(({ text }) => text.length <= 24 && isTotalText(text));
  if (cell === undefined) return false;
  const [word = ''] = /合 ?计|小计|总计|共计|累计|总数|共/.exec(bare(cell.text)) ?? [];
  patient.findings.add(row, cell.column, cell.text, {
    kind: 'subtotal_row',
    level: 'certain',
    effect: 'row_out',
    byDefault: true,
    params: { row: row + 1, word },
  });
  return true;
}

function isTotalText(text: string): boolean {
  if (/^\w*$/.test(text) || !/[计共总]/.test(text)) return false;
  const normal = bare(text);
  return TOTAL.test(normal) || SUM_OF.test(normal);
}

function bare(text: string): string {
  return toHalfWidth(text).replace(/\s+/g, '');
}

/** One text alone in a row of a table of several columns: the name of a part, a page, a table that goes on. */
function isTitle(filled: readonly Filled[], name: Column | undefined, patient: Patient, row: number): boolean {
  const [first, second] = filled;
  if (first === undefined || patient.columns.length < 3) return false;
  const text = bare(first.text);
  if (isPageLine(filled, patient)) return reportTitle(patient, row, first, true);
  if (second !== undefined || !/[\u4e00-\u9fff页]/.test(text)) return false;
  const inNames = name?.index === first.column;
  const strong = text.length <= LONGEST_TITLE && (TITLE.test(text) || PAGE.test(text));
  if (!strong && !PLACE.test(text) && !(text.length > 10 && !inNames && isText(patient, first.column))) return false;
  const merged = (patient.grid.range(row, first.column)?.right ?? first.column) > first.column;
  return reportTitle(patient, row, first, strong || merged, strong || merged || !inNames);
}

/** 第2页 beside 填报日期：…, or the bare number of a page in a column that holds no numbers. */
function isPageLine(filled: readonly Filled[], patient: Patient): boolean {
  const texts = filled.map(({ text }) => bare(text));
  const kind = patient.columns.find(({ index }) => index === filled[0]?.column)?.kind;
  const isNumber = kind === 'number' || kind === 'digits' || kind === 'loose' || kind === undefined;
  if (texts.length === 1 && !isNumber && /^\d{1,3}$/.test(texts[0] ?? '')) return kind === 'id' || kind === 'name';
  return (
    texts.some((text) => PAGE.test(text)) &&
    texts.every((text) => text.length <= LONGEST_TITLE) &&
    texts.every((text) => PAGE.test(text) || ABOUT.test(text) || TITLE.test(text))
  );
}

function reportTitle(patient: Patient, row: number, first: Filled, certain: boolean, byDefault = certain): true {
  patient.findings.add(row, first.column, first.text, {
    kind: 'title_row',
    level: certain ? 'certain' : 'likely',
    effect: 'row_out',
    byDefault,
    params: { row: row + 1 },
  });
  return true;
}

function isText(patient: Patient, column: number): boolean {
  const kind = patient.columns.find(({ index }) => index === column)?.kind;
  return kind !== 'text' || column === 0;
}

/** Rows equal in every cell but the running number. */
export function checkDuplicateRows(patient: Patient): void {
  const keys = ['member.id_no', 'member.name', 'household.household_no', 'household.head_name', 'household.head_id_no']
    .flatMap((path) => patient.columnOf(path) ?? [])
    .slice(0, 3);
  if (keys.length === 0) return;
  const serial = new Set(
    patient.columns.filter(({ title }) => /^(?:序号|编号|行号|No\.?|NO\.?)$/i.test(title)).map(({ index }) => index),
  );
  const hasId = keys.some(({ kind }) => kind === 'id');
  const byId = keys[0]?.kind === 'id';
  const first = new Map<string, number>();
  for (const row of patient.rows) {
    // An ID number is key enough; joining three cells for each of 200,000 rows is not needed.
    const parts = (byId ? keys.slice(0, 1) : keys).map(({ index }) => cellText(patient.cell(row, index)));
    if (parts.every((part) => part === '')) continue;
    const key = byId ? (parts[0] ?? '') : parts.join('\u0000');
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    else if (byId && looksLikeId(key) && isOtherName(patient, before, row)) reportShared(patient, keys[0], before, row);
    else if (isSameRow(patient, before, row, serial)) {
      const column = keys[0]?.index ?? 0;
      patient.findings.add(row, column, parts[0] ?? '', {
        kind: 'duplicate_row',
        level: hasId ? 'certain' : 'likely',
        effect: 'row_out',
        byDefault: hasId,
        params: { row: row + 1, first: before + 1 },
      });
    }
  }
}

/** Two names beside one ID number: one of them has somebody else's. */
function isOtherName(patient: Patient, a: number, b: number): boolean {
  const name = patient.columnOf('member.name');
  if (name === undefined) return false;
  const [one, other] = [a, b].map((row) => bareName(cellText(patient.cell(row, name.index))));
  return one !== '' && other !== '' && one !== other && [a, b].every((row) => !patient.findings.has(row, name.index));
}

/** At both: nobody knows whose it is. */
function reportShared(patient: Patient, id: Column | undefined, first: number, row: number): void {
  const name = patient.columnOf('member.name');
  if (id === undefined || name === undefined) return;
  const say = (at: number, other: number): void =>
    patient.findings.add(at, id.index, cellText(patient.cell(at, id.index)), {
      kind: 'shared_id',
      level: 'likely',
      params: { name: cellText(patient.cell(other, name.index)), first: placeOf(patient, other, id) },
    });
  say(first, row);
  say(row, first);
}

/** The cell in the file, which in a form is not the row of the view. */
function placeOf(patient: Patient, row: number, column: Column): string {
  return cellOf(patient.table, row, column.index);
}

function isSameRow(patient: Patient, a: number, b: number, serial: ReadonlySet<number>): boolean {
  const width = Math.max(patient.table.sheet.rows[a]?.length ?? 0, patient.table.sheet.rows[b]?.length ?? 0);
  let filled = 0;
  for (let column = 0; column < width; column++) {
    if (serial.has(column)) continue;
    const [one, other] = [cellText(patient.grid.cell(a, column)), cellText(patient.grid.cell(b, column))];
    if (one !== other) return false;
    if (one !== '') filled++;
  }
  return filled >= 3;
}

/** Hidden rows with data: whoever hid them may not have meant them to be read. Said once a table. */
export function checkHiddenRows(patient: Patient): void {
  const { hiddenRows } = patient.table.sheet;
  if (hiddenRows.size === 0) return;
  const hidden = patient.rows.filter((row) => hiddenRows.has(row));
  const [first] = hidden;
  if (first === undefined) return;
  const column = firstFilled(patient, first)[0]?.column ?? 0;
  patient.findings.add(first, column, cellText(patient.cell(first, column)), {
    kind: 'hidden_rows',
    level: 'possible',
    params: { row: first + 1, count: hidden.length },
  });
}
