/** Policies per column, decisions, suspects, blanks that clear, the circuit breaker. */
import { describe, expect, it } from 'vitest';
import { emptyRecord, type HouseholdRecord, type Row } from '../derive/record';
import { idOf } from '../excel/understand/testSheet';
import { toRecords } from '../excel/understand/toRecords';
import { understandWorkbooks } from '../excel/understand/understand';
import type { CellValue } from '../excel/sheet';
import { decisionKey, changeKey } from './keys';
import { identityKey } from './matchHousehold';
import { plan, type PlanOptions } from './plan';
import type { Decision, IncomingHousehold, PlannedHousehold } from './types';

const [IDA, IDB, IDC] = [idOf('19700101', 11), idOf('19720202', 22), idOf('20100303', 31)];
const NEAR_A = `${IDA.slice(0, 16)}${(Number(IDA[16]) + 2) % 10}${IDA.slice(17)}`;

function record(part: Partial<HouseholdRecord>, id = ''): HouseholdRecord {
  return { ...emptyRecord(id), ...part };
}
let row = 0;
function incoming(part: Partial<HouseholdRecord>): IncomingHousehold {
  return { record: record(part), at: { sheet: 0, row: row++ } };
}
function only(planned: readonly PlannedHousehold[]): PlannedHousehold {
  const [household] = planned;
  if (household === undefined || planned.length !== 1) throw new Error('not one household');
  return household;
}
function decide(household: IncomingHousehold, decision: Decision): PlanOptions {
  return { decisions: new Map([[decisionKey(household), decision]]) };
}

describe('columns and decisions', () => {
  const archive = record(
    {
      fields: { household_no: '1', head_name: '赵甲', phone: '13800001111', address: '上坪村' },
      members: [{ name: '赵甲' }],
    },
    'x',
  );
  const household = incoming({
    fields: { household_no: '1', phone: '13900002222', address: '河口村', remark: '新' },
    members: [{ name: '赵甲', ethnic: '汉族' }, { name: '赵丙' }, { name: '赵丁', sex: '男' }],
  });

  it('a column follows its own policy; 人工 waits for a decision', () => {
    const columns = { 'household.phone': 'file', 'household.remark': 'keep', 'member.ethnic': 'ask' } as const;
    const planned = only(plan([household], [archive], { columns }).households);
    expect(planned.result.fields).toEqual({ ...archive.fields, phone: '13900002222' });
    expect(planned.result.members[0]).toEqual({ name: '赵甲' });
    expect(planned.changes.find(({ key }) => key === 'ethnic')).toMatchObject({ taken: false, open: true });
    const took = decide(household, { changes: { 'members[0].ethnic': 'take', 'fields.phone': 'keep' } });
    const decided = only(plan([household], [archive], { columns, ...took }).households);
    expect(decided.result.members[0]).toEqual({ name: '赵甲', ethnic: '汉族' });
    expect(decided.result.fields['phone']).toBe('13800001111');
    expect(decided.changes.some(({ open }) => open)).toBe(false);
  });

  it('a new row of which nothing is taken leaves no empty row', () => {
    const planned = only(
      plan([household], [archive], decide(household, { changes: { 'members[1].name': 'keep' } })).households,
    );
    expect(planned.result.members).toEqual([
      { name: '赵甲', ethnic: '汉族' },
      { name: '赵丁', sex: '男' },
    ]);
    expect(planned.matches?.members).toEqual([0, -1, 1]);
  });

  it('what was left can be taken later, and taking it twice changes nothing', () => {
    const left = decide(household, { changes: { 'fields.remark': 'keep' } });
    const first = only(plan([household], [archive], left).households).result;
    const second = only(plan([household], [first]).households);
    expect(second.changes.filter(({ taken }) => taken).map(changeKey)).toEqual(['fields.remark']);
    expect(only(plan([household], [second.result]).households).writes).toBe(false);
  });
});

