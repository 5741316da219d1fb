import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDiff, deepEqual, diffRecords } from './diff';
import { getAt, parsePath, pathOf, pathsOverlap, removeAt, setAt } from './path';
import { emptyRecord, type HouseholdRecord } from './record';
import { arbitraryRecord } from './arbitrary.test';

const RECORD: HouseholdRecord = {
  ...emptyRecord('x'),
  fields: { phone: '13812345678' },
  members: [{ name: '甲' }, { name: '乙', sex: '女' }],
};

describe('paths', () => {
  it('are taken apart and put together', () => {
    for (const text of [
      'fields',
      'fields.phone',
      'members',
      'members[12]',
      'members[2].id_no',
      'relocation.is_moved',
      'unread',
    ]) {
      const path = parsePath(text);
      expect(path).toBeDefined();
      if (path) expect(pathOf(path.place, path.index, path.key)).toBe(text);
    }
    for (const wrong of [
      '',
      'x',
      'fields[0]',
      'members.name',
      'members[-1]',
      'unread[0]',
      'extra.text',
      'id',
      'fields.',
      'a.b',
    ]) {
      expect(parsePath(wrong)).toBeUndefined();
    }
  });

  it('reach values, rows and lists', () => {
    expect(getAt(RECORD, 'fields.phone')).toBe('13812345678');
    expect(getAt(RECORD, 'members[1].sex')).toBe('女');
    expect(getAt(RECORD, 'members[0]')).toEqual({ name: '甲' });
    expect(getAt(RECORD, 'members[7].sex')).toBeUndefined();
    expect(getAt(RECORD, 'members')).toBe(RECORD.members);
    expect(() => getAt(RECORD, 'nonsense')).toThrow(TypeError);
  });

  it('set and remove without touching the record they were given', () => {
    const before = structuredClone(RECORD);
    expect(setAt(RECORD, 'members[1].sex', '男').members[1]).toEqual({ name: '乙', sex: '男' });
    expect(setAt(RECORD, 'members[2].name', '丙').members).toHaveLength(3);
    expect(setAt(RECORD, 'members[2]', { name: '丙' }).members[2]).toEqual({ name: '丙' });
    expect(() => setAt(RECORD, 'members[3].name', '丁')).toThrow(RangeError);
    expect(removeAt(RECORD, 'members[0]').members).toEqual([{ name: '乙', sex: '女' }]);
    expect(Object.keys(removeAt(RECORD, 'members[1].sex').members[1] ?? {})).toEqual(['name']);
    expect(removeAt(RECORD, 'members').members).toEqual([]);
    expect(removeAt(RECORD, 'fields').fields).toEqual({});
    expect(setAt(RECORD, 'fields.phone', '1').members).toBe(RECORD.members);
    expect(RECORD).toEqual(before);
  });

  it.each([
    ['fields.phone', 'fields.phone', true],
    ['members', 'members[2].id_no', true],
    ['members[2]', 'members[2].id_no', true],
    ['members[2].id_no', 'members', true],
    ['members[2].id_no', 'members[2].name', false],
    ['members[1]', 'members[12]', false],
    ['fields.phone', 'fields.phone2', false],
    ['fields.bank', 'fields.bank_account', false],
    ['members', 'measures', false],
  ])('%s and %s overlap: %s', (a, b, expected) => {
    expect(pathsOverlap(a, b)).toBe(expected);
    expect(pathsOverlap(b, a)).toBe(expected);
  });
});

describe('differences', () => {
  it('are single fields where both have the row, whole lists where rows came or went', () => {
    const after = {
      ...RECORD,
      fields: { phone: '13900000000' },
      members: [{ name: '甲' }, { name: '乙', labor: '无劳动力' }],
    };
    expect(diffRecords(RECORD, after)).toEqual([
      ['fields.phone', '13812345678', '13900000000'],
      ['members[1].sex', '女', undefined],
      ['members[1].labor', undefined, '无劳动力'],
    ]);
    const fewer = { ...RECORD, members: [{ name: '乙' }] };
    expect(diffRecords(RECORD, fewer)).toEqual([['members', RECORD.members, fewer.members]]);
    const note = { path: 'fields.phone', text: '没有电话', source: 'form' };
    expect(diffRecords(RECORD, { ...RECORD, unread: [note] })).toEqual([['unread', [], [note]]]);
    expect(diffRecords(RECORD, structuredClone(RECORD))).toEqual([]);
    expect(diffRecords(RECORD, { ...RECORD, id: 'y' })).toEqual([]);
  });

  it('lead from one record to the other and back, exactly', () => {
    fc.assert(
      fc.property(arbitraryRecord, arbitraryRecord, (before, after) => {
        const changes = structuredClone(diffRecords(before, after));
        expect(applyDiff(before, changes, 'forward')).toStrictEqual(after);
        expect(applyDiff(after, changes, 'backward')).toStrictEqual(before);
      }),
    );
  });

  it('touch each path once, so that undoing may go in any order', () => {
    fc.assert(
      fc.property(arbitraryRecord, arbitraryRecord, (before, after) => {
        const paths = diffRecords(before, after).map(([path]) => path);
        const clashes = paths.filter((path, at) => paths.some((other, to) => to !== at && pathsOverlap(path, other)));
        expect(clashes).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('see through key order and absent values', () => {
    expect(deepEqual({ a: 1, b: undefined }, { a: 1 })).toBe(true);
    expect(deepEqual({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
    expect(deepEqual([1], { 0: 1 })).toBe(false);
    expect(deepEqual({ a: 1 }, { b: 1 })).toBe(false);
    expect(deepEqual(null, {})).toBe(false);
  });
});
