import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTITIES } from '../catalogue/index';
import { canonicalJson } from './canonical';
import { slotsOf, toDump } from './dump';
import { ArchiveHash } from './hash';
import { emptyRecord, type HouseholdRecord } from './record';
import { arbitraryRecord } from './arbitrary.test';
import { fromDump } from './zod';

const RECORD: HouseholdRecord = {
  ...emptyRecord('01J00000000000000000000001'),
  fields: { phone: '13812345678', household_no: '62999900010037', village: '上坪村' },
  members: [{ id_no: '629999198110292819', name: '袁竹' }],
  years: [{ inc_wage: 100.5, year: 2025 }],
  monitoring: [{ monitor_type: '脱贫不稳定户', start_inc_wage: 5, after_inc_wage: 6 }],
  unread: [{ path: 'members[0].sex', text: '未知性别', source: 'a.xlsx|数据|C4' }],
  extra: [{ header: '片区', text: '东', source: 'a.xlsx|数据|Z4', member: 0 }],
};

async function hashOf(records: readonly HouseholdRecord[], sorted = false): Promise<string> {
  const hash = new ArchiveHash({ sorted });
  for (const record of records) hash.add(record);
  return hash.digest();
}

describe('dump', () => {
  it('has the shape of contracts.md', () => {
    expect(JSON.stringify(toDump(RECORD))).toBe(
      JSON.stringify({
        id: RECORD.id,
        household_no: '62999900010037',
        fields: { household_no: '62999900010037', phone: '13812345678', village: '上坪村' },
        members: [{ name: '袁竹', id_no: '629999198110292819' }],
        years: [{ year: 2025, inc_wage: 100.5 }],
        monitoring: [{ monitor_type: '脱贫不稳定户', at_start: { inc_wage: 5 }, after: { inc_wage: 6 } }],
        unread: RECORD.unread,
        extra: [{ header: '片区', text: '东', source: 'a.xlsx|数据|Z4', member: 0 }],
      }),
    );
    expect(toDump(emptyRecord('x'))).toEqual({ id: 'x', fields: {} });
  });

  it('keeps what the catalogue does not know', () => {
    expect(toDump({ ...RECORD, fields: { ...RECORD.fields, zzz: '1' } }).fields['zzz']).toBe('1');
  });

  it('gives every stored field a place of its own', () => {
    for (const entity of ENTITIES) {
      const places = slotsOf(entity).map(({ path }) => path.join('.'));
      expect(new Set(places).size).toBe(places.length);
      const groups = new Set(
        slotsOf(entity).flatMap(({ path }) => path.slice(0, -1).map((_, at) => path.slice(0, at + 1).join('.'))),
      );
      expect(places.filter((place) => groups.has(place))).toEqual([]);
    }
  });

  it('reads back as the same record, also through JSON', () => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        expect(fromDump(JSON.parse(JSON.stringify(toDump(record))))).toStrictEqual({ ok: true, value: record });
      }),
    );
  });

  it.each<[string, unknown, string]>([
    ['no object', 7, ''],
    ['no fields', { id: 'x' }, 'fields'],
    ['unknown key', { id: 'x', fields: { nonsense: '1' } }, 'fields.nonsense'],
    ['blank text', { id: 'x', fields: { phone: '' } }, 'fields.phone'],
    ['code instead of label', { id: 'x', fields: {}, members: [{ sex: '1' }] }, 'members.0.sex'],
    ['impossible date', { id: 'x', fields: {}, members: [{ birth_date: '20140230' }] }, 'members.0.birth_date'],
    ['number as text', { id: 'x', fields: {}, years: [{ year: '2025' }] }, 'years.0.year'],
    ['group as value', { id: 'x', fields: {}, monitoring: [{ at_start: 5 }] }, 'monitoring.0.at_start'],
    ['bad path', { id: 'x', fields: {}, unread: [{ path: 'x', text: '', source: '' }] }, 'unread.0.path'],
  ])('refuses %s', (_, object, at) => {
    expect(fromDump(object)).toEqual({ ok: false, error: { code: 'not_a_household', params: { at } } });
  });
});

describe('canonical JSON', () => {
  it('is JSON with sorted keys', () => {
    expect(canonicalJson({ b: [1, { d: '户', c: undefined }], a: 0.1 })).toBe('{"a":0.1,"b":[1,{"d":"户"}]}');
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('hash of the archive', () => {
  it('is SHA-256 of the sorted households, as anyone can compute it from a dump', async () => {
    const other: HouseholdRecord = { ...emptyRecord('y'), fields: { household_no: '1' } };
    const plain =
      '[{"fields":{"household_no":"1"},"household_no":"1"},' +
      '{"extra":[{"header":"片区","member":0,"text":"东"}],' +
      '"fields":{"household_no":"62999900010037","phone":"13812345678","village":"上坪村"},"household_no":"62999900010037",' +
      '"members":[{"id_no":"629999198110292819","name":"袁竹"}],' +
      '"monitoring":[{"after":{"inc_wage":6},"at_start":{"inc_wage":5},"monitor_type":"脱贫不稳定户"}],' +
      '"unread":[{"path":"members[0].sex","text":"未知性别"}],"years":[{"inc_wage":100.5,"year":2025}]}]';
    expect(await hashOf([RECORD, other])).toBe(createHash('sha256').update(plain).digest('hex'));
    expect(await hashOf([])).toBe(createHash('sha256').update('[]').digest('hex'));
  });

  it('does not depend on order, ids and sources', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryRecord, { maxLength: 4 }), async (records) => {
        const strangers = records.map((record) => ({
          ...record,
          id: 'other',
          unread: record.unread.map((entry) => ({ ...entry, source: 'elsewhere' })),
        }));
        const byNumber = records.toSorted((a, b) => (noOf(a) < noOf(b) ? -1 : noOf(a) > noOf(b) ? 1 : 0));
        const hash = await hashOf(records);
        expect(await hashOf(strangers.toReversed())).toBe(hash);
        expect(await hashOf(byNumber, true)).toBe(hash);
      }),
      { numRuns: 50 },
    );
  });

  it('changes with any value', async () => {
    const hash = await hashOf([RECORD]);
    expect(await hashOf([{ ...RECORD, fields: { ...RECORD.fields, phone: '13812345679' } }])).not.toBe(hash);
    expect(await hashOf([{ ...RECORD, unread: [] }])).not.toBe(hash);
    expect(await hashOf([{ ...RECORD, members: [...RECORD.members, {}] }])).not.toBe(hash);
    expect(await hashOf([RECORD, RECORD])).not.toBe(hash);
  });

  it('refuses a sorted archive that is not', () => {
    const hash = new ArchiveHash({ sorted: true });
    hash.add({ ...RECORD, fields: { household_no: '2' } });
    expect(() => hash.add({ ...RECORD, fields: { household_no: '1' } })).toThrow(RangeError);
  });
});

function noOf(record: HouseholdRecord): string {
  return String(record.fields['household_no'] ?? '');
}