describe('blank cells', () => {
  const header = ['户编号', '户主姓名', '家庭住址', '姓名', '与户主关系', '性别', '文化程度'];
  const rows: CellValue[][] = [
    header,
    ['1', '赵甲', '', '赵甲', '户主', '男', ''],
    ['1', '赵甲', '', '钱乙', '之妻', '女', '小学'],
  ];
  const sheet = {
    name: '表',
    rows,
    columns: header.length,
    merges: [],
    hidden: false,
    hiddenRows: new Set<number>(),
    hiddenColumns: new Set<number>(),
  };
  const { sheets } = understandWorkbooks([{ file: 'a.xlsx', format: 'xlsx', sheets: [sheet] }], { today: '20261122' });
  const { households } = toRecords(sheets);
  const archive = record(
    {
      fields: { household_no: '1', head_name: '赵甲', address: '上坪村', remark: '旧' },
      members: [
        { name: '赵甲', relation: '户主', education: '初中' },
        { name: '钱乙', relation: '配偶', education: '小学' },
      ],
    },
    'x',
  );

  it('never overwrite, unless the column says so; columns that the sheet has not stay', () => {
    expect(only(plan(households, [archive], { policy: 'file', sheets }).households).result.fields['address']).toBe(
      '上坪村',
    );
    const blankOverwrites = new Set([
      'household.address',
      'member.education',
      'household.remark',
      'household.household_no',
    ]);
    const planned = only(plan(households, [archive], { sheets, blankOverwrites }).households);
    expect(planned.result.fields).toEqual({ household_no: '1', head_name: '赵甲', remark: '旧' });
    expect(planned.result.members.map(({ education }) => education)).toEqual([undefined, '小学']);
    expect(planned.changes).toContainEqual(
      expect.objectContaining({ path: 'members[0].education', before: '初中', after: undefined, taken: true }),
    );
    expect(only(plan(households, [planned.result], { sheets, blankOverwrites }).households).class).toBe('same');
  });
});

describe('who it is', () => {
  const archive = record(
    {
      fields: { household_no: '7', head_name: '赵建国', head_id_no: IDA, natural_village: '上河' },
      members: [
        { name: '赵建国', id_no: IDA, relation: '户主' },
        { name: '钱乙', id_no: IDB },
        { name: '赵丙', id_no: IDC },
      ],
    },
    'x',
  );

  it('by most members’ IDs where neither has a number that speaks against it', () => {
    const members = [
      { name: '钱乙', id_no: IDB },
      { name: '赵丙', id_no: IDC },
    ];
    expect(only(plan([incoming({ members })], [archive]).households).existing?.id).toBe('x');
    const numbered = plan([incoming({ fields: { household_no: '8' }, members })], [archive]);
    expect(only(numbered.households)).toMatchObject({ class: 'suspect', suspects: [{ reasons: ['same_member_id'] }] });
    // A daughter who has left is no household.
    const left = plan(
      [incoming({ fields: { household_no: '8', head_name: '钱乙' }, members: [{ name: '钱乙', id_no: IDB }] })],
      [archive],
    );
    expect(left.counts).toMatchObject({ new: 1, suspect: 0 });
    expect(left.problems).toMatchObject([
      { code: 'member_in_other_household', params: { name: '钱乙', existing: '赵建国' } },
    ]);
  });

  it('a near number makes a suspect: entered by default and said, merged or skipped only as decided', () => {
    const one = incoming({
      fields: { household_no: '9', head_name: '赵建国', head_id_no: NEAR_A, phone: '13900002222' },
    });
    const byDefault = plan([one], [archive]);
    expect(byDefault.counts).toMatchObject({ new: 0, suspect: 1 });
    expect(byDefault.problems).toMatchObject([{ code: 'suspect_entered', level: 'note' }]);
    expect(only(byDefault.households)).toMatchObject({ existing: undefined, writes: true, suspectAs: 'new' });
    expect(only(plan([one], [archive], { suspects: 'skip' }).households)).toMatchObject({
      writes: false,
      suspectAs: 'skip',
    });
    const merged = only(plan([one], [archive], decide(one, { household: { kind: 'merge', id: 'x' } })).households);
    expect(merged).toMatchObject({
      class: 'suspect',
      suspectAs: 'merge',
      result: { id: 'x', fields: { household_no: '7', phone: '13900002222' } },
    });
    // The decision is remembered: the same sheet again finds the same household, and nothing to do.
    const again = plan([one], [merged.result], { merged: new Map([[identityKey(one.record), 'x']]) });
    expect(again.counts).toMatchObject({ suspect: 0, new: 0 });
    expect(only(again.households).writes).toBe(false);
  });

  it('a member with a slip in the number is the same member in conflict; twins stay two', () => {
    const slip = only(
      plan(
        [
          incoming({
            fields: { household_no: '7', head_name: '赵建国' },
            members: [{ name: '赵建囯', id_no: NEAR_A }],
          }),
        ],
        [archive],
      ).households,
    );
    expect(slip.class).toBe('conflict');
    expect(slip.result.members).toHaveLength(3);
    const [one, two] = [idOf('20050505', 101), idOf('20050505', 103)];
    const twins = record(
      { fields: { household_no: '5', head_name: '李四' }, members: [{ name: '李大双', id_no: one }] },
      'y',
    );
    const added = only(
      plan(
        [incoming({ fields: { household_no: '5', head_name: '李四' }, members: [{ name: '李小双', id_no: two }] })],
        [twins],
      ).households,
    );
    expect(added.result.members).toHaveLength(2);
  });
});

