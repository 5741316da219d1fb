/** The households that layouts tell of, and the keys that their sheets draw from. */
import { inventHousehold } from '../household';
import { inventId, type SampleHousehold, type Village } from '../model';
import { Random } from '../random';

/** Audit date of all layouts; undated yearly values belong to the year before. */
export const AS_OF = '20260630';

export function inventPeople(seed: number, count: number): { village: Village; households: SampleHousehold[] } {
  const village: Village = {
    random: new Random(seed),
    asOf: AS_OF,
    year: Number(AS_OF.slice(0, 4)) - 1,
    usedNames: new Set(),
    usedIds: new Set(),
    serial: seed % 900,
  };
  const households = Array.from({ length: count }, () => inventHousehold(village));
  for (const { fields } of households)
    if (fields['helper_name'] !== undefined) fields['helper_id_no'] = inventId(village, '19850312', '男');
  return { village, households };
}

/** Household keys that any sheet may show beside those that identify the household. */
export const HOUSEHOLD_KEYS: readonly string[] = [
  ...['group', 'address', 'phone', 'bank_name', 'bank_account', 'household_type', 'member_count', 'natural_village'],
  ...[
    'is_martyr_family',
    'poverty_attribute',
    'first_identified',
    'out_status',
    'out_year',
    'cause_main',
    'cause_other',
  ],
  ...[
    'in_cooperative',
    'leading_enterprise',
    'leader_driven',
    'land_arable',
    'land_forest',
    'land_fruit',
    'land_irrigated',
  ],
  ...['power_living', 'tv', 'toilet', 'fuel', 'road_distance', 'road_type', 'house_area', 'house_structure'],
  ...['is_dangerous_house', 'house_grade', 'water_safe', 'helper_name', 'helper_phone', 'helper_org', 'help_start'],
  ...['helper_id_no'],
  ...['monitor_type', 'monitor_start', 'risk1', 'risk_removed', 'collector', 'collected_on', 'township', 'village'],
];

export const PERSON_KEYS: readonly string[] = [
  ...[
    'name',
    'sex',
    'id_no',
    'id_type',
    'birth_date',
    'relation',
    'ethnic',
    'political',
    'education',
    'student_status',
  ],
  ...['school_name', 'health', 'disease_name', 'disability_cert_no', 'disability_type', 'disability_level', 'labor'],
  ...['work_status', 'work_place', 'work_months', 'work_company', 'work_income_month', 'member_phone', 'public_post'],
  ...['medical_resident', 'medical_major', 'pension_resident', 'dibao', 'tekun', 'live_state', 'age'],
];

export const INCOME_KEYS: readonly string[] = [
  ...['inc_wage', 'inc_biz', 'inc_prop', 'inc_trans', 'inc_total', 'exp_biz', 'inc_net', 'inc_net_pc'],
  ...['inc_wage_work', 'inc_wage_public', 'inc_wage_other', 'inc_biz_crop', 'inc_biz_animal', 'tr_dibao', 'tr_pension'],
  ...['tr_other', 'member_count_year'],
];
