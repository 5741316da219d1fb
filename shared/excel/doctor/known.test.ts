import { describe, expect, it } from 'vitest';
import { idOf } from '../understand/testSheet';
import { Known } from './known';
import { personRow, understood, HEADER } from './testTable';

const [NAME, ID] = [1, 4];

describe('what is known of people', () => {
  const [one, other, kept] = [idOf('19600101', 201), idOf('19720315', 203), idOf('19850505', 205)];
  const rows = Array.from({ length: 12 }, (_, at) => personRow(at));
  for (const [at, id] of [one, other].entries()) Object.assign(rows[at] ?? [], { [NAME]: '张小三', [ID]: id });
  const table = understood([[...HEADER], ...rows]);

  it('speaks against a number where a namesake was born as the row says', () => {
    const known = new Known([table], []);
    expect(known.speaksAgainst('张小三', one, '19720315')).toBe(true);
    expect(known.speaksAgainst('张 小三', one, '1972')).toBe(true);
    expect(known.speaksAgainst('张小三', other, '19720315')).toBe(false);
    expect(known.speaksAgainst('张小三', one, '1980')).toBe(false);
    expect(known.speaksAgainst('李四', one, '19720315')).toBe(false);
  });

  it('or where the archive keeps it for another, or another for the name', () => {
    const known = new Known([table], [{ name: '王五', id_no: kept, household_no: '1' }]);
    expect(known.speaksAgainst('张小三', kept, undefined)).toBe(true);
    expect(known.speaksAgainst('王五', kept, undefined)).toBe(false);
    expect(known.speaksAgainst('王五', one, undefined)).toBe(true);
    expect(known.speaksAgainst('张小三', one, undefined)).toBe(false);
  });

  it('two namesakes born on one day are one another’s doubt', () => {
    const twins = [idOf('19600101', 201), idOf('19600101', 303)];
    const both = Array.from({ length: 12 }, (_, at) => personRow(at));
    for (const [at, id] of twins.entries()) Object.assign(both[at] ?? [], { [NAME]: '张小三', [ID]: id });
    const known = new Known([understood([[...HEADER], ...both])], []);
    expect(twins.map((id) => known.speaksAgainst('张小三', id, '19600101'))).toEqual([true, true]);
  });
});