describe('circuit breaker', () => {
  const village = Array.from({ length: 40 }, (_, at) =>
    record(
      {
        fields: {
          household_no: String(at),
          head_name: `赵${at}`,
          phone: `1380000${1000 + at}`,
          bank_account: `62${at}`,
        },
        years: [
          { year: 2024, inc_total: 1000 + at, inc_net: 500 + at },
          { year: 2025, inc_total: 2000 + at, inc_net: 600 + at },
        ],
      },
      `id${at}`,
    ),
  );
  const sheetOf = (change: (record: HouseholdRecord, at: number) => Partial<HouseholdRecord>): IncomingHousehold[] =>
    village.map((known, at) => incoming({ fields: { household_no: String(at) }, ...change(known, at) }));
  const breaker = (list: readonly IncomingHousehold[], options: PlanOptions = { policy: 'file' }) =>
    plan(list, village, options).breaker;

  it('trips above 30 % of the matched households whose filled values would be overwritten, and says why', () => {
    const phones = (count: number): IncomingHousehold[] =>
      sheetOf((_, at) => ({ fields: { household_no: String(at), ...(at < count ? { phone: '13911112222' } : {}) } }));
    expect(breaker(phones(12))).toBeNull();
    expect(breaker(phones(13))).toMatchObject({ code: 'too_many_changes', count: 13, of: 40, cause: 'one_column' });
    expect(breaker(phones(40), { policy: 'fill' })).toBeNull();
    expect(breaker(phones(13))?.params['cause']).toContain('电话');
  });

  it('knows the wrong year and shifted columns', () => {
    const year = sheetOf(({ years }) => ({ years: [{ ...(years[0] as Row), year: 2025 }] }));
    expect(breaker(year)).toMatchObject({ cause: 'wrong_year' });
    const shifted = sheetOf(({ fields }, at) => ({
      fields: { household_no: String(at), phone: fields['bank_account'], bank_account: fields['phone'] },
    }));
    expect(breaker(shifted)).toMatchObject({ cause: 'shifted_columns' });
    const other = sheetOf((_, at) => ({ fields: { household_no: String(at), head_name: `钱${at}` } }));
    // Strangers under known numbers are refused one by one.
    expect(plan(other, village, { policy: 'file' }).counts.rejected).toBe(40);
  });

  it('trips when most of a sheet looks like what is there already', () => {
    const people = village.map((known, at) => ({
      ...known,
      fields: { ...known.fields, head_id_no: idOf('19600101', 100 + at) },
    }));
    const renumbered = people.map((known) => incoming({ fields: { ...known.fields, household_no: `N${known.id}` } }));
    expect(plan(renumbered, people).breaker).toMatchObject({ code: 'too_many_suspects', cause: 'renumbered', of: 40 });
    expect(plan(renumbered, people, { suspects: 'skip' }).breaker).toBeNull();
  });
});
