import type { Finding } from '#shared/audit/finding';
import type { Archive } from '../db';
import { FINDINGS_STAMP } from '../meta';
import { unseal, unsealAll } from '../seal';
import type { JudgedBy } from '../commands/saveFindings';

export interface StoredJudgement extends JudgedBy {
  readonly id: string;
  readonly version: number;
  readonly findings: readonly Finding[];
}

/** Counts only, for lists. */
export interface JudgementCounts {
  readonly id: string;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

/** The stored judgement of one household, or null when it was never judged. */
export async function getFindings(archive: Archive, id: string): Promise<StoredJudgement | null> {
  const row = await archive.db.findings.get(id);
  return row
    ? {
        id,
        version: row.version,
        ruleSet: row.ruleSet,
        asOf: row.asOf,
        year: row.year,
        findings: await unseal(row.body),
      }
    : null;
}

/** All stored judgements in order of their ids. */
export async function allFindings(archive: Archive): Promise<StoredJudgement[]> {
  const rows = await archive.db.findings.toArray();
  const bodies = await unsealAll(rows.map((row) => row.body));
  return rows.map(({ id, version, ruleSet, asOf, year }, i) => ({
    id,
    version,
    ruleSet,
    asOf,
    year,
    findings: bodies[i] ?? [],
  }));
}

/** The counts of these households, or of all that were judged. */
export async function findingCounts(archive: Archive, ids: readonly string[] | 'all'): Promise<JudgementCounts[]> {
  const { findings } = archive.db;
  const rows = ids === 'all' ? await findings.toArray() : await findings.bulkGet([...ids]);
  return rows.flatMap((row) =>
    row ? [{ id: row.id, errors: row.errors, warnings: row.warnings, notes: row.notes }] : [],
  );
}

/** Equal answers mean that no stored finding changed in between; '' before the first audit. */
export async function findingsStamp(archive: Archive): Promise<string> {
  const row = await archive.db.meta.get(FINDINGS_STAMP);
  return typeof row?.value === 'string' ? row.value : '';
}
