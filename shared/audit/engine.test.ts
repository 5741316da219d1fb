import { describe, expect, it } from 'vitest';
import { emptyRecord } from '../derive/record';
import { sayFinding } from '../messages/audit';
import { auditContext } from './context';
import { createAudit, judge, judgeOne } from './engine';
import { FactsCollector } from './facts';
import type { Finding } from './finding';
import { ALL_PRESENT, AS_OF, changed, Draft, judged, validHousehold } from './testHousehold';
import { DEFAULT_THRESHOLDS, lineOf, monitoringLine, MONITORING_LINES } from './thresholds';

const context = auditContext(AS_OF);
const codes = (findings: Iterable<Finding>): readonly string[] => [...findings].map((one) => one.code);
const two = (change: (draft: Draft) => unknown) => {
  const records = [validHousehold('A', '53019900000001'), validHousehold('B', '53019900000002')];
  for (const record of records) change(new Draft(record));
  return records;
};

describe('facts of the archive', () => {
  it('make rules silent that read a field which stands nowhere, and tell it once', () => {
    const findings = [
      ...judge(
        two((draft) => draft.fields({ household_type: '一般农户' }).member(1, { ethnic: undefined })),
        context,
      ),
    ];
    expect(codes(findings)).toContain('r20');
    const bare = two((draft) => draft.record.members.forEach((_, index) => draft.member(index, { ethnic: undefined })));
    const silent = [...judge(bare, context)];
    expect(codes(silent)).not.toContain('r20');
    const told = silent.filter((one) => one.code === 'absent.member.ethnic');
    expect(told.map(({ household, severity, rule }) => [household, severity, rule])).toEqual([['', 'I', null]]);
    expect(told.map(sayFinding)).toEqual(['所有户都没有填“民族”，该项未采集']);
  });

  it('say nothing of an absent field that no household should have', () => {
    const general = two((draft) => draft.general().fields({ cause_main: undefined, id_standard: undefined }));
    expect(codes(judge(general, context))).not.toContain('absent.household.id_standard');
  });

  it('count unreadable text as standing there', () => {
    const collector = new FactsCollector();
    collector.add(changed((draft) => draft.unread('members[1].birth_date', '不详')));
    expect(collector.facts().present.has('member.birth_date')).toBe(true);
    expect(collector.facts().present.has('member.person_no')).toBe(false);
  });
});

describe('derived findings', () => {
  const found = (change: (draft: Draft) => unknown, code: string) =>
    judged(changed(change)).filter((one) => one.code === code);

  it('required: a blank field of the catalogue, once, with its own severity', () => {
    const blank = found((draft) => draft.fields({ village: undefined }), 'required.household.village');
    expect(blank.map(({ severity, member, field }) => [severity, member, field])).toEqual([['E', null, 'village']]);
    expect(blank.map(sayFinding)).toEqual(['村为空']);
    expect(found((draft) => draft.fields({ village: '上坪村' }), 'required.household.village')).toEqual([]);
  });

  it('required: left to the numbered rule that judges the field', () => {
    const twice = judged(changed((draft) => draft.member(1, { ethnic: undefined }))).filter(
      (one) => one.field === 'ethnic',
    );
    expect(codes(twice)).toEqual(['r20']);
  });

  it('format: unreadable text that no numbered rule has spoken of', () => {
    const odd = found((draft) => draft.unread('members[1].birth_date', '不详'), 'format.member.birth_date');
    expect(odd.map((one) => [one.member, sayFinding(one)])).toEqual([[1, '李小花：出生日期填写“不详”，无法识别']]);
    const phone = changed((draft) => draft.fields({ phone: undefined }).unread('fields.phone', '不详'));
    expect(codes(judged(phone).filter((one) => one.field === 'phone'))).toEqual(['r47']);
  });

  it('code lists: rule 21 on unreadable codes in every row, a hint on texts of open lists', () => {
    const old = found((draft) => draft.unread('years[0].fuel', '牛油蜡'), 'r21');
    expect(old.map(({ row, severity }) => [row, severity])).toEqual([['years[0]', 'W']]);
    const own = found((draft) => draft.measure({ m_job: '劳务输出,村里介绍' }), 'r21');
    expect(own.map((one) => [one.severity, one.params['value']])).toEqual([['I', '村里介绍']]);
  });

  it('stated age: against the birth date, with a year of grace', () => {
    expect(found((draft) => draft.member(0, { age_stated: 44 }), 'age.member.age_stated')).toHaveLength(1);
    expect(found((draft) => draft.member(0, { age_stated: 45 }), 'age.member.age_stated')).toEqual([]);
  });

  it('never stumbles over an empty household', () => {
    expect(() => judgeOne(emptyRecord('X'), context, ALL_PRESENT)).not.toThrow();
    expect(codes(judge([], context))).toEqual([]);
  });
});

