/**
 * Facts about a household or person that requiredness and rules speak of, as conditions over catalogue fields. They spell
 * `entity.key` throughout, so that the same fact can be used on rows of any entity.
 */
import type { Condition } from '../when/condition';

/** Labels of HOUSEHOLD_TYPE that mean 脱贫户/建档立卡户. */
export const POOR_TYPES = ['脱贫户', '贫困户'] as const;

/** Labels of POVERTY_ATTR of registered poor households; 一般农户 is not among them. */
export const POOR_ATTRIBUTES = [
  '一般贫困户',
  '低保户',
  '五保户',
  '低保贫困户',
  '五保贫困户',
  '一般脱贫户',
  '低保脱贫户',
  '特困供养脱贫户',
] as const;

/** Labels of OUT_STATUS that mean that the household has left poverty. */
export const LIFTED_STATUSES = ['已脱贫', '脱贫享受政策', '脱贫不享受政策', '稳定脱贫'] as const;
export const DIBAO_LABELS = ['农村低保', '城市低保'] as const;
export const TEKUN_LABELS = ['农村特困', '城市特困', '集中供养', '分散供养'] as const;
/** Labels of LABOR with which contracts.md says that a household has labour. */
export const LABOUR_LABELS = ['普通劳动力', '技能劳动力'] as const;
/** Labels of STUDENT that do not mean being at a school. */
export const NOT_AT_SCHOOL = ['非在校生', '学龄前儿童'] as const;
/** Labels of LIVE_STATE under which a person counts; a blank counts too. */
export const LIVING_STATES = ['正常', '转入'] as const;
/** Assets that the comparison of departments reports (list ASSET of the domain pages). */
export const ASSET_KEYS = [
  'has_vehicle',
  'has_commodity_house',
  'has_business_registration',
  'has_public_payroll',
] as const;

/** P: 脱贫户/建档立卡户, by household type, or by attribute where the type is blank. */
export const POOR: Condition = {
  any: [
    { field: 'household.household_type', is: POOR_TYPES },
    {
      all: [
        { field: 'household.household_type', filled: false },
        { field: 'household.poverty_attribute', is: POOR_ATTRIBUTES },
      ],
    },
  ],
};
/** Fields of registered poor households are shown unless the household is known to be a general one. */
export const MAY_BE_POOR: Condition = { not: { field: 'household.household_type', is: ['一般农户'] } };
/** Registered poor household that still enjoys policies. */
export const POOR_SUPPORTED: Condition = {
  all: [POOR, { not: { field: 'household.out_status', is: ['脱贫不享受政策', '稳定脱贫'] } }],
};
export const LIFTED: Condition = { field: 'household.out_status', is: LIFTED_STATUSES };
/** J: has a monitoring episode. */
export const MONITORED: Condition = {
  any: [
    { field: 'monitoring.monitor_type', filled: true },
    { field: 'monitoring.monitor_start', filled: true },
  ],
};
/** J-un: monitored, risk not removed. */
export const MONITORED_OPEN: Condition = {
  all: [MONITORED, { not: { field: 'monitoring.risk_removed', is: ['是'] } }],
};
/** J-done: monitored, risk removed. */
export const MONITORED_CLOSED: Condition = { all: [MONITORED, { field: 'monitoring.risk_removed', is: ['是'] }] };
/** P or J. */
export const POOR_OR_MONITORED: Condition = { any: [POOR, MONITORED] };

/** Counts as a member of the household: 正常, or blank. */
export const LIVING: Condition = {
  any: [
    { field: 'member.live_state', filled: false },
    { field: 'member.live_state', is: LIVING_STATES },
  ],
};
export const IN_SCHOOL: Condition = {
  all: [
    { field: 'member.student_status', filled: true },
    { not: { field: 'member.student_status', is: NOT_AT_SCHOOL } },
  ],
};
/** Neither at a school nor a child before school. */
export const OUT_OF_SCHOOL: Condition = {
  any: [
    { field: 'member.student_status', filled: false },
    { field: 'member.student_status', is: ['非在校生'] },
  ],
};
/** Age 6 to 15 on 31 August of the school year. */
export const SCHOOL_AGE: Condition = { field: 'member.school_age', from: 6, to: 15 };
export const ADULT16: Condition = { field: 'member.age', from: 16 };
/** 16 or older and not a student: the persons of whom pension insurance is asked. */
export const PENSION_AGE: Condition = { all: [ADULT16, OUT_OF_SCHOOL] };
export const MINOR: Condition = { field: 'member.age', to: 17 };
export const DISABLED: Condition = { field: 'member.health', is: ['残疾'] };
export const ILL: Condition = { field: 'member.health', is: ['大病', '长期慢性病'] };
export const HAS_LABOUR: Condition = { field: 'member.labor', is: LABOUR_LABELS };
/** Has a work record of the year. */
export const WORKING: Condition = {
  any: [
    { field: 'member.work_months', from: 0.1 },
    { field: 'member.work_place', filled: true },
  ],
};

/** Both conditions; reads better in the entity files than nested objects. */
export function both(...conditions: readonly Condition[]): Condition {
  return { all: conditions };
}
