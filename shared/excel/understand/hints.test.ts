/** What the user says about a sheet wins over what is found out. */
import { describe, expect, it } from 'vitest';
import { cellOf } from '../cellOf';
import type { TableHint, UnderstoodSheet } from '../../import/types';
import { address, type CellValue } from '../sheet';
import { sheetOf, workbookOf } from './testSheet';
import { toRecords } from './toRecords';
import { hintKey, understandWorkbooks } from './understand';

type Rows = readonly (readonly CellValue[])[];

function hinted(rows: Rows, ...hints: TableHint[]): readonly UnderstoodSheet[] {
  const options = { today: '20260630', hints: new Map([[hintKey('测试.xlsx', 'Sheet1'), hints]]) };
  return understandWorkbooks([workbookOf(sheetOf(rows))], options).sheets;
}

const HEADER = ['户编号', '户主姓名', '家庭人口数'];
const row = (at: number): CellValue[] => [`5299990001000${at}`, `赵${'甲乙丙丁'.charAt(at)}`, 3];

describe('hints', () => {
  it('name the header rows, also in words that nobody knows', () => {
    const rows: Rows = [['表一'], ['门牌', '当家人', '几口'], row(1), row(2)];
    const [sheet] = hinted(rows, { headerRows: [1] });
    expect(sheet).toMatchObject({ headerRows: [1], dataRows: [2, 3] });
    expect(sheet?.columns.map(({ header }) => header)).toEqual(['门牌', '当家人', '几口']);
    expect(hinted(rows, { roles: { 1: 'header' } })[0]?.headerRows).toEqual([1]);
  });

  it('take rows in and out', () => {
    const rows: Rows = [HEADER, row(1), ['合计', '赵乙', 3], row(3)];
    expect(hinted(rows, { roles: { 2: 'data', 3: 'note' } })[0]).toMatchObject({ dataRows: [1, 2] });
    expect(hinted(rows)[0]?.dataRows).toEqual([1, 3]);
    const regions = hinted(rows, { roles: { 3: 'note' } })[0]?.regions?.map(({ role }) => role);
    expect(regions).toEqual(['header', 'data', 'total', 'note']);
  });

  it('say that the first header is none', () => {
    const rows: Rows = [[...HEADER, '耕地面积'], HEADER, row(1)];
    expect(hinted(rows, { roles: { 0: 'title' } })[0]).toMatchObject({ headerRows: [1], dataRows: [2] });
  });

  it('draw tables within ranges; the rest of the sheet stays in the picture', () => {
    const rows: Rows = [
      ['甲', null, ...HEADER],
      ['乙', null, ...row(1)],
      [null, null, ...HEADER],
      [null, null, ...row(2)],
    ];
    const found = hinted(
      rows,
      { range: { top: 1, left: 4, bottom: 0, right: 2 } },
      { range: { top: 2, left: 2, bottom: 99, right: 99 } },
    );
    expect(found.map((sheet) => cellOf(sheet, sheet.dataRows[0]!, 0))).toEqual(['C2', 'C4']);
    expect(toRecords(found).households).toHaveLength(2);
    const rest = found.flatMap(({ regions = [] }) => regions).filter(({ role }) => role === 'note');
    expect(rest.map(({ range }) => address(range.top, range.left))).toEqual(['A1', 'A2']);
  });

  it('say that there is no header', () => {
    const [sheet] = hinted([row(1), row(2)], { arrangement: 'headerless' });
    expect(sheet).toMatchObject({ arrangement: 'headerless', headerRows: [], dataRows: [0, 1] });
    expect(sheet?.columns.map(({ field }) => field)).toEqual([null, null, null]);
  });

  it('say that a list is a form, a form a list, or that records go right', () => {
    const form: Rows = [
      ['户编号', '52999900010001', '户主姓名', '赵甲'],
      ['耕地面积', 3, '家庭人口数', 2],
      ['姓名', '与户主关系', '身份证号', '性别'],
      ['赵甲', '户主', null, '男'],
      ['钱乙', '配偶', null, '女'],
    ];
    expect(hinted(form).map(({ arrangement }) => arrangement)).toEqual(['form', 'form']);
    const [list] = hinted(form, { arrangement: 'table', headerRows: [2] });
    expect(list?.arrangement ?? 'table').toBe('table');
    expect(list?.dataRows).toEqual([3, 4]);
    const unsure: Rows = [
      ['当家人', '赵甲'],
      ['门牌', 7],
      ['几口', 3],
    ];
    expect(hinted(unsure).map(({ arrangement }) => arrangement)).not.toContain('form');
    const [pairs] = hinted(
      [
        ['户主姓名', '赵甲'],
        ['联络', '12'],
      ],
      { arrangement: 'form' },
    );
    expect(pairs).toMatchObject({ arrangement: 'form' });
    expect(pairs?.columns.map(({ header }) => header)).toContain('户主姓名');
    const [records] = hinted(unsure, { arrangement: 'transposed' });
    expect(records).toMatchObject({ arrangement: 'transposed' });
    expect(records?.columns.map(({ header }) => header)).toEqual(['当家人', '门牌', '几口']);
    expect(records?.dataRows.map((at) => records.sheet.rows[at])).toEqual([['赵甲', 7, 3]]);
  });

  it('may lie outside of the sheet without harm', () => {
    const silly: TableHint[] = [
      { headerRows: [-1, 700] },
      { roles: { [-3]: 'data', 700: 'header' } },
      { range: { top: 50, left: 50, bottom: 60, right: 60 } },
      { arrangement: 'form' },
      { arrangement: 'transposed', range: { top: 0, left: 0, bottom: 0, right: 0 } },
    ];
    for (const hint of silly) expect(() => hinted([HEADER, row(1)], hint)).not.toThrow();
  });
});

describe('hidden parts', () => {
  const workbook = workbookOf(
    { ...sheetOf([HEADER, row(1), row(2)]), hiddenRows: new Set([2]) },
    { ...sheetOf([HEADER, row(3)], [], '底稿'), hidden: true },
  );

  it('rows are taken and said, sheets only when chosen', () => {
    const { sheets, aside, problems } = understandWorkbooks([workbook], { today: '20260630' });
    expect(sheets.map(({ dataRows }) => dataRows)).toEqual([[1, 2]]);
    expect(aside.map(({ sheet }) => sheet.name)).toEqual(['底稿']);
    expect(problems.map(({ code, level, params }) => [code, level, params['rows']])).toEqual([
      ['hidden_rows_taken', 'note', 1],
      ['hidden_sheet_aside', 'note', 1],
    ]);
    const all = understandWorkbooks([workbook], { today: '20260630', uses: () => true });
    expect(all.sheets).toHaveLength(2);
  });
});
