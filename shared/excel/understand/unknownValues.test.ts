import { describe, expect, it } from 'vitest';
import { fieldIn } from '../../catalogue/index';
import type { Field } from '../../catalogue/field';
import type { UnderstoodSheet } from '../../import/types';
import type { CellValue } from '../sheet';
import { answerKey } from './answers';
import { sheetOf, workbookOf } from './testSheet';
import { toRecords } from './toRecords';
import { understandWorkbooks } from './understand';
import { unknownValues } from './unknownValues';

const field = (entity: Field['entity'], key: string): Field => {
  const found = fieldIn(entity, key);
  if (found === undefined) throw new Error(key);
  return found;
};
const [HEALTH, EDUCATION] = [field('member', 'health'), field('member', 'education')];

function understood(...rows: (readonly CellValue[])[]): readonly UnderstoodSheet[] {
  const sheet = sheetOf([['户编号', '姓名', '与户主关系', '健康状况', '文化程度'], ...rows]);
  return understandWorkbooks([workbookOf(sheet)], { today: '20260630' }).sheets;
}
const A = '52999900010001';
const tables = understood(
  [A, '赵甲', '户主', '长期慢性病、尿毒', '初中差一年'],
  [A, '赵乙', '之子', '健康', '小学'],
  [A, '赵丙', '之女', '身体棒', '初中差一年'],
  [A, '赵丁', '之女', '尿毒', '上过夜校'],
);

describe('unknown texts of coded columns', () => {
  it('are collected once each, with their cells and a suggestion where one is plain', () => {
    const found = unknownValues(tables).map(({ field: { key }, text, count, cells, suggestion }) => [
      key,
      text,
      count,
      cells.map(({ cell }) => cell).join(' '),
      suggestion,
    ]);
    expect(found).toEqual([
      ['health', '尿毒', 2, 'D2 D5', undefined],
      ['education', '初中差一年', 2, 'E2 E4', '初中'],
      ['health', '身体棒', 1, 'D4', undefined],
      ['education', '上过夜校', 1, 'E5', undefined],
    ]);
  });

  it('are no error values: nobody could say what #REF! means', () => {
    expect(unknownValues(understood([A, '赵甲', '户主', '健康', '#REF!']))).toEqual([]);
  });

  it('are read as answered, in lists of values too, and not asked again', () => {
    const values = new Map<string, string | null>([
      [answerKey(HEALTH, ' 尿毒'), '患有大病'],
      [answerKey(HEALTH, '身体棒'), ''],
      [answerKey(EDUCATION, '初中差一年'), '初中'],
      [answerKey(EDUCATION, '上过夜校'), null],
    ]);
    const { households, problems } = toRecords(tables, { values });
    const members = households[0]?.record.members ?? [];
    expect(members.map(({ health }) => health)).toEqual(['长期慢性病,大病', '健康', undefined, '大病']);
    expect(members.map(({ education }) => education)).toEqual(['初中', '小学', '初中', undefined]);
    expect(problems.map(({ cell, code }) => [cell, code])).toEqual([['E5', 'not_in_list']]);
    expect(unknownValues(tables, values)).toEqual([]);
  });

  it('stay unread without an answer, and an answer that is no label changes nothing', () => {
    const values = new Map([[answerKey(EDUCATION, '初中差一年'), '乱写']]);
    for (const options of [{}, { values }]) {
      const { households } = toRecords(tables, options);
      expect(households[0]?.record.unread.map(({ text }) => text)).toEqual([
        '长期慢性病、尿毒',
        '初中差一年',
        '身体棒',
        '初中差一年',
        '尿毒',
        '上过夜校',
      ]);
    }
  });

  it.each([
    ['member', 'student_status', '非在校生啊', '非在校生'],
    ['member', 'labor', '没有普通劳动力', undefined],
    ['member', 'education', '中', undefined],
  ] as const)('%s.%s: %s suggests %s', (entity, key, text, suggestion) => {
    const [sheet] = understood([A, '赵甲', '户主', null, null]);
    if (sheet === undefined) throw new Error('nothing');
    const columns = sheet.columns.map((column, at) => (at === 4 ? { ...column, field: field(entity, key) } : column));
    const rows = sheet.sheet.rows.map((row, at) => (at === 1 ? [...row.slice(0, 4), text] : row));
    const changed = { ...sheet, columns, sheet: { ...sheet.sheet, rows } };
    expect(unknownValues([changed]).map((value) => value.suggestion)).toEqual([suggestion]);
  });
});
