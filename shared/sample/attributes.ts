/** What is said of each person: schooling, health, labour, work, insurance – drawn only among values that break no rule. */
import type { Row } from '../derive/record';
import { COMPANIES, INDUSTRIES, PLACE, WORK_PLACES } from './names';
import type { Village } from './model';
import { ageOf, cents, hasLabour, mobile } from './model';

const EDUCATION = [
  ['文盲或半文盲', 0.12],
  ['小学', 0.38],
  ['初中', 0.38],
  ['高中(含中专/中职)', 0.08],
  ['大专(高职高专)', 0.025],
  ['本科及以上', 0.015],
] as const;

const SENIOR = [
  ['普通高中一年级', '普通高中二年级', '普通高中三年级'],
  ['中职一年级', '中职二年级', '中职三年级'],
] as const;

/** Grade that fits an age under either reading of "school age by 31 August"; undefined = not in school. */
function studentStatus(village: Village, age: number): string | undefined {
  const { random } = village;
  if (age < 3) return '学龄前儿童';
  if (age < 6) return '学前教育';
  if (age < 12) return '小学';
  if (age < 15) return ['七年级', '八年级', '九年级'][age - 12];
  if (age < 18) return random.pick(SENIOR)[age - 15];
  if (age < 22 && random.chance(0.5)) {
    return random.chance(0.5)
      ? `本科${['一', '二', '三', '四'][age - 18]}年级`
      : `高职高专${['一', '二', '三'][Math.min(2, age - 18)]}年级`;
  }
  return undefined;
}

export function isStudent(member: Row): boolean {
  const status = member['student_status'];
  return status !== undefined && status !== '学龄前儿童';
}

function schooling(village: Village, member: Row, age: number): void {
  const status = studentStatus(village, age);
  if (status !== undefined) {
    member['student_status'] = status;
    if (status !== '学龄前儿童') {
      const level = age < 6 ? '幼儿园' : age < 12 ? '中心小学' : age < 15 ? '初级中学' : age < 18 ? '第一中学' : '学院';
      member['school_name'] = (age < 15 ? PLACE.township : age < 18 ? PLACE.county : '明川') + level;
    }
  } else if (age < 23) {
    member['education'] = village.random.pick(['初中', '高中(含中专/中职)']);
  } else {
    member['education'] = village.random.weighted(EDUCATION);
  }
}

const DISABILITY_KINDS = [
  ['肢体', 0.5],
  ['精神', 0.13],
  ['智力', 0.12],
  ['视力', 0.1],
  ['听力', 0.08],
  ['多重', 0.05],
  ['言语', 0.02],
] as const;
const KIND_DIGIT: Readonly<Record<string, number>> = { 视力: 1, 听力: 2, 言语: 3, 肢体: 4, 智力: 5, 精神: 6, 多重: 7 };
const LEVELS = ['一级', '二级', '三级', '四级'];

function healthOf(village: Village, member: Row, age: number): void {
  const { random } = village;
  const state =
    age < 16
      ? '健康'
      : random.weighted([
          ['健康', 0.72],
          ['长期慢性病', 0.15],
          ['大病', 0.04],
          ['残疾', 0.08],
          ['残疾,长期慢性病', 0.01],
        ]);
  member['health'] = state;
  if (state.includes('慢性病'))
    member['disease_name'] = random.pick(['高血压', '糖尿病', '慢性支气管炎', '类风湿关节炎']);
  if (state.includes('大病')) member['disease_name'] = random.pick(['尿毒症', '胃癌', '冠心病', '脑卒中']);
  if (state.includes('残疾')) {
    const kind = random.weighted(DISABILITY_KINDS);
    const level = random.weighted([
      [1, 0.15],
      [2, 0.3],
      [3, 0.3],
      [4, 0.25],
    ]);
    member['disability_type'] = kind;
    member['disability_level'] = LEVELS[level - 1] as string;
    member['disability_cert_no'] = `${member['id_no']}${KIND_DIGIT[kind]}${level}`;
  }
}

/** Disability of level one or two. */
export function isHeavy(member: Row): boolean {
  return member['disability_level'] === '一级' || member['disability_level'] === '二级';
}

