import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRecord, type Extra, type HouseholdRecord, type Row, type Unread } from '../derive/record';
import { idOf } from '../excel/understand/testSheet';
import { plan, type ImportPlan } from './plan';
import type { IncomingHousehold, PlannedHousehold, Policy } from './types';

const [IDA, IDB, IDC] = [idOf('19700101', 11), idOf('19720202', 22), idOf('20100303', 31)];
const NO = '52999900010001';

function record(part: Partial<HouseholdRecord>, id = ''): HouseholdRecord {
  return { ...emptyRecord(id), ...part };
}
function incoming(part: Partial<HouseholdRecord>): IncomingHousehold {
  return { record: record(part), at: { sheet: 0, row: 1 } };
}
function only(result: ImportPlan): PlannedHousehold {
  const [household] = result.households;
  if (household === undefined || result.households.length !== 1) throw new Error('not one household');
  return household;
}
function one(part: Partial<HouseholdRecord>, archive: HouseholdRecord, policy: Policy = 'fill'): PlannedHousehold {
  return only(plan([incoming(part)], [archive], { policy }));
}

describe('classes', () => {
  const archive = record({ fields: { household_no: NO, head_name: '赵甲', phone: '13800001111' } }, 'x');

  it('new, same, changed, conflict; counted before the policy', () => {
    const cases: [Row, string][] = [
      [{ household_no: NO, head_name: '赵甲' }, 'same'],
      [{ household_no: NO, phone: '13900002222' }, 'conflict'],
      [{ household_no: NO, address: '上坪村' }, 'changed'],
      [{ household_no: NO, address: '上坪村', phone: '13900002222' }, 'conflict'],
      [{ household_no: '9', head_name: '钱乙' }, 'new'],
    ];
    for (const [fields, expected] of cases)
      expect([fields, one({ fields }, archive).class]).toEqual([fields, expected]);
    for (const policy of ['fill', 'file', 'keep'] as const) {
      const result = plan(
        [cases[2], cases[1], cases[4]].map((entry) => incoming({ fields: entry?.[0] ?? {} })),
        [archive],
        { policy },
      );
      expect(result.counts).toEqual({ new: 1, changed: 1, same: 0, conflict: 0, rejected: 1, suspect: 0 });
    }
  });

  it('the policy decides what is written; a blank never overwrites', () => {
    const fields = { household_no: NO, address: '上坪村', phone: '13900002222' };
    expect(one({ fields }, archive, 'fill').result.fields).toEqual({ ...archive.fields, address: '上坪村' });
    expect(one({ fields }, archive, 'file').result.fields).toEqual({ ...archive.fields, ...fields });
    const kept = one({ fields }, archive, 'keep');
    expect(kept.result).toBe(archive);
    expect(kept.writes).toBe(false);
    expect(kept.changes).toEqual([
      {
        path: 'fields.address',
        entity: 'household',
        key: 'address',
        before: undefined,
        after: '上坪村',
        conflict: false,
        taken: false,
      },
      {
        path: 'fields.phone',
        entity: 'household',
        key: 'phone',
        before: '13800001111',
        after: '13900002222',
        conflict: true,
        taken: false,
      },
    ]);
    expect(archive.fields).toEqual({ household_no: NO, head_name: '赵甲', phone: '13800001111' });
  });

  it('dates: coarser is the same, finer refines, other conflicts', () => {
    const dated = record({ fields: { household_no: NO, first_identified: '201412' } }, 'x');
    const fields = (first_identified: string): Row => ({ household_no: NO, first_identified });
    expect(one({ fields: fields('2014') }, dated, 'file')).toMatchObject({ class: 'same', writes: false });
    expect(one({ fields: fields('20141201') }, dated, 'fill')).toMatchObject({
      class: 'changed',
      result: { fields: { first_identified: '20141201' } },
    });
    expect(one({ fields: fields('2015') }, dated)).toMatchObject({ class: 'conflict' });
  });
});

