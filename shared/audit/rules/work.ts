/** E, first part: work away from home (rules 89–104). */
import { dashed } from '../../values/serial';
import { compareDates, isDate, monthsBetween, yearsBetween } from '../dates';
import type { HouseholdView } from '../household';
import type { MemberView } from '../member';
import { family, type Hit, type Verdict } from '../rule';
import { COMMON, COUNTY, householdRule, memberRule, SYSTEM, TOOL } from './define';
import { employmentRules } from './employment';
import { onTekun } from './labels';
import { shown } from './shown';

const MOBILE = /^1[3-9]\d{9}$/;
const COUNTY_NAME = /[县区市旗]/;
const HOME_CHANNELS: ReadonlySet<string> = new Set(['公益性岗位', '帮扶车间']);
const WEAK: ReadonlySet<string> = new Set(['无劳动力', '丧失劳动力', '弱劳动力或半劳动力']);
const OUTSIDE: ReadonlySet<string> = new Set(['县外省内务工', '省外务工']);
const WORK = 'member.work_place|member.work_months|member.work_status';

/** What a work record should tell. */
const DETAILS = [
  { key: 'work_income_month', label: '务工月收入' },
  { key: 'work_company', label: '务工企业名称' },
  { key: 'work_industry', label: '所属行业' },
  { key: 'employ_channel', label: '就业渠道' },
  { key: 'point_to_point', label: '是否点对点输送' },
] as const;

function placeWithoutMonths(member: MemberView): Verdict {
  const place = member.cells.has('work_place');
  // 0 months beside a place is rule 90; without a place it says "did not work".
  const months = member.cells.has('work_months') && (place || member.cells.number('work_months') !== 0);
  if (place === months) return false;
  return place
    ? { field: 'member.work_months', params: { problem: '填了务工所在地，务工时间为空' } }
    : { field: 'member.work_place', params: { problem: '填了务工时间，务工所在地为空' } };
}

/** 0 months of somebody without a place of work says "did not work" and is no record. */
function monthsOutOfRange(member: MemberView, household: HouseholdView): Verdict {
  const months = member.cells.number('work_months');
  if (months === undefined || (months === 0 && !member.cells.has('work_place'))) return false;
  return months > 0 && months <= household.context.thresholds.limits.workMonths ? false : { params: { value: months } };
}

function childAtWork(member: MemberView, household: HouseholdView): Verdict {
  if (!member.working || member.birth === '') return false;
  const start = member.cells.text('work_start');
  const age = yearsBetween(member.birth, isDate(start) ? start : household.context.asOf);
  return age < 16 ? { params: { age } } : false;
}

function detailsMissing(member: MemberView, household: HouseholdView): Verdict {
  if (!member.working) return false;
  const missing = DETAILS.filter(({ key }) => household.facts.present.has(`member.${key}`) && !member.cells.has(key));
  const first = missing[0];
  if (!first) return false;
  return { field: `member.${first.key}`, params: { missing: missing.map(({ label }) => label).join('、') } };
}

function incomeOdd(member: MemberView, household: HouseholdView): Verdict {
  const value = member.cells.number('work_income_month');
  const { workIncomeLow: from, workIncomeHigh: to } = household.context.thresholds.limits;
  if (value === undefined || !member.working || (value >= from && value <= to)) return false;
  return { params: { v: shown(value), from, to } };
}

function spellReversed(member: MemberView): Verdict {
  const start = member.cells.text('work_start');
  const end = member.cells.text('work_end');
  if (!isDate(start) || !isDate(end) || compareDates(start, end) <= 0) return false;
  return { field: 'member.work_end', params: { start: dashed(start), end: dashed(end) } };
}

/** Somebody who has worked and works no more. */
function endMissing(member: MemberView, household: HouseholdView): Verdict {
  if (member.cells.text('is_working') !== '否' || !member.cells.has('work_start')) return false;
  const end = member.cells.text('work_end');
  if (!member.cells.has('work_end')) return { params: { problem: '为空' } };
  return isDate(end) && compareDates(end, household.context.asOf) > 0 ? { params: { problem: '晚于今天' } } : false;
}

function neverUpdated(member: MemberView, household: HouseholdView): Verdict {
  const start = member.cells.text('work_start');
  if (!isDate(start) || member.cells.has('work_end') || member.cells.text('is_working') === '否') return false;
  const months = monthsBetween(start, household.context.asOf);
  return months >= household.context.thresholds.limits.longWorkMonths
    ? { params: { start: dashed(start), months } }
    : false;
}

