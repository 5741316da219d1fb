/** Runs audits over the archive, keeps their findings and re-judges a household after a save. */
import { auditContext } from '#shared/audit/context';
import { Audit } from '#shared/audit/engine';
import type { ArchiveFacts } from '#shared/audit/facts';
import type { Finding } from '#shared/audit/finding';
import { newestYear } from '#shared/derive/facts';
import { ok } from '#shared/result';
import type { AuditApi, AuditSummary, FindingText } from '../api';
import { getAuditRun, saveAuditRun } from '../../store/auditRun';
import { announceFindings, clearFindings, saveFindings, type JudgedBy } from '../../store/commands/saveFindings';
import type { Archive } from '../../store/db';
import { changedSince, lastSeq } from '../../store/queries/changedSince';
import { allFindings } from '../../store/queries/findings';
import { getMany, getVersioned } from '../../store/queries/households';
import { PROGRAM } from '../program';
import { ARCHIVE_ROW, Judgements } from './judgements';
import { eachTwice } from './eachTwice';
import { sayFinding } from '#shared/messages/audit';
import { summaryOf } from './summary';

const WRITE_BATCH = 2000;
/** Above this many changed households the archive is read anew instead. */
const CATCH_UP_LIMIT = 5000;

/** What is kept of a full run, to show it again and to re-judge single households in a later session. */
interface Run {
  readonly ruleSet: string;
  readonly summary: AuditSummary;
  /** The year as it was asked for; null = the newest of each household. */
  readonly yearAsked: number | null;
  readonly seq: number;
  readonly facts: Omit<ArchiveFacts, 'present'> & { readonly present: readonly string[] };
}

