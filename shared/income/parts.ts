/** Which items make up which sum of a year (收入支出表), in the order of the form. Keys of the `year` entity. */

export const WAGE_PARTS = ['inc_wage_work', 'inc_wage_public', 'inc_wage_other'] as const;
export const BIZ_PARTS = ['inc_biz_crop', 'inc_biz_animal', 'inc_biz_fruit', 'inc_biz_other'] as const;
export const PROP_PARTS = ['inc_prop_dividend', 'inc_prop_land', 'inc_prop_other'] as const;
export const TRANS_PARTS = [
  'tr_birth',
  'tr_dibao',
  'tr_tekun',
  'tr_pension',
  'tr_eco',
  'tr_elder',
  'tr_alimony',
  'tr_disabled',
  'tr_veteran',
  'tr_land',
  'tr_other',
] as const;
export const EXP_PARTS = ['exp_biz_crop', 'exp_biz_animal', 'exp_biz_fruit', 'exp_biz_other'] as const;

/** The four kinds of income whose sum is 年收入. */
export const MAIN_PARTS = ['inc_wage', 'inc_biz', 'inc_prop', 'inc_trans'] as const;

/**
 * 产业奖励 and 就业奖励 stand beside the four kinds on the forms that have them (DOCX23), and counties book them under any of
 * them: they belong to no list above, and a sum that agrees only with them is not wrong.
 */
export const AWARD_PARTS = ['inc_award_industry', 'inc_award_job'] as const;

/** Expenditure that no household can avoid; set against income when risk is judged (rule 164). */
export const RIGID_PARTS = [
  'exp_rigid_medical',
  'exp_rigid_edu',
  'exp_rigid_house',
  'exp_rigid_disaster',
  'exp_rigid_other',
] as const;

/** The sums of sub-items, each with its parts (rules 149, 150). */
export const SUB_SUMS = {
  inc_wage: WAGE_PARTS,
  inc_biz: BIZ_PARTS,
  inc_prop: PROP_PARTS,
  inc_trans: TRANS_PARTS,
  exp_biz: EXP_PARTS,
} as const;
export type SubSum = keyof typeof SUB_SUMS;

/** All computed amounts, in the order in which they follow from each other. */
export const COMPUTED = [
  'inc_wage',
  'inc_biz',
  'inc_prop',
  'inc_trans',
  'exp_biz',
  'inc_total',
  'inc_net',
  'inc_net_pc',
] as const;
export type Computed = (typeof COMPUTED)[number];

/** Differences that rounding explains: ±1 元 in sums, ±0.5 元 per head (rules 146–150). */
export const SUM_TOLERANCE = 1;
export const PER_HEAD_TOLERANCE = 0.5;
