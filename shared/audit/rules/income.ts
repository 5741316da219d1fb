/** H, second part: amounts against what is plausible and against the household's facts (rules 152–168). */
import { rigidExpenditure } from '../../income/totals';
import type { HouseholdView } from '../household';
import { family, type Hit, type Verdict } from '../rule';
import { monitoringLine } from '../thresholds';
import { COMMON, COUNTY, householdRule, SYSTEM, TOOL } from './define';
import { sumRules } from './incomeSums';
import { hasRisk } from './risks';
import { shown } from './shown';
import { isNothing } from './yearAmounts';

/** Binary noise of divisions: what lies exactly on a limit holds. */
const NOISE = 1e-6;
const money = (household: HouseholdView, key: string): number | undefined => household.year.number(key);

function wageOdd(household: HouseholdView): Verdict {
  const wage = money(household, 'inc_wage');
  const { wageLow, wageHigh } = household.context.thresholds.limits;
  if (wage === undefined || wage <= 0 || (wage >= wageLow && wage <= wageHigh)) return false;
  return { params: { v: shown(wage), from: wageLow, to: wageHigh } };
}

function businessWithoutCost(household: HouseholdView): Verdict {
  const income = money(household, 'inc_biz') ?? 0;
  return income > 0 && isNothing(household, 'exp_biz') ? { params: { v: shown(income) } } : false;
}

function costAboveIncome(household: HouseholdView): Verdict {
  const cost = money(household, 'exp_biz');
  const income = money(household, 'inc_biz');
  if (cost === undefined || income === undefined || cost <= income) return false;
  return { params: { cost: shown(cost), income: shown(income) } };
}

function ecoWithoutForest(household: HouseholdView): Verdict {
  const eco = money(household, 'tr_eco') ?? 0;
  return eco > 0 && isNothing(household, 'land_returned_forest') ? { params: { v: shown(eco) } } : false;
}

/** An allowance that is paid, but less than anyone is paid. */
function tooSmall(keys: readonly (readonly [string, string])[], limitOf: (household: HouseholdView) => number) {
  return (household: HouseholdView): Verdict => {
    const limit = limitOf(household);
    const hits: Hit[] = [];
    for (const [key, label] of keys) {
      const value = money(household, key) ?? 0;
      if (value > 0 && value < limit) hits.push({ field: `year.${key}`, params: { label, v: shown(value), limit } });
    }
    return hits;
  };
}

function belowFloor(household: HouseholdView): Verdict {
  if (!household.lifted && !household.monitored) return false;
  const value = money(household, 'inc_net_pc');
  const limit = household.context.thresholds.limits.floorIncome;
  if (value === undefined) return household.year.has('inc_net_pc') ? false : { params: { problem: '为空' } };
  return value < limit ? { params: { problem: `为${shown(value)}元，低于${limit}元` } } : false;
}

function lineFor({ context, yearNumber, cells }: HouseholdView): number | undefined {
  return monitoringLine(context.thresholds, yearNumber, cells.text('province'), cells.text('county'));
}

function shouldBeMonitored(household: HouseholdView): Verdict {
  if (!household.lifted || household.monitored) return false;
  const value = money(household, 'inc_net_pc');
  const line = lineFor(household);
  if (value === undefined || line === undefined || value >= line) return false;
  return { params: { v: shown(value), line, year: household.yearNumber } };
}

/** Income at identification as recorded; without it the year's, as long as the risk is open. */
function identifiedTooRich(household: HouseholdView): Verdict {
  const { episode } = household;
  if (!episode || ['', '突发严重困难户'].includes(episode.text('monitor_type'))) return false;
  const atStart = episode.number('start_inc_net_pc');
  const value = atStart ?? (household.monitoredOpen ? money(household, 'inc_net_pc') : undefined);
  const limit = household.context.thresholds.limits.identifyIncomeHigh;
  if (value === undefined || value <= limit) return false;
  const field = atStart === undefined ? 'year.inc_net_pc' : 'monitoring.start_inc_net_pc';
  return { field, params: { v: shown(value), limit, type: episode.text('monitor_type') } };
}

function incomeJumped(household: HouseholdView): Verdict {
  const now = money(household, 'inc_net_pc');
  const before = household.lastYear?.number('inc_net_pc');
  if (now === undefined || before === undefined || before <= 0) return false;
  const change = ((now - before) / before) * 100;
  const { incomeFall, incomeRise } = household.context.thresholds.limits;
  if (change >= -incomeFall - NOISE && change <= incomeRise + NOISE) return false;
  const pct = `${change < 0 ? '下降' : '增长'}${Math.abs(Math.round(change))}%`;
  return { params: { pct, before: shown(before), now: shown(now), hint: change < 0 ? '，注意返贫风险' : '' } };
}

function transfersDominate(household: HouseholdView): Verdict {
  if (!household.hasLabour) return false;
  const total = money(household, 'inc_total') ?? 0;
  const share = total > 0 ? ((money(household, 'inc_trans') ?? 0) / total) * 100 : 0;
  const limit = household.context.thresholds.limits.transferShare;
  return share > limit + NOISE ? { params: { pct: `${Math.round(share)}%`, limit } } : false;
}

