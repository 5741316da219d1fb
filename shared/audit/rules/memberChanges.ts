/** B, third part: members who came or left (rules 42–46). */
import { dashed } from '../../values/serial';
import { compareDates, isDate, monthsBetween } from '../dates';
import type { HouseholdView } from '../household';
import type { MemberView } from '../member';
import type { HouseholdRule, MemberRule, Verdict } from '../rule';
import { COMMON } from './define';

const CHANGE_FIELDS = [
  { key: 'change_date', label: '减少时间' },
  { key: 'change_reason', label: '减少原因' },
] as const;

function changeUnexplained(member: MemberView, { facts }: HouseholdView): Verdict {
  if (member.counted) return false;
  const missing = CHANGE_FIELDS.filter(({ key }) => facts.present.has(`member.${key}`) && !member.cells.has(key));
  const first = missing[0];
  if (!first) return false;
  const labels = missing.map(({ label }) => label).join('和');
  return { field: `member.${first.key}`, params: { state: member.cells.raw('live_state'), missing: labels } };
}

function changeDateOdd(member: MemberView, household: HouseholdView): Verdict {
  const date = member.cells.text('change_date');
  if (!isDate(date)) return false;
  const beforeBirth = member.birth !== '' && compareDates(date, member.birth) < 0;
  const later = compareDates(date, household.context.asOf) > 0;
  const problem = later ? '晚于今天' : '早于出生日期';
  return beforeBirth || later ? { params: { date: dashed(date), problem } } : false;
}

function newbornTooOld(member: MemberView, household: HouseholdView): Verdict {
  const date = member.cells.text('change_date');
  if (member.cells.text('change_reason') !== '新生儿' || !isDate(date) || member.birth === '') return false;
  const months = monthsBetween(member.birth, date);
  return months > household.context.thresholds.limits.newbornMonths ? { params: { months } } : false;
}

/** A change of the yearly head-count is explained by a change row or a member's change date of either year. */
function countChangeUnexplained(household: HouseholdView): Verdict {
  const { lastYear, year, yearNumber } = household;
  const a = lastYear?.number('member_count_year');
  const b = year.number('member_count_year');
  if (a === undefined || b === undefined || a === b) return false;
  const inYears = (date: string): boolean => {
    const at = Number(date.slice(0, 4));
    return at === yearNumber || at === yearNumber - 1;
  };
  const explained =
    household.changes.some((row) => inYears(row.text('change_date'))) ||
    household.members.some((member) => inYears(member.cells.text('change_date')));
  return explained ? false : { params: { a, b, year: yearNumber } };
}

function headGone(household: HouseholdView): Verdict {
  if (household.heads.length > 0) return false;
  const gone = household.members.find((member) => !member.counted && member.relation === '户主');
  return gone ? { member: gone.index, params: { state: gone.cells.raw('live_state') } } : false;
}

export const changeRules: readonly (MemberRule | HouseholdRule)[] = [
  {
    each: 'member',
    departed: true,
    number: 42,
    severity: 'E',
    title: '成员减少未填原因或时间',
    basis: '户籍人口增减登记要求',
    reads: ['member.live_state', 'member.change_date|member.change_reason'],
    check: changeUnexplained,
  },
  {
    each: 'member',
    departed: true,
    number: 43,
    severity: 'E',
    title: '变更时间不合理',
    basis: COMMON,
    reads: ['member.change_date'],
    check: changeDateOdd,
  },
  {
    each: 'member',
    number: 44,
    severity: 'W',
    title: '新生儿与年龄不符',
    basis: COMMON,
    reads: ['member.change_reason', 'member.change_date'],
    check: newbornTooOld,
  },
  {
    each: 'household',
    number: 45,
    severity: 'W',
    title: '家庭人口变化无增减记录',
    basis: COMMON,
    reads: ['year.member_count_year', 'member.change_date|change.change_date'],
    check: countChangeUnexplained,
  },
  {
    each: 'household',
    number: 46,
    severity: 'W',
    title: '户主已减少未变更户主',
    basis: COMMON,
    reads: ['member.live_state', 'member.relation'],
    check: headGone,
  },
];
