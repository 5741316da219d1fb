/** Defects of families G, H and L: housing, land, income and expenditure, helpers. */
import type { Row } from '../../derive/record';
import { sumUp } from '../incomes';
import type { SampleHousehold } from '../model';
import { cents, hasLabour } from '../model';
import type { Recipe } from './recipe';
import { isMonitored, isPoor, newestYear, onHousehold } from './recipe';

const always = (): boolean => true;
const amount = (household: SampleHousehold, key: string): number => Number(newestYear(household)[key] ?? 0);

/** A recipe that changes the newest year where the test holds. */
function onYear(
  rule: number,
  how: string,
  field: string,
  test: (household: SampleHousehold) => boolean,
  change: (year: Row, household: SampleHousehold) => void,
  also: readonly number[] = [],
): Recipe {
  return onHousehold(rule, how, field, test, (_, __, household) => change(newestYear(household), household), also);
}

const set = (key: string, value: string | number) => (fields: Row) => {
  fields[key] = value;
};
const clear = (key: string) => (fields: Row) => {
  delete fields[key];
};

const HOUSING: readonly Recipe[] = [
  onHousehold(129, 'emptied', 'is_dangerous_house', (household) => !isPoor(household), clear('is_dangerous_house')),
  onHousehold(131, 'grade C without danger', 'house_grade', always, set('house_grade', 'C级')),
  onHousehold(133, 'emptied', 'water_safe', always, clear('water_safe')),
  onHousehold(134, 'implausible per head', 'house_area', always, (fields) => {
    fields['house_area'] = Number(fields['member_count']) * 130;
  }),
  onHousehold(135, 'no electricity', 'power_living', always, set('power_living', '否')),
  onHousehold(136, 'emptied', 'tv', isPoor, clear('tv')),
  onHousehold(137, 'emptied', 'land_grass', (household) => isPoor(household), clear('land_grass')),
  onHousehold(
    138,
    'over 100',
    'land_arable',
    (household) => household.fields['cause_main'] !== '缺土地' && household.fields['cause_other'] !== '缺土地',
    set('land_arable', 247),
  ),
  onHousehold(139, 'over 200', 'land_forest', always, set('land_forest', 406)),
  onHousehold(
    140,
    'more than forest and grass',
    'land_returned_forest',
    (household) => Number(household.fields['land_forest']) > 0.5,
    (fields) => {
      fields['land_returned_forest'] = cents(Number(fields['land_forest']) + 3);
    },
  ),
  onHousehold(141, 'more than arable', 'land_irrigated', always, (fields) => {
    fields['land_irrigated'] = cents(Number(fields['land_arable']) + 2);
  }),
  onHousehold(143, 'too far', 'road_distance', always, set('road_distance', 8.5)),
  onHousehold(144, 'emptied', 'road_type', always, clear('road_type')),
];

const SUMS: readonly Recipe[] = [
  onYear(146, 'sum of the four kinds', 'inc_total', always, (year) => {
    year['inc_total'] = cents(Number(year['inc_total']) + 1000);
    year['inc_net'] = cents(Number(year['inc_total']) - Number(year['exp_biz']));
    year['inc_net_pc'] = cents(Number(year['inc_net']) / Number(year['member_count_year']));
  }),
  onYear(147, 'net income', 'inc_net', always, (year) => {
    year['inc_net'] = cents(Number(year['inc_net']) + 500);
    year['inc_net_pc'] = cents(Number(year['inc_net']) / Number(year['member_count_year']));
  }),
  onYear(148, 'per head', 'inc_net_pc', always, (year) => {
    year['inc_net_pc'] = cents(Number(year['inc_net_pc']) + 90);
  }),
  onYear(149, 'parts do not add up', 'inc_trans', always, (year) => {
    year['tr_other'] = Number(year['tr_other']) + 626;
  }),
  onYear(150, 'parts do not add up', 'inc_prop', always, (year) => {
    year['inc_prop_dividend'] = Number(year['inc_prop_dividend']) + 340;
  }),
  onYear(151, 'negative', 'claim_income', always, set('claim_income', -100)),
];

const PLAUSIBLE: readonly Recipe[] = [
  onYear(153, 'no expense', 'exp_biz', always, (year) => {
    year['exp_biz'] = 0;
    sumUp(year);
  }),
  onYear(
    154,
    'expense over income',
    'exp_biz',
    (household) => {
      const spare = amount(household, 'inc_net') - 2 * 10_000 * amount(household, 'member_count_year');
      return spare > amount(household, 'inc_biz') + 1000 && amount(household, 'inc_biz') > 0;
    },
    (year) => {
      year['exp_biz'] = Number(year['inc_biz']) + 700;
      sumUp(year);
    },
  ),
  onHousehold(
    155,
    'no returned forest',
    'tr_eco',
    (household) => amount(household, 'tr_eco') > 0,
    set('land_returned_forest', 0),
  ),
  onYear(
    156,
    'under 200',
    'tr_dibao',
    (household) =>
      amount(household, 'tr_dibao') > 0 &&
      amount(household, 'inc_net') - amount(household, 'tr_dibao') > 14_000 * amount(household, 'member_count_year'),
    (year) => {
      year['tr_dibao'] = 150;
      sumUp(year);
    },
  ),
  onYear(157, 'under 100', 'tr_birth', always, (year) => {
    year['tr_birth'] = 60;
    sumUp(year);
  }),
  onYear(
    159,
    'emptied',
    'inc_net_pc',
    (household) => isPoor(household) || isMonitored(household),
    (year) => {
      delete year['inc_net_pc'];
    },
  ),
  onYear(
    163,
    'transfers over 70 %',
    'inc_trans',
    (household) => household.members.some(hasLabour),
    (year) => {
      year['tr_alimony'] = Math.ceil(Number(year['inc_total']) * 4);
      sumUp(year);
    },
  ),
  onYear(164, 'rigid expenses eat the income', 'exp_rigid_medical', always, (year) => {
    const spare = Number(year['inc_net']) - Number(year['exp_rigid_edu']) - 6000 * Number(year['member_count_year']);
    year['exp_rigid_medical'] = Math.ceil(spare);
  }),
  onYear(
    166,
    'no expense for schooling',
    'exp_rigid_edu',
    (household) => [household.fields['cause_main'], household.fields['risk1']].includes('因学'),
    set('exp_rigid_edu', 0),
  ),
  onHousehold(
    167,
    'land let without land',
    'inc_prop_land',
    (household) => amount(household, 'inc_prop_land') > 0,
    (fields) => {
      fields['land_arable'] = 0;
      fields['land_irrigated'] = 0;
    },
  ),
  onYear(
    124,
    'money without a person entitled',
    'tr_dibao',
    (household) => amount(household, 'tr_dibao') === 0,
    (year) => {
      year['tr_dibao'] = 3300;
      sumUp(year);
    },
  ),
];

const HELP: readonly Recipe[] = [
  onHousehold(236, 'emptied', 'helper_name', isPoor, clear('helper_name')),
  onHousehold(237, 'emptied', 'helper_phone', isPoor, clear('helper_phone')),
];

export const LIVING: readonly Recipe[] = [...HOUSING, ...SUMS, ...PLAUSIBLE, ...HELP];