export class Auditor implements AuditApi {
  private audit: Audit | null = null;
  private kept: Run | null = null;
  private judgements: Judgements | null = null;
  /** Seq of the last operation that `audit` knows. */
  private known = -1;
  private busy: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly archive: Archive,
    /** Today, yyyymmdd: the day of judgement where no audit said otherwise. */
    private readonly today: string,
  ) {}

  run(asOf: string, year: number | null): ReturnType<AuditApi['run']> {
    return this.inTurn(() => this.runNow(asOf, year));
  }

  private async runNow(asOf: string, year: number | null): ReturnType<AuditApi['run']> {
    const start = performance.now();
    const seq = await lastSeq(this.archive);
    const audit = new Audit(auditContext(asOf, year));
    const judgements = new Judgements();
    const lastYear = Number(asOf.slice(0, 4));
    let newest = 0;
    await eachTwice(
      this.archive,
      (record) => {
        audit.addFacts(record);
        newest = Math.max(newest, Number(newestYear(record, lastYear)?.['year'] ?? 0));
      },
      (record, version) => {
        judgements.set(record.id, { version, no: noOf(record.fields), findings: audit.judgeHousehold(record) });
      },
    );
    judgements.setShared(audit.crossFindings());
    const facts = audit.facts();
    const ms = performance.now() - start;
    const shownYear = year ?? (newest || lastYear);
    const summary = summaryOf(judgements.all(), { households: facts.households, asOf, year: shownYear, ms });
    const run: Run = {
      ruleSet: PROGRAM,
      summary,
      yearAsked: year,
      seq,
      facts: { ...facts, present: [...facts.present] },
    };
    await this.store(judgements, run);
    this.audit = audit;
    this.known = seq;
    // What was written while the archive was being read.
    if ((await lastSeq(this.archive)) !== seq) await this.refresh([]);
    return ok({ ...summary, ms: performance.now() - start });
  }

  async last(): Promise<AuditSummary | null> {
    const run = await this.lastRun();
    return run && run.seq === (await lastSeq(this.archive)) ? run.summary : null;
  }

  async byRule(code: string, from: number, count: number): Promise<readonly FindingText[]> {
    const { judgements } = await this.loaded();
    return this.withTexts(judgements.byRule(code).slice(from, from + count));
  }

  async byHousehold(id: string): Promise<readonly FindingText[]> {
    const { judgements } = await this.loaded();
    return this.withTexts(judgements.of(id));
  }

  async households(from: number, count: number): ReturnType<AuditApi['households']> {
    const { judgements } = await this.loaded();
    const page = judgements.worstFirst().slice(from, from + count);
    const heads = await this.headNames(page.map((entry) => entry.id));
    return page.map(({ id, no, counts }) => ({ id, household_no: no, head_name: heads.get(id) ?? '', counts }));
  }

  /** All findings of the last run or later re-judgements, own ones by household first. */
  async findings(): Promise<readonly Finding[]> {
    return (await this.loaded()).judgements.all();
  }

  rejudge(id: string): Promise<readonly FindingText[]> {
    return this.inTurn(async () => this.withTexts((await this.refresh([id])).of(id)));
  }

  /** Judges these households and all that changed since the last judgement, and stores what came of it. */
  private async refresh(asked: readonly string[]): Promise<Judgements> {
    const { judgements } = await this.loaded();
    const run = await this.lastRun();
    const ids = new Set([...asked, ...(await this.changedMeanwhile())]);
    const audit = (this.audit ??= await this.warmAudit(run));
    for (const each of ids) await this.judge(each, audit, judgements);
    const touched = new Set([...ids, ...judgements.setShared(audit.crossFindings())]);
    await saveFindings(this.archive, this.stamp(run), judgements.toSave(touched));
    announceFindings([...touched]);
    return judgements;
  }

  private async judge(id: string, audit: Audit, judgements: Judgements): Promise<void> {
    const household = await getVersioned(this.archive, id);
    if (household) {
      const findings = audit.judgeHousehold(household.record);
      judgements.set(id, { version: household.version, no: noOf(household.record.fields), findings });
    } else {
      audit.forget(id);
      judgements.delete(id);
    }
  }

  /** Households that other pages, imports and undos changed since the warm audit learned them; it knows them after this. */
  private async changedMeanwhile(): Promise<Iterable<string>> {
    if (!this.audit) return [];
    const { ids, seq } = await changedSince(this.archive, this.known, CATCH_UP_LIMIT);
    this.known = seq;
    if (ids) return ids;
    this.audit = null;
    return [];
  }

  /** One after the other: two judgements at once would each begin from, and save, a state of their own. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.busy.then(work);
    this.busy = next.catch(() => undefined);
    return next;
  }

  /** An audit that knows all households, as after a full run but without keeping its findings. */
  private async warmAudit(run: Run | null): Promise<Audit> {
    const facts: ArchiveFacts | undefined = run ? { ...run.facts, present: new Set(run.facts.present) } : undefined;
    const context = auditContext(run?.summary.asOf ?? this.today, run?.yearAsked ?? null);
    const audit = facts ? new Audit(context, facts) : new Audit(context);
    this.known = await lastSeq(this.archive);
    await eachTwice(
      this.archive,
      facts
        ? null
        : (record) => {
            audit.addFacts(record);
          },
      (record) => {
        audit.judgeHousehold(record);
      },
    );
    return audit;
  }

  private async store(judgements: Judgements, run: Run): Promise<void> {
    // Between the two stamps the stored findings are incomplete; a crash must leave "never audited", not half an audit.
    await saveAuditRun(this.archive, null);
    await clearFindings(this.archive);
    const rows = judgements.toSave('all');
    for (let from = 0; from < rows.length; from += WRITE_BATCH) {
      await saveFindings(this.archive, this.stamp(run), rows.slice(from, from + WRITE_BATCH));
    }
    await saveAuditRun<Run>(this.archive, run);
    this.judgements = judgements;
    this.kept = run;
    announceFindings('all');
  }

  private stamp(run: Run | null): JudgedBy {
    const year = run?.summary.year ?? Number(this.today.slice(0, 4));
    return { ruleSet: PROGRAM, asOf: run?.summary.asOf ?? this.today, year };
  }

  private async lastRun(): Promise<Run | null> {
    if (this.kept) return this.kept;
    const run = await getAuditRun<Run>(this.archive);
    if (run === null || run.ruleSet === PROGRAM) return (this.kept = run);
    // Judged by an older program: its sentences and rules may no longer hold.
    await saveAuditRun(this.archive, null);
    await clearFindings(this.archive);
    this.judgements = null;
    announceFindings('all');
    return null;
  }

  private async loaded(): Promise<{ judgements: Judgements }> {
    await this.lastRun();
    if (!this.judgements) {
      const judgements = new Judgements();
      for (const { id, version, findings } of await allFindings(this.archive)) {
        if (id === ARCHIVE_ROW) judgements.setShared(findings);
        else judgements.set(id, { version, no: findings[0]?.household ?? '', findings });
      }
      this.judgements = judgements;
    }
    return { judgements: this.judgements };
  }

  private async withTexts(findings: readonly Finding[]): Promise<FindingText[]> {
    const heads = await this.headNames([...new Set(findings.map((finding) => finding.id))]);
    return findings.map((finding) => ({
      ...finding,
      text: sayFinding(finding),
      head_name: heads.get(finding.id) ?? '',
    }));
  }

  private async headNames(ids: readonly string[]): Promise<Map<string, string>> {
    const records = await getMany(
      this.archive,
      ids.filter((id) => id !== ''),
    );
    return new Map(records.map((record) => [record.id, String(record.fields['head_name'] ?? '')]));
  }
}

function noOf(fields: Readonly<Record<string, string | number | undefined>>): string {
  return String(fields['household_no'] ?? '');
}
