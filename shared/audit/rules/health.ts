/** D: health, disability, labour (rules 75–88). */
import { certificateDigits, normaliseId } from '../../values/idNumber';
import type { HouseholdView } from '../household';
import type { MemberView } from '../member';
import { family, type Hit, type HouseholdRule, type MemberRule, type RuleFacts, type Verdict } from '../rule';
import { COMMON, COUNTY, SYSTEM } from './define';
import { certificateOf, isDisabled, isHeavy, levelOf, statedBy, typeOf } from './disability';
import { isIll, nobody, UNABLE_LABELS } from './labels';
import { measureLabels } from './measures';
import { shown } from './shown';
import { isNothing } from './yearAmounts';

const CERTIFICATE = 'GB/T 26341 残疾人证编号规则';
const LABOR = ['member.labor'] as const;
/** Disabilities whose levels 1 and 2 leave no ordinary ability to work. */
const DISABLING: ReadonlySet<string> = new Set(['肢体', '智力', '精神']);
const NO_LABOUR = '无劳动力';

const isAdultOfWorkingAge = (member: MemberView): boolean =>
  member.age !== undefined && member.age >= 16 && member.age < 60 && member.outOfSchool;

function disabledWithoutCertificate(member: MemberView, household: HouseholdView): Verdict {
  if (!isDisabled(member) || !household.facts.certificates) return false;
  const entered = normaliseId(member.cells.raw('disability_cert_no'));
  if (certificateDigits(entered) || certificateDigits(member.id.text)) return false;
  const problem = entered === '' ? '没有残疾人证号' : `残疾人证号有${entered.length}位，应为20或22位`;
  return { field: 'member.disability_cert_no', params: { problem } };
}

function certificateContradicts(member: MemberView, household: HouseholdView): Verdict {
  const certificate = certificateOf(member, household);
  if (certificate === '') return false;
  if (!isDisabled(member) && !member.cells.unreadable('health')) {
    const health = member.health.length === 0 ? '为空' : `为“${member.health.join('、')}”，不含残疾`;
    return { field: 'member.health', params: { problem: `健康状况${health}` } };
  }
  const stated = statedBy(certificate);
  const type = member.cells.text('disability_type');
  const level = member.cells.text('disability_level');
  if (type !== '' && stated.type !== '' && type !== stated.type) {
    return { field: 'member.disability_type', params: { problem: `残疾类别填“${type}”，证号为“${stated.type}”` } };
  }
  if (level !== '' && stated.level !== '' && level !== stated.level) {
    return { field: 'member.disability_level', params: { problem: `残疾等级填“${level}”，证号为“${stated.level}”` } };
  }
  if (member.id.full && certificate.slice(0, 18) !== member.id.person) {
    return { field: 'member.disability_cert_no', params: { problem: '残疾证号前18位与身份证号不同' } };
  }
  return false;
}

/** Healthy adults of working age: weak labour is to be confirmed, none at all is wrong. */
function healthyWithoutLabour(member: MemberView): Verdict {
  if (!isAdultOfWorkingAge(member) || !member.health.includes('健康') || member.labor === '' || member.able)
    return false;
  return {
    severity: UNABLE_LABELS.has(member.labor) ? 'E' : 'W',
    params: { age: member.age ?? '', labor: member.labor },
  };
}

function illButAble(member: MemberView): Verdict {
  if (!isAdultOfWorkingAge(member) || !member.able) return false;
  if (member.health.length === 0 || member.health.includes('健康')) return false;
  return { params: { labor: member.labor, health: member.health.join('、') } };
}

function heavilyDisabledButAble(member: MemberView, household: HouseholdView): Verdict {
  if (!member.able || !isHeavy(member, household) || !DISABLING.has(typeOf(member, household))) return false;
  const disability = `${typeOf(member, household)}残疾${levelOf(member, household)}`;
  return { field: 'member.labor', params: { labor: member.labor, disability } };
}

