/** J: monitored households – identification and help (rules 185–201). */
import { dashed } from '../../values/serial';
import { daysBetween, isDate } from '../dates';
import type { HouseholdView } from '../household';
import { family, type Hit, type Verdict } from '../rule';
import { COMMON, householdRule, SYSTEM } from './define';
import { isUninsured, nobody, onDibao, onTekun } from './labels';
import { hasMeasure, measureLabels } from './measures';
import { removalRules } from './removal';
import { hasRisk } from './risks';
import { isOutOfSchool } from './schoolAge';

/** 开发式帮扶. */
export const DEVELOPMENT = ['m_industry', 'm_job', 'm_finance', 'm_public_post'] as const;
export const ALL_MEASURES = [
  ...DEVELOPMENT,
  'm_house',
  'm_water',
  'm_health',
  'm_compulsory_edu',
  'm_edu',
  'm_security',
  'm_social',
  'm_relocation',
  'm_living',
  'm_infra',
] as const;
const ANY_MEASURE = ALL_MEASURES.map((key) => `measure.${key}`).join('|');
const ANY_DEVELOPMENT = DEVELOPMENT.map((key) => `measure.${key}`).join('|');
const TYPE = 'monitoring.monitor_type';
/** Options that alone do not develop anything. */
const SOFT: ReadonlySet<string> = new Set(['其他', '技能培训']);

/** What identification must record, as far as the archive collects it. */
const AT_START = [
  { key: 'monitor_start', label: '识别监测时间' },
  { key: 'start_inc_wage', label: '识别时工资性收入' },
  { key: 'start_inc_biz', label: '识别时生产经营性收入' },
  { key: 'start_inc_prop', label: '识别时财产性收入' },
  { key: 'start_inc_trans', label: '识别时转移性收入' },
  { key: 'start_inc_net', label: '识别时家庭纯收入' },
  { key: 'start_inc_net_pc', label: '识别时人均纯收入' },
  { key: 'start_flag_dropout', label: '是否失学辍学' },
  { key: 'start_flag_house_problem', label: '是否住房出现安全问题' },
  { key: 'start_flag_water_problem', label: '是否饮水出现安全问题' },
  { key: 'start_flag_uninsured', label: '是否有成员未参保' },
] as const;

function startIncomplete({ episode, facts }: HouseholdView): Verdict {
  if (!episode) return false;
  return AT_START.filter(({ key }) => facts.present.has(`monitoring.${key}`) && !episode.has(key)).map(
    ({ key, label }): Hit => ({ field: `monitoring.${key}`, params: { label } }),
  );
}

function typeContradicts(household: HouseholdView): Verdict {
  const type = household.episode?.text('monitor_type') ?? '';
  if (household.cells.text('household_type') === '') return false;
  const clash = (type === '脱贫不稳定户' && !household.lifted) || (type === '边缘易致贫户' && household.lifted);
  return clash ? { params: { type, household_type: household.cells.text('household_type') } } : false;
}

function problemWithoutMonitoring(household: HouseholdView): Verdict {
  if (!household.lifted || household.monitored) return false;
  const { year, living } = household;
  const problems = [
    year.text('is_dangerous_house') === '是' ? '危房' : '',
    year.text('water_safe') === '否' ? '饮水不安全' : '',
    living.some(isUninsured) ? '未参加基本医保' : '',
    living.some((member) => isOutOfSchool(member, household)) ? '义务教育阶段失学' : '',
  ].filter((problem) => problem !== '');
  return problems.length > 0 ? { params: { problem: problems.join('、') } } : false;
}

function helpLate(household: HouseholdView): Verdict {
  const start = household.episode?.text('monitor_start') ?? '';
  if (!household.monitoredOpen || !isDate(start) || hasMeasure(household, ALL_MEASURES)) return false;
  const { asOf, thresholds } = household.context;
  return daysBetween(start, asOf) >= thresholds.limits.helpDays
    ? { field: TYPE, params: { start: dashed(start) } }
    : false;
}

/** J-un with labour: the households that must be helped to develop. */
const ableAndOpen = (household: HouseholdView): boolean => household.monitoredOpen && household.hasLabour;

function onlySoft(household: HouseholdView): Verdict {
  const said = household.measures.some((row) => row.text('measure_status') === '已实施');
  const options = DEVELOPMENT.flatMap((key) => measureLabels(household, key));
  return household.monitored && said && options.length > 0 && options.every((option) => SOFT.has(option))
    ? { field: 'measure.m_job', params: { options: [...new Set(options)].join('、') } }
    : false;
}

function statusBehind(household: HouseholdView): Verdict {
  if (!household.monitored || !hasMeasure(household, DEVELOPMENT)) return false;
  const states = household.measures.map((row) => row.raw('measure_status')).filter((state) => state !== '');
  if (states.some((state) => state !== '尚未实施')) return false;
  return { params: { state: states[0] ?? '空' } };
}

function onlySecurity(household: HouseholdView): Verdict {
  if (!ableAndOpen(household) || !hasMeasure(household, ['m_security'])) return false;
  return !hasMeasure(
    household,
    ALL_MEASURES.filter((key) => key !== 'm_security'),
  );
}

function unmarkedUnable(household: HouseholdView): Verdict {
  const { living } = household;
  if (!household.monitoredOpen || living.length === 0 || household.hasLabour) return false;
  if (living.some((member) => member.labor === '') || !living.some((one) => onDibao(one) || onTekun(one))) return false;
  return household.cells.raw('full_no_labor') !== '是' && !household.cells.unreadable('full_no_labor');
}