/** What is left per head after expenses that cannot be avoided, claims paid included. */
function leftTooLittle(household: HouseholdView): Verdict {
  const { year } = household;
  const net = money(household, 'inc_net');
  const rigid = rigidExpenditure(year.row);
  const people = money(household, 'member_count_year') ?? household.living.length;
  const line = lineFor(household);
  if (net === undefined || rigid === undefined || people <= 0 || line === undefined) return false;
  const left = (net + (money(household, 'claim_income') ?? 0) - rigid) / people;
  return left < line - NOISE ? { params: { v: shown(left), line, rigid: shown(rigid) } } : false;
}

function illnessWithoutCost(household: HouseholdView): Verdict {
  return hasRisk(household, '因病') && isNothing(household, 'exp_rigid_medical');
}

function schoolingWithoutCost(household: HouseholdView): Verdict {
  if (!hasRisk(household, '因学') && household.cells.text('cause_main') !== '因学') return false;
  if (isNothing(household, 'exp_rigid_edu'))
    return { field: 'year.exp_rigid_edu', params: { problem: '教育支出为零' } };
  const noStudent = household.living.every((member) => member.outOfSchool);
  return noStudent ? { params: { problem: '家中无在校生' } } : false;
}

function landRentWithoutLand(household: HouseholdView): Verdict {
  const rent = money(household, 'inc_prop_land') ?? 0;
  return rent > 0 && isNothing(household, 'land_arable') ? { params: { v: shown(rent) } } : false;
}

export const incomeRules = family('H', [
  ...sumRules,
  householdRule(152, 'W', '工资性收入不合理', `${TOOL}；${SYSTEM}`, ['year.inc_wage'], wageOdd),
  householdRule(153, 'W', '有生产经营性收入但无支出', TOOL, ['year.inc_biz', 'year.exp_biz'], businessWithoutCost),
  householdRule(154, 'W', '生产经营性支出大于收入', COMMON, ['year.exp_biz', 'year.inc_biz'], costAboveIncome),
  householdRule(
    155,
    'W',
    '有生态补偿金但无退耕还林面积',
    TOOL,
    ['year.tr_eco', 'year.land_returned_forest'],
    ecoWithoutForest,
  ),
  householdRule(
    156,
    'W',
    '低保金或特困供养金过低',
    TOOL,
    ['year.tr_dibao|year.tr_tekun'],
    tooSmall(
      [
        ['tr_dibao', '低保金'],
        ['tr_tekun', '特困供养金'],
      ],
      (household) => household.context.thresholds.limits.dibaoLow,
    ),
  ),
  householdRule(
    157,
    'W',
    '计划生育金过低',
    TOOL,
    ['year.tr_birth'],
    tooSmall([['tr_birth', '计划生育金']], (household) => household.context.thresholds.limits.birthLow),
  ),
  householdRule(
    158,
    'W',
    '养老保险金过低',
    TOOL,
    ['year.tr_pension'],
    tooSmall([['tr_pension', '养老保险金']], (household) => household.context.thresholds.limits.pensionLow),
  ),
  householdRule(159, 'W', '人均纯收入低于4000元或为空', `${TOOL}；${SYSTEM}`, ['year.inc_net_pc'], belowFloor),
  householdRule(
    160,
    'E',
    '人均纯收入低于监测范围但未纳入监测',
    '防返贫动态监测和帮扶机制；各省年度监测范围',
    ['year.inc_net_pc', 'household.household_type|household.poverty_attribute'],
    shouldBeMonitored,
  ),
  householdRule(
    161,
    'W',
    '识别时人均纯收入过高',
    COUNTY,
    ['monitoring.monitor_type', 'monitoring.start_inc_net_pc|year.inc_net_pc'],
    identifiedTooRich,
  ),
  householdRule(162, 'W', '人均纯收入较上年变化过大', '“算清动态账”要求', ['year.inc_net_pc'], incomeJumped),
  householdRule(
    163,
    'W',
    '有劳动力户转移性收入占比过高',
    COMMON,
    ['year.inc_trans', 'year.inc_total', 'member.labor'],
    transfersDominate,
  ),
  householdRule(
    164,
    'W',
    '扣除刚性支出后人均低于监测线',
    '“支出账”要求；防返贫监测摸排表',
    [
      'year.inc_net',
      'year.exp_rigid_medical|year.exp_rigid_edu|year.exp_rigid_house|year.exp_rigid_disaster|year.exp_rigid_other',
    ],
    leftTooLittle,
  ),
  householdRule(
    165,
    'W',
    '风险为因病但合规自付支出为零',
    SYSTEM,
    ['monitoring.risk1', 'year.exp_rigid_medical'],
    illnessWithoutCost,
  ),
  householdRule(
    166,
    'W',
    '因学但无教育支出或无在校生',
    COMMON,
    ['household.cause_main|monitoring.risk1', 'year.exp_rigid_edu', 'member.student_status'],
    schoolingWithoutCost,
  ),
  householdRule(
    167,
    'W',
    '有土地流转收入但无耕地',
    COMMON,
    ['year.inc_prop_land', 'year.land_arable'],
    landRentWithoutLand,
  ),
  {
    each: 'archive',
    number: 168,
    severity: 'I',
    title: '多户收入数据完全相同',
    basis: COMMON,
    reads: ['year.inc_total'],
  },
]);
