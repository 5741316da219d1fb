/** I: causes and risks against the facts of the members (rules 170–184). */
import { RISK_KEYS } from '../facts';
import type { HouseholdView } from '../household';
import type { MemberView } from '../member';
import { family, type Verdict } from '../rule';
import { COMMON, householdRule, SYSTEM } from './define';
import { isDisabled } from './disability';
import { isIll, isUninsured, nobody } from './labels';
import { hasRisk, risksOf } from './risks';
import { isOutOfSchool } from './schoolAge';
import { shown } from './shown';

const CAUSE_OR_RISK = 'household.cause_main|monitoring.risk1' as const;

/** How the household states a reason: as main cause, as a risk, or not ('' ). */
function statedAs(household: HouseholdView, cause: string, risk = cause): string {
  if (household.cells.text('cause_main') === cause) return `主要致贫原因“${cause}”`;
  return hasRisk(household, risk) ? `致贫返贫风险“${risk}”` : '';
}

/** A stated reason that no member bears out. */
function unsupported(reason: string, key: string, supports: (member: MemberView) => boolean) {
  return (household: HouseholdView): Verdict => {
    const stated = statedAs(household, reason);
    if (stated === '' || !nobody(household, key, supports)) return false;
    return { field: fieldOfReason(household, reason), params: { stated } };
  };
}

function fieldOfReason(household: HouseholdView, cause: string): string {
  if (household.cells.text('cause_main') === cause) return 'household.cause_main';
  const at = RISK_KEYS.find((key) => household.episode?.text(key) === cause);
  return at ? `monitoring.${at}` : 'monitoring.risk1';
}

function labourEnough(household: HouseholdView): Verdict {
  const stated = statedAs(household, '缺劳力', '缺劳动力');
  const people = household.living.length;
  if (stated === '' || people === 0) return false;
  const able = household.living.filter((member) => member.able).length;
  const { labourShare, labourShareLarge } = household.context.thresholds.limits;
  const share = (able / people) * 100;
  const short = people >= 4 ? share < labourShareLarge : share <= labourShare;
  if (short) return false;
  const main = household.cells.text('cause_main') === '缺劳力';
  const field = main ? 'household.cause_main' : fieldOfReason(household, '缺劳动力');
  return { severity: able === people ? 'E' : 'W', field, params: { stated, n: people, able } };
}

function skilledWorker(household: HouseholdView): Verdict {
  if (household.cells.text('cause_main') !== '缺技术') return false;
  const skilled = household.living.find((member) => member.labor === '技能劳动力');
  return skilled ? { params: { person: skilled.name } } : false;
}

function landEnough(household: HouseholdView): Verdict {
  const arable = household.year.number('land_arable');
  const people = household.living.length;
  if (household.cells.text('cause_main') !== '缺土地' || arable === undefined || people === 0) return false;
  const each = arable / people;
  return each < household.context.thresholds.limits.landPoor ? false : { params: { v: shown(each) } };
}

function unstableWithoutWork(household: HouseholdView): Verdict {
  if (!hasRisk(household, '因务工就业不稳')) return false;
  if (!nobody(household, 'labor', (member) => member.able && member.working)) return false;
  const problem = household.hasLabour ? '家中无务工登记' : '家中无劳动力';
  return { field: fieldOfReason(household, '因务工就业不稳'), params: { problem } };
}

function houseRiskUnfounded(household: HouseholdView): Verdict {
  if (!hasRisk(household, '因安全住房')) return false;
  const { year, episode } = household;
  const founded =
    episode?.text('start_flag_house_problem') === '是' ||
    year.text('is_dangerous_house') === '是' ||
    /^[CD]/.test(year.text('house_grade'));
  return founded ? false : { field: fieldOfReason(household, '因安全住房') };
}

/** A problem flagged at identification that no risk names. */
function flaggedWithoutRisk(flag: string, risk: string) {
  return (household: HouseholdView): Verdict =>
    household.episode?.text(flag) === '是' && !hasRisk(household, risk)
      ? { field: `monitoring.${flag}`, params: { risks: risksOf(household).join('、') || '空' } }
      : false;
}

function uninsuredFlag(household: HouseholdView): Verdict {
  if (household.episode?.text('start_flag_uninsured') !== '是') return false;
  if (!hasRisk(household, '因病')) return { params: { problem: '风险类型未选“因病”' } };
  const judged = household.facts.present.has('member.medical_resident');
  const allInsured =
    nobody(household, 'medical_resident', isUninsured) && nobody(household, 'medical_employee', isUninsured);
  return judged && allInsured ? { params: { problem: '成员都已参保' } } : false;
}