/** A risk that none of the categories answers. */
function riskUnanswered(risk: string, keys: readonly string[]) {
  return (household: HouseholdView): Verdict =>
    hasRisk(household, risk) && !hasMeasure(household, keys) ? { params: { risk } } : false;
}

function flagUnanswered(flag: string, keys: readonly string[]) {
  return (household: HouseholdView): Verdict => household.episode?.text(flag) === '是' && !hasMeasure(household, keys);
}

function waterUnanswered(household: HouseholdView): Verdict {
  if (hasMeasure(household, ['m_water'])) return false;
  return hasRisk(household, '因安全饮水') || household.episode?.text('start_flag_water_problem') === '是';
}

function securityContradicts(household: HouseholdView): Verdict {
  if (!household.monitoredOpen || household.measures.some((row) => row.unreadable('m_security'))) return false;
  const labels = measureLabels(household, 'm_security');
  const pairs = [
    {
      label: '低保',
      registered: labels.includes('低保'),
      real: household.living.some(onDibao),
      none: nobody(household, 'dibao', onDibao),
      judged: 'member.dibao',
    },
    {
      label: '特困供养',
      registered: labels.includes('特困供养'),
      real: household.living.some(onTekun),
      none: nobody(household, 'tekun', onTekun),
      judged: 'member.tekun',
    },
  ];
  return pairs
    .filter(({ judged, registered, real, none }) => household.facts.present.has(judged) && (registered ? none : real))
    .map(({ label, registered }): Hit => {
      const problem = registered ? `登记了“${label}”但没有成员享受` : `有成员享受${label}但未登记`;
      return { field: 'measure.m_security', params: { problem } };
    });
}

export const monitoringRules = family('J', [
  householdRule(
    185,
    'E',
    '监测对象风险类型为空',
    SYSTEM,
    ['monitoring.risk1', TYPE],
    (household) => household.episode?.has('risk1') === false,
  ),
  householdRule(186, 'E', '监测对象识别信息不全', SYSTEM, [TYPE], startIncomplete),
  householdRule(
    187,
    'E',
    '监测类别与户类型矛盾',
    '防返贫动态监测对象定义',
    [TYPE, 'household.household_type'],
    typeContradicts,
  ),
  householdRule(
    188,
    'E',
    '脱贫户存在突出问题未纳入监测',
    SYSTEM,
    [TYPE, 'household.household_type'],
    problemWithoutMonitoring,
  ),
  householdRule(189, 'E', '识别满1个月未落实帮扶措施', SYSTEM, ['monitoring.monitor_start', ANY_MEASURE], helpLate),
  householdRule(
    190,
    'E',
    '有劳动力监测户未落实开发式帮扶',
    SYSTEM,
    [TYPE, 'member.labor', ANY_DEVELOPMENT],
    (household) =>
      ableAndOpen(household) && !hasMeasure(household, DEVELOPMENT) ? { field: 'measure.m_industry' } : false,
  ),
  householdRule(
    191,
    'W',
    '开发式帮扶仅填其他或技能培训',
    SYSTEM,
    ['measure.measure_status', ANY_DEVELOPMENT],
    onlySoft,
  ),
  householdRule(
    192,
    'W',
    '已登记开发式措施但状态为尚未实施',
    SYSTEM,
    ['measure.measure_status', ANY_DEVELOPMENT],
    statusBehind,
  ),
  householdRule(193, 'W', '有劳动力户仅享受综合保障', SYSTEM, ['measure.m_security', 'member.labor'], onlySecurity),
  householdRule(
    194,
    'W',
    '整户无劳动力未标记兜底保障户',
    SYSTEM,
    ['household.full_no_labor', TYPE, 'member.labor', 'member.dibao|member.tekun'],
    unmarkedUnable,
  ),
  householdRule(
    195,
    'W',
    '因病风险未登记健康或社会帮扶',
    SYSTEM,
    ['measure.m_health|measure.m_social', 'monitoring.risk1'],
    riskUnanswered('因病', ['m_health', 'm_social']),
  ),
  householdRule(
    196,
    'W',
    '因学风险未登记教育类帮扶',
    SYSTEM,
    ['measure.m_edu|measure.m_compulsory_edu|measure.m_social', 'monitoring.risk1'],
    riskUnanswered('因学', ['m_compulsory_edu', 'm_edu', 'm_social']),
  ),
  householdRule(
    197,
    'W',
    '因残风险未登记综合保障或社会帮扶',
    SYSTEM,
    ['measure.m_security|measure.m_social', 'monitoring.risk1'],
    riskUnanswered('因残', ['m_security', 'm_social']),
  ),
  householdRule(
    198,
    'W',
    '住房风险未登记住房保障或搬迁',
    SYSTEM,
    ['measure.m_house|measure.m_relocation', 'monitoring.risk1'],
    riskUnanswered('因安全住房', ['m_house', 'm_relocation']),
  ),
  householdRule(
    199,
    'W',
    '饮水风险未登记饮水安全保障',
    SYSTEM,
    ['measure.m_water', 'monitoring.risk1'],
    waterUnanswered,
  ),
  householdRule(
    200,
    'W',
    '有成员未参保未登记健康帮扶',
    SYSTEM,
    ['measure.m_health|measure.m_social', 'monitoring.start_flag_uninsured'],
    flagUnanswered('start_flag_uninsured', ['m_health', 'm_social']),
  ),
  householdRule(
    201,
    'W',
    '综合保障与成员低保特困不一致',
    COMMON,
    ['measure.m_security', 'member.dibao|member.tekun'],
    securityContradicts,
  ),
  ...removalRules,
]);
