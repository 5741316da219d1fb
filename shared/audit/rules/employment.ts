/** E, second part: public posts, graduates, wages against workers (rules 105–112). */
import type { HouseholdView } from '../household';
import type { MemberView } from '../member';
import type { AnyRule, Verdict } from '../rule';
import { COMMON, householdRule, memberRule, SYSTEM } from './define';
import { UNABLE_LABELS } from './labels';
import { shown } from './shown';

const HIGHER = /^(大专|本科)/;
const POST = 'member.public_post' as const;

/** Work, public post, or said to be working. */
function isEmployed(member: MemberView): boolean {
  return member.working || member.cells.has('public_post') || member.cells.text('is_working') === '是';
}

function postWithoutMonths(member: MemberView): Verdict {
  const post = member.cells.has('public_post');
  const months = member.cells.has('public_post_months') && member.cells.number('public_post_months') !== 0;
  if (post === months) return false;
  return post
    ? { field: 'member.public_post_months', params: { problem: '填了岗位，聘用月数为空' } }
    : { field: POST, params: { problem: '填了聘用月数，岗位为空' } };
}

function postAtOddAge(member: MemberView, household: HouseholdView): Verdict {
  if (!member.cells.has('public_post') || member.age === undefined) return false;
  const { postAgeFrom, postAgeTo } = household.context.thresholds.limits;
  return member.age >= postAgeFrom && member.age <= postAgeTo ? false : { params: { age: member.age } };
}

function tooManyPosts(member: MemberView, household: HouseholdView): Verdict {
  const posts = member.cells.labels('public_post');
  return posts.length > household.context.thresholds.limits.postCount
    ? { params: { n: posts.length, posts: posts.join('、') } }
    : false;
}

function idleGraduate(member: MemberView, household: HouseholdView): Verdict {
  const education = member.cells.text('education');
  if (!HIGHER.test(education) || member.inSchool || member.age === undefined) return false;
  if (member.age < 16 || member.age >= household.context.thresholds.limits.elderAge || isEmployed(member)) return false;
  return member.cells.has('grad_unemployed_reason') ? false : { params: { education } };
}

function wageWithoutWorker(household: HouseholdView): Verdict {
  const wage = household.year.number('inc_wage') ?? 0;
  return wage > 0 && !household.living.some(isEmployed) ? { params: { v: shown(wage) } } : false;
}

/** A wage that could not be read is a question of format, not a missing wage. */
function workerWithoutWage(household: HouseholdView): Verdict {
  const worker = household.living.find((member) => member.working);
  const wage = household.year.number('inc_wage');
  if (!worker || (wage ?? 0) > 0 || (wage === undefined && household.year.has('inc_wage'))) return false;
  return { params: { worker: worker.name } };
}

export const employmentRules: readonly AnyRule[] = [
  memberRule(105, 'E', '公益性岗位与聘用月数不匹配', SYSTEM, [POST, 'member.public_post_months'], postWithoutMonths),
  memberRule(106, 'E', '公益性岗位聘用年龄异常', SYSTEM, [POST], postAtOddAge),
  memberRule(107, 'W', '公益性岗位过多', SYSTEM, [POST], tooManyPosts),
  memberRule(108, 'W', '无劳动能力却聘用公益岗', SYSTEM, [POST, 'member.labor'], (member) =>
    member.cells.has('public_post') && UNABLE_LABELS.has(member.labor) ? { params: { labor: member.labor } } : false,
  ),
  memberRule(
    109,
    'I',
    '大专以上未就业且无原因',
    SYSTEM,
    ['member.education', 'member.grad_unemployed_reason'],
    idleGraduate,
  ),
  memberRule(
    110,
    'I',
    '技能劳动力未务工就业',
    SYSTEM,
    ['member.labor', 'member.work_place|member.work_months'],
    (member) => member.labor === '技能劳动力' && !member.inSchool && !isEmployed(member),
  ),
  householdRule(
    111,
    'W',
    '有工资性收入但无人务工就业',
    COMMON,
    ['year.inc_wage', 'member.work_place|member.work_months|member.public_post'],
    wageWithoutWorker,
  ),
  householdRule(
    112,
    'W',
    '有人务工但工资性收入为0',
    COMMON,
    ['year.inc_wage', 'member.work_place|member.work_months'],
    workerWithoutWage,
  ),
];
