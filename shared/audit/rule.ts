/** What a rule is. Rules are data with one function each; the engine makes findings of their hits. */
import type { HouseholdView } from './household';
import type { MemberView } from './member';
import type { Severity } from './finding';

export const FAMILIES = {
  A: '证件与基本身份',
  B: '户与成员结构',
  C: '教育与年龄',
  D: '健康、残疾、劳动力',
  E: '务工与公益岗',
  F: '医保、养老、低保、特困',
  G: '住房、饮水、生产生活条件',
  H: '收入支出',
  I: '致贫原因、风险与成员事实',
  J: '监测对象',
  L: '帮扶',
  X: '填写完整与格式',
} as const;
export type Family = keyof typeof FAMILIES;

export type Params = Readonly<Record<string, string | number>>;

/** One violation. What is left out is filled in by the engine: first field read, severity of the rule. */
export interface Hit {
  /** `entity.key` to correct. */
  readonly field?: string;
  /** Index in `members`, for household rules that point at a person. */
  readonly member?: number;
  /** Index of the row of helpers, measures, … that `field` stands in. */
  readonly rowIndex?: number;
  readonly severity?: Severity;
  readonly params?: Params;
}

/** `false` = holds; `true` = violated, nothing more to say. */
export type Verdict = boolean | Hit | readonly Hit[];

export interface RuleFacts {
  /** Number in the rule catalogue. */
  readonly number: number;
  readonly severity: Severity;
  readonly title: string;
  /** 依据: standard, official form or common practice that asks for it. */
  readonly basis: string;
  /**
   * `entity.key` of the fields without which nothing can be judged; `a|b` = one of them will do. A rule is silent when one
   * is absent from the whole archive.
   */
  readonly reads: readonly string[];
}

export interface MemberRule extends RuleFacts {
  readonly each: 'member';
  /** Also judges members who died or moved away. */
  readonly departed?: true;
  check(member: MemberView, household: HouseholdView): Verdict;
}

export interface HouseholdRule extends RuleFacts {
  readonly each: 'household';
  check(household: HouseholdView): Verdict;
}

/** Judged over all households from compact columns; see cross.ts. */
export interface CrossRule extends RuleFacts {
  readonly each: 'archive';
}

/** Derived from the catalogue for many fields at once; see rules/generic.ts. */
export interface DerivedRule extends RuleFacts {
  readonly each: 'field';
}

export type AnyRule = MemberRule | HouseholdRule | CrossRule | DerivedRule;

export type Rule = AnyRule & {
  /** `r12`; names the sentence in messages. */
  readonly code: string;
  readonly family: Family;
};

/** Gives the rules of a family their code and family letter. */
export function family(letter: Family, rules: readonly AnyRule[]): readonly Rule[] {
  return rules.map((rule) => ({ ...rule, code: `r${rule.number}`, family: letter }));
}

/** Whether all fields that the rule needs stand somewhere in the archive. */
export function canJudge(rule: RuleFacts, present: ReadonlySet<string>): boolean {
  return rule.reads.every((field) => field.split('|').some((one) => present.has(one)));
}

/** The field that a finding without a field of its own points at. */
export function mainField(rule: RuleFacts): string {
  return (rule.reads[0] ?? '').split('|')[0] ?? '';
}
