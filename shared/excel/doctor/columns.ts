/** Columns that stand twice, and columns that stand under each other's header. */
import type { Field } from '../../catalogue/field';
import { candidates } from '../../derive/headerIndex';
import { normaliseHeader } from '../../text';
import { hasPersonRows } from '../understand/rowKeys';
import { cellText, isBlank } from '../understand/grid';
import type { CellValue } from '../sheet';
import { isMobile, looksLikeId } from './digits';
import type { Column, Patient } from './patient';
import type { CellChange } from './types';

/** Headers that many columns rightly bear. */
const COMMON = /^(?:|备注|说明|序号|其他|小计|合计|金额|签字|数量|面积)$/;

export function checkDuplicateColumns(patient: Patient): void {
  // Forms name their values twice as they please; what lies nowhere in the file was made up by the view.
  if (patient.table.arrangement === 'form') return;
  const first = new Map<string, Column>();
  for (const column of patient.columns) {
    const key = column.header.split('/').map(normaliseHeader).join('/');
    if (COMMON.test(normaliseHeader(column.title))) continue;
    const before = first.get(key);
    if (before === undefined) first.set(key, column);
    else compareColumns(patient, before, column);
  }
}

function compareColumns(patient: Patient, a: Column, b: Column): void {
  let [differing, filled, example] = [0, 0, -1];
  for (const row of patient.rows) {
    const [one, other] = [cellText(patient.cell(row, a.index)), cellText(patient.cell(row, b.index))];
    if (other !== '') filled++;
    if (one === other || other === '') continue;
    if (differing++ === 0) example = row;
  }
  if (filled === 0) return;
  const row = patient.table.headerRows.at(-1) ?? 0;
  patient.findings.add(row, b.index, b.title, {
    kind: 'duplicate_column',
    // The national export itself names two columns alike (风险是否已消除).
    level: differing === 0 ? 'certain' : 'possible',
    params: { differing, row: example + 1, ...(differing === 0 ? { same: 1 } : {}) },
  });
}

type Content = 'id' | 'name' | 'phone';

/** IDs under 姓名 and names under 身份证号. */
export function checkSwappedColumns(patient: Patient): void {
  const expected = new Map<Column, Map<Content, Field>>();
  const found = new Map<Column, Content>();
  for (const column of patient.columns) {
    const fields = expectedOf(patient, column);
    if (fields.size === 0) continue;
    const content = contentOf(patient, column);
    if (content === undefined || fields.has(content)) continue;
    expected.set(column, fields);
    found.set(column, content);
  }
  const columns = [...found.keys()];
  for (const [at, a] of columns.entries()) {
    const [contentA] = [found.get(a)];
    const b = columns.slice(at + 1).find((other) => {
      const content = found.get(other);
      return (
        contentA !== undefined &&
        content !== undefined &&
        expected.get(other)?.has(contentA) === true &&
        expected.get(a)?.has(content) === true
      );
    });
    const contentB = b === undefined ? undefined : found.get(b);
    if (b === undefined || contentA === undefined || contentB === undefined) continue;
    const [fieldOfA, fieldOfB] = [expected.get(b)?.get(contentA), expected.get(a)?.get(contentB)];
    if (fieldOfA === undefined || fieldOfB === undefined) continue;
    patient.findings.add(patient.table.headerRows.at(-1) ?? 0, a.index, a.title, {
      kind: 'swapped_columns',
      level: 'certain',
      effect: 'columns_swap',
      ...rightRows(patient, a, b, contentA, contentB),
      params: { other: b.index, title: b.title, field: pathOf(fieldOfA), otherField: pathOf(fieldOfB) },
    });
    const taken = new Set([a.index, b.index]);
    patient.findings.remove((row, column, kind) => taken.has(column) && kind !== 'swapped_columns' && row >= 0);
  }
}

/** Rows that stand under the right headers as it is: when the columns change places, their cells do, too. */
function rightRows(patient: Patient, a: Column, b: Column, inA: Content, inB: Content): { also?: CellChange[] } {
  const also: CellChange[] = [];
  for (const row of patient.rows) {
    const [one, other] = [patient.cell(row, a.index), patient.cell(row, b.index)];
    const isRight = isContent(one, inB) && !isContent(other, inB) && !isContent(one, inA);
    const half = isBlank(other) && isContent(one, inB) && !isContent(one, inA);
    if ((!isRight || !isContent(other, inA)) && !half) continue;
    also.push({ row, column: a.index, value: other }, { row, column: b.index, value: one });
  }
  return also.length === 0 ? {} : { also };
}

function isContent(cell: CellValue, content: Content): boolean {
  if (content === 'id') return looksLikeId(cell);
  if (content === 'phone') return isMobile(cell);
  return typeof cell === 'string' && /^[\u4e00-\u9fff·]{2,}$/.test(cell.trim());
}

function pathOf(field: Field): string {
  return `${field.entity}.${field.key}`;
}

/** What the header promises, with the field that would hold it. */
function expectedOf(patient: Patient, column: Column): Map<Content, Field> {
  const persons = hasPersonRows(patient.table);
  const fields = new Map<Content, Field>();
  for (const field of column.field === null ? candidates(normaliseHeader(column.title)) : [column.field]) {
    const content: Content | undefined =
      field.type === 'idNumber'
        ? 'id'
        : field.type === 'phone'
          ? 'phone'
          : /^(?:name|head_name)$/.test(field.key)
            ? 'name'
            : undefined;
    if (content === undefined) continue;
    const before = fields.get(content);
    if (before === undefined || (before.entity !== 'member' && persons && field.entity === 'member'))
      fields.set(content, field);
  }
  return fields;
}

function contentOf(patient: Patient, column: Column): Content | undefined {
  const counts = { id: 0, name: 0, phone: 0 };
  let filled = 0;
  const step = Math.max(1, Math.floor(patient.rows.length / 60));
  for (let at = 0; at < patient.rows.length; at += step) {
    const cell = patient.cell(patient.rows[at] ?? 0, column.index);
    if (isBlank(cell)) continue;
    filled++;
    if (looksLikeId(cell)) counts.id++;
    else if (isMobile(cell)) counts.phone++;
    else if (typeof cell === 'string' && /^[\u4e00-\u9fff·]{2,4}$/.test(cell.trim())) counts.name++;
  }
  if (filled < 3) return undefined;
  return (['id', 'name', 'phone'] as const).find((content) => counts[content] >= filled * 0.8);
}
