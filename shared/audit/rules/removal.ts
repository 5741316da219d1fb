/** J, second part: removal of the risk (rules 206–211, 215–217). */
import { compareDates, isDate, monthsBetween } from '../dates';
import type { HouseholdView } from '../household';
import type { AnyRule, Hit, Verdict } from '../rule';
import { monitoringLine } from '../thresholds';
import { COMMON, householdRule, SYSTEM } from './define';
import { activeHelpers } from './helpers';
import { shown } from './shown';

const REMOVED = 'monitoring.risk_removed';
/** Between identification and removal by help: half a year is usual, up to two months implausible. */
const USUAL_MONTHS = 6;
const IMPLAUSIBLE_MONTHS = 2;

const AFTER = [
  { key: 'after_inc_wage', label: '风险消除后工资性收入' },
  { key: 'after_inc_biz', label: '风险消除后生产经营性收入' },
  { key: 'after_inc_prop', label: '风险消除后财产性收入' },
  { key: 'after_inc_trans', label: '风险消除后转移性收入' },
  { key: 'after_inc_net', label: '风险消除后家庭纯收入' },
  { key: 'after_inc_net_pc', label: '风险消除后人均纯收入' },
  { key: 'after_flag_dropout', label: '风险消除后是否失学辍学' },
  { key: 'after_flag_house_problem', label: '风险消除后是否住房出现安全问题' },
  { key: 'after_flag_water_problem', label: '风险消除后是否饮水出现安全问题' },
  { key: 'after_flag_uninsured', label: '风险消除后是否有成员未参保' },
] as const;
const PROBLEMS = [
  { key: 'after_flag_dropout', label: '失学辍学' },
  { key: 'after_flag_house_problem', label: '住房安全问题' },
  { key: 'after_flag_water_problem', label: '饮水安全问题' },
  { key: 'after_flag_uninsured', label: '成员未参保' },
] as const;
const CONTACT = [
  { key: 'monitor_contact', label: '监测联系人' },
  { key: 'monitor_contact_phone', label: '监测联系人联系电话' },
] as const;

const isDone = (household: HouseholdView): boolean => household.monitored && !household.monitoredOpen;
const byHelp = (household: HouseholdView): boolean =>
  isDone(household) && household.episode?.text('remove_way') === '帮扶消除';

function blankOf(fields: readonly { readonly key: string; readonly label: string }[]) {
  return (household: HouseholdView): Verdict => {
    const { episode, facts } = household;
    if (!isDone(household)) return false;
    return fields
      .filter(({ key }) => facts.present.has(`monitoring.${key}`) && episode?.has(key) === false)
      .map(({ key, label }): Hit => ({ field: `monitoring.${key}`, params: { label } }));
  };
}

function problemRemains(household: HouseholdView): Verdict {
  if (!isDone(household)) return false;
  return PROBLEMS.filter(({ key }) => household.episode?.text(key) === '是').map(({ key, label }): Hit => ({
    field: `monitoring.${key}`,
    params: { problem: label },
  }));
}

function stillPoor(household: HouseholdView): Verdict {
  const value = household.episode?.number('after_inc_net_pc');
  const date = household.episode?.text('remove_date') ?? '';
  if (!byHelp(household) || value === undefined || !isDate(date)) return false;
  const { cells, context } = household;
  const year = Number(date.slice(0, 4));
  const line = monitoringLine(context.thresholds, year, cells.text('province'), cells.text('county'));
  return line !== undefined && value < line ? { params: { v: shown(value), line, year } } : false;
}

function removedEarly(household: HouseholdView): Verdict {
  const start = household.episode?.text('monitor_start') ?? '';
  const end = household.episode?.text('remove_date') ?? '';
  if (!byHelp(household) || !isDate(start) || !isDate(end)) return false;
  const months = monthsBetween(start, end);
  if (months < 0 || months >= USUAL_MONTHS) return false;
  return { severity: months <= IMPLAUSIBLE_MONTHS ? 'E' : 'W', params: { months } };
}

function unableButRemoved(household: HouseholdView): Verdict {
  const { living } = household;
  const judged = living.length > 0 && living.every((member) => member.labor !== '');
  return byHelp(household) && judged && !household.hasLabour;
}

function removalOdd(household: HouseholdView): Verdict {
  const { episode, facts, context } = household;
  if (!episode || !isDone(household)) return false;
  const date = episode.text('remove_date');
  const start = episode.text('monitor_start');
  if (!episode.has('remove_date')) return { params: { problem: '风险消除时间为空' } };
  if (facts.present.has('monitoring.remove_way') && !episode.has('remove_way')) {
    return { field: 'monitoring.remove_way', params: { problem: '风险消除方式为空' } };
  }
  if (isDate(date) && isDate(start) && compareDates(date, start) < 0) {
    return { params: { problem: '风险消除时间早于识别时间' } };
  }
  return isDate(date) && compareDates(date, context.asOf) > 0 ? { params: { problem: '风险消除时间晚于今天' } } : false;
}

export const removalRules: readonly AnyRule[] = [
  householdRule(206, 'E', '风险消除后指标未填', SYSTEM, [REMOVED], blankOf(AFTER)),
  householdRule(
    207,
    'E',
    '已消除风险户仍有问题',
    SYSTEM,
    [REMOVED, PROBLEMS.map(({ key }) => `monitoring.${key}`).join('|')],
    problemRemains,
  ),
  householdRule(
    208,
    'E',
    '消除时人均纯收入低于监测范围',
    SYSTEM,
    ['monitoring.after_inc_net_pc', 'monitoring.remove_date'],
    stillPoor,
  ),
  householdRule(
    209,
    'E',
    '帮扶消除但无帮扶措施',
    SYSTEM,
    ['monitoring.remove_way', 'measure.measure_status|measure.m_industry|measure.m_health|measure.m_security'],
    (household) => byHelp(household) && household.measures.length === 0,
  ),
  householdRule(
    210,
    'W',
    '从识别到消除时间过短',
    '防返贫动态监测风险消除要求',
    ['monitoring.remove_date', 'monitoring.monitor_start'],
    removedEarly,
  ),
  householdRule(
    211,
    'E',
    '整户无劳动力户标注帮扶消除',
    '防返贫动态监测风险消除要求',
    ['monitoring.remove_way', 'member.labor'],
    unableButRemoved,
  ),
  householdRule(
    215,
    'E',
    '已消除风险未填监测联系人及电话',
    SYSTEM,
    [CONTACT.map(({ key }) => `monitoring.${key}`).join('|')],
    blankOf(CONTACT),
  ),
  householdRule(216, 'E', '风险消除时间或方式不合理', COMMON, ['monitoring.remove_date'], removalOdd),
  householdRule(
    217,
    'E',
    '未消除风险监测户无帮扶责任人',
    COMMON,
    ['monitoring.monitor_type', 'helper.helper_name'],
    (household) =>
      household.monitoredOpen && activeHelpers(household).length === 0 ? { field: 'helper.helper_name' } : false,
  ),
];
