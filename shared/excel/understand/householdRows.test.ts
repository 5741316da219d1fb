import { describe, expect, it } from 'vitest';
import type { CellValue } from '../sheet';
import { originOf } from '../cellOf';
import { householdEnds } from './householdRows';
import { sheetOf, workbookOf } from './testSheet';
import { understandWorkbooks } from './understand';

/** 1-based rows of the file under which another household begins, by table. */
function ends(...rows: readonly (readonly CellValue[])[]): number[][] {
  const { sheets } = understandWorkbooks([workbookOf(sheetOf(rows))], { today: '20260630' });
  return householdEnds(sheets).map((found, at) =>
    found.map((row) => (originOf(sheets[at]!, row, sheets[at]!.columns.at(-1)?.column ?? 0)?.[0] ?? -1) + 1),
  );
}

describe('lines between households', () => {
  it('stand where the number changes, or before the next head', () => {
    const header = ['户编号', '姓名', '与户主关系', '性别'];
    const first = [
      ['5299990001', '赵甲', '户主', '男'],
      ['5299990001', '钱乙', '配偶', '女'],
    ];
    expect(ends(header, ...first, ['5299990002', '孙丙', '户主', '男'])).toEqual([[3]]);
    const blank = [
      ['5299990001', '赵甲', '户主', '男'],
      [null, '钱乙', '配偶', '女'],
      ['5299990002', '孙丙', '户主', '男'],
      [null, '李丁', '配偶', '女'],
    ];
    expect(ends(header, ...blank)).toEqual([[3]]);
  });

  it('stand above the lines that name a household, and nowhere between households of one row each', () => {
    const bands = [
      ['姓名', '与户主关系', '性别'],
      ['户编号：52999900010001 户主：赵甲'],
      ['赵甲', '户主', '男'],
      ['钱乙', '配偶', '女'],
      ['户编号：52999900010002 户主：孙丙'],
      ['孙丙', '户主', '男'],
    ];
    expect(ends(...bands)).toEqual([[4]]);
    const households = [
      ['户编号', '户主姓名', '家庭人口数'],
      ['52999900010001', '赵甲', 2],
      ['52999900010002', '孙丙', 1],
    ];
    expect(ends(...households)).toEqual([[]]);
  });
});
