/** For tests: a household that breaks no rule, and judging of one household as if the archive collected every field. */
import { ALL_FIELDS } from '../catalogue/index';
import { emptyRecord, type HouseholdRecord, type ListPlace, type Value } from '../derive/record';
import { checkCharacter } from '../values/idNumber';
import { auditContext } from './context';
import { judgeOne } from './engine';
import type { ArchiveFacts } from './facts';
import type { Finding } from './finding';

/** Day of judgement in tests. */
export const AS_OF = '20260630';

/** Facts of an archive in which every field stands somewhere. */
export const ALL_PRESENT: ArchiveFacts = {
  present: new Set(ALL_FIELDS.map((field) => `${field.entity}.${field.key}`)),
  certificates: true,
  risks: {},
  households: 1,
};

/** An ID number of an unassigned county with the right check character. `order` is the three-digit order number. */
export function idOf(birth: string, order: string, region = '530199'): string {
  const first17 = region + birth + order;
  return first17 + (checkCharacter(first17) ?? '');
}

const INSURED = {
  medical_resident: '是',
  medical_employee: '否',
  medical_major: '是',
  medical_commercial: '否',
  other_health_help: '否',
  is_abroad_work: '否',
  mandarin: '是',
  dibao: '未享受',
  tekun: '未享受',
  live_state: '正常',
};
const ADULT = { pension_resident: '是', pension_employee: '否' };

function person(name: string, sex: string, birth: string, relation: string): Record<string, Value> {
  return {
    name,
    sex,
    birth_date: birth,
    relation,
    id_type: '居民身份证',
    id_no: idOf(birth, sex === '男' ? '011' : '022'),
    ethnic: '汉族',
    political: '群众',
    health: '健康',
    ...INSURED,
  };
}

/** A couple of 46 and 44 with a son of 11 and the man's mother of 73: lifted, monitored for illness, helped. */
export function validHousehold(id = 'A', no = '53019900000001'): HouseholdRecord {
  const record = emptyRecord(id);
  record.fields = { ...HOUSEHOLD, household_no: no };
  record.members = [
    { ...person('王大山', '男', '19800315', '户主'), ...ADULT, education: '初中', labor: '普通劳动力', ...WORKER },
    { ...person('李小花', '女', '19820610', '配偶'), ...ADULT, education: '初中', labor: '普通劳动力' },
    {
      ...person('王小明', '男', '20150520', '之子'),
      student_status: '小学',
      school_name: '白沙县第二小学',
      labor: '无劳动力',
    },
    { ...person('张秀兰', '女', '19521001', '之母'), ...ADULT, education: '小学', labor: '弱劳动力或半劳动力', ...ILL },
  ];
  record.years = [
    { year: 2024, member_count_year: 4, inc_net_pc: 8500 },
    { year: 2025, ...CONDITIONS, ...INCOME },
  ];
  record.monitoring = [{ ...EPISODE }];
  record.measures = [{ year: 2025, measure_status: '已实施', m_industry: '种植业', m_health: '家庭医生签约' }];
  record.helpers = [
    { helper_name: '赵同志', helper_org: '白沙县水务局', helper_phone: '13900000002', help_start: '202401' },
  ];
  return record;
}