/** What a text that no list knows (rule 21) may mean is open: no other rule concludes from it. */
describe('texts that nobody can read', () => {
  const rulesOf = (change: (draft: Draft) => unknown): readonly (number | null)[] =>
    judged(changed(change))
      .filter((one) => one.severity !== 'I' && one.rule !== null)
      .map((one) => one.rule);
  const lost = (draft: Draft, path: string, text = '牛油蜡'): Draft => {
    const [, place = '', index = '0', key = ''] = /^(\w+?)(?:\[(\d+)\])?\.(\w+)$/.exec(path) ?? [];
    if (place === 'fields') draft.fields({ [key]: undefined });
    else draft.row(place as 'members', Number(index), { [key]: undefined });
    return draft.unread(path, text);
  };

  it.each([
    'members[0].relation',
    'members[1].relation',
    'members[0].medical_resident',
    'members[3].health',
    'members[1].labor',
    'members[1].education',
    'fields.household_type',
    'fields.cause_main',
    'monitoring[0].monitor_type',
    'measures[0].m_health',
    'years[1].house_grade',
    'years[1].is_dangerous_house',
  ])('%s: rule 21 alone', (path) => {
    expect([...new Set(rulesOf((draft) => lost(draft, path)))]).toEqual([21]);
  });

  it('dibao: neither money nor the attribute is told wrong', () => {
    const change = (draft: Draft): Draft =>
      draft.fields({ poverty_attribute: '低保脱贫户' }).year({ tr_dibao: 300, tr_eco: 0, tr_land: 150 });
    expect(rulesOf(change)).toEqual(expect.arrayContaining([122, 124]));
    expect(rulesOf((draft) => lost(change(draft), 'members[3].dibao'))).toEqual([21]);
  });

  it('health of the disabled one: the allowance stands', () => {
    const change = (draft: Draft): Draft => draft.year({ tr_disabled: 150, tr_eco: 0 });
    expect(rulesOf(change)).toContain(88);
    expect(rulesOf((draft) => lost(change(draft), 'members[1].health'))).not.toContain(88);
  });

  it('student status: neither in school nor out of it, unless the text tells', () => {
    const none = (draft: Draft): Draft => draft.member(2, { school_name: undefined });
    expect(rulesOf((draft) => lost(none(draft), 'members[2].student_status'))).toEqual([21]);
    expect(rulesOf((draft) => lost(none(draft), 'members[2].student_status', '在读五年级'))).toEqual([72, 21]);
    expect(rulesOf((draft) => lost(none(draft), 'members[2].student_status', '已毕业'))).toContain(67);
  });

  it('amounts: no sum is judged with an item that nobody can read, and none is told missing', () => {
    const numbered = ['tr_pension', 'inc_wage_work', 'inc_wage', 'inc_total', 'exp_biz', 'inc_net'].flatMap((key) =>
      rulesOf((draft) => lost(draft, `years[1].${key}`, '约两千')),
    );
    expect(numbered).toEqual([]);
  });
});

