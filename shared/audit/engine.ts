/**
 * The audit: a first pass gathers facts of the whole archive, a second judges household by household and fills the compact
 * columns of the cross-household rules. Household findings can be re-made for one household at a time.
 */
import type { HouseholdRecord } from '../derive/record';
import type { AuditContext } from './context';
import { CrossColumns } from './cross';
import { FactsCollector, type ArchiveFacts } from './facts';
import type { Finding } from './finding';
import { viewHousehold, type HouseholdView } from './household';
import { makeFinding } from './makeFinding';
import { canJudge, type Hit, type HouseholdRule, type MemberRule, type Rule, type Verdict } from './rule';
import { Generic } from './rules/generic';
import { RULES } from './rules/index';

type OwnRule = Extract<Rule, HouseholdRule | MemberRule>;

export class Audit {
  private readonly collector = new FactsCollector();
  private gathered: ArchiveFacts | undefined;
  private memberRules: readonly Extract<Rule, MemberRule>[] = [];
  private householdRules: readonly Extract<Rule, HouseholdRule>[] = [];
  private readonly cross = new CrossColumns();
  private generic: Generic | undefined;

  /** `facts` of an earlier audit may be given instead of a first pass, to re-judge single households. */
  constructor(
    private readonly context: AuditContext,
    facts?: ArchiveFacts,
  ) {
    if (facts) this.settle(facts);
  }

  /** First pass. */
  addFacts(record: HouseholdRecord): void {
    this.collector.add(record);
  }

  /** Facts of the first pass; they stay as they are from the first household judged on. */
  facts(): ArchiveFacts {
    return this.gathered ?? this.settle(this.collector.facts());
  }

  /** Second pass: findings of one household. Judging it again replaces what it says in the cross-household columns. */
  judgeHousehold(record: HouseholdRecord): Finding[] {
    const facts = this.facts();
    const household = viewHousehold(record, this.context, facts);
    const findings: Finding[] = [];
    for (const rule of this.memberRules) judgeMembers(rule, household, findings);
    for (const rule of this.householdRules) push(rule, household, rule.check(household), null, findings);
    this.generic?.judge(household, findings);
    this.cross.set(household);
    return findings;
  }

  /** Forgets a deleted household in the cross-household columns. */
  forget(id: string): void {
    this.cross.delete(id);
  }

  /** After the second pass: findings between households, and findings on the archive as a whole. */
  crossFindings(): Finding[] {
    return [...this.cross.findings(this.facts(), this.context), ...(this.generic?.archiveFindings() ?? [])];
  }

  private settle(facts: ArchiveFacts): ArchiveFacts {
    const own = RULES.filter(
      (rule): rule is OwnRule => (rule.each === 'member' || rule.each === 'household') && canJudge(rule, facts.present),
    );
    this.memberRules = own.filter((rule) => rule.each === 'member');
    this.householdRules = own.filter((rule) => rule.each === 'household');
    this.generic = new Generic(facts);
    this.gathered = facts;
    return facts;
  }
}

/** Starts an audit; see {@link Audit} for the order of calls. */
export function createAudit(context: AuditContext): Audit {
  return new Audit(context);
}

/** Audits an archive. `records` is iterated twice. Findings of a household come together, those between households last. */
export function* judge(records: Iterable<HouseholdRecord>, context: AuditContext): Generator<Finding, void, undefined> {
  const audit = createAudit(context);
  for (const record of records) audit.addFacts(record);
  for (const record of records) yield* audit.judgeHousehold(record);
  yield* audit.crossFindings();
}

/** Re-judges one household with the facts of an earlier audit; without findings between households. */
export function judgeOne(record: HouseholdRecord, context: AuditContext, facts: ArchiveFacts): Finding[] {
  return new Audit(context, facts).judgeHousehold(record);
}

function judgeMembers(rule: Extract<Rule, MemberRule>, household: HouseholdView, findings: Finding[]): void {
  const members = rule.departed ? household.members : household.living;
  for (const member of members) push(rule, household, rule.check(member, household), member.index, findings);
}

function push(
  rule: Rule,
  household: HouseholdView,
  verdict: Verdict,
  member: number | null,
  findings: Finding[],
): void {
  if (verdict === false) return;
  const hits: readonly Hit[] = verdict === true ? [{}] : isList(verdict) ? verdict : [verdict];
  for (const hit of hits) findings.push(makeFinding(rule, household, hit, member));
}

function isList(verdict: Hit | readonly Hit[]): verdict is readonly Hit[] {
  return Array.isArray(verdict);
}
