import type { Finding, Severity } from '#shared/audit/finding';
import type { AuditSummary } from '../api';
import { ruleTitle } from './rules';

const WORST_FIRST: readonly Severity[] = ['E', 'W', 'I'];

/** Counts of all findings of a run. `open` = number of households with a finding of severity E. */
export function summaryOf(
  findings: readonly Finding[],
  run: { readonly households: number; readonly asOf: string; readonly year: number; readonly ms: number },
): AuditSummary {
  const bySeverity: Record<Severity, number> = { E: 0, W: 0, I: 0 };
  const wrong = new Set<string>();
  const rules = new Map<string, { rule: number | null; severity: Severity; count: number }>();
  for (const { code, rule, severity, id } of findings) {
    bySeverity[severity] += 1;
    if (severity === 'E' && id !== '') wrong.add(id);
    const known = rules.get(code);
    if (!known) rules.set(code, { rule, severity, count: 1 });
    else {
      known.count += 1;
      if (worse(severity, known.severity)) known.severity = severity;
    }
  }
  const byRule = [...rules].map(([code, counted]) => ({ code, ...counted, ...ruleTitle(code) }));
  byRule.sort((a, b) => rank(a.severity) - rank(b.severity) || b.count - a.count || (a.rule ?? 999) - (b.rule ?? 999));
  return { ...run, complete: run.households - wrong.size, findings: findings.length, bySeverity, byRule };
}

function rank(severity: Severity): number {
  return WORST_FIRST.indexOf(severity);
}

function worse(a: Severity, b: Severity): boolean {
  return rank(a) < rank(b);
}
