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

  describe('about a form', () => {
    const FORM: Rows = [
      ['李庄村入户登记表'],
      ['户编号', '52999900010001', '户主姓名', '赵甲'],
      ['耕地面积', 3, '家庭人口数', 2],
      ['当家的活', '种地', '林果面积', 1],
      ['姓名', '与户主关系', '身份证号', '性别'],
      ['赵甲', '户主', null, '男'],
      ['钱乙', '配偶', null, '女'],
      ['此页由村里留存'],
    ];
    const household = (sheets: readonly UnderstoodSheet[]) => toRecords([...sheets]).households[0]?.record;
    const headers = (sheets: readonly UnderstoodSheet[]) => sheets[0]?.columns.map(({ header }) => header) ?? [];

    it('leave it a form when a row of it is a title, a note or no part of it', () => {
      for (const role of ['title', 'note'] as const) {
        const sheets = hinted(FORM, { roles: { 0: role, 7: 'note' } });
        expect(sheets.map(({ arrangement }) => arrangement)).toEqual(['form', 'form']);
        expect(household(sheets)?.members?.map(({ name }) => name)).toEqual(['赵甲', '钱乙']);
        expect(sheets[0]?.regions?.filter(({ range }) => range.top === 0).map((each) => each.role)).toEqual([role]);
      }
      const sheets = hinted(FORM, { roles: { 3: 'note' } });
      expect(headers(sheets).join(' ')).not.toContain('林果');
    });

    it('say of single cells that they are names, values, or nothing', () => {
      expect(headers(hinted(FORM, { cells: { '3:0': { is: 'label' }, '3:1': { is: 'value' } } })).join(' ')).toContain(
        '当家的活',
      );
      expect(
        headers(hinted(FORM, { cells: { '3:2': { is: 'note' }, '3:3': { is: 'note' } } })).join(' '),
      ).not.toContain('林果');
      // A copy on which another text stands there is laid out otherwise.
      const other = hinted(FORM, { cells: { '3:2': { is: 'note', text: '水面面积' } } });
      expect(headers(other).join(' ')).toContain('林果');
    });

    it('put a value under its label', () => {
      const rows: Rows = [...FORM.slice(0, 3), ['门牌', '备用'], ['七号', '无'], ...FORM.slice(4)];
      const sheets = hinted(rows, {
        arrangement: 'form',
        cells: { '3:0': { is: 'label' }, '4:0': { is: 'value' }, '3:1': { is: 'note' }, '4:1': { is: 'note' } },
      });
      const column = sheets[0]?.columns.find(({ header }) => header.endsWith('门牌'))?.column ?? -1;
      expect(cellOf(sheets[0]!, sheets[0]!.dataRows[0]!, column)).toBe('A5');
    });

    it('say which row is the header of its list of members', () => {
      const rows: Rows = [...FORM.slice(0, 4), ['戊', '己', '庚', '辛'], ...FORM.slice(5)];
      const before = hinted(rows, { arrangement: 'form' });
      expect(before.filter(({ columns }) => columns.some(({ header }) => header === '戊'))).toEqual([]);
      const sheets = hinted(rows, { arrangement: 'form', roles: { 4: 'header', 7: 'note' } });
      expect(sheets[0]?.arrangement).toBe('form');
      expect(sheets[1]?.columns.map(({ header }) => header)).toContain('戊');
      expect(sheets[1]?.dataRows).toHaveLength(2);
    });

    it('leave a list under household lines what it is', () => {
      const rows: Rows = [
        ['李庄村名册'],
        ['姓名', '与户主关系', '性别'],
        ['户编号：52999900010001 户主：赵甲'],
        ['赵甲', '户主', '男'],
        ['钱乙', '配偶', '女'],
        ['户编号：52999900010002 户主：孙丙'],
        ['孙丙', '户主', '男'],
        ['此页由村里留存'],
      ];
      const sheets = hinted(rows, { roles: { 7: 'note' } });
      expect(toRecords([...sheets]).households).toHaveLength(2);
    });
  });
});
