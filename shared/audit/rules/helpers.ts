/** L: the responsible helper (rules 236, 237). */
import { POOR_SUPPORTED } from '../../catalogue/facts';
import { evaluate } from '../../when/evaluate';
import type { Cells } from '../cells';
import { compareDates, isDate } from '../dates';
import type { HouseholdView } from '../household';
import { family, type Hit, type Verdict } from '../rule';
import { scopeOf } from '../scope';
import { COMMON, householdRule } from './define';

const FIELDS = [
  { key: 'helper_org', label: '帮扶单位' },
  { key: 'helper_phone', label: '联系电话' },
  { key: 'help_start', label: '帮扶开始时间' },
] as const;

/** Helpers with a name whose period has not ended; one without a name is no helper. */
export function activeHelpers(household: HouseholdView): readonly Cells[] {
  const { asOf } = household.context;
  return household.helpers.filter((helper) => {
    const end = helper.text('help_end');
    return helper.has('helper_name') && (!isDate(end) || compareDates(end, asOf) >= 0);
  });
}

function withoutHelper(household: HouseholdView): Verdict {
  const supported = evaluate(POOR_SUPPORTED, scopeOf(household, 'household', household.cells));
  return (supported || household.monitored) && activeHelpers(household).length === 0;
}

function helperIncomplete(household: HouseholdView): Verdict {
  const hits: Hit[] = [];
  household.helpers.forEach((helper, rowIndex) => {
    if (!helper.has('helper_name')) return;
    const missing = FIELDS.filter(({ key }) => household.facts.present.has(`helper.${key}`) && !helper.has(key));
    const first = missing[0];
    if (!first) return;
    const labels = missing.map(({ label }) => label).join('、');
    hits.push({
      field: `helper.${first.key}`,
      rowIndex,
      params: { helper: helper.raw('helper_name'), missing: labels },
    });
  });
  return hits;
}

export const helperRules = family('L', [
  householdRule(236, 'E', '未安排帮扶责任人', COMMON, ['helper.helper_name'], withoutHelper),
  householdRule(237, 'W', '帮扶责任人信息不全', COMMON, ['helper.helper_name'], helperIncomplete),
]);
