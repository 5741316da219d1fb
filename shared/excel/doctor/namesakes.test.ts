import { describe, expect, it } from 'vitest';
import { checksumHolds, slipsOf } from '../../values/idNumber';
import type { CellValue } from '../sheet';
import { idOf } from '../understand/testSheet';
import { Bearers, type Witness } from './bearers';
import { findings, HEADER, personRow, understood } from './testTable';

const [NAME, ADDRESS] = [1, 8];
const NOBODY: Witness = { name: '张小三', birth: undefined, sex: undefined, householdNo: undefined };

/** So many people of one name, born on many days, each in a household of its own. */
function bearers(count: number): { ids: string[]; all: Bearers } {
  const all = new Bearers();
  const ids = Array.from({ length: count }, (_, at) => {
    const birth = `19${50 + (at % 40)}0${(at % 9) + 1}${10 + (at % 19)}`;
    return idOf(birth, Math.floor(at / 40) % 1000);
  });
  for (const [at, id] of ids.entries()) all.add(id, String(at), false);
  return { ids, all };
}

describe('the slips of a number', () => {
  const right = idOf('19600101', 201);
  const last = right.endsWith('X') ? '0' : 'X';

  it('lead back to it, whichever digit was mistyped and whichever neighbours were turned round', () => {
    const typed = [...right.slice(0, 17)].flatMap((digit, at) => [
      right.slice(0, at) + String((Number(digit) + 3) % 10) + right.slice(at + 1),
      ...(at === 16 || digit === right[at + 1]
        ? []
        : [right.slice(0, at) + (right[at + 1] ?? '') + digit + right.slice(at + 2)]),
    ]);
    for (const one of [...typed, right.slice(0, 17) + last]) expect(slipsOf(one), one).toContain(right);
  });

  it('are few, all of them with a check character that holds', () => {
    const slips = slipsOf(right.slice(0, 17) + last);
    expect(slips.length).toBeLessThan(40);
    expect(slips.every(checksumHolds)).toBe(true);
    expect(slips).not.toContain(idOf('19600102', 203));
  });
});

describe('thousands of one name', () => {
  const { ids, all } = bearers(20_000);
  const [one = ''] = ids.slice(7_777);

  it.each<[string, Partial<Witness>, object]>([
    ['by the numbers it may be', {}, { ids: [one, idOf('19010101', 1)] }],
    ['by its beginning', {}, { heads: [one.slice(0, 14)] }],
    ['by the birth date', { birth: one.slice(6, 14) }, {}],
    ['by the household', { householdNo: '7777' }, {}],
  ])('one of them is found %s, without all being compared', (_, witness, trace) => {
    let compared = 0;
    const fits = (id: string): boolean => {
      compared++;
      return id === one;
    };
    expect(all.idOf({ ...NOBODY, ...witness }, fits, trace)).toBe(one);
    expect(compared).toBeLessThan(200);
  });

  it('where nothing tells them apart, nobody is named and nobody compared', () => {
    let compared = 0;
    expect(all.idOf(NOBODY, (id) => ++compared > 0 && id === one, {})).toBeUndefined();
    expect(compared).toBe(0);
  });
});

describe('同上 all the way down', () => {
  it('stands for the one value above, of 80,000 rows too', () => {
    const rows: CellValue[][] = Array.from({ length: 80_000 }, (_, at) => personRow(at % 700).with(ADDRESS, '同上'));
    const first = personRow(0).with(NAME, '张小三');
    const found = findings(understood([[...HEADER], first, ...rows])).filter(({ kind }) => kind === 'ditto');
    expect(new Set(found.map(({ params }) => params['value']))).toEqual(new Set(['李庄村1号']));
    expect(found.length).toBeGreaterThan(100);
  });

  it('but not across a row that is no data, and another value begins anew', () => {
    const rows = Array.from({ length: 8 }, (_, at) => personRow(at));
    for (const at of [1, 2, 5, 6]) rows[at]?.splice(ADDRESS, 1, '同上');
    const found = findings(understood([[...HEADER], ...rows])).filter(({ kind }) => kind === 'ditto');
    expect(found.map(({ proposal }) => proposal)).toEqual(['李庄村1号', '李庄村1号', '李庄村5号', '李庄村5号']);
  });
});
