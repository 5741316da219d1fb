/** C: schooling against age (rules 59–74; 71 needs two years of grades and is not judged). */
import type { HouseholdView } from '../household';
import type { MemberView } from '../member';
import { family, type Verdict } from '../rule';
import { COMMON, SYSTEM } from './define';
import { gradeKind } from './grades';
import { measureLabels, openMeasures } from './measures';
import { isOutOfSchool } from './schoolAge';

const COMPULSORY = '《义务教育法》第十一条；省级数据核查规则';
const STATUS = ['member.student_status'] as const;
const BEFORE_SCHOOL: ReadonlySet<string> = new Set(['学龄前儿童', '学前教育']);
const LOW_EDUCATION: ReadonlySet<string> = new Set(['文盲或半文盲', '小学']);
const HIGHER = /^(大专|本科|技师)/;
const KEEP_IN_SCHOOL: ReadonlySet<string> = new Set(['控辍保学', '送教上门']);

/** 非在校生 of the old list says the same as a blank. */
function statusFilled(member: MemberView): boolean {
  return member.cells.has('student_status') && member.status !== '非在校生';
}

/** 学龄前儿童 stood in the education list until 2018; for a school-age member it is no education. */
function educationFilled(member: MemberView): boolean {
  return member.cells.has('education') && member.cells.text('education') !== '学龄前儿童';
}

function exactlyOne(member: MemberView, household: HouseholdView): Verdict {
  if (member.age === undefined || member.age < household.context.thresholds.limits.schoolAgeFrom) return false;
  const both = educationFilled(member) && statusFilled(member);
  if (!both && (educationFilled(member) || statusFilled(member))) return false;
  return { params: { problem: both ? '同时填写' : '都未填写' } };
}

function preschool(member: MemberView, household: HouseholdView): Verdict {
  if (member.age === undefined || member.age >= household.context.thresholds.limits.schoolAgeFrom) return false;
  if (BEFORE_SCHOOL.has(member.status)) return false;
  // A text that no list knows is rule 21 alone.
  if (member.status === '' && member.cells.has('student_status')) return false;
  // The list of before 2019 kept 学龄前儿童 under education.
  if (!statusFilled(member) && member.cells.text('education') === '学龄前儿童') return false;
  return { params: { age: member.age, problem: member.status === '' ? '为空' : `填“${member.status}”` } };
}

/** Rules 62–66: the ages within which a grade is usual. */
function outsideAges(kinds: readonly string[], from: number, to: number) {
  return (member: MemberView): Verdict => {
    if (member.age === undefined || !kinds.includes(gradeKind(member.status))) return false;
    return member.age >= from && member.age <= to ? false : { params: { age: member.age, value: member.status } };
  };
}

function tooYoungForCollege(member: MemberView): Verdict {
  if (member.age === undefined) return false;
  const education = member.cells.text('education');
  if (HIGHER.test(education) && member.age < 18) {
    return { field: 'member.education', params: { age: member.age, value: education } };
  }
  const student = gradeKind(member.status) === '高职' || gradeKind(member.status) === '本科';
  return student && member.age < 16 ? { params: { age: member.age, value: member.status } } : false;
}

function notAtSchool(member: MemberView, household: HouseholdView): Verdict {
  if (!isOutOfSchool(member, household) || member.cells.has('dropout_reason')) return false;
  return { params: { age: member.schoolAge ?? '' } };
}

function poorDropout(member: MemberView, household: HouseholdView): Verdict {
  const reason = member.cells.raw('dropout_reason');
  if (reason === '' || !isOutOfSchool(member, household)) return false;
  if (/贫|困难/.test(reason)) return { params: { reason } };
  const kept = measureLabels(household, 'm_compulsory_edu').some((label) => KEEP_IN_SCHOOL.has(label));
  return kept ? false : { params: { reason } };
}

function dropoutAgainstHealth(member: MemberView): Verdict {
  const reason = member.cells.text('dropout_reason');
  const ill = reason === '因病' || reason === '因残';
  return ill && member.health.includes('健康') ? { params: { reason } } : false;
}

function littleSchooling(member: MemberView): Verdict {
  const { age } = member;
  if (age === undefined || age < 16 || age > 22 || !member.outOfSchool) return false;
  const education = member.cells.text('education');
  if (!LOW_EDUCATION.has(education) || member.cells.has('dropout_reason')) return false;
  return { params: { age, value: education } };
}

