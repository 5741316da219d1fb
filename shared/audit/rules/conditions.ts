/** G: housing, water, production and living conditions of the year (rules 129–145; 142 needs village totals). */
import { LIFTED_STATUSES } from '../../catalogue/facts';
import { fieldOf } from '../../catalogue/index';
import type { HouseholdView } from '../household';
import { family, type Hit, type Verdict } from '../rule';
import { COMMON, householdRule, SYSTEM, TOOL } from './define';
import { measureLabels } from './measures';
import { shown } from './shown';

const LIFTED: ReadonlySet<string> = new Set(LIFTED_STATUSES);
const DANGEROUS_GRADES: ReadonlySet<string> = new Set(['C级', 'D级']);
const SAFE_GRADES: ReadonlySet<string> = new Set(['A级', 'B级']);
const HOUSE = ['year.is_dangerous_house'] as const;

/** Conditions that the form of poor households asks for. */
const POOR_FIELDS = [
  'year.tv',
  'year.toilet',
  'household.in_cooperative',
  'household.leading_enterprise',
  'household.leader_driven',
  'year.power_production',
  'year.fuel',
] as const;
const LAND_FIELDS = [
  'year.land_arable',
  'year.land_irrigated',
  'year.land_forest',
  'year.land_returned_forest',
  'year.land_fruit',
  'year.land_grass',
  'year.land_water',
] as const;
const SMALL_LAND = ['year.land_arable', 'year.land_grass', 'year.land_water'] as const;
const LARGE_LAND = ['year.land_forest', 'year.land_returned_forest', 'year.land_fruit'] as const;
const LIVESTOCK = ['poultry_count', 'cattle_count', 'sheep_count', 'pig_count'] as const;

const labelOf = (path: string): string => fieldOf(path)?.label ?? '';
const keyOf = (path: string): string => path.slice(path.indexOf('.') + 1);

/** A hit for every field that stands somewhere in the archive but not here. */
function blanks(household: HouseholdView, paths: readonly string[]): readonly Hit[] {
  return paths
    .filter((path) => {
      const cells = path.startsWith('year.') ? household.year : household.cells;
      return household.facts.present.has(path) && !cells.has(keyOf(path));
    })
    .map((path) => ({ field: path, params: { label: labelOf(path) } }));
}

function outside(household: HouseholdView, paths: readonly string[], limit: number): readonly Hit[] {
  const hits: Hit[] = [];
  for (const path of paths) {
    const value = household.year.number(keyOf(path));
    if (value === undefined || (value >= 0 && value <= limit)) continue;
    hits.push({ field: path, params: { label: labelOf(path), v: shown(value), limit } });
  }
  return hits;
}

function stillDangerous(household: HouseholdView): Verdict {
  if (household.year.text('is_dangerous_house') !== '是') return false;
  if (LIFTED.has(household.cells.text('out_status'))) return { params: { who: '脱贫户' } };
  const removed = household.monitored && !household.monitoredOpen;
  return removed ? { params: { who: '风险已消除的监测户' } } : false;
}

function gradeContradicts({ year }: HouseholdView): Verdict {
  const flag = year.text('is_dangerous_house');
  const grade = year.text('house_grade');
  const clash = (flag === '是' && SAFE_GRADES.has(grade)) || (flag === '否' && DANGEROUS_GRADES.has(grade));
  return clash ? { field: 'year.house_grade', params: { flag, grade } } : false;
}

function rebuildIncomplete(household: HouseholdView): Verdict {
  if (!measureLabels(household, 'm_house').includes('危房改造')) return false;
  if (!household.year.has('rebuild_year')) return { params: { problem: '未填危改年度' } };
  const grade = household.year.text('house_grade');
  return DANGEROUS_GRADES.has(grade)
    ? { field: 'year.house_grade', params: { problem: `危房等级仍为${grade}` } }
    : false;
}

function waterUnsafe(household: HouseholdView): Verdict {
  if (!household.year.has('water_safe')) return { params: { problem: '为空' } };
  const unsafe = household.lifted && household.year.text('water_safe') === '否';
  return unsafe ? { params: { problem: '为“否”，脱贫户饮水安全未解决' } } : false;
}

/** 0 means that the household has no house of its own. */
function areaOdd(household: HouseholdView): Verdict {
  const area = household.year.number('house_area');
  if (area === undefined) {
    return { params: { problem: household.year.has('house_area') ? '不是数字' : '为空' } };
  }
  const people = household.living.length;
  const { houseAreaLow, houseAreaHigh } = household.context.thresholds.limits;
  if (area === 0 || people === 0) return false;
  const each = area / people;
  const holds = each >= houseAreaLow && each <= houseAreaHigh;
  return holds ? false : { params: { problem: `人均${shown(each)}㎡，应在${houseAreaLow}至${houseAreaHigh}㎡之间` } };
}