describe('words', () => {
  const said = (rule: number, change: (draft: Draft) => unknown): readonly string[] =>
    judged(changed(change))
      .filter((one) => one.rule === rule)
      .map(sayFinding);

  it('tell dates with dashes, as far as they are known', () => {
    expect(said(13, (draft) => draft.member(0, { birth_date: '198004' }))).toEqual([
      '王大山出生日期填1980-04，与身份证不一致（证件为1980-03-15）',
    ]);
    expect(said(43, (draft) => draft.member(2, { change_date: '20260701' }))[0]).toContain('2026-07-01');
    expect(said(189, (draft) => draft.record.measures.splice(0))[0]).toContain('2024-03识别');
  });

  it('never tell a negative difference of ages', () => {
    expect(said(31, (draft) => draft.born(2, '19760401'))).toEqual(['王小明作为户主的子，比户主还大3岁，亲子关系存疑']);
    expect(said(31, (draft) => draft.born(2, '19900401'))[0]).toContain('比户主只小10岁');
    expect(said(32, (draft) => draft.born(3, '19800401'))[0]).toContain('比王大山还小几个月');
  });
});

describe('where to correct', () => {
  const at = (rule: number, change: (draft: Draft) => unknown) =>
    judged(changed(change))
      .filter((one) => one.rule === rule)
      .map((one) => [one.member, one.field]);

  it('points at the field that is wrong', () => {
    expect(at(24, (draft) => draft.member(0, { relation: '其他' }))).toEqual([[0, 'relation']]);
    expect(at(184, (draft) => draft.episode({ risk2: '因残', risk3: '因病' }))).toEqual([[null, 'risk3']]);
    expect(at(166, (draft) => draft.fields({ cause_main: '因学' }))).toEqual([[null, 'exp_rigid_edu']]);
  });
});

describe('the year under audit', () => {
  const years = (draft: Draft): unknown =>
    (draft.record.years = [2023, 2024, 2027].map((year) => ({ year, inc_wage: year === 2024 ? 5 : 500 })));

  it('is the newest that is not after the day', () => {
    const wage = judged(changed(years)).filter((one) => one.code === 'r152');
    expect(wage.map((one) => one.row)).toEqual(['years[1]']);
  });

  it('is the year asked for', () => {
    const asked = judgeOne(changed(years), auditContext(AS_OF, 2023), ALL_PRESENT);
    expect(codes(asked)).not.toContain('r152');
  });
});

describe('re-judging', () => {
  it('replaces what a household says in the columns between households', () => {
    const audit = createAudit(context);
    const [first, second] = [validHousehold('A', '53019900000001'), validHousehold('B', '53019900000002')];
    for (const record of [first, second]) audit.addFacts(record);
    for (const record of [first, second]) audit.judgeHousehold(record);
    expect(codes(audit.crossFindings()).filter((code) => code === 'r50')).toHaveLength(2);
    second.fields['bank_account'] = '6222020000000000020';
    audit.judgeHousehold(second);
    expect(codes(audit.crossFindings())).not.toContain('r50');
    expect(codes(audit.crossFindings())).toContain('r15');
    audit.forget('B');
    expect(codes(audit.crossFindings())).not.toContain('r15');
  });
});

describe('thresholds', () => {
  it('repeat the last line and know none before the first', () => {
    expect(lineOf(MONITORING_LINES, 2031)).toBe(8700);
    expect(lineOf(MONITORING_LINES, 2019)).toBeUndefined();
  });

  it('prefer the county, then the province', () => {
    const line = (amount: number) => [{ year: 2020, amount, unsure: false }];
    const local = { ...DEFAULT_THRESHOLDS, localMonitoringLines: { 云南省: line(9000), 云南省白沙县: line(9100) } };
    expect(monitoringLine(local, 2025, '云南省', '白沙县')).toBe(9100);
    expect(monitoringLine(local, 2025, '云南省', '临江区')).toBe(9000);
    expect(monitoringLine(local, 2025, '贵州省', '白沙县')).toBe(8700);
  });
});
