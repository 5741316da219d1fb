import { expect, it } from 'vitest';
import type { CellValue } from '../excel/sheet';
import { sheetOf, workbookOf } from '../excel/understand/testSheet';
import { toRecords } from '../excel/understand/toRecords';
import { understandWorkbooks } from '../excel/understand/understand';
import type { HouseholdRecord } from '../derive/record';
import { plan } from './plan';
import { isSameText } from './rounded';

it.each([
  ['539699202004105300', '539699202004105000', true],
  ['539699202004105700', '539699202004106000', true],
  ['539699194501155460', '539699194501155000', true],
  // A tie goes either way.
  ['539699198302116500', '539699198302117000', true],
  ['539699198302116500', '539699198302116000', true],
  ['6232529989007995000', '6232529989008000000', true],
  ['539699198302116490', '539699198302117000', false],
  ['539699198302116000', '539699198302117000', false],
  // None of them was rounded to 15 digits.
  ['539699198302116400', '539699198302116300', false],
  ['6232529989007995000', '6232529989007990400', false],
  ['539699194501155460', '539699194501155410', false],
  ['539699202004105312', '539699202004105000', false],
  ['539699202004105300', '539699202004115000', false],
  ['记不清', '记不清', true],
  ['3800', '3900', false],
])('%s and %s', (a, b, same) => {
  expect(isSameText(a, b)).toBe(same);
  expect(isSameText(b, a)).toBe(same);
});

it('a number rounded once more by another program is neither a change nor a conflict', () => {
  const imported = (id: number, account: number, archive: readonly HouseholdRecord[]) => {
    const rows: CellValue[][] = [
      ['户编号', '户主姓名', '姓名', '与户主关系', '证件号码', '低保卡号'],
      ['A1', '赵甲', '赵甲', '户主', '52999919600102001X', null],
      ['A1', '赵甲', '赵乙', '之子', id, account],
    ];
    const { sheets } = understandWorkbooks([workbookOf(sheetOf(rows))], { today: '20260630' });
    const { households } = toRecords(sheets);
    let made = 0;
    return plan(households, archive, { sheets, rejected: 0, newId: () => `H${++made}` });
  };
  const first = imported(539699202004105300, 6228480000000000400, []);
  expect(first.households[0]?.result.unread.length).toBe(1);
  const archive = first.households.map(({ result }) => result);
  expect(imported(539699202004105000, 6228480000000000000, archive).counts).toMatchObject({
    same: 1,
    conflict: 0,
    changed: 0,
  });
});