const HOUSEHOLD = {
  province: '云南省',
  county: '白沙县',
  group: '第1组',
  address: '上坪村1号',
  head_name: '王大山',
  head_id_no: idOf('19800315', '011'),
  phone: '13900000001',
  bank_account: '6222020000000000019',
  household_type: '脱贫户',
  member_count: 4,
  in_cooperative: '是',
  leading_enterprise: '否',
  leader_driven: '否',
  id_standard: '国家标准',
  poverty_attribute: '一般脱贫户',
  cause_main: '因病',
  cause_other: '缺资金',
  first_identified: '201412',
  out_status: '脱贫享受政策',
  out_year: 2019,
  full_no_labor: '否',
};
const WORKER = {
  work_status: '省外务工',
  work_place: '广东省广州市番禺区',
  work_months: 8,
  work_income_month: 3500,
  work_company: '恒丰制衣厂',
  work_industry: '制造业',
  employ_channel: '务工',
  point_to_point: '否',
  member_phone: '13900000001',
};
const ILL = { health: '长期慢性病', disease_name: '高血压' };
const CONDITIONS = {
  land_arable: 4,
  land_irrigated: 2,
  land_forest: 6,
  land_returned_forest: 1,
  land_fruit: 0,
  land_grass: 0,
  land_water: 0,
  power_production: '是',
  power_living: '是',
  tv: '是',
  road_distance: 1.2,
  road_type: '水泥路',
  fuel: '清洁能源',
  toilet: '是',
  pig_count: 2,
  house_area: 120,
  is_dangerous_house: '否',
  house_grade: 'B级',
  water_safe: '是',
};
const INCOME = {
  member_count_year: 4,
  inc_wage: 28_000,
  inc_wage_work: 28_000,
  inc_biz: 9600,
  inc_biz_crop: 6600,
  inc_biz_animal: 3000,
  inc_prop: 400,
  inc_prop_land: 400,
  inc_trans: 2250,
  tr_pension: 1800,
  tr_land: 300,
  tr_eco: 150,
  inc_total: 40_250,
  exp_biz: 3000,
  inc_net: 37_250,
  inc_net_pc: 9312.5,
  exp_rigid_medical: 2000,
  exp_rigid_edu: 0,
  claim_income: 0,
};
const EPISODE = {
  monitor_type: '脱贫不稳定户',
  is_lifted_household: '是',
  monitor_start: '202403',
  risk1: '因病',
  risk_removed: '否',
  start_inc_wage: 20_000,
  start_inc_biz: 8000,
  start_inc_prop: 0,
  start_inc_trans: 1500,
  start_inc_net: 27_000,
  start_inc_net_pc: 6750,
  start_flag_dropout: '否',
  start_flag_house_problem: '否',
  start_flag_water_problem: '否',
  start_flag_uninsured: '否',
};

/** Values to put in; undefined empties. */
type Patch = Readonly<Record<string, Value | undefined>>;

/** Changes of a record, for the tables of cases. */
export class Draft {
  constructor(readonly record: HouseholdRecord) {}

  fields(patch: Patch): this {
    merge(this.record.fields, patch);
    return this;
  }

  member(index: number, patch: Patch): this {
    return this.row('members', index, patch);
  }

  /** The year under audit. */
  year(patch: Patch): this {
    return this.row('years', 1, patch);
  }

  episode(patch: Patch): this {
    return this.row('monitoring', 0, patch);
  }

  measure(patch: Patch): this {
    return this.row('measures', 0, patch);
  }

  row(place: ListPlace, index: number, patch: Patch): this {
    merge((this.record[place][index] ??= {}), patch);
    return this;
  }

  /** Gives a member another birth date, with an ID that agrees. */
  born(index: number, birth: string): this {
    const odd = this.record.members[index]?.['sex'] === '男';
    return this.member(index, { birth_date: birth, id_no: idOf(birth, odd ? '011' : '022') });
  }

  /** Another member of the household, counted. */
  add(name: string, sex: string, birth: string, relation: string, patch: Patch = {}): this {
    const adult = { ...ADULT, education: '初中', labor: '弱劳动力或半劳动力' };
    this.record.members.push({ ...person(name, sex, birth, relation), ...adult });
    const last = this.record.members.length - 1;
    return this.member(last, patch).fields({ member_count: last + 1 });
  }

  /** No monitoring episode and no measures. */
  unmonitored(): this {
    this.record.monitoring = [];
    this.record.measures = [];
    return this;
  }

  /** A general household: not lifted, not monitored. */
  general(): this {
    return this.unmonitored().fields({
      household_type: '一般农户',
      out_status: undefined,
      poverty_attribute: undefined,
    });
  }

  unread(path: string, text: string): this {
    this.record.unread.push({ path, text, source: 'form' });
    return this;
  }
}

function merge(row: Record<string, Value | undefined>, patch: Patch): void {
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) delete row[key];
    else row[key] = value;
  }
}

/** The valid household after some changes. */
export function changed(change: (draft: Draft) => unknown): HouseholdRecord {
  const draft = new Draft(validHousehold());
  change(draft);
  return draft.record;
}

/** Findings of one household in an archive that collects everything. */
export function judged(record: HouseholdRecord, facts: ArchiveFacts = ALL_PRESENT): readonly Finding[] {
  return judgeOne(record, auditContext(AS_OF), facts);
}
