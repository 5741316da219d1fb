/** The audit's results: a cache of judgements beside the records; no operation, never in the log, cannot be undone. */
import type { Finding } from '#shared/audit/finding';
import type { Archive } from '../db';
import { publish } from '../events';
import { FINDINGS_STAMP } from '../meta';
import { sealAll } from '../seal';
import type { StoredFindings } from '../stored';
import { ulid } from '../ulid';

/** What all judgements of one run have in common. */
export interface JudgedBy {
  readonly ruleSet: string;
  /** yyyymmdd. */
  readonly asOf: string;
  readonly year: number;
}

export interface Judgement {
  /** Record id, or a key from outside the households such as `*archive`. */
  readonly id: string;
  /** Version of the judged record. */
  readonly version: number;
  readonly findings: readonly Finding[];
  /** Findings between households that concern this one: kept in a row of their own, counted here. */
  readonly shared?: readonly Finding[];
}

/** Forgets all judgements, before a full audit. */
export async function clearFindings(archive: Archive): Promise<void> {
  await inFindings(archive, () => archive.db.findings.clear());
}

/** Stores judgements, replacing those of the same households. Tell listeners with `announceFindings` when all are in. */
export async function saveFindings(archive: Archive, by: JudgedBy, judgements: readonly Judgement[]): Promise<void> {
  const bodies = await sealAll(judgements.map((judgement) => judgement.findings));
  const rows = judgements.flatMap(({ id, version, findings, shared = [] }, i): StoredFindings[] => {
    const body = bodies[i];
    if (!body) return [];
    const all = [...findings, ...shared];
    const count = (severity: Finding['severity']): number => all.filter((one) => one.severity === severity).length;
    return [{ id, version, ...by, errors: count('E'), warnings: count('W'), notes: count('I'), body }];
  });
  await inFindings(archive, () => archive.db.findings.bulkPut(rows));
}

/** Writes findings and a new stamp, by which memory columns see that they missed it. */
async function inFindings(archive: Archive, write: () => PromiseLike<unknown>): Promise<void> {
  // A cache: where nothing may be written, this is not either.
  if (archive.access().mode === 'read') return;
  const { db } = archive;
  await db.transaction('rw', db.findings, db.meta, async () => {
    await write();
    await db.meta.put({ key: FINDINGS_STAMP, value: ulid() });
  });
}

/** Tells everybody that judgements of these households changed. */
export function announceFindings(keys: readonly string[] | 'all'): void {
  publish('', keys);
}