function dropoutFlag(household: HouseholdView): Verdict {
  if (household.episode?.text('start_flag_dropout') !== '是') return false;
  return !household.living.some((member) => isOutOfSchool(member, household));
}

/** So many blanks, and none filled, mean that the archive does not collect the note; one or two mean forgotten. */
const NOT_COLLECTED = 3;

function noteMissing(risk: string, key: string) {
  return (household: HouseholdView): Verdict => {
    const { episode, facts } = household;
    if (!episode || !hasRisk(household, risk) || episode.has(key)) return false;
    const collected = facts.present.has(`monitoring.${key}`) || (facts.risks[risk] ?? 0) < NOT_COLLECTED;
    return collected ? { field: `monitoring.${key}` } : false;
  };
}

function riskTwice(household: HouseholdView): Verdict {
  const labels = RISK_KEYS.map((key) => household.episode?.text(key) ?? '');
  const at = labels.findIndex((label, index) => label !== '' && labels.indexOf(label) !== index);
  return at < 0 ? false : { field: `monitoring.${RISK_KEYS[at] ?? 'risk1'}`, params: { risk: labels[at] ?? '' } };
}

export const causeRules = family('I', [
  householdRule(
    170,
    'W',
    '原因为因病但家中无患病成员',
    SYSTEM,
    [CAUSE_OR_RISK, 'member.health'],
    unsupported('因病', 'health', isIll),
  ),
  householdRule(
    171,
    'W',
    '原因为因残但家中无残疾人',
    SYSTEM,
    [CAUSE_OR_RISK, 'member.health'],
    unsupported('因残', 'health', isDisabled),
  ),
  householdRule(
    172,
    'W',
    '原因为因学但家中无在校生',
    COMMON,
    [CAUSE_OR_RISK, 'member.student_status'],
    unsupported('因学', 'student_status', (member) => !member.outOfSchool),
  ),
  householdRule(173, 'W', '原因为缺劳动力但劳动力占比过高', SYSTEM, [CAUSE_OR_RISK, 'member.labor'], labourEnough),
  householdRule(
    174,
    'W',
    '原因为缺技术但有技能劳动力',
    COMMON,
    ['household.cause_main', 'member.labor'],
    skilledWorker,
  ),
  householdRule(175, 'W', '原因为缺土地但耕地不少', COMMON, ['household.cause_main', 'year.land_arable'], landEnough),
  householdRule(
    176,
    'W',
    '风险为务工不稳但无劳动力或务工登记',
    SYSTEM,
    ['monitoring.risk1', 'member.labor', 'member.work_place|member.work_months'],
    unstableWithoutWork,
  ),
  householdRule(
    177,
    'W',
    '风险为住房但住房无问题',
    COMMON,
    ['monitoring.risk1', 'monitoring.start_flag_house_problem|year.is_dangerous_house|year.house_grade'],
    houseRiskUnfounded,
  ),
  householdRule(
    178,
    'E',
    '住房有问题但风险类型未选',
    SYSTEM,
    ['monitoring.start_flag_house_problem', 'monitoring.risk1'],
    flaggedWithoutRisk('start_flag_house_problem', '因安全住房'),
  ),
  householdRule(
    179,
    'E',
    '饮水有问题但风险类型未选',
    SYSTEM,
    ['monitoring.start_flag_water_problem', 'monitoring.risk1'],
    flaggedWithoutRisk('start_flag_water_problem', '因安全饮水'),
  ),
  householdRule(
    180,
    'W',
    '有成员未参保但风险或成员信息不符',
    SYSTEM,
    ['monitoring.start_flag_uninsured', 'monitoring.risk1'],
    uninsuredFlag,
  ),
  householdRule(
    181,
    'W',
    '填报失学辍学但无不在校儿童',
    SYSTEM,
    ['monitoring.start_flag_dropout', 'member.student_status'],
    dropoutFlag,
  ),
  householdRule(182, 'E', '风险为其他但未填备注', SYSTEM, ['monitoring.risk1'], noteMissing('其他', 'risk_other_note')),
  householdRule(
    183,
    'E',
    '自然灾害风险未填子项',
    SYSTEM,
    ['monitoring.risk1'],
    noteMissing('因自然灾害', 'risk_disaster_sub'),
  ),
  householdRule(184, 'E', '风险类型重复', COMMON, ['monitoring.risk1', 'monitoring.risk2'], riskTwice),
]);
