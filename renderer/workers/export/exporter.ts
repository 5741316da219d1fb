/** Builds the registers from the archive, household by household. */
import { RegisterBuilder, writeFindings, type FindingLine, type RegisterOptions } from '#shared/excel/write/registers';
import { ENTITIES, fieldOf } from '#shared/catalogue/index';
import type { Finding } from '#shared/audit/finding';
import { fail, ok, type Result } from '#shared/result';
import type { ExportApi, RegisterKind } from '../api';
import { howToFix, sayFinding } from '#shared/messages/audit';
import { getAuditRun } from '../../store/auditRun';
import type { Archive } from '../../store/db';
import { lastSeq } from '../../store/queries/changedSince';
import { PROGRAM } from '../program';
import { allFindings } from '../../store/queries/findings';
import { eachBatch, getMany } from '../../store/queries/households';
import { getSettings } from '../../store/queries/settings';
import { today } from '../today';
import { markedBook } from './errorBook';

const BATCH = 500;
const SEVERITIES = ['E', 'W', 'I'] as const;

export class Exporter implements ExportApi {
  constructor(private readonly archive: Archive) {}

  /** Households stand in the order in which they came into the archive. Fails with `not_audited`, `audit_stale`. */
  async build(
    kind: RegisterKind,
    ids: readonly string[] | null,
    year: number | null,
    extra = false,
  ): Promise<Result<{ bytes: Uint8Array; rows: number }>> {
    const options = { ...(await this.options(year)), extra };
    if (kind === 'findings') return this.findings(ids, options);
    const builder = new RegisterBuilder(kind, options);
    if (ids === null) {
      await eachBatch(this.archive, BATCH, (batch) => {
        builder.add(batch.map((household) => household.record));
      });
    } else {
      for (let from = 0; from < ids.length; from += BATCH) {
        builder.add(await getMany(this.archive, ids.slice(from, from + BATCH)));
      }
    }
    return ok(builder.finish());
  }

  errorBook(batch: string, path: string, password?: string): ReturnType<ExportApi['errorBook']> {
    return markedBook(this.archive, batch, path, password);
  }

  private async findings(
    ids: readonly string[] | null,
    options: RegisterOptions,
  ): Promise<Result<{ bytes: Uint8Array; rows: number }>> {
    const run = await getAuditRun<{ readonly seq: number; readonly ruleSet: string }>(this.archive);
    if (run === null) return fail('not_audited');
    if (run.ruleSet !== PROGRAM || run.seq !== (await lastSeq(this.archive))) return fail('audit_stale');
    const wanted = ids === null ? null : new Set(ids);
    const all = (await allFindings(this.archive)).flatMap((judgement) => judgement.findings);
    const findings = wanted ? all.filter((finding) => wanted.has(finding.id)) : all;
    const heads = await this.headNames(findings);
    const lines = [...findings].sort(byHousehold).map((finding) => lineOf(finding, heads.get(finding.id) ?? ''));
    return ok(writeFindings(lines, options));
  }

  private async headNames(findings: readonly Finding[]): Promise<Map<string, string>> {
    const ids = [...new Set(findings.map((finding) => finding.id))].filter((id) => id !== '');
    const heads = new Map<string, string>();
    for (let from = 0; from < ids.length; from += BATCH) {
      for (const record of await getMany(this.archive, ids.slice(from, from + BATCH))) {
        heads.set(record.id, String(record.fields['head_name'] ?? ''));
      }
    }
    return heads;
  }

  private async options(year: number | null): Promise<RegisterOptions> {
    const { unit } = await getSettings(this.archive);
    const village = unit[4] || unit[3];
    return { asOf: today(), ...(village ? { unit: village } : {}), ...(year === null ? {} : { year }) };
  }
}

/** By household, the worst first within one; findings on the archive as a whole at the end. */
function byHousehold(a: Finding, b: Finding): number {
  if (a.household !== b.household)
    return a.household === '' || (b.household !== '' && a.household > b.household) ? 1 : -1;
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
}

function lineOf(finding: Finding, headName: string): FindingLine {
  return {
    severity: finding.severity,
    rule: finding.rule,
    householdNo: finding.household,
    headName,
    memberName: finding.member_name,
    field: labelOf(finding),
    text: sayFinding(finding),
    advice: howToFix(finding.code),
  };
}

/** The label of the field to correct. A finding names a plain key: its row or member tells the entity. */
function labelOf({ field, row, member }: Finding): string | null {
  if (field === null) return null;
  const place = row?.replace(/\[.*$/, '') ?? (member === null ? 'fields' : 'members');
  const entity = ENTITIES.find((one) => one.place === place)?.name ?? 'household';
  return (
    fieldOf(`${entity}.${field}`)?.label ??
    ENTITIES.flatMap((one) => one.list).find((one) => one.key === field)?.label ??
    null
  );
}
