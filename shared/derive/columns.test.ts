import { describe, expect, it } from 'vitest';
import { registerColumns, registerRows, type RegisterName } from './columns';
import { emptyRecord, type HouseholdRecord } from './record';

const AS_OF = { asOf: '20260630' };
const REGISTERS: readonly RegisterName[] = ['household', 'member', 'income'];

const RECORD: HouseholdRecord = {
  ...emptyRecord('x'),
  fields: { household_no: '1', head_name: '甲', group: '第1组' },
  members: [{ name: '甲', id_no: '629999198110292819' }, { name: '乙' }],
  years: [
    { year: 2024, inc_wage: 1, land_arable: 2 },
    { year: 2025, inc_wage: 3, land_arable: 4 },
  ],
  helpers: [{ helper_name: '丙' }, { helper_name: '丁' }],
  monitoring: [{ monitor_type: '脱贫不稳定户', monitor_start: '2023' }],
  measures: [
    { year: 2025, m_industry: '种植业' },
    { year: 2024, m_industry: '养殖业' },
  ],
  relocation: { is_moved: '否' },
};

function rowsOf(name: RegisterName, when = AS_OF, withDerived = false): Record<string, unknown>[] {
  const columns = registerColumns(name, withDerived);
  return registerRows(RECORD, name, columns, when).map((row) =>
    Object.fromEntries(row.flatMap((value, at) => (value === undefined ? [] : [[columns[at]?.key ?? '', value]]))),
  );
}

describe('register columns', () => {
  it('stand once each, and do not repeat a header', () => {
    for (const name of REGISTERS) {
      const columns = registerColumns(name, true);
      expect(new Set(columns.map((column) => column.key)).size).toBe(columns.length);
      expect(new Set(columns.map((column) => column.header)).size).toBe(columns.length);
    }
  });

  it('show the unit, and are as wide as their values need', () => {
    const columns = new Map(registerColumns('household').map((column) => [column.key, column]));
    expect(columns.get('year.land_arable')).toMatchObject({ header: '耕地面积（亩）', kind: 'number' });
    expect(columns.get('household.household_no')?.kind).toBe('text');
    expect(columns.get('household.head_id_no')?.width).toBeGreaterThanOrEqual(22);
    expect(columns.get('household.phone')).toMatchObject({ kind: 'text', always: true });
    expect(columns.get('relocation.move_way')?.always).toBe(false);
    expect(registerColumns('income').find((column) => column.field.key === 'inc_wage')?.kind).toBe('money');
  });

  it('hold no derived field unless asked for', () => {
    for (const name of REGISTERS) expect(registerColumns(name).some((column) => column.field.derived)).toBe(false);
    expect(registerColumns('member', true).some((column) => column.key === 'member.age')).toBe(true);
  });
});

describe('register rows', () => {
  it('of households take the newest year, first helper, current episode and measures of that year', () => {
    expect(rowsOf('household')).toEqual([
      {
        'household.household_no': '1',
        'household.head_name': '甲',
        'household.group': '第1组',
        'year.year': 2025,
        'year.land_arable': 4,
        'helper.helper_name': '丙',
        'monitoring.monitor_type': '脱贫不稳定户',
        'monitoring.monitor_start': '2023',
        'measure.m_industry': '种植业',
        'relocation.is_moved': '否',
      },
    ]);
    expect(rowsOf('household', { asOf: '20260630', year: 2024 } as typeof AS_OF)[0]).toMatchObject({
      'year.land_arable': 2,
      'measure.m_industry': '养殖业',
    });
  });

  it('of persons and years carry the keys of the household', () => {
    const key = { 'household.household_no': '1', 'household.head_name': '甲', 'household.group': '第1组' };
    expect(rowsOf('member')).toEqual([
      { ...key, 'member.name': '甲', 'member.id_no': '629999198110292819' },
      { ...key, 'member.name': '乙' },
    ]);
    expect(rowsOf('income')).toEqual([
      { ...key, 'year.year': 2024, 'year.inc_wage': 1 },
      { ...key, 'year.year': 2025, 'year.inc_wage': 3 },
    ]);
    expect(rowsOf('income', { asOf: '20260630', year: 2025 } as typeof AS_OF)).toHaveLength(1);
  });

  it('compute what is derived', () => {
    expect(rowsOf('member', AS_OF, true)[0]).toMatchObject({ 'member.age': 44 });
  });
});
