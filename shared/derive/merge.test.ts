import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyDiff, deepEqual, diffRecords } from './diff';
import { mergeRecords } from './merge';
import { getAt, pathsOverlap } from './path';
import { emptyRecord, type HouseholdRecord } from './record';

const base: HouseholdRecord = {
  ...emptyRecord('a'),
  fields: { household_no: '1', phone: '139', head_name: '王一' },
  members: [{ name: '王一' }, { name: '王二' }, { name: '王三' }],
};

const withField = (record: HouseholdRecord, key: string, value: string): HouseholdRecord => ({
  ...record,
  fields: { ...record.fields, [key]: value },
});

describe('two courses of one household', () => {
  test('what only one changed is taken, what both changed alike is no clash', () => {
    const ours = withField(withField(base, 'phone', '138'), 'remark', '同');
    const theirs = withField(withField(base, 'head_name', '王壹'), 'remark', '同');
    const { record, clashes } = mergeRecords(base, ours, theirs, 'ours');
    expect(record.fields).toEqual({ household_no: '1', phone: '138', head_name: '王壹', remark: '同' });
    expect(clashes).toEqual([]);
  });

  test.each([
    ['ours', '138'],
    ['theirs', '137'],
  ] as const)('a clash stands as preferred: %s', (preferred, phone) => {
    const { record, clashes } = mergeRecords(
      base,
      withField(base, 'phone', '138'),
      withField(base, 'phone', '137'),
      preferred,
    );
    expect(record.fields['phone']).toBe(phone);
    expect(clashes).toEqual([{ path: 'fields.phone', ours: '138', theirs: '137' }]);
  });

  test('a field of a person never lands in the row of another', () => {
    // Here the second person went and another came: as many rows as before, but other people.
    const ours = { ...base, members: [{ name: '王一' }, { name: '王三' }, { name: '赵四' }] };
    const theirs = { ...base, members: [{ name: '王一' }, { name: '王二' }, { name: '王三', phone: '136' }] };
    const { record, clashes } = mergeRecords(base, ours, theirs, 'ours');
    expect(record.members).toEqual(ours.members);
    expect(clashes.map(({ path }) => path)).toEqual(['members[2]']);
    expect(mergeRecords(base, ours, theirs, 'theirs').record.members).toEqual(theirs.members);
  });

  test('a list that only one side changed is not given up for a clash in another', () => {
    const was = { ...base, years: [{ year: 2023, remark: '' }] };
    const ours = {
      ...was,
      members: [{ name: '王大' }, ...base.members.slice(1)],
      years: [{ year: 2023, remark: '这里写的' }],
    };
    const theirs = { ...was, members: [{ name: '王壹' }, ...base.members.slice(1)] };
    const { record, clashes } = mergeRecords(was, ours, theirs, 'theirs');
    expect(clashes.map(({ path }) => path)).toEqual(['members[0]']);
    expect(record.members).toEqual(theirs.members);
    expect(record.years).toEqual(ours.years);
  });

  test('a person added there is taken; added in both, it is a clash of the list', () => {
    const theirs = { ...base, members: [...base.members, { name: '小' }] };
    expect(mergeRecords(base, withField(base, 'phone', '1'), theirs, 'ours').record.members).toHaveLength(4);
    const ours = { ...base, members: [...base.members, { name: '大' }] };
    const { record, clashes } = mergeRecords(base, ours, theirs, 'ours');
    expect(record.members.at(-1)).toEqual({ name: '大' });
    expect(clashes.map(({ path }) => path)).toEqual(['members']);
  });

  test('an unread text there that names a row is not taken when rows moved here', () => {
    const theirs = { ...base, unread: [{ path: 'members[2].birth_date', text: '不详', source: 'form' }] };
    const ours = { ...base, members: base.members.slice(1) };
    expect(mergeRecords(base, ours, theirs, 'ours')).toMatchObject({
      record: { unread: [] },
      clashes: [{ path: 'unread' }],
    });
    expect(mergeRecords(base, base, theirs, 'ours').record.unread).toHaveLength(1);
    // And the other way round: rows that moved there would leave an unread text here behind.
    expect(mergeRecords(base, theirs, ours, 'ours').record.members).toHaveLength(3);
    expect(mergeRecords(base, theirs, ours, 'theirs').record).toMatchObject({ members: ours.members, unread: [] });
  });

  const row = fc.dictionary(fc.constantFrom('name', 'phone'), fc.constantFrom('1', '2', '3'), { maxKeys: 2 });
  const records = fc.record({
    fields: fc.dictionary(fc.constantFrom('phone', 'remark', 'group'), fc.constantFrom('1', '2'), { maxKeys: 3 }),
    members: fc.array(row, { maxLength: 3 }),
    years: fc.array(row, { maxLength: 2 }),
    unread: fc.array(
      fc.record({
        path: fc.constantFrom('members[0].phone', 'fields.phone'),
        text: fc.constant('?'),
        source: fc.constant('f'),
      }),
      { maxLength: 1 },
    ),
  });
  const household = records.map((part): HouseholdRecord => ({ ...emptyRecord('a'), ...part }));

  test('nothing here is lost, nothing there that does not clash; alone it is exactly theirs', () => {
    fc.assert(
      fc.property(household, household, household, (was, ours, theirs) => {
        expect(deepEqual(mergeRecords(was, was, theirs, 'ours').record, theirs)).toBe(true);
        expect(deepEqual(mergeRecords(was, ours, was, 'theirs').record, ours)).toBe(true);
        const { record, clashes } = mergeRecords(was, ours, theirs, 'ours');
        const clashing = (path: string) => clashes.some((clash) => pathsOverlap(clash.path, path));
        for (const [path] of diffRecords(was, ours)) expect(getAt(record, path)).toEqual(getAt(ours, path));
        for (const [path] of diffRecords(was, theirs)) {
          if (!clashing(path)) expect(getAt(record, path)).toEqual(getAt(theirs, path));
        }
        // What is taken can be taken back exactly.
        expect(deepEqual(applyDiff(record, diffRecords(ours, record), 'backward'), ours)).toBe(true);
        const other = mergeRecords(was, ours, theirs, 'theirs').record;
        for (const [path] of diffRecords(was, theirs)) {
          if (!path.includes('[')) expect(getAt(other, path)).toEqual(getAt(theirs, path));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
