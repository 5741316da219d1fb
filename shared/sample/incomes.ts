/** Incomes and expenditure of a household by year; sums hold exactly, and nobody falls under the monitoring line. */
import type { Row } from '../derive/record';
import { isHeavy, isStudent, wageOf } from './attributes';
import type { Village } from './model';
import { ageOf, cents, hasLabour, isNormal } from './model';

/** Net income per head that every household reaches after rigid expenses; above the lines of all years concerned. */
const FLOOR = 10_400;
/** What each of the four kinds of income is made of in our villages. */
export const PARTS = {
  inc_wage: ['inc_wage_work', 'inc_wage_public', 'inc_wage_other'],
  inc_biz: ['inc_biz_crop', 'inc_biz_animal'],
  inc_prop: ['inc_prop_dividend', 'inc_prop_land', 'inc_prop_other'],
  inc_trans: [
    'tr_birth',
    'tr_dibao',
    'tr_tekun',
    'tr_pension',
    'tr_eco',
    'tr_elder',
    'tr_alimony',
    'tr_disabled',
    'tr_land',
    'tr_other',
  ],
} as const;

/** Recomputes the four sums, year income, net income and net income per head from the parts. */
export function sumUp(year: Row): void {
  let total = 0;
  for (const [sum, parts] of Object.entries(PARTS)) {
    const value = cents(parts.reduce((amount, part) => amount + Number(year[part] ?? 0), 0));
    year[sum] = value;
    total += value;
  }
  year['inc_total'] = cents(total);
  year['inc_net'] = cents(total - Number(year['exp_biz']));
  year['inc_net_pc'] = cents(Number(year['inc_net']) / Number(year['member_count_year']));
}

function transfers(village: Village, fields: Row, members: readonly Row[]): Row {
  const { random } = village;
  const count = (test: (member: Row) => boolean): number => members.filter(test).length;
  const monthly = (people: number, from: number, to: number): number =>
    people > 0 ? people * 12 * random.int(from, to) : 0;
  return {
    tr_birth: 0,
    tr_dibao: monthly(
      count((m) => m['dibao'] === '农村低保'),
      250,
      450,
    ),
    tr_tekun: monthly(
      count((m) => m['tekun'] === '农村特困'),
      900,
      1000,
    ),
    tr_pension: monthly(
      count((m) => ageOf(m, village) >= 60),
      110,
      220,
    ),
    tr_eco: cents(Number(fields['land_returned_forest']) * 125),
    tr_elder: monthly(
      count((m) => ageOf(m, village) >= 80),
      50,
      100,
    ),
    tr_alimony: 0,
    tr_disabled: monthly(count(isHeavy), 80, 120),
    tr_land: cents(Number(fields['land_arable']) * 70),
    tr_other: random.chance(0.3) ? random.int(100, 600) : 0,
  };
}

function parts(village: Village, fields: Row, members: readonly Row[]): Row {
  const { random } = village;
  const posts = members.reduce((months, member) => months + Number(member['public_post_months'] ?? 0), 0);
  const crop = Math.round(Number(fields['land_arable']) * random.int(700, 1600));
  const animal = random.chance(0.4) ? random.int(1500, 18_000) : 0;
  const ill = members.filter((member) => /慢性病|大病/.test(String(member['health']))).length;
  const students = members.filter(isStudent).length;
  return {
    year: village.year,
    member_count_year: members.filter(isNormal).length,
    inc_wage_work: wageOf(members),
    inc_wage_public: posts * random.int(500, 1000),
    inc_wage_other: 0,
    inc_biz_crop: crop,
    inc_biz_animal: animal,
    inc_prop_dividend: random.chance(0.5) ? random.int(50, 500) : 0,
    inc_prop_land: random.chance(0.2) ? random.int(200, 900) : 0,
    inc_prop_other: 0,
    ...transfers(village, fields, members),
    exp_biz: Math.round((crop + animal) * (0.2 + random.next() * 0.2)) + 1,
    exp_rigid_medical: ill > 0 ? ill * random.int(300, 3000) : 0,
    exp_rigid_edu: students > 0 ? students * random.int(150, 2000) : 0,
    claim_income: 0,
  };
}

/** Lifts a household over the floor: by farming where somebody can work, by support of relatives where nobody can. */
function lift(village: Village, year: Row, members: readonly Row[]): void {
  const { random } = village;
  sumUp(year);
  const canWork = members.some(hasLabour);
  const rigid = Number(year['exp_rigid_medical']) + Number(year['exp_rigid_edu']);
  const wanted = random.logNormal(14_500, 0.3, FLOOR + 100, 40_000) * Number(year['member_count_year']) + rigid;
  const gap = Math.ceil(wanted - Number(year['inc_net']));
  if (gap > 0)
    year[canWork ? 'inc_biz_crop' : 'tr_alimony'] = Number(year[canWork ? 'inc_biz_crop' : 'tr_alimony']) + gap;
  sumUp(year);
  // Rule 163: with labour at home transfers stay well under 70 % of the income.
  const surplus = Number(year['inc_trans']) - 0.6 * Number(year['inc_total']);
  if (canWork && surplus > 0) year['inc_biz_crop'] = Number(year['inc_biz_crop']) + Math.ceil(surplus / 0.6) + 10;
  sumUp(year);
}

/** The year before: the same household, farming and support a little smaller; within the bounds of rule 162. */
function previous(year: Row, random: Village['random']): Row {
  const share = 0.9 + random.next() * 0.06;
  const before: Row = { ...year, year: Number(year['year']) - 1 };
  for (const key of ['inc_biz_crop', 'inc_biz_animal', 'tr_alimony', 'exp_biz'])
    before[key] = Math.round(Number(before[key]) * share);
  sumUp(before);
  return before;
}

/** Two years, oldest first. */
export function inventIncomes(village: Village, fields: Row, members: readonly Row[]): Row[] {
  const year = parts(village, fields, members);
  lift(village, year, members);
  return [previous(year, village.random), year];
}