function heavyWithoutAllowance(household: HouseholdView): Verdict {
  const heavy = household.living.filter((member) => isHeavy(member, household));
  const first = heavy[0];
  if (!first || !isNothing(household, 'tr_disabled')) return false;
  if (measureLabels(household, 'm_security').includes('残疾人补贴')) return false;
  if (household.measures.some((row) => row.unreadable('m_security'))) return false;
  return heavy.map((member): Hit => ({ member: member.index, params: { level: levelOf(member, household) } }));
}

const member = (rule: Omit<MemberRule, 'each'>): MemberRule => ({ ...rule, each: 'member' });
const household = (rule: Omit<HouseholdRule, 'each'>): HouseholdRule => ({ ...rule, each: 'household' });
const facts = (
  number: number,
  severity: 'E' | 'W',
  title: string,
  basis: string,
  reads: readonly string[],
): RuleFacts => ({ number, severity, title, basis, reads });

export const healthRules = family('D', [
  member({
    ...facts(75, 'E', '健康状况为空', SYSTEM, ['member.health']),
    check: (one) => !one.cells.has('health'),
  }),
  member({
    ...facts(76, 'E', '健康状况选项互斥', COMMON, ['member.health']),
    check: (one) =>
      one.health.includes('健康') && one.health.length > 1 ? { params: { value: one.health.join('、') } } : false,
  }),
  member({
    ...facts(77, 'E', '健康状况为残疾但无残疾人证', SYSTEM, ['member.health']),
    check: disabledWithoutCertificate,
  }),
  member({
    ...facts(78, 'E', '残疾证与健康状况、类别、等级不一致', CERTIFICATE, [
      'member.disability_cert_no|member.id_no',
      'member.health',
    ]),
    check: certificateContradicts,
  }),
  member({ ...facts(79, 'E', '劳动技能为空', SYSTEM, LABOR), check: (one) => !one.cells.has('labor') }),
  member({
    ...facts(80, 'E', '不满16岁登记有劳动技能', SYSTEM, LABOR),
    check: (one) =>
      one.age !== undefined && one.age < 16 && one.labor !== '' && one.labor !== NO_LABOUR
        ? { params: { age: one.age, labor: one.labor } }
        : false,
  }),
  member({
    ...facts(81, 'E', '在校生登记有劳动技能', COUNTY, ['member.labor', 'member.student_status']),
    check: (one) =>
      one.inSchool && one.labor !== '' && one.labor !== NO_LABOUR ? { params: { labor: one.labor } } : false,
  }),
  member({
    ...facts(82, 'W', '健康的劳动年龄成员劳动技能存疑', SYSTEM, ['member.labor', 'member.health']),
    check: healthyWithoutLabour,
  }),
  member({
    ...facts(83, 'W', '患病或残疾但登记有劳动能力', SYSTEM, ['member.labor', 'member.health']),
    check: illButAble,
  }),
  member({
    ...facts(84, 'W', '已满60岁登记有劳动能力', SYSTEM, LABOR),
    check: (one) =>
      one.age !== undefined && one.age >= 60 && one.able ? { params: { age: one.age, labor: one.labor } } : false,
  }),
  member({
    ...facts(85, 'E', '重度残疾但登记有劳动能力', SYSTEM, [
      'member.disability_level|member.disability_cert_no',
      'member.labor',
    ]),
    check: heavilyDisabledButAble,
  }),
  member({
    ...facts(86, 'W', '患病未填病名', COMMON, ['member.disease_name', 'member.health']),
    check: (one) => isIll(one) && !one.cells.has('disease_name'),
  }),
  household({
    ...facts(87, 'W', '一二级残疾未登记残疾人补贴', SYSTEM, [
      'year.tr_disabled|measure.m_security',
      'member.disability_level|member.disability_cert_no',
    ]),
    check: heavyWithoutAllowance,
  }),
  household({
    ...facts(88, 'W', '有残疾补贴但家中无残疾人', SYSTEM, ['year.tr_disabled', 'member.health']),
    check: (one) => {
      const amount = one.year.number('tr_disabled') ?? 0;
      return amount > 0 && nobody(one, 'health', isDisabled) ? { params: { v: shown(amount) } } : false;
    },
  }),
]);
