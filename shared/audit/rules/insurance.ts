/** F: medical and old-age insurance, dibao, tekun (rules 113–128). */
import type { HouseholdView } from '../household';
import type { MemberView } from '../member';
import { family, type Verdict } from '../rule';
import { COMMON, householdRule, memberRule, SYSTEM, TOOL } from './define';
import { isUninsured, nobody, onDibao, onTekun, UNABLE_LABELS } from './labels';
import { shown } from './shown';
import { isNothing } from './yearAmounts';

const MEDICAL = ['member.medical_resident', 'member.medical_employee'] as const;
const EITHER_MEDICAL = ['member.medical_resident|member.medical_employee'] as const;
const DIBAO_ATTRIBUTES: ReadonlySet<string> = new Set(['低保户', '低保贫困户', '低保脱贫户']);
/** Age at which a woman with an employee's pension retires. */
const WOMAN_RETIRES = 55;

/** Fields of the 2021 form that must be answered for poor households. */
const MANDATORY = [
  { key: 'mandarin', label: '是否会讲普通话', from: 3 },
  { key: 'medical_commercial', label: '是否参加商业补充医疗保险', from: 0 },
  { key: 'other_health_help', label: '是否接受其他健康扶贫', from: 0 },
  { key: 'is_abroad_work', label: '是否国外务工', from: 16 },
] as const;

const money = (household: HouseholdView, key: string): number => household.year.number(key) ?? 0;

function pensionInsurance(member: MemberView): Verdict {
  if (member.age === undefined || member.age < 16 || !member.outOfSchool) return false;
  const { cells } = member;
  if (!cells.has('pension_resident') && !cells.has('pension_employee')) return { params: { problem: '为空' } };
  const twice = cells.text('pension_resident') === '是' && cells.text('pension_employee') === '是';
  return twice ? { severity: 'W', params: { problem: '重复，居民养老和职工养老都填了“是”' } } : false;
}

function elderWithoutPension(household: HouseholdView): Verdict {
  if (!isNothing(household, 'tr_pension')) return false;
  const limit = household.context.thresholds.limits.elderAge;
  const elder = household.living.find(
    (one) => one.age !== undefined && one.age >= limit && one.cells.text('pension_employee') !== '是',
  );
  return elder ? { params: { elder: elder.name, age: elder.age ?? '' } } : false;
}

function pensionWithoutElder(household: HouseholdView): Verdict {
  const amount = money(household, 'tr_pension');
  if (amount <= 0) return false;
  const limit = household.context.thresholds.limits.elderAge;
  const draws = household.living.some((one) => {
    if (one.age === undefined || one.age >= limit) return true;
    return one.sex === '女' && one.age >= WOMAN_RETIRES && one.cells.text('pension_employee') === '是';
  });
  return draws ? false : { params: { v: shown(amount) } };
}

function oldWithoutSubsidy(household: HouseholdView): Verdict {
  const limit = household.context.thresholds.limits.elderSubsidyAge;
  const old = household.living.find((one) => one.age !== undefined && one.age >= limit);
  return old && isNothing(household, 'tr_elder') ? { params: { elder: old.name, age: old.age ?? '' } } : false;
}

/** Judged for poor households only: the attribute of others says nothing. */
function attributeAgainstDibao(household: HouseholdView): Verdict {
  const attribute = household.cells.text('poverty_attribute');
  if (!household.lifted || attribute === '') return false;
  const receives = household.living.some(onDibao);
  if (DIBAO_ATTRIBUTES.has(attribute) === receives) return false;
  if (!receives && !nobody(household, 'dibao', onDibao)) return false;
  return { params: { attribute, problem: receives ? '有成员享受低保' : '没有成员享受低保' } };
}

function tekunOdd(household: HouseholdView): Verdict {
  const people = household.living.filter(onTekun);
  const first = people[0];
  if (!first) return false;
  const both = people.find(onDibao);
  if (both) return { member: both.index, field: 'member.tekun', params: { problem: `${both.name}同时享受低保` } };
  const judged = household.facts.present.has('year.tr_tekun');
  return judged && isNothing(household, 'tr_tekun') ? { params: { problem: '特困供养金为0' } } : false;
}

