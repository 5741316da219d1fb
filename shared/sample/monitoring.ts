/** Monitoring of a household at risk: category, risks that the family shows, measures that answer them. */
import type { Row } from '../derive/record';
import { isStudent } from './attributes';
import type { Village } from './model';
import { hasLabour } from './model';

const has = (members: readonly Row[], pattern: RegExp): boolean =>
  members.some((member) => pattern.test(String(member['health'] ?? '')));

function risks(village: Village, members: readonly Row[]): string[] {
  const table: (readonly [string, number])[] = [
    ['因意外事故', 0.06],
    ['因产业项目失败', 0.03],
  ];
  if (has(members, /慢性病|大病/)) table.push(['因病', 0.45]);
  if (has(members, /残疾/)) table.push(['因残', 0.16]);
  if (members.some((member) => isStudent(member) && /高|本科|中职/.test(String(member['student_status']))))
    table.push(['因学', 0.08]);
  if (members.some((member) => hasLabour(member) && member['work_months'] !== undefined))
    table.push(['因务工就业不稳', 0.06]);
  const first = village.random.weighted(table);
  const rest = table.filter(([risk]) => risk !== first);
  return village.random.chance(0.3) && rest.length > 0 ? [first, village.random.weighted(rest)] : [first];
}

/** Adds monitoring to about 6 % of the households; true when it did. */
export function addMonitoring(
  village: Village,
  fields: Row,
  members: readonly Row[],
  isPoor: boolean,
  income: Row,
): boolean {
  const { random } = village;
  // Nobody is taken up with more than 20,000 元 a head (rule 161).
  if (Number(income['inc_net_pc']) > 19_000 || !random.chance(isPoor ? 0.2 : 0.04)) return false;
  fields['monitor_type'] = random.chance(0.2) ? '突发严重困难户' : isPoor ? '脱贫不稳定户' : '边缘易致贫户';
  fields['monitor_start'] = `${random.int(2021, village.year)}0${random.int(1, 9)}`;
  const list = risks(village, members);
  list.forEach((risk, index) => (fields[`risk${index + 1}`] = risk));
  fields['risk_removed'] = '否';
  for (const flag of ['flag_dropout', 'flag_house_problem', 'flag_water_problem', 'flag_uninsured'])
    fields[flag] = '否';
  fields['full_no_labor'] = members.some(hasLabour) ? '否' : '是';
  if (members.some(hasLabour)) {
    fields['measure_status'] = '已实施';
    fields['m_industry'] = random.pick(['种植业,养殖业', '种植业', '产业奖补,技术指导']);
  }
  if (list.includes('因病')) fields['m_health'] = '大病保险,家庭医生签约';
  if (list.includes('因学')) fields['m_edu'] = '助学金';
  const security = list.includes('因残') ? ['残疾人补贴'] : [];
  // Rule 201: low-income aid and support of the destitute stand among the measures exactly when somebody has them.
  if (members.some((member) => member['dibao'] === '农村低保')) security.push('低保');
  if (members.some((member) => member['tekun'] === '农村特困')) security.push('特困供养');
  if (security.length > 0) fields['m_security'] = security.join(',');
  // Rule 189: nobody under monitoring is left without any measure.
  const isHelped = ['m_industry', 'm_health', 'm_edu', 'm_security'].some((key) => fields[key] !== undefined);
  if (!isHelped) fields['m_security'] = '临时救助';
  return true;
}