describe('which household', () => {
  const archive = record(
    {
      fields: { household_no: NO, head_name: '赵甲', head_id_no: IDA },
      members: [{ name: '赵甲', id_no: IDA, relation: '户主' }],
    },
    'x',
  );

  it('by number, else by the head’s ID (also the 户主 member’s, also a disability certificate)', () => {
    expect(one({ fields: { household_no: NO } }, archive).existing?.id).toBe('x');
    expect(one({ fields: { head_id_no: `${IDA}42` } }, archive).existing?.id).toBe('x');
    expect(one({ members: [{ name: '赵甲', id_no: IDA, relation: '户主' }] }, archive).class).toBe('same');
    expect(one({ fields: { head_name: '赵甲' } }, archive).class).toBe('new');
  });

  it('a number of people without a common person is refused, a head under another number is entered and said', () => {
    const stranger = plan([incoming({ fields: { household_no: NO, head_name: '钱乙', head_id_no: IDB } })], [archive]);
    expect(stranger).toMatchObject({
      households: [],
      counts: { rejected: 1 },
      problems: [
        { code: 'number_of_other_household', level: 'rejected', params: { existing: '赵甲', incoming: '钱乙' } },
      ],
    });
    const moved = plan([incoming({ fields: { household_no: '7', head_name: '赵甲', head_id_no: IDA } })], [archive], {
      rejected: 2,
    });
    expect(moved.counts).toMatchObject({ new: 0, suspect: 1, rejected: 2 });
    expect(only(moved)).toMatchObject({
      class: 'suspect',
      suspectAs: 'new',
      writes: true,
      suspects: [{ id: 'x', score: 1 }],
    });
    expect(moved.problems).toMatchObject([
      { code: 'head_in_other_household', level: 'note', params: { household_no: NO } },
    ]);
    const twice = plan(
      [incoming({ fields: { household_no: NO } }), incoming({ fields: { head_id_no: IDA } })],
      [archive],
    );
    expect(twice.counts).toMatchObject({ same: 1, rejected: 1 });
  });

  it('households without number and ID match only when they say nothing new', () => {
    const nameless = record({ fields: { head_name: '赵甲', address: '上坪村' } }, 'y');
    expect(one({ fields: { head_name: '赵甲', address: '上坪村' } }, nameless).class).toBe('same');
    expect(one({ fields: { head_name: '赵甲', address: '河口村' } }, nameless).class).toBe('new');
  });

  it('new households get ids', () => {
    let next = 0;
    const result = plan([incoming({}), incoming({})], [], { newId: () => `id${next++}` });
    expect(result.households.map(({ result: { id } }) => id)).toEqual(['id0', 'id1']);
  });
});

