import { describe, expect, it } from 'vitest';
import { withId } from '../../derive/lazyExtra';
import type { Extra, HouseholdRecord } from '../../derive/record';
import type { UnderstoodSheet } from '../../import/types';
import type { CellValue, Range } from '../sheet';
import { sheetOf } from './testSheet';
import { toRecords } from './toRecords';
import { understandWorkbooks } from './understand';

/** Columns that no field takes. */
const LOOSE = Array.from({ length: 12 }, (_, at) => `甲乙丙${'丁戊己庚辛壬癸子丑寅卯辰'[at] ?? ''}栏`);

function read(
  rows: CellValue[][],
  merges: Range[] = [],
): { sheets: readonly UnderstoodSheet[]; record: HouseholdRecord } {
  const header = ['户编号', '户主姓名', '姓名', '与户主关系', ...LOOSE];
  const sheet = sheetOf([header, ...rows], merges);
  const { sheets } = understandWorkbooks([{ file: '表.xlsx', format: 'xlsx', sheets: [sheet] }]);
  const { households } = toRecords(sheets);
  return { sheets, record: households[0]!.record };
}

const person = (name: string, relation: string, texts: (at: number) => CellValue): CellValue[] => [
  '5301990001',
  '张三',
  name,
  relation,
  ...LOOSE.map((_, at) => texts(at)),
];

describe('附加列 of a large sheet', () => {
  const texts = (who: string) => (at: number) => (at === 3 ? null : `${who}${at}`);
  const rows = [person('张三', '户主', texts('甲')), person('李四', '配偶', texts('乙'))];

  it('are left in the sheet, and look, copy and read as a list', () => {
    const { record } = read(rows);
    expect(Object.getOwnPropertyDescriptor(record, 'extra')?.get).toBeDefined();
    const listed = record.extra;
    expect(listed).toHaveLength(22);
    expect(listed[0]).toEqual({
      header: LOOSE[0]!,
      text: '甲0',
      source: '表.xlsx|Sheet1|E2',
      member: 0,
    } satisfies Extra);
    expect(listed.at(-1)).toMatchObject({ text: '乙11', member: 1 });
    expect(JSON.parse(JSON.stringify(record))).toEqual({ ...record });
    expect(structuredClone(record).extra).toEqual(listed);
    const named = withId(record, '01');
    expect(named).toEqual({ ...record, id: '01' });
    expect(Object.getOwnPropertyDescriptor(named, 'extra')?.get).toBeDefined();
    named.extra = [];
    expect([named.extra, record.extra.length]).toEqual([[], 22]);
  });

  it('of few cells are a list at once', () => {
    const { record } = read([person('张三', '户主', (at) => (at < 3 ? '甲' : null))]);
    expect(Object.getOwnPropertyDescriptor(record, 'extra')?.get).toBeUndefined();
    expect(record.extra).toHaveLength(3);
  });

  it('merged over the persons they are the household’s, once', () => {
    const merged = (left: number): Range => ({ top: 1, bottom: 2, left, right: left });
    const { record } = read(
      [rows[0]!, person('李四', '配偶', (at) => (at === 0 ? null : `乙${at}`))],
      [merged(0), merged(1), merged(4)],
    );
    const first = record.extra.filter(({ header }) => header === LOOSE[0]);
    expect(first).toEqual([{ header: LOOSE[0], text: '甲0', source: expect.stringContaining('|E2') }]);
  });
});
