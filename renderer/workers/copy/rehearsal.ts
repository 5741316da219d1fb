/** A copy restored into a sandbox and judged: the proof that it can be. */
import { auditContext } from '#shared/audit/context';
import { Audit } from '#shared/audit/engine';
import { ok, type Result } from '#shared/result';
import type { Archive } from '../../store/db';
import { hashArchive, type Verified } from '../../store/queries/hashArchive';
import { eachBatch } from '../../store/queries/households';
import { closeSandbox, openSandbox } from '../../store/sandbox';

export interface Rehearsed extends Verified {
  readonly findings: number;
}

/** Restores the kept copy `name` into a database of its own, audits and hashes what came back, and deletes it again. */
export async function rehearseCopy(
  archive: Archive,
  name: string,
  today: string,
  rest: (() => Promise<void>) | undefined,
): Promise<Result<Rehearsed>> {
  const sandbox = await openSandbox(archive, name, rest);
  if (!sandbox.ok) return sandbox;
  try {
    const findings = await countFindings(sandbox.value, today, rest);
    const verified = await hashArchive(sandbox.value, rest);
    return ok({ ...verified, findings });
  } finally {
    await closeSandbox(sandbox.value);
  }
}

const BATCH = 100;

/** How many findings an audit as of today has: the same engine as in the audit worker, nothing stored. */
async function countFindings(
  archive: Archive,
  today: string,
  rest: (() => Promise<void>) | undefined,
): Promise<number> {
  const audit = new Audit(auditContext(today, null));
  await eachBatch(archive, BATCH, async (batch) => {
    for (const { record } of batch) audit.addFacts(record);
    await rest?.();
  });
  let findings = 0;
  await eachBatch(archive, BATCH, async (batch) => {
    for (const { record } of batch) findings += audit.judgeHousehold(record).length;
    await rest?.();
  });
  return findings + audit.crossFindings().length;
}