function tekunImplausible(member: MemberView): Verdict {
  if (!onTekun(member) || member.age === undefined || member.age < 18 || member.age >= 60) return false;
  return member.health.includes('健康') && member.outOfSchool ? { params: { age: member.age } } : false;
}

function unableWithoutSupport(household: HouseholdView): Verdict {
  const { living } = household;
  const unable = living.length > 0 && living.every((one) => UNABLE_LABELS.has(one.labor));
  return unable && nobody(household, 'dibao', onDibao) && nobody(household, 'tekun', onTekun);
}

function mandatoryBlank(member: MemberView, household: HouseholdView): Verdict {
  if (!household.lifted) return false;
  return MANDATORY.filter(
    ({ key, from }) =>
      household.facts.present.has(`member.${key}`) && !member.cells.has(key) && (member.age ?? from) >= from,
  ).map(({ key, label }) => ({ field: `member.${key}`, params: { label } }));
}

export const insuranceRules = family('F', [
  memberRule(
    113,
    'E',
    '医保信息为空',
    SYSTEM,
    EITHER_MEDICAL,
    (member) => !member.cells.has('medical_resident') && !member.cells.has('medical_employee'),
  ),
  memberRule(114, 'E', '未参加基本医疗保险', SYSTEM, EITHER_MEDICAL, isUninsured),
  memberRule(115, 'E', '居民医保与职工医保重复参保', SYSTEM, MEDICAL, (member) =>
    MEDICAL.every((field) => member.cells.text(field.slice('member.'.length)) === '是'),
  ),
  memberRule(116, 'W', '未参加大病保险或为空', SYSTEM, ['member.medical_major'], (member) => {
    if (member.cells.text('medical_major') === '否') return { params: { problem: '未参加大病保险' } };
    return member.cells.has('medical_major') ? false : { params: { problem: '大病保险参加情况为空' } };
  }),
  memberRule(
    117,
    'W',
    '未参保却接受医疗救助',
    SYSTEM,
    ['member.medical_aid', ...EITHER_MEDICAL],
    (member) => member.cells.text('medical_aid') === '是' && isUninsured(member),
  ),
  memberRule(
    118,
    'E',
    '养老保险信息为空或重复',
    SYSTEM,
    ['member.pension_resident|member.pension_employee'],
    pensionInsurance,
  ),
  householdRule(119, 'W', '满60岁但户内无养老金收入', COMMON, ['year.tr_pension'], elderWithoutPension),
  householdRule(120, 'W', '有养老金收入但无60岁以上成员', COMMON, ['year.tr_pension'], pensionWithoutElder),
  householdRule(121, 'I', '满80岁未登记高龄补贴', COMMON, ['year.tr_elder'], oldWithoutSubsidy),
  householdRule(
    122,
    'E',
    '户属性与成员低保状态不一致',
    COMMON,
    ['household.poverty_attribute', 'member.dibao'],
    attributeAgainstDibao,
  ),
  householdRule(123, 'W', '有低保人员但低保金为0', COMMON, ['year.tr_dibao', 'member.dibao'], (household) => {
    const person = household.living.find(onDibao);
    return person && isNothing(household, 'tr_dibao') ? { params: { person: person.name } } : false;
  }),
  householdRule(124, 'W', '有低保金但无低保人员', COMMON, ['year.tr_dibao', 'member.dibao'], (household) => {
    const amount = money(household, 'tr_dibao');
    return amount > 0 && nobody(household, 'dibao', onDibao) ? { params: { v: shown(amount) } } : false;
  }),
  householdRule(
    125,
    'W',
    '特困人员无供养金或同时享受低保',
    COMMON,
    ['year.tr_tekun|member.dibao', 'member.tekun'],
    tekunOdd,
  ),
  memberRule(126, 'W', '特困供养人员情况存疑', SYSTEM, ['member.tekun', 'member.health'], tekunImplausible),
  householdRule(
    127,
    'W',
    '整户无劳动力但无人享受低保特困',
    SYSTEM,
    ['member.labor', 'member.dibao|member.tekun'],
    unableWithoutSupport,
  ),
  memberRule(
    128,
    'W',
    '信息采集必填项为空',
    TOOL,
    [MANDATORY.map(({ key }) => `member.${key}`).join('|')],
    mandatoryBlank,
  ),
]);