const isVocational = (member: MemberView): boolean => ['中职', '高职', '技师'].includes(gradeKind(member.status));

function rainPlanWithoutStudent(household: HouseholdView): Verdict {
  const recipient = measureLabels(household, 'm_edu').includes('雨露计划');
  if (!recipient || household.living.some(isVocational)) return false;
  return { rowIndex: openMeasures(household, 'm_edu') };
}

function studentWithoutRainPlan(member: MemberView, household: HouseholdView): Verdict {
  if (!household.lifted && !household.monitored) return false;
  if (!isVocational(member) || measureLabels(household, 'm_edu').includes('雨露计划')) return false;
  return { params: { value: member.status } };
}

export const educationRules = family('C', [
  {
    each: 'member',
    number: 59,
    severity: 'E',
    title: '文化程度与在校生状况应填且只填一项',
    basis: '2018年以来信息采集表填表说明',
    reads: ['member.education', 'member.student_status'],
    check: exactlyOne,
  },
  {
    each: 'member',
    number: 60,
    severity: 'W',
    title: '6岁以下在校生状况不符',
    basis: COMMON,
    reads: STATUS,
    check: preschool,
  },
  {
    each: 'member',
    number: 61,
    severity: 'E',
    title: '已满7岁仍登记为学龄前或学前教育',
    basis: SYSTEM,
    reads: STATUS,
    check: (member) =>
      member.age !== undefined && member.age >= 7 && member.health.includes('健康') && BEFORE_SCHOOL.has(member.status)
        ? { params: { age: member.age, value: member.status } }
        : false,
  },
  {
    each: 'member',
    number: 62,
    severity: 'W',
    title: '在读小学年龄异常',
    basis: SYSTEM,
    reads: STATUS,
    check: outsideAges(['小学'], 6, 14),
  },
  {
    each: 'member',
    number: 63,
    severity: 'W',
    title: '在读初中年龄异常',
    basis: SYSTEM,
    reads: STATUS,
    check: outsideAges(['初中'], 12, 17),
  },
  {
    each: 'member',
    number: 64,
    severity: 'W',
    title: '在读高中或中职年龄异常',
    basis: SYSTEM,
    reads: STATUS,
    check: outsideAges(['高中', '中职'], 15, 20),
  },
  {
    each: 'member',
    number: 65,
    severity: 'W',
    title: '大专以上学历年龄异常',
    basis: SYSTEM,
    reads: ['member.student_status|member.education'],
    check: tooYoungForCollege,
  },
  {
    each: 'member',
    number: 66,
    severity: 'W',
    title: '不足20岁为硕士研究生',
    basis: SYSTEM,
    reads: STATUS,
    check: outsideAges(['硕士'], 20, Number.POSITIVE_INFINITY),
  },
  {
    each: 'member',
    number: 67,
    severity: 'E',
    title: '义务教育适龄儿童不在校且无原因',
    basis: COMPULSORY,
    reads: STATUS,
    check: notAtSchool,
  },
  {
    each: 'member',
    number: 68,
    severity: 'E',
    title: '疑似因贫失学辍学',
    basis: SYSTEM,
    reads: ['member.dropout_reason', 'measure.m_compulsory_edu'],
    check: poorDropout,
  },
  {
    each: 'member',
    number: 69,
    severity: 'E',
    title: '因病因残失学但登记为健康',
    basis: SYSTEM,
    reads: ['member.dropout_reason', 'member.health'],
    check: dropoutAgainstHealth,
  },
  {
    each: 'member',
    number: 70,
    severity: 'W',
    title: '16–22岁文化程度为小学及以下',
    basis: SYSTEM,
    reads: ['member.education'],
    check: littleSchooling,
  },
  {
    each: 'member',
    number: 72,
    severity: 'W',
    title: '在校但未填学校',
    basis: COMMON,
    reads: ['member.school_name', 'member.student_status'],
    check: (member) => member.inSchool && !member.cells.has('school_name'),
  },
  {
    each: 'household',
    number: 73,
    severity: 'W',
    title: '享受雨露计划但无中高职学生',
    basis: '雨露计划政策；省级数据核查规则',
    reads: ['measure.m_edu', 'member.student_status'],
    check: rainPlanWithoutStudent,
  },
  {
    each: 'member',
    number: 74,
    severity: 'I',
    title: '中高职学生未享受雨露计划',
    basis: '雨露计划政策；县级核查口径',
    reads: ['member.student_status', 'measure.m_edu'],
    check: studentWithoutRainPlan,
  },
]);