/** Convention of codes.md LABOR: children and students none, healthy 16–59 full, everybody else at most half. */
function labourOf(village: Village, member: Row, age: number): void {
  const { random } = village;
  if (age < 16 || isStudent(member)) member['labor'] = '无劳动力';
  else if (age < 60 && member['health'] === '健康') member['labor'] = random.chance(0.12) ? '技能劳动力' : '普通劳动力';
  else if (age >= 75 || isHeavy(member)) member['labor'] = random.pick(['丧失劳动力', '无劳动力']);
  else member['labor'] = random.chance(0.7) ? '弱劳动力或半劳动力' : '丧失劳动力';
}

const AREAS = [
  ['乡(镇)内务工', 0.18],
  ['乡(镇)外县内务工', 0.27],
  ['县外省内务工', 0.25],
  ['省外务工', 0.3],
] as const;

function workOf(village: Village, member: Row): void {
  const { random } = village;
  if (!hasLabour(member) || !random.chance(0.7)) return;
  const area = random.weighted(AREAS);
  const isHome = area.startsWith('乡');
  member['work_status'] = area;
  member['work_place'] = isHome
    ? WORK_PLACES.county
    : random.pick(area === '省外务工' ? WORK_PLACES.country : WORK_PLACES.province);
  member['work_months'] = Math.min(12, Math.max(1, Math.round(random.normal(9, 2))));
  member['work_income_month'] = Math.round(random.logNormal(3200, 0.35, 1200, 7000));
  member['work_company'] = random.pick(COMPANIES);
  member['work_industry'] = random.pick(INDUSTRIES);
  member['employ_channel'] =
    isHome && random.chance(0.2) ? '帮扶车间' : random.pick(['自主外出/亲友介绍', '东西部劳务协作', '灵活就业']);
  member['point_to_point'] = isHome ? '否' : random.pick(['是', '否']);
  member['member_phone'] = mobile(random);
}

function publicPost(village: Village, member: Row, age: number): void {
  const { random } = village;
  if (age < 16 || age > 68 || member['work_place'] !== undefined || isStudent(member)) return;
  if (!hasLabour(member) && member['labor'] !== '弱劳动力或半劳动力') return;
  if (!random.chance(0.12)) return;
  member['public_post'] = random.pick(['保洁员', '生态护林员', '治安巡防/网格员']);
  member['public_post_months'] = random.int(6, 12);
}

function insurance(village: Village, member: Row, age: number): void {
  const { random } = village;
  const employee = member['work_status'] === '省外务工' && random.chance(0.1);
  member['medical_resident'] = employee ? '否' : '是';
  member['medical_employee'] = employee ? '是' : '否';
  member['medical_major'] = '是';
  member['medical_commercial'] = random.chance(0.15) ? '是' : '否';
  if (age >= 16 && !isStudent(member)) {
    member['pension_resident'] = employee ? '否' : '是';
    member['pension_employee'] = employee ? '是' : '否';
  }
  member['dibao'] = '未享受';
  member['tekun'] = '未享受';
}

/** Fills a family in place. */
export function fillMembers(village: Village, members: readonly Row[]): void {
  const { random } = village;
  const ethnic = random.chance(0.75) ? '汉族' : random.pick(['彝族', '白族', '苗族', '回族']);
  for (const member of members) {
    const age = ageOf(member, village);
    member['ethnic'] = ethnic;
    member['political'] =
      age >= 30 && random.chance(0.06)
        ? '中共党员'
        : age >= 15 && age <= 25 && random.chance(0.3)
          ? '共青团员'
          : '群众';
    schooling(village, member, age);
    healthOf(village, member, age);
    labourOf(village, member, age);
    workOf(village, member);
    publicPost(village, member, age);
    insurance(village, member, age);
    member['live_state'] = '正常';
    if (age <= 2 && random.chance(0.5)) {
      member['change_reason'] = '新生儿';
      member['change_date'] = nextMonth(String(member['birth_date']));
    }
  }
}

/** The tenth of the month after a birth: the new-born is registered. */
function nextMonth(birth: string): string {
  return `${birth.slice(0, 4)}${String(Number(birth.slice(4, 6)) + 1).padStart(2, '0')}10`;
}

/** Wages of work away from home in a year, as the sum of what each person states. */
export function wageOf(members: readonly Row[]): number {
  return cents(
    members.reduce(
      (sum, member) => sum + Number(member['work_months'] ?? 0) * Number(member['work_income_month'] ?? 0),
      0,
    ),
  );
}
