/** Defects of families C to F: schooling, health, labour, work, insurance. */
import type { Row } from '../../derive/record';
import { isStudent } from '../attributes';
import { hasLabour } from '../model';
import type { Recipe } from './recipe';
import { isPlain, onMember } from './recipe';

const grade = (member: Row): string => String(member['student_status'] ?? '');
const isWorker = (member: Row): boolean => member['work_months'] !== undefined;
const setStudent = (status: string) => (member: Row) => {
  member['student_status'] = status;
};
/** Out of school at school age. */
function leaveSchool(member: Row): void {
  delete member['student_status'];
  delete member['school_name'];
  member['education'] = '小学';
}

const SCHOOL: readonly Recipe[] = [
  onMember(
    59,
    'both empty',
    'education',
    (member, age) => isPlain(member) && age >= 24,
    (member) => delete member['education'],
  ),
  onMember(
    60,
    'emptied',
    'student_status',
    (member, age) => isPlain(member) && age < 3,
    (member) => delete member['student_status'],
  ),
  onMember(
    61,
    'at nursery school with seven or more',
    'student_status',
    (member, age) => isPlain(member) && age >= 8 && age < 12,
    setStudent('学前教育'),
  ),
  onMember(
    62,
    'at primary school with sixteen or more',
    'student_status',
    (member, age) => isPlain(member) && age >= 16 && /普通高中/.test(grade(member)),
    setStudent('小学'),
    [],
  ),
  onMember(
    63,
    'at middle school with eighteen or more',
    'student_status',
    (member, age) => isPlain(member) && age >= 18 && isStudent(member),
    setStudent('七年级'),
  ),
  onMember(
    64,
    'at senior school below fifteen',
    'student_status',
    (member, age) => isPlain(member) && age >= 12 && age < 15,
    setStudent('普通高中二年级'),
  ),
  onMember(
    66,
    'master below twenty',
    'student_status',
    (member, age) => isPlain(member) && age >= 16 && age < 18 && isStudent(member),
    setStudent('硕士研究生及以上'),
  ),
  onMember(
    67,
    'school age, not in school',
    'student_status',
    (member, age) => isPlain(member) && age >= 8 && age < 15,
    leaveSchool,
  ),
  onMember(
    69,
    'out of school for illness but healthy',
    'dropout_reason',
    (member, age) => isPlain(member) && age >= 8 && age < 15,
    (member) => {
      leaveSchool(member);
      member['dropout_reason'] = '因病';
    },
  ),
  onMember(
    70,
    'primary school only',
    'education',
    (member, age) => isPlain(member) && age >= 18 && age <= 21 && member['education'] !== undefined,
    (member) => {
      member['education'] = '小学';
    },
  ),
  onMember(
    72,
    'emptied',
    'school_name',
    (member, age) => isPlain(member) && age >= 6 && isStudent(member),
    (member) => delete member['school_name'],
  ),
];

const HEALTH: readonly Recipe[] = [
  onMember(
    75,
    'emptied',
    'health',
    (member, age) => isPlain(member) && age < 16,
    (member) => delete member['health'],
  ),
  onMember(
    79,
    'emptied',
    'labor',
    (member, age) => isPlain(member) && age < 16,
    (member) => delete member['labor'],
  ),
  onMember(
    81,
    'student able',
    'labor',
    (member, age) => isPlain(member) && age >= 16 && isStudent(member),
    (member) => {
      member['labor'] = '普通劳动力';
    },
  ),
  onMember(
    84,
    'able with sixty or more',
    'labor',
    (member, age, _, household) => age >= 62 && isPlain(member) && household.members.some(hasLabour),
    (member) => {
      member['labor'] = '普通劳动力';
    },
  ),
  onMember(
    86,
    'emptied',
    'disease_name',
    (member) => member['disease_name'] !== undefined && !isWorker(member),
    (member) => delete member['disease_name'],
  ),
];

const WORK: readonly Recipe[] = [
  onMember(89, 'emptied', 'work_months', isWorker, (member) => delete member['work_months']),
  onMember(90, 'more than twelve', 'work_months', isWorker, (member) => {
    member['work_months'] = 13;
  }),
  onMember(
    91,
    'not down to the county',
    'work_place',
    (member) => isWorker(member) && member['employ_channel'] !== '帮扶车间',
    (member) => {
      member['work_place'] = '浙江省';
    },
  ),
  onMember(97, 'implausible', 'work_income_month', isWorker, (member) => {
    member['work_income_month'] = 88_000;
  }),
  onMember(102, 'one digit lost', 'member_phone', isWorker, (member) => {
    member['member_phone'] = String(member['member_phone']).slice(0, 10);
  }),
  onMember(
    105,
    'months emptied',
    'public_post_months',
    (member) => member['public_post'] !== undefined && hasLabour(member),
    (member) => {
      delete member['public_post_months'];
    },
  ),
];

const INSURANCE: readonly Recipe[] = [
  onMember(113, 'both empty', 'medical_resident', isPlain, (member) => {
    delete member['medical_resident'];
    delete member['medical_employee'];
  }),
  onMember(114, 'not insured', 'medical_resident', isPlain, (member) => {
    member['medical_resident'] = '否';
  }),
  onMember(115, 'insured twice', 'medical_employee', isPlain, (member) => {
    member['medical_employee'] = '是';
  }),
  onMember(116, 'emptied', 'medical_major', isPlain, (member) => delete member['medical_major']),
  onMember(
    118,
    'both empty',
    'pension_resident',
    (member, age) => isPlain(member) && age >= 23 && age < 60,
    (member) => {
      delete member['pension_resident'];
      delete member['pension_employee'];
    },
  ),
];

export const PERSONS: readonly Recipe[] = [...SCHOOL, ...HEALTH, ...WORK, ...INSURANCE];