describe('rows', () => {
  it('members match by ID, then by a unique name; others are appended; the archive’s order stays', () => {
    const archive = record(
      {
        fields: { household_no: NO },
        members: [{ name: '赵丙', id_no: IDC }, { name: '赵甲', id_no: IDA }, { name: '钱乙' }],
      },
      'x',
    );
    const planned = one(
      {
        fields: { household_no: NO },
        members: [
          { name: '赵甲', id_no: IDA, ethnic: '汉族' },
          { name: '钱乙', id_no: IDB },
          { name: '新生', relation: '之子' },
          { name: '赵丙改', id_no: IDC },
        ],
      },
      archive,
    );
    expect(planned.class).toBe('conflict');
    expect(planned.changes.map(({ path }) => path)).toEqual([
      'members[1].ethnic',
      'members[2].id_no',
      'members[3].name',
      'members[3].relation',
      'members[0].name',
    ]);
    expect(planned.result.members).toEqual([
      { name: '赵丙', id_no: IDC },
      { name: '赵甲', id_no: IDA, ethnic: '汉族' },
      { name: '钱乙', id_no: IDB },
      { name: '新生', relation: '之子' },
    ]);
  });

  it('years by year, measures by year, helpers by name, monitoring by the current episode', () => {
    const archive = record(
      {
        fields: { household_no: NO },
        years: [{ year: 2024, inc_total: 1 }],
        helpers: [{ helper_name: '孙帮' }],
        monitoring: [
          { monitor_start: '2021', risk_removed: '是', remove_date: '202203' },
          { monitor_start: '202306', risk1: '因病' },
        ],
      },
      'x',
    );
    const { result } = one(
      {
        fields: { household_no: NO },
        years: [
          { year: 2023, inc_total: 5 },
          { year: 2024, inc_net: 3 },
        ],
        measures: [{ year: 2024, m_industry: '种植业' }],
        helpers: [{ helper_name: '李帮' }],
        monitoring: [{ monitor_start: '2023', risk2: '因学' }],
      },
      archive,
    );
    expect(result).toMatchObject({
      years: [
        { year: 2024, inc_total: 1, inc_net: 3 },
        { year: 2023, inc_total: 5 },
      ],
      measures: [{ year: 2024, m_industry: '种植业' }],
      helpers: [{ helper_name: '孙帮' }, { helper_name: '李帮' }],
      monitoring: [{ monitor_start: '2021' }, { monitor_start: '202306', risk1: '因病', risk2: '因学' }],
    });
  });
});

describe('unread and extra', () => {
  const source = 'a.xlsx|表|B2';
  const archive = record(
    {
      fields: { household_no: NO, head_name: '赵甲' },
      members: [{ name: '钱乙' }, { name: '赵甲' }],
      unread: [{ path: 'members[1].birth_date', text: '腊月', source }],
      extra: [{ header: '片区', text: '东片', source, member: 1 }],
    },
    'x',
  );
  const part = (unread: Unread[], extra: Extra[], member: Row = { name: '赵甲' }): Partial<HouseholdRecord> => ({
    fields: { household_no: NO },
    members: [member],
    unread,
    extra,
  });

  it('the same again is the same, wherever it comes from', () => {
    const again = part(
      [{ path: 'members[0].birth_date', text: '腊月', source: 'b' }],
      [{ header: '片区', text: '东片', source: 'b', member: 0 }],
    );
    expect(one(again, archive)).toMatchObject({ class: 'same', writes: false });
  });

  it('a readable value takes the place of the refused text', () => {
    const planned = one(part([], [], { name: '赵甲', birth_date: '19700101' }), archive);
    expect(planned).toMatchObject({
      class: 'changed',
      result: { unread: [], members: [{}, { birth_date: '19700101' }] },
    });
  });

  it('new texts are kept, other texts conflict', () => {
    const other = part(
      [{ path: 'fields.phone', text: '不详', source }],
      [{ header: '片区', text: '西片', source, member: 0 }],
    );
    expect(one(other, archive, 'fill')).toMatchObject({
      class: 'conflict',
      result: {
        unread: [{ path: 'members[1].birth_date' }, { path: 'fields.phone', text: '不详' }],
        extra: [{ text: '东片' }],
      },
    });
    expect(one(other, archive, 'file').result.extra).toEqual([{ header: '片区', text: '西片', source, member: 1 }]);
  });

  it('a person who is only an unreadable number gets a row', () => {
    const planned = one(
      { fields: { household_no: NO }, members: [{}], unread: [{ path: 'members[0].id_no', text: '5.2E+17', source }] },
      record({ fields: { household_no: NO } }, 'x'),
    );
    expect(planned.result).toMatchObject({ members: [{}], unread: [{ path: 'members[0].id_no' }] });
  });
});

