/** The findings of the archive in memory: by household, and the ones between households. */
import type { Finding, Severity } from '#shared/audit/finding';
import type { Judgement } from '../../store/commands/saveFindings';

/** Key under which findings between households and on the archive as a whole are stored. */
export const ARCHIVE_ROW = '*archive';

interface Own {
  readonly version: number;
  /** Household number, '' when unknown. */
  readonly no: string;
  readonly findings: readonly Finding[];
}

export interface HouseholdCounts {
  readonly id: string;
  readonly no: string;
  readonly counts: Readonly<Record<Severity, number>>;
}

export class Judgements {
  private readonly own = new Map<string, Own>();
  private shared: readonly Finding[] = [];
  private sharedById = new Map<string, Finding[]>();

  set(id: string, own: Own): void {
    this.own.set(id, own);
  }

  delete(id: string): void {
    this.own.delete(id);
  }

  /** Replaces the findings between households; gives the ids of those for whom they differ now. */
  setShared(findings: readonly Finding[]): string[] {
    const before = this.sharedById;
    const now = new Map<string, Finding[]>();
    for (const finding of findings) {
      const list = now.get(finding.id);
      if (list) list.push(finding);
      else now.set(finding.id, [finding]);
    }
    this.shared = findings;
    this.sharedById = now;
    const ids = new Set([...before.keys(), ...now.keys()]);
    return [...ids].filter((id) => id !== '' && JSON.stringify(before.get(id)) !== JSON.stringify(now.get(id)));
  }

  /** All findings of one household. */
  of(id: string): readonly Finding[] {
    return [...(this.own.get(id)?.findings ?? []), ...(this.sharedById.get(id) ?? [])];
  }

  all(): readonly Finding[] {
    return [...[...this.own.values()].flatMap((own) => own.findings), ...this.shared];
  }

  /** Findings of one rule in the order of household numbers. */
  byRule(code: string): readonly Finding[] {
    const found = this.all().filter((finding) => finding.code === code);
    return found.sort((a, b) => (a.household < b.household ? -1 : a.household > b.household ? 1 : 0));
  }

  /** Households with findings: most errors first, then most warnings. */
  worstFirst(): readonly HouseholdCounts[] {
    const listed = [...this.own].flatMap(([id, { no }]): HouseholdCounts[] => {
      const findings = this.of(id);
      if (findings.length === 0) return [];
      const counts: Record<Severity, number> = { E: 0, W: 0, I: 0 };
      for (const { severity } of findings) counts[severity] += 1;
      return [{ id, no: no || (findings[0]?.household ?? ''), counts }];
    });
    const worse = (a: HouseholdCounts, b: HouseholdCounts): number =>
      b.counts.E - a.counts.E || b.counts.W - a.counts.W || b.counts.I - a.counts.I || (a.no < b.no ? -1 : 1);
    return listed.sort(worse);
  }

  /** Rows to store for these households, and the row of the archive. */
  toSave(ids: ReadonlySet<string> | 'all'): Judgement[] {
    const chosen = ids === 'all' ? [...this.own] : [...this.own].filter(([id]) => ids.has(id));
    const rows = chosen.map(([id, { version, findings }]): Judgement => ({
      id,
      version,
      findings,
      shared: this.sharedById.get(id) ?? [],
    }));
    return [...rows, { id: ARCHIVE_ROW, version: 0, findings: this.shared }];
  }
}
