/** Short forms of rule declarations: one line of facts, one function. */
import type { HouseholdRule, MemberRule, RuleFacts } from '../rule';

export const SYSTEM = '省级数据核查规则';
export const COUNTY = '县级核查口径';
export const COMMON = '通用核查口径';
export const TOOL = '行业数据核查工具口径';

type Facts = readonly [
  number: RuleFacts['number'],
  severity: RuleFacts['severity'],
  title: string,
  basis: string,
  reads: readonly string[],
];

/** A rule that judges members one by one. */
export function memberRule(
  ...[number, severity, title, basis, reads, check]: [...Facts, MemberRule['check']]
): MemberRule {
  return { each: 'member', number, severity, title, basis, reads, check };
}

/** A rule that judges the household as a whole. */
export function householdRule(
  ...[number, severity, title, basis, reads, check]: [...Facts, HouseholdRule['check']]
): HouseholdRule {
  return { each: 'household', number, severity, title, basis, reads, check };
}
