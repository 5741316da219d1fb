import { describe, expect, it } from 'vitest';
import { MONITORED_OPEN, SCHOOL_AGE } from '../catalogue/facts';
import { ENTITIES } from '../catalogue/index';
import { evaluate } from '../when/evaluate';
import * as facts from './facts';
import { emptyRecord, type HouseholdRecord } from './record';

const AS_OF = { asOf: '20260630' };

function household(more: Partial<HouseholdRecord>): HouseholdRecord {
  return { ...emptyRecord('x'), ...more };
}

describe('ages', () => {
  it.each([
    ['19811029', '20260630', 44],
    ['19810630', '20260630', 45],
    ['19810701', '20260630', 44],
    ['629999198110292819', '20260630', 44],
    ['53989919820313265763', '20260630', 44],
    ['110105491231002', '20260630', 76],
    ['20260630', '20260630', 0],
    ['20260701', '20260630', undefined],
    ['201506', '20260630', 11],
    ['2015', '20260630', 11],
    ['20240229', '20250228', 0],
    ['20240229', '20250301', 1],
    ['629999198113292819', '20260630', undefined],
    ['unknown', '20260630', undefined],
    ['', '20260630', undefined],
  ])('%s on %s: %s', (born, asOf, expected) => {
    expect(facts.ageAt(born, asOf)).toBe(expected);
  });

  it('of the school year stay from September to August', () => {
    expect(facts.schoolYearAge('20190831', '20250831')).toBe(5);
    expect(facts.schoolYearAge('20190831', '20250901')).toBe(6);
    expect(facts.schoolYearAge('20190831', '20260831')).toBe(6);
    expect(facts.schoolYearAge('20190901', '20260630')).toBe(5);
  });

  it('come from the ID, else from the date as entered', () => {
    expect(facts.birthDateOf({ id_no: '629999198110292819', birth_date: '19811030' })).toBe('19811029');
    expect(facts.birthDateOf({ id_no: '62999919811329281', birth_date: '198110' })).toBe('198110');
    expect(facts.birthDateOf({})).toBeUndefined();
  });

  it('come from the date as entered where the number does not tell the century or is of a day to come', () => {
    expect(facts.birthDateOf({ id_no: '530199081005414', birth_date: '20081005' })).toBe('20081005');
    expect(facts.birthDateOf({ id_no: '530199081005414' })).toBe('19081005');
    expect(facts.birthDateOf({ id_no: '530199202710054149', birth_date: '20171005' }, '20260630')).toBe('20171005');
    expect(facts.birthDateOf({ id_no: '530199202710054149' }, '20260630')).toBeUndefined();
    expect(
      facts.derivedValue(household({}), 'member', { id_no: '530199081005414', birth_date: '20081005' }, 'age', AS_OF),
    ).toBe(17);
  });
});

describe('households', () => {
  it('have labour by their counting members only', () => {
    const labour = (member: HouseholdRecord['members'][number]) => facts.hasLabour(household({ members: [member] }));
    expect(labour({ labor: '普通劳动力' })).toBe(true);
    expect(labour({ labor: '技能劳动力', live_state: '正常' })).toBe(true);
    expect(labour({ labor: '技能劳动力', live_state: '死亡' })).toBe(false);
    expect(labour({ labor: '弱劳动力或半劳动力' })).toBe(false);
    expect(facts.isNormal({})).toBe(true);
  });

  it('are poor by type, or by attribute where the type is blank', () => {
    expect(facts.isPoor(household({ fields: { household_type: '脱贫户' } }))).toBe(true);
    expect(facts.isPoor(household({ fields: { household_type: '一般农户', poverty_attribute: '低保户' } }))).toBe(
      false,
    );
    expect(facts.isPoor(household({ fields: { poverty_attribute: '低保户' } }))).toBe(true);
    expect(facts.isPoor(household({}))).toBe(false);
  });

  it('are monitored by their newest episode', () => {
    const monitoring = [
      { monitor_type: '边缘易致贫户', monitor_start: '202306', risk_removed: '否' },
      { monitor_type: '脱贫不稳定户', monitor_start: '202201', risk_removed: '是' },
      { risk_removed: '否' },
    ];
    expect(facts.currentEpisode(household({ monitoring }))).toBe(monitoring[0]);
    expect(facts.isMonitoredOpen(household({ monitoring }))).toBe(true);
    expect(facts.isMonitored(household({ monitoring: [{ risk_removed: '否' }] }))).toBe(false);
    expect(facts.isMonitoredOpen(household({ monitoring: monitoring.slice(1) }))).toBe(false);
  });

  it('have a newest year up to the one asked for', () => {
    const record = household({ years: [{ year: 2025 }, { year: 2026 }, { year: 2024 }] });
    expect(facts.newestYear(record)?.['year']).toBe(2026);
    expect(facts.newestYear(record, 2025)?.['year']).toBe(2025);
    expect(facts.newestYear(record, 2000)).toBeUndefined();
  });
});

describe('scopes', () => {
  const record = household({
    fields: { household_type: '脱贫户', first_identified: '201512' },
    members: [{ name: '甲', id_no: '539699201605030745' }],
    years: [
      { year: 2024, inc_net_pc: 9000 },
      { year: 2025, inc_net_pc: 9500 },
    ],
    measures: [{ year: 2025, m_house: '危房改造', plan_start: '20230620' }],
    monitoring: [{ monitor_type: '脱贫不稳定户', monitor_start: '20230601' }],
    relocation: { is_moved: '是' },
  });
  const of = (entity: Parameters<typeof facts.scopeOf>[1], row: HouseholdRecord['fields']) =>
    facts.scopeOf(record, entity, row, AS_OF);

  it('read the own row by short and long names, other entities by long names', () => {
    const scope = of('member', record.members[0] ?? {});
    expect(scope.get('name')).toBe('甲');
    expect(scope.get('member.name')).toBe('甲');
    expect(scope.get('household.household_type')).toBe('脱贫户');
    expect(scope.get('relocation.is_moved')).toBe('是');
    expect(scope.get('year.year')).toBe(2025);
    expect(scope.get('measure.m_house')).toBe('危房改造');
    expect(scope.get('visit.visit_date')).toBeUndefined();
  });

  it('answer derived fields', () => {
    const member = of('member', record.members[0] ?? {});
    expect(member.get('age')).toBe(10);
    expect(member.get('member.school_age')).toBe(9);
    expect(of('year', record.years[1] ?? {}).get('inc_prev_pc')).toBe(9000);
    expect(of('household', record.fields).get('monitoring.help_gap_days')).toBe(19);
    expect(of('household', record.fields).get('identify_year')).toBe(2015);
    expect(of('household', record.fields).get('member.age')).toBeUndefined();
  });

  it('carry the conditions of the catalogue', () => {
    expect(evaluate(SCHOOL_AGE, of('member', record.members[0] ?? {}))).toBe(true);
    expect(evaluate(MONITORED_OPEN, of('household', record.fields))).toBe(true);
  });

  it('take the year under consideration', () => {
    const scope = facts.scopeOf(record, 'household', record.fields, { asOf: '20260630', year: 2024 });
    expect(scope.get('year.inc_net_pc')).toBe(9000);
  });

  it('answer every derived field of the catalogue', () => {
    const answered = ['member.age', 'member.school_age', 'year.inc_prev_pc', 'monitoring.help_gap_days'];
    const declared = ENTITIES.flatMap((entity) =>
      entity.list.filter((field) => field.derived).map((field) => `${field.entity}.${field.key}`),
    );
    expect(declared.toSorted()).toEqual(answered.toSorted());
  });
});
