/** What single rows are. */
import { describe, expect, it } from 'vitest';
import type { CellValue } from '../sheet';
import { findHeader } from './findHeader';
import { gridOf } from './grid';
import { isHeaderWord } from './headerWords';
import { rowRolesOf } from './rowRoles';
import { range, sheetOf } from './testSheet';

const HEADER = ['序号', '户编号', '户主姓名', '家庭人口数', '耕地面积（亩）', '备注'];
const row = (at: number, people = 3, land = 2.5): CellValue[] => [at, `5299990001000${at}`, '赵甲', people, land, null];

function roles(rows: readonly (readonly CellValue[])[], merges: readonly string[] = []): (string | null)[] {
  const grid = gridOf(sheetOf([HEADER, ...rows], merges.map(range)));
  const header = findHeader(grid, isHeaderWord);
  if (header === null) throw new Error('no header');
  return rowRolesOf(grid, header).slice(1);
}

describe('rows below a header', () => {
  it.each<[string, readonly CellValue[], string | null]>([
    ['numbers of columns', ['1', '2', '3', '4', '5', '6'], 'code'],
    ['numbers of columns that were moved', ['(3)', '(1)', '(2)', '(6)', '(5)', '(4)'], 'code'],
    ['numbers and letters', ['甲', '乙', '丙', 1, 2, 3], 'code'],
    ['ids of columns', [null, 'A01', 'B02', 'C03', 'D04', null], 'code'],
    ['placeholders', ['{{序号}}', '${hbh}', '#{xm}', '{.rs}', null, null], 'code'],
    ['a sample by its mark', ['例', '52999900010009', '张三', 3, 1, null], 'sample'],
    ['a sample by its name', [1, '52999900010009', '张三（示例）', 3, 1, null], 'sample'],
    ['a sum', ['合 计', null, null, 6, 5, null], 'total'],
    ['a sum behind the number', [null, '本页小计：', null, 6, 5, null], 'subtotal'],
    ['a sum of a group', [null, '一组小计', null, 6, 5, null], 'subtotal'],
    ['a note', ['注：本表一式两份。'], 'note'],
    ['signatures', ['填表人：', null, '审核人：'], 'signature'],
    ['a stamp', ['村（盖章）', null, '负责人签字：'], 'signature'],
    ['a page', ['第 2 页 共 3 页'], 'note'],
    ['a heading over rows', ['一、脱贫户'], 'info'],
    ['a heading of a group', [null, '第三组'], 'info'],
    ['a number alone', [7], 'unused'],
    [
      'formulas without values',
      [{ kind: 'uncached', text: '=ROW()-5' }, null, null, { kind: 'uncached', text: '=A1' }],
      'unused',
    ],
    ['nothing', [null, ' '], null],
    ['a household', row(1), 'data'],
    ['the household of a 合姓', [1, '52999900010001', '合心', 3, 1, '注意用电'], 'data'],
  ])('%s', (_, cells, role) => {
    expect(roles([cells])).toEqual([role]);
  });

  it('sums that only numbers tell', () => {
    expect(roles([row(1), row(2), row(3), [null, null, null, 9, 7.5]]).at(-1)).toBe('total');
    expect(roles([row(1), row(2), [null, null, null, 6, 5], row(3), row(4), [null, null, null, 6, 5]])).toEqual([
      ...['data', 'data', 'subtotal', 'data', 'data', 'subtotal'],
    ]);
    expect(roles([row(1), row(2), row(3), [null, null, null, 8, 1]]).at(-1)).toBe('data');
  });

  it('words alone where numbers stand head the rows below; sums named behind many amounts', () => {
    const number = (at: number): CellValue[] => [`5299990001000${at}`, '赵甲', at, 2.5];
    const list = gridOf(
      sheetOf([
        ['户编号', '户主姓名', '家庭人口数', '耕地面积（亩）'],
        ['河东大队片', null, null, null],
        ...[1, 2, 3].map(number),
        [null, '赵甲', null, null],
      ]),
    );
    const header = findHeader(list, isHeaderWord);
    expect(rowRolesOf(list, header!).slice(1)).toEqual(['info', 'data', 'data', 'data', 'data']);
    const amounts = Array.from({ length: 13 }, (_, at) => `其他${at}`);
    const wide = gridOf(
      sheetOf([
        ['务工收入', '低保金', '家庭人口数', ...amounts, '户主姓名'],
        ...[1, 2, 3].map((at) => [at, at, at, ...amounts.map(() => at), '赵甲']),
        [6, '6', 6, ...amounts.map(() => 6), '合　计'],
      ]),
    );
    expect(rowRolesOf(wide, findHeader(wide, isHeaderWord)!).at(-1)).toBe('total');
  });

  it('a day alone below the rows is that of the signature', () => {
    const day = (text: string): CellValue[] => [null, null, null, null, text];
    expect(roles([row(1), row(2), day('2026年1月15日')]).at(-1)).toBe('signature');
    expect(roles([row(1), row(2), day('　年　月　日')]).at(-1)).toBe('signature');
  });

  it('a repeated header with its 小计 and the codes below it', () => {
    const header = gridOf(
      sheetOf(
        [
          ['户编号', '户主姓名', '工资性收入', null],
          [null, null, '务工', '小计'],
          ['52999900010001', '赵甲', 100, 100],
          ['户编号', '户主姓名', '工资性收入', null],
          [null, null, '务工', '小计'],
          ['1', '2', '3', '4'],
          ['52999900010002', '赵乙', 100, 100],
        ],
        ['A1:A2', 'B1:B2', 'C1:D1', 'A4:A5', 'B4:B5', 'C4:D4'].map(range),
      ),
    );
    const found = findHeader(header, isHeaderWord);
    expect(found?.rows).toEqual([0, 1]);
    expect(rowRolesOf(header, found!)).toEqual([null, null, 'data', 'repeat', 'repeat', 'code', 'data']);
  });
});
