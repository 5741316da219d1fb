import { describe, expect, it } from 'vitest';
import type { SaidFinding } from './findings';
import { byPath, findingPath, sectionOfPath } from './findings';

const finding = (more: Partial<SaidFinding>): SaidFinding => ({
  rule: 1,
  code: 'r1',
  severity: 'W',
  household: '1',
  id: 'a',
  member: null,
  member_name: null,
  field: null,
  params: {},
  text: '一句话',
  ...more,
});

describe('where a finding points', () => {
  it('names the field of the household, the member, the year and the relocation', () => {
    expect(findingPath(finding({ field: 'phone' }))).toBe('fields.phone');
    expect(findingPath(finding({ field: 'id_no', member: 2 }))).toBe('members[2].id_no');
    expect(findingPath(finding({ field: 'inc_wage', row: 'years[1]' }))).toBe('years[1].inc_wage');
    expect(findingPath(finding({ field: 'move_way' }))).toBe('relocation.move_way');
    expect(findingPath(finding({ field: 'helper_name' }))).toBe('helpers[0].helper_name');
    expect(findingPath(finding({ member: 1 }))).toBe('members[1].name');
    expect(findingPath(finding({}))).toBeNull();
  });
  it('knows the section, and shows persons in one place', () => {
    expect(sectionOfPath('fields.phone')).toBe('basic');
    expect(sectionOfPath('years[3].inc_wage')).toBe('income');
    expect(sectionOfPath('members[0].change_reason')).toBe('members');
  });
  it('marks a field once, with the worst colour and every sentence', () => {
    const marks = byPath([
      finding({ field: 'phone', text: '甲' }),
      finding({ field: 'phone', severity: 'E', text: '乙' }),
      finding({}),
    ]);
    expect([...marks]).toEqual([['fields.phone', { severity: 'E', text: '甲；乙' }]]);
  });
});
