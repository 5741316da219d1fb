/** Planning and writing: everything after the sheets are understood. */
import type { HouseholdRecord } from '#shared/derive/record';
import { toRecords, type Records } from '#shared/excel/understand/toRecords';
import { plan as makePlan, type ImportPlan } from '#shared/import/plan';
import { decisionKey } from '#shared/import/keys';
import type { Decision, Problem, UnderstoodSheet } from '#shared/import/types';
import { fail, ok, type Result } from '#shared/result';
import type { ImportApi, OnProgress, PlanChoices, PlanRow, PlanSummary } from '../api';
import { applyImport } from '../../store/commands/applyImport';
import { actingAs, type Archive } from '../../store/db';
import { mergedBefore } from '../../store/queries/batches';
import { lastSeq } from '../../store/queries/changedSince';
import { ulid } from '../../store/ulid';
import type { Damages } from './damage';
import { existingFor } from './existing';
import { handedBack, listsIn, type HandedBack } from './handedBack';
import { factsOf, keepFiles, type KeepBytes, type KeptFiles } from './keeping';
import { pause } from './files';
import type { Memory } from './memory';
import { Decisions } from './decisions';
import { chosenRows, planRow, summaryOf, type PlanFilter } from './planning';
import type { ImportSheets } from './sheets';
import { soundOf } from './sound';
import { countProblems } from './summary';

/** What the plan was made from; a decision needs nothing else to plan anew. */
interface Basis {
  readonly tables: readonly UnderstoodSheet[];
  readonly records: Records;
  readonly existing: readonly HouseholdRecord[];
  readonly byId: ReadonlyMap<string, HouseholdRecord>;
  /** What users merged by decision in earlier imports. */
  readonly merged: ReadonlyMap<string, string>;
  readonly corrections: HandedBack['corrections'];
  readonly readAt: number;
}
interface Written {
  readonly operation: string | null;
  readonly batch: string | null;
  readonly result: string;
}
interface Planned extends Basis {
  readonly plan: ImportPlan;
  readonly choices: PlanChoices;
}

export interface Watch {
  readonly onProgress?: OnProgress | undefined;
  readonly stopped: () => boolean;
}

const NO_FILES: KeptFiles = { files: [], kept: Promise.resolve(ok(null)) };

export class Planner {
  private records: { readonly tables: readonly UnderstoodSheet[]; readonly records: Records } | null = null;
  private planned: Planned | null = null;
  /** One plan is being written: confirmed twice, it is still written once. */
  private writing = false;
  readonly decisions = new Decisions();
  /** Ids of new households by where they stand, so that planning anew does not rename them. */
  private ids: string[] = [];

  constructor(
    private readonly archive: Archive,
    private readonly sheets: ImportSheets,
    private readonly damage: Damages,
    private readonly memory: Memory,
    /** null = the files are not kept (unit tests). */
    private readonly keep: KeepBytes | null = null,
  ) {}

  /** Of reading the rows and of planning. */
  get problems(): readonly Problem[] {
    return this.planned ? [...this.planned.records.problems, ...this.planned.plan.problems] : [];
  }

  /** What the sheets say has changed. */
  forget(): void {
    this.records = null;
    this.planned = null;
    // Never those of an earlier import: its households would be written over.
    this.ids = [];
  }

  async make(choices: PlanChoices, { onProgress, stopped }: Watch): Promise<Result<PlanSummary>> {
    // The worker that read the files died, and this one never saw them.
    if (this.sheets.tables.length === 0) return fail('import_gone');
    const total = this.sheets.tables.reduce((sum, table) => sum + table.dataRows.length, 0);
    onProgress?.({ phase: 'matching', at: '', done: 0, total });
    await pause();
    if (stopped()) return fail('worker_stopped');
    if (this.records === null) {
      const tables = this.damage.repaired();
      this.records = { tables, records: toRecords(tables, { values: this.memory.answers }) };
    }
    const { tables, records } = this.records;
    onProgress?.({ phase: 'planning', at: '', done: 0, total: records.households.length });
    await pause();
    const readAt = await lastSeq(this.archive);
    const merged = await mergedBefore(this.archive);
    const existing = await existingFor(this.archive, records.households, new Set(merged.values()));
    if (stopped()) return fail('worker_stopped');
    const byId = new Map(existing.map((record) => [record.id, record]));
    this.decisions.renew({ tables, households: records.households, existing: byId });
    const basis: Basis = { tables, records, existing, byId, merged, corrections: new Map(), readAt };
    const lists = listsIn(this.sheets);
    if (lists.length === 0) return ok(this.replan(basis, choices));
    const and = (more: ReadonlyMap<string, string>): Basis => ({ ...basis, merged: new Map([...merged, ...more]) });
    const back = await handedBack(this.archive, lists, (more) => this.planOf(and(more), choices));
    if (stopped()) return fail('worker_stopped');
    return ok(this.replan({ ...and(back.merged), corrections: back.corrections }, choices));
  }

