/** Which fields each style of sheet shows, and under which header texts. */
import type { EntityName, Field } from '../catalogue/index';
import { ENTITIES, fieldIn } from '../catalogue/index';
import { normaliseHeader } from '../text';
import { PARTS } from './incomes';
import type { Random } from './random';

const PLACES = ['province', 'city', 'county', 'township', 'village', 'natural_village', 'group', 'address'];
const HOUSEHOLD = [
  'household_no',
  'head_name',
  'head_id_no',
  'phone',
  'bank_name',
  'bank_account',
  'household_type',
  'member_count',
  'is_martyr_family',
];
const POVERTY = [
  'poverty_attribute',
  'id_standard',
  'first_identified',
  'out_status',
  'out_year',
  'cause_main',
  'cause_other',
];
const LAND = [
  'land_arable',
  'land_irrigated',
  'land_forest',
  'land_returned_forest',
  'land_fruit',
  'land_grass',
  'land_water',
];
const LIVING = [
  'power_production',
  'power_living',
  'tv',
  'toilet',
  'fuel',
  'road_distance',
  'road_type',
  'house_area',
  'house_structure',
  'is_dangerous_house',
  'house_grade',
  'water_safe',
];
const DRIVEN = ['in_cooperative', 'leading_enterprise', 'leader_driven'];
const HELPER = ['helper_name', 'helper_phone', 'helper_org', 'help_start'];
const MONITORING = [
  'monitor_type',
  'monitor_start',
  'risk1',
  'risk2',
  'risk_removed',
  'flag_dropout',
  'flag_house_problem',
  'flag_water_problem',
  'flag_uninsured',
  'full_no_labor',
  'measure_status',
  'm_industry',
  'm_health',
  'm_edu',
  'm_security',
];
const ENTRY = ['collector', 'collected_on'];
const PERSON = [
  'name',
  'sex',
  'id_type',
  'id_no',
  'birth_date',
  'relation',
  'ethnic',
  'political',
  'education',
  'student_status',
  'school_name',
  'dropout_reason',
  'health',
  'disease_name',
  'disability_cert_no',
  'disability_type',
  'disability_level',
  'labor',
];
const WORK = [
  'work_status',
  'work_place',
  'work_months',
  'work_income_month',
  'work_company',
  'work_industry',
  'employ_channel',
  'point_to_point',
  'member_phone',
  'public_post',
  'public_post_months',
];
const INSURANCE = [
  'medical_resident',
  'medical_employee',
  'medical_major',
  'medical_commercial',
  'pension_resident',
  'pension_employee',
  'dibao',
  'tekun',
  'live_state',
  'change_reason',
  'change_date',
];
const INCOME = [
  'year',
  'member_count_year',
  'inc_wage',
  'inc_biz',
  'inc_prop',
  'inc_trans',
  'inc_total',
  'exp_biz',
  'inc_net',
  'inc_net_pc',
];
const AMOUNTS = [...Object.values(PARTS).flat(), 'exp_rigid_medical', 'exp_rigid_edu', 'claim_income'];

/** Keys by part of a table, in the order of the columns. */
export const PARTS_OF = {
  household: [...PLACES, ...HOUSEHOLD, ...POVERTY, ...DRIVEN, ...LAND, ...LIVING, ...HELPER, ...MONITORING, ...ENTRY],
  householdOnPaper: ['group', ...HOUSEHOLD, 'address', ...POVERTY, ...DRIVEN, ...LIVING, ...HELPER, ...ENTRY],
  person: [...PERSON, ...WORK, ...INSURANCE],
  personOnPaper: [...PERSON, ...INSURANCE],
  income: [...INCOME, ...AMOUNTS],
} as const;

/** Entities that a flat truth key may belong to, by part. */
const ENTITIES_OF: Readonly<Record<'household' | 'person' | 'income', readonly EntityName[]>> = {
  household: ['household', 'year', 'helper', 'monitoring', 'measure'],
  person: ['member'],
  income: ['year'],
};

/** The catalogue field of a flat key; a key that the catalogue does not know is a fault of this file. */
export function fieldOfKey(part: 'household' | 'person' | 'income', key: string): Field {
  for (const entity of ENTITIES_OF[part]) {
    // truth.json names the flags at identification without the prefix that the catalogue gives them.
    const field = fieldIn(entity, key) ?? (entity === 'monitoring' ? fieldIn(entity, `start_${key}`) : undefined);
    if (field !== undefined) return field;
  }
  throw new Error(`no field ${key}`);
}

/** How many fields of the entities on our sheets answer to a normalised header text. */
function ownersByText(): Map<string, number> {
  const owners = new Map<string, Set<string>>();
  for (const entity of ENTITIES) {
    for (const field of entity.list) {
      for (const text of [field.label, ...(field.aliases ?? [])]) {
        const key = normaliseHeader(text);
        owners.set(key, (owners.get(key) ?? new Set()).add(`${field.entity}.${field.key}`));
      }
    }
  }
  return new Map([...owners].map(([text, fields]) => [text, fields.size]));
}

const OWNERS = ownersByText();

/** A header text for a field: mostly its label, sometimes an alias that means nothing else. */
export function headerFor(field: Field, random: Random): string {
  const texts = [field.label, ...(field.aliases ?? [])].filter(
    (text) => /[\u4e00-\u9fff]/.test(text) && OWNERS.get(normaliseHeader(text)) === 1,
  );
  if (texts.length === 0) return field.label;
  return texts.includes(field.label) && random.chance(0.6) ? field.label : random.pick(texts);
}