function withoutPower({ year }: HouseholdView): Verdict {
  if (year.text('power_living') === '否') return { params: { problem: '未通生活用电' } };
  return year.has('power_living') ? false : { params: { problem: '是否通生活用电为空' } };
}

/** Where forest was not entered there is nothing to compare with. */
function returnedTooLarge({ year }: HouseholdView): Verdict {
  const returned = year.number('land_returned_forest');
  const forest = year.number('land_forest');
  if (returned === undefined || forest === undefined) return false;
  const sum = forest + (year.number('land_grass') ?? 0);
  return returned > sum + 1e-6 ? { params: { v: shown(returned), sum: shown(sum) } } : false;
}

function irrigatedTooLarge({ year }: HouseholdView): Verdict {
  const irrigated = year.number('land_irrigated');
  const arable = year.number('land_arable');
  if (irrigated === undefined || arable === undefined || irrigated <= arable + 1e-6) return false;
  return { params: { v: shown(irrigated), arable: shown(arable) } };
}

function roadOdd(household: HouseholdView): Verdict {
  const { year } = household;
  if (!year.has('road_distance')) return { params: { problem: '为空' } };
  const distance = year.number('road_distance');
  const far = distance !== undefined && distance > household.context.thresholds.limits.roadDistance;
  return far ? { params: { problem: `为${shown(distance)}公里` } } : false;
}

function animalsMissing({ year, facts }: HouseholdView): Verdict {
  const income = year.number('inc_biz_animal') ?? 0;
  if (income <= 0 || !LIVESTOCK.some((key) => facts.present.has(`year.${key}`))) return false;
  return LIVESTOCK.some((key) => (year.number(key) ?? 0) > 0) ? false : { params: { v: shown(income) } };
}

const registered = (household: HouseholdView): boolean => household.lifted || household.monitored;

export const conditionRules = family('G', [
  householdRule(129, 'E', '是否危房户为空', SYSTEM, HOUSE, (household) => !household.year.has('is_dangerous_house')),
  householdRule(130, 'E', '脱贫户或已消除风险户仍住危房', SYSTEM, HOUSE, stillDangerous),
  householdRule(
    131,
    'E',
    '危房标识与房屋等级不一致',
    'JGJ 125《危险房屋鉴定标准》',
    [...HOUSE, 'year.house_grade'],
    gradeContradicts,
  ),
  householdRule(
    132,
    'W',
    '享受危改但信息未更新',
    COMMON,
    ['measure.m_house', 'year.rebuild_year|year.house_grade'],
    rebuildIncomplete,
  ),
  householdRule(133, 'E', '未解决安全饮水或未填写', SYSTEM, ['year.water_safe'], waterUnsafe),
  householdRule(134, 'W', '住房面积为空或人均异常', SYSTEM, ['year.house_area'], areaOdd),
  householdRule(135, 'W', '未通生活用电', `${SYSTEM}；${TOOL}`, ['year.power_living'], withoutPower),
  householdRule(136, 'W', '脱贫户生产生活条件未填', `${SYSTEM}；${TOOL}`, [POOR_FIELDS.join('|')], (household) =>
    household.lifted ? blanks(household, POOR_FIELDS) : false,
  ),
  householdRule(137, 'W', '土地面积未填', `${SYSTEM}；${TOOL}`, [LAND_FIELDS.join('|')], (household) =>
    registered(household) ? blanks(household, LAND_FIELDS) : false,
  ),
  householdRule(138, 'W', '耕地、牧草地、水面面积超出范围', SYSTEM, [SMALL_LAND.join('|')], (household) =>
    outside(household, SMALL_LAND, household.context.thresholds.limits.landFieldHigh),
  ),
  householdRule(139, 'W', '林地、退耕还林、林果面积超出范围', SYSTEM, [LARGE_LAND.join('|')], (household) =>
    outside(household, LARGE_LAND, household.context.thresholds.limits.landForestHigh),
  ),
  householdRule(
    140,
    'W',
    '退耕还林面积过大',
    TOOL,
    ['year.land_returned_forest', 'year.land_forest'],
    returnedTooLarge,
  ),
  householdRule(
    141,
    'W',
    '有效灌溉面积大于耕地面积',
    COMMON,
    ['year.land_irrigated', 'year.land_arable'],
    irrigatedTooLarge,
  ),
  householdRule(143, 'W', '与村主干路距离为空或过远', `${SYSTEM}；${TOOL}`, ['year.road_distance'], roadOdd),
  householdRule(
    144,
    'W',
    '入户路类型或硬化情况为空',
    SYSTEM,
    ['year.road_type|year.road_hardened'],
    (household) => !household.year.has('road_type') && !household.year.has('road_hardened'),
  ),
  householdRule(145, 'W', '有养殖收入无存栏记录', COMMON, ['year.inc_biz_animal'], animalsMissing),
]);
