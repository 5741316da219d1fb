/** H, first part: the arithmetic of the year's amounts (rules 146–151, 169). The sums themselves are in shared/income. */
import { MAIN_PARTS, SUB_SUMS, type SubSum } from '../../income/parts';
import { expected, reconciles, sumOf } from '../../income/totals';
import type { HouseholdView } from '../household';
import type { AnyRule, Hit, Verdict } from '../rule';
import { COMMON, householdRule } from './define';
import { shown } from './shown';
import { amountFields } from './yearAmounts';

const FORM = '贫困户（脱贫户）信息采集表收入指标';

const LABELS: Readonly<Record<SubSum, string>> = {
  inc_wage: '工资性收入',
  inc_biz: '生产经营性收入',
  inc_prop: '财产性收入',
  inc_trans: '转移性收入',
  exp_biz: '生产经营性支出',
};

const STEPS = {
  inc_total: MAIN_PARTS,
  inc_net: ['inc_total', 'exp_biz'],
  inc_net_pc: ['inc_net', 'member_count_year'],
} as const;

/** An amount that nobody can read is a question of format; what it adds to a sum is not known. */
const anyUnreadable = ({ year }: HouseholdView, parts: readonly string[]): boolean =>
  parts.some((part) => year.unreadable(part));

/** A computed amount of the form against the amounts one step below it. */
function computedDiffers(key: 'inc_total' | 'inc_net' | 'inc_net_pc') {
  return (household: HouseholdView): Verdict => {
    const { year } = household;
    if (reconciles(year.row, key) || anyUnreadable(household, STEPS[key])) return false;
    return { params: { stated: shown(year.number(key)), expected: shown(expected(year.row, key)) } };
  };
}

/**
 * A sum against its sub-items. Sheets often carry only some of them: a breakdown is taken as whole when the archive has
 * its "other" item or at least half of the items; of a partial one only an excess over the sum is wrong.
 */
function subSumDiffers(household: HouseholdView, key: SubSum): Hit | undefined {
  const { year, facts } = household;
  const parts: readonly string[] = SUB_SUMS[key];
  if (reconciles(year.row, key) || anyUnreadable(household, parts)) return undefined;
  const inArchive = parts.filter((part) => facts.present.has(`year.${part}`));
  const other = parts.at(-1) ?? '';
  const whole = inArchive.includes(other) || inArchive.length * 2 >= parts.length;
  const stated = year.number(key) ?? 0;
  const sum = sumOf(year.row, parts) ?? 0;
  if (!whole && sum <= stated) return undefined;
  return { field: `year.${key}`, params: { label: LABELS[key], stated: shown(stated), expected: shown(sum) } };
}

function otherSubSums(household: HouseholdView): Verdict {
  const keys: readonly SubSum[] = ['inc_wage', 'inc_biz', 'inc_prop', 'exp_biz'];
  return keys.map((key) => subSumDiffers(household, key)).filter((hit) => hit !== undefined);
}

function amountOdd(household: HouseholdView): Verdict {
  const high = household.context.thresholds.limits.amountHigh;
  const hits: Hit[] = [];
  for (const { key, label, mayBeNegative } of amountFields()) {
    const value = household.year.number(key);
    if (value === undefined || (value <= high && (value >= 0 || mayBeNegative))) continue;
    hits.push({ field: `year.${key}`, params: { label, value: shown(value) } });
  }
  return hits;
}

/** Sums follow from the items, so a sum speaks for an estimate only where it has no items. */
function roundFigures(household: HouseholdView): Verdict {
  const { roundItems, roundUnit } = household.context.thresholds.limits;
  const values = MAIN_PARTS.flatMap((sum) => {
    const parts: readonly string[] = SUB_SUMS[sum];
    const filled = parts.map((key) => household.year.number(key) ?? 0).filter((value) => value > 0);
    return filled.length > 0 ? filled : [household.year.number(sum) ?? 0].filter((value) => value > 0);
  });
  const allRound = values.length >= roundItems && values.every((value) => value % roundUnit === 0);
  return allRound ? { params: { n: values.length } } : false;
}

export const sumRules: readonly AnyRule[] = [
  householdRule(
    146,
    'E',
    '年收入不等于四项收入之和',
    FORM,
    ['year.inc_total', 'year.inc_wage', 'year.inc_biz', 'year.inc_prop', 'year.inc_trans'],
    computedDiffers('inc_total'),
  ),
  householdRule(
    147,
    'E',
    '纯收入计算不符',
    FORM,
    ['year.inc_net', 'year.inc_total', 'year.exp_biz'],
    computedDiffers('inc_net'),
  ),
  householdRule(
    148,
    'E',
    '人均纯收入计算不符',
    FORM,
    ['year.inc_net_pc', 'year.inc_net', 'year.member_count_year'],
    computedDiffers('inc_net_pc'),
  ),
  // A warning, not an error: exports of the national system do not always reconcile.
  householdRule(
    149,
    'W',
    '转移性收入与分项之和不符',
    FORM,
    ['year.inc_trans'],
    (household) => subSumDiffers(household, 'inc_trans') ?? false,
  ),
  householdRule(
    150,
    'E',
    '收支项与分项之和不符',
    '防返贫监测摸排表',
    ['year.inc_wage|year.inc_biz|year.inc_prop|year.exp_biz'],
    otherSubSums,
  ),
  householdRule(
    151,
    'E',
    '金额异常',
    COMMON,
    ['year.inc_total|year.inc_wage|year.inc_biz|year.inc_prop|year.inc_trans'],
    amountOdd,
  ),
  householdRule(169, 'I', '收入多为整千数', COMMON, ['year.inc_total'], roundFigures),
];