describe('importing again', () => {
  const text = fc.constantFrom('赵甲', '赵乙', '赵丙');
  const maybe = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arb, { nil: undefined });
  const clean = (row: Record<string, string | number | undefined>): Row =>
    Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  const row = (model: Record<string, fc.Arbitrary<string | number | undefined>>): fc.Arbitrary<Row> =>
    fc.record(model).map(clean);
  const date = fc.constantFrom('2014', '201412', '20141203', '2015');
  const record_ = fc
    .record({
      fields: row({
        household_no: fc.constantFrom('1', '2', '3'),
        head_name: maybe(text),
        head_id_no: maybe(fc.constantFrom(IDA, IDB)),
        first_identified: maybe(date),
        cause_other: maybe(fc.constantFrom('因病,因学', '因学,因病', '因残')),
      }),
      members: fc.array(
        row({ name: maybe(text), id_no: maybe(fc.constantFrom(IDA, IDB, IDC)), birth_date: maybe(date) }),
        { maxLength: 4 },
      ),
      years: fc.uniqueArray(
        row({ year: fc.integer({ min: 2023, max: 2025 }), inc_total: maybe(fc.integer({ min: 0, max: 3 })) }),
        {
          selector: ({ year }) => year,
        },
      ),
      helpers: fc.uniqueArray(
        row({ helper_name: maybe(text), helper_phone: maybe(fc.constantFrom('13800001111', '13900002222')) }),
        { selector: ({ helper_name }) => helper_name, maxLength: 2 },
      ),
      monitoring: fc.array(row({ monitor_start: maybe(date), risk1: maybe(fc.constantFrom('因病', '因学')) }), {
        maxLength: 1,
      }),
      visits: fc.array(row({ visit_date: maybe(date), visit_content: maybe(text) }), { maxLength: 3 }),
      unread: fc.constantFrom<Unread[]>([], [{ path: 'fields.phone', text: '不详', source: 'a' }]),
      extra: fc.array(fc.record({ header: fc.constantFrom('片区', '备注2'), text, source: fc.constant('a') }), {
        maxLength: 3,
      }),
    })
    .map((part) => incoming(part));
  const village = fc.uniqueArray(record_, {
    selector: ({ record: { fields } }) => fields['household_no'],
    maxLength: 3,
  });
  /** The same without persons entered twice: whom an ID does not tell apart, no merge can keep apart for ever. */
  const orderly = village.map((households) =>
    households.map((household): IncomingHousehold => {
      const ids = new Set<unknown>();
      const members = household.record.members.filter(({ id_no, name }) => {
        const key = id_no ?? `name:${String(name)}`;
        if (ids.has(key)) return false;
        ids.add(key);
        return true;
      });
      return { ...household, record: { ...household.record, members } };
    }),
  );
  const results = (planned: ImportPlan): HouseholdRecord[] => planned.households.map(({ result }) => result);

  it('into an empty archive changes nothing, persons entered twice included', () => {
    fc.assert(
      fc.property(village, (households) => {
        const again = plan(households, results(plan(households, [])));
        expect(again.counts).toMatchObject({ same: households.length, new: 0, rejected: 0 });
        expect(again.households.some(({ writes }) => writes)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('after any policy writes nothing more, and leaves the archive’s own records alone', () => {
    let next = 0;
    const newId = (): string => `id${next++}`;
    fc.assert(
      fc.property(orderly, orderly, fc.constantFrom<Policy>('fill', 'file', 'keep'), (first, second, policy) => {
        const archive = results(plan(first, [], { newId }));
        const before = JSON.stringify(archive);
        const merged = plan(second, archive, { policy, newId });
        expect(JSON.stringify(archive)).toBe(before);
        const touched = new Map(results(merged).map((record) => [record.id, record]));
        const rest = archive.filter(({ id }) => !touched.has(id));
        const repeated = plan(second, [...rest, ...touched.values()], { policy, newId });
        expect(repeated.households.some(({ writes }) => writes)).toBe(false);
        if (policy === 'file') expect(repeated.counts).toMatchObject({ changed: 0, conflict: 0, new: 0 });
      }),
      { numRuns: 300 },
    );
  });
});