/** Public posts and workshops exist in the home county only; without a county the kind of work area decides. */
function awayWithHomeChannel(member: MemberView, household: HouseholdView): Verdict {
  const channel = member.cells.text('employ_channel');
  if (!HOME_CHANNELS.has(channel)) return false;
  const place = member.cells.raw('work_place');
  const county = household.cells.text('county');
  const away = county !== '' && place !== '' ? !place.includes(county) : OUTSIDE.has(member.cells.text('work_status'));
  return away ? { params: { channel, place: place || member.cells.text('work_status') } } : false;
}

function workerPhoneOdd(member: MemberView): Verdict {
  if (!member.working) return false;
  const phone = member.cells.raw('member_phone').replace(/[\s-]/g, '');
  return MOBILE.test(phone) ? false : { params: { value: phone === '' ? '为空' : `“${phone}”` } };
}

function samePhoneElsewhere(household: HouseholdView): Verdict {
  const hits: Hit[] = [];
  const workers = household.living.filter((member) => member.working && member.cells.has('work_place'));
  workers.forEach((member, at) => {
    const phone = member.cells.raw('member_phone');
    const twin = workers
      .slice(0, at)
      .find((one) => phone !== '' && one.cells.raw('member_phone') === phone && !samePlace(one, member));
    if (twin) hits.push({ member: member.index, params: { other: twin.name, phone } });
  });
  return hits;
}

function samePlace(a: MemberView, b: MemberView): boolean {
  return a.cells.raw('work_place') === b.cells.raw('work_place');
}

export const workRules = family('E', [
  memberRule(
    89,
    'E',
    '务工所在地与务工时间不匹配',
    TOOL,
    ['member.work_place', 'member.work_months'],
    placeWithoutMonths,
  ),
  memberRule(90, 'W', '务工月数超出范围', COMMON, ['member.work_months'], monthsOutOfRange),
  memberRule(91, 'W', '务工地点未填到县级', SYSTEM, ['member.work_place'], (member) => {
    const place = member.cells.raw('work_place');
    // The 区 of 广西壮族自治区 is no county.
    return place !== '' && !COUNTY_NAME.test(place.replace(/自治区/g, '')) ? { params: { value: place } } : false;
  }),
  memberRule(
    92,
    'E',
    '在校生登记务工',
    SYSTEM,
    [WORK, 'member.student_status'],
    (member) => member.inSchool && member.working,
  ),
  memberRule(93, 'E', '未满16岁登记务工', '《劳动法》第十五条；省级数据核查规则', [WORK], childAtWork),
  memberRule(94, 'W', '劳动技能与务工矛盾', SYSTEM, [WORK, 'member.labor'], (member) =>
    member.working && WEAK.has(member.labor) ? { params: { labor: member.labor } } : false,
  ),
  memberRule(95, 'W', '特困供养人员外出务工', SYSTEM, ['member.tekun', 'member.work_status'], (member) => {
    const area = member.cells.text('work_status');
    return onTekun(member) && area !== '' && area !== '乡(镇)内务工' ? { params: { area } } : false;
  }),
  memberRule(
    96,
    'W',
    '务工信息不完整',
    SYSTEM,
    [WORK, DETAILS.map(({ key }) => `member.${key}`).join('|')],
    detailsMissing,
  ),
  memberRule(97, 'W', '务工月收入异常', SYSTEM, ['member.work_income_month'], incomeOdd),
  memberRule(98, 'E', '务工起止时间颠倒', SYSTEM, ['member.work_start', 'member.work_end'], spellReversed),
  memberRule(99, 'W', '未务工但务工结束时间不合理', COUNTY, ['member.is_working', 'member.work_end'], endMissing),
  memberRule(100, 'I', '务工记录长期未更新', COUNTY, ['member.work_start'], neverUpdated),
  memberRule(
    101,
    'W',
    '县外务工却选公益性岗位或帮扶车间',
    SYSTEM,
    ['member.employ_channel', 'member.work_place|member.work_status'],
    awayWithHomeChannel,
  ),
  memberRule(102, 'W', '务工人员联系电话不规范', SYSTEM, ['member.member_phone', WORK], workerPhoneOdd),
  householdRule(
    103,
    'W',
    '同户不同地务工人员电话相同',
    SYSTEM,
    ['member.member_phone', 'member.work_place'],
    samePhoneElsewhere,
  ),
  memberRule(
    104,
    'W',
    '计划务工未填就业服务需求',
    SYSTEM,
    ['member.plan_working', 'member.job_service_need'],
    (member) => member.cells.text('plan_working') === '是' && !member.cells.has('job_service_need'),
  ),
  ...employmentRules,
]);
