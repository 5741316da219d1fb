/** One household: family, policy, conditions, incomes, monitoring – consistent with every rule. */
import type { Row } from '../derive/record';
import { fillMembers } from './attributes';
import { inventFamily } from './family';
import { inventIncomes } from './incomes';
import type { SampleHousehold, Village } from './model';
import { ageOf, hasLabour, isNormal, mobile } from './model';
import { addMonitoring } from './monitoring';
import { BANKS, NATURAL_VILLAGES, ORGANISATIONS, PLACE, inventName } from './names';

/** A cause is drawn only where the family shows it (rules 170–175). */
function causes(village: Village, members: readonly Row[], landPerHead: number): string[] {
  const { random } = village;
  const some = (test: (member: Row) => boolean): boolean => members.some(test);
  const labourShare = members.filter(hasLabour).length / members.length;
  const table: (readonly [string, number])[] = [
    ['缺资金', 0.05],
    ['自身发展动力不足', 0.015],
    ['交通条件落后', 0.005],
    ['因灾', 0.02],
  ];
  if (some((member) => /慢性病|大病/.test(String(member['health'])))) table.push(['因病', 0.558]);
  if (some((member) => String(member['health']).includes('残疾'))) table.push(['因残', 0.15]);
  if (some((member) => /高中|中职|高职|本科/.test(String(member['student_status'] ?? '')))) table.push(['因学', 0.06]);
  if (labourShare <= 0.25) table.push(['缺劳力', 0.09]);
  if (!some((member) => member['labor'] === '技能劳动力')) table.push(['缺技术', 0.05]);
  if (landPerHead < 0.95) table.push(['缺土地', 0.007]);
  const first = random.weighted(table);
  const others = table.filter(([cause]) => cause !== first);
  return random.chance(0.45) && others.length > 0 ? [first, random.weighted(others)] : [first];
}

function basics(village: Village, members: readonly Row[]): Row {
  const { random } = village;
  const natural = random.pick(NATURAL_VILLAGES);
  village.serial += 1;
  const head = members[0] as Row;
  return {
    province: PLACE.province,
    city: PLACE.city,
    county: PLACE.county,
    township: PLACE.township,
    village: PLACE.village,
    natural_village: natural,
    group: `${(NATURAL_VILLAGES.indexOf(natural) % 8) + 1}组`,
    address: `${PLACE.village}${natural}${random.int(1, 120)}号`,
    household_no: `${PLACE.region.slice(0, 6)}00${String(village.serial * 37).padStart(6, '0')}`,
    head_name: head['name'],
    head_id_no: head['id_no'],
    phone: mobile(random),
    bank_name: random.pick(BANKS),
    bank_account: `62${random.int(10_000_000, 99_999_999)}${String(village.serial).padStart(5, '0')}${random.int(1000, 9999)}`,
    member_count: members.filter(isNormal).length,
    is_martyr_family: random.chance(0.02) ? '是' : '否',
    collector: '李秀兰',
    collected_on: `${village.year + 1}0115`,
  };
}

/** Production, housing and water: complete for everybody, inside the limits of rules 129–144. */
function conditions(village: Village, members: readonly Row[]): Row {
  const { random } = village;
  const count = members.filter(isNormal).length;
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  const arable = tenth(count * (0.8 + random.next() * 0.8));
  const forest = tenth(random.next() * 8);
  return {
    land_arable: arable,
    land_irrigated: tenth(arable * random.next() * 0.8),
    land_forest: forest,
    land_returned_forest: tenth(forest * random.next() * 0.6),
    land_fruit: random.chance(0.3) ? tenth(random.next() * 5) : 0,
    land_grass: 0,
    land_water: 0,
    power_production: '是',
    power_living: '是',
    tv: '是',
    toilet: random.chance(0.97) ? '是' : '否',
    fuel: random.pick(['柴草', '煤炭', '清洁能源']),
    road_distance: tenth(random.next() * 4.5),
    road_type: random.pick(['水泥路', '砂石路', '泥土路']),
    house_area: Math.round(count * (22 + random.next() * 13)),
    house_structure: random.pick(['砖混', '土木', '钢筋混凝土']),
    is_dangerous_house: '否',
    house_grade: random.pick(['A级', 'B级']),
    water_safe: '是',
    in_cooperative: random.chance(0.4) ? '是' : '否',
    leading_enterprise: random.chance(0.3) ? '是' : '否',
    leader_driven: random.chance(0.3) ? '是' : '否',
  };
}

/** Low-income aid is a matter of persons; a household of nobody able to work always has some (rule 127). */
function aid(village: Village, members: readonly Row[]): void {
  const { random } = village;
  const isHelpless = members.every((member) => member['labor'] === '无劳动力' || member['labor'] === '丧失劳动力');
  const head = members[0] as Row;
  if (members.length === 1 && ageOf(head, village) >= 65 && isHelpless && random.chance(0.5)) {
    head['tekun'] = '农村特困';
  } else if (isHelpless || random.chance(0.07)) {
    for (const member of members) member['dibao'] = '农村低保';
  }
}

function poverty(village: Village, fields: Row, members: readonly Row[]): void {
  const { random } = village;
  fields['household_type'] = '脱贫户';
  const has = (key: string, value: string): boolean => members.some((member) => member[key] === value);
  fields['poverty_attribute'] = has('tekun', '农村特困')
    ? '特困供养脱贫户'
    : has('dibao', '农村低保')
      ? '低保脱贫户'
      : '一般脱贫户';
  fields['id_standard'] = random.pick(['国家标准', '省定标准']);
  const identified = random.int(2013, 2016);
  fields['first_identified'] = `${identified}${random.pick(['06', '10', '12'])}`;
  fields['out_status'] = '脱贫享受政策';
  fields['out_year'] = random.int(identified + 1, 2020);
  const count = Number(fields['member_count']);
  const [main, other] = causes(village, members, Number(fields['land_arable']) / count);
  fields['cause_main'] = main;
  if (other !== undefined) fields['cause_other'] = other;
}

function helper(village: Village, fields: Row): void {
  const { random } = village;
  fields['helper_name'] = inventName(random, random.chance(0.6) ? '男' : '女', village.usedNames);
  fields['helper_phone'] = mobile(random);
  fields['helper_org'] = random.pick(ORGANISATIONS);
  fields['help_start'] = `${random.int(2019, 2024)}0${random.int(1, 9)}10`;
}

export function inventHousehold(village: Village): SampleHousehold {
  const { random } = village;
  const members = inventFamily(village);
  fillMembers(village, members);
  aid(village, members);
  const fields: Row = { ...basics(village, members), ...conditions(village, members) };
  const isPoor = random.chance(0.28);
  if (isPoor) poverty(village, fields, members);
  else fields['household_type'] = '一般农户';
  const years = inventIncomes(village, fields, members);
  const isMonitored = addMonitoring(village, fields, members, isPoor, years[years.length - 1] as Row);
  if (isPoor || isMonitored) helper(village, fields);
  return { fields, members, years };
}