  rows(filter: PlanFilter, from: number, count: number): readonly PlanRow[] {
    const { planned } = this;
    if (planned === null) return [];
    const { tables, choices, byId } = planned;
    const decisions = this.decisions.current;
    return chosenRows(planned.plan, filter, decisions)
      .slice(from, from + count)
      .map((household) => planRow(household, { tables, choices, decisions, existing: byId }));
  }

  decide(key: string, decision: Decision | null): Result<PlanSummary> {
    const { planned } = this;
    const household = planned?.plan.households.find(({ incoming }) => decisionKey(incoming) === key);
    if (planned === null || !household) return fail('import_stale');
    this.decisions.set(household, planned.tables, decision);
    return ok(this.replan(planned, planned.choices));
  }

  async apply(
    who: string,
    device?: string,
    options?: { readonly confirm?: boolean },
    onProgress?: OnProgress,
  ): ReturnType<ImportApi['apply']> {
    const { planned } = this;
    if (planned === null || this.writing) return fail('import_stale');
    const { breaker = null, households } = planned.plan;
    if (breaker !== null && options?.confirm !== true) return fail(breaker.code, breaker.params);
    const written = households.filter((household) => household.writes).length;
    onProgress?.({ phase: 'writing', at: '', done: 0, total: written });
    this.writing = true;
    try {
      const done = await this.write(
        planned,
        actingAs(this.archive, { who, ...(device === undefined ? {} : { device }) }),
      );
      return done.ok ? ok({ ...done.value, written }) : done;
    } finally {
      this.writing = false;
    }
  }

  /** What failed for want of room or of a file can be tried again; only a plan that the archive overtook is gone. */
  private async write(planned: Planned, archive: Archive): Promise<Result<Written>> {
    const { plan, tables, readAt, choices } = planned;
    const { problems } = this;
    const keeping = this.keep ? await keepFiles(this.sheets.files, tables, this.keep) : ok(NO_FILES);
    if (!keeping.ok) return keeping;
    if (this.planned !== planned) return fail('import_stale');
    const { policy, columns } = choices;
    const decisions = this.decisions.current;
    const reported = [...problems, ...this.damage.problems()];
    const { files, kept } = keeping.value;
    const facts = factsOf({ plan, tables, files, policy, columns, decisions, problems: reported });
    const done = await applyImport(archive, { households: plan.households, facts, readAt, kept });
    if (!done.ok) {
      if (done.error.code === 'import_stale') this.planned = null;
      return done;
    }
    await this.memory.learn(this.sheets);
    this.decisions.take([]);
    this.forget();
    return ok({ operation: done.value?.id ?? null, batch: done.value?.batch ?? null, result: facts.id });
  }

  private replan(basis: Basis, choices: PlanChoices): PlanSummary {
    let plan = this.planOf(basis, choices);
    if (this.decisions.outdated(plan.households, basis.tables)) plan = this.planOf(basis, choices);
    this.planned = { ...basis, plan, choices };
    return summaryOf(plan, countProblems(this.problems), this.decisions.current);
  }

  private planOf({ records, existing, tables, merged, corrections }: Basis, choices: PlanChoices): ImportPlan {
    let next = 0;
    const { policy, columns, blankOverwrites, suspects } = choices;
    return makePlan(records.households, existing, {
      policy,
      ...(columns === undefined ? {} : { columns }),
      ...(blankOverwrites === undefined ? {} : { blankOverwrites: new Set(blankOverwrites) }),
      merged,
      corrections,
      ...(suspects === undefined ? {} : { suspects }),
      decisions: this.decisions.current,
      pinyin: soundOf,
      newId: () => (this.ids[next++] ??= ulid()),
      rejected: records.problems.filter(({ level }) => level === 'rejected').length,
      sheets: tables,
    });
  }
}
