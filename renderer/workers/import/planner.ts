/** Planning and writing: everything after the sheets are understood. */
import type { HouseholdRecord } from '#shared/derive/record';
import { readingRecords, type Records } from '#shared/excel/understand/toRecords';
import { plan as makePlan, planning, type ImportPlan, type PlanOptions } from '#shared/import/plan';
import { decisionKey } from '#shared/import/keys';
import type { Decision, Problem, UnderstoodSheet } from '#shared/import/types';
import { fail, ok, type Result } from '#shared/result';
import type { ImportApi, OnProgress, PlanChoices, PlanRow, PlanSummary } from '../api';
import { applyImport } from '../../store/commands/applyImport';
import { actingAs, watchedBy, type Archive } from '../../store/db';
import { mergedBefore } from '../../store/queries/batches';
import { lastSeq } from '../../store/queries/changedSince';
import { ulid } from '../../store/ulid';
import type { Damages } from './damage';
import { existingFor } from './existing';
import { handedBack, listsIn, type HandedBack } from './handedBack';
import { factsOf, keepFiles, type KeepBytes, type KeptFiles } from './keeping';
import { inSlices, pause, Stopped } from './files';
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
  /** Counts what was forgotten: a plan begun before is given up. */
  private round = 0;

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
    this.round++;
    this.records = null;
    this.planned = null;
    // Never those of an earlier import: its households would be written over.
    this.ids = [];
  }

  async make(choices: PlanChoices, given: Watch): Promise<Result<PlanSummary>> {
    const { round } = this;
    // What the sheets say may change in between.
    const watch = { ...given, stopped: () => given.stopped() || round !== this.round };
    // The worker that read the files died, and this one never saw them.
    if (this.sheets.tables.length === 0) return fail('import_gone');
    try {
      const basis = await this.basis(watch);
      const lists = listsIn(this.sheets);
      if (lists.length === 0) return ok(await this.planAnew(basis, choices, watch));
      const and = (more: ReadonlyMap<string, string>): Basis => ({
        ...basis,
        merged: new Map([...basis.merged, ...more]),
      });
      const back = await handedBack(this.archive, lists, (more) => this.inSlices(and(more), choices, watch));
      return ok(await this.planAnew({ ...and(back.merged), corrections: back.corrections }, choices, watch));
    } catch (error) {
      if (error instanceof Stopped) return fail('worker_stopped');
      throw error;
    }
  }

  /** The rows as households, and what the archive has of them. Throws Stopped. */
  private async basis(watch: Watch): Promise<Basis> {
    const goOn = async (): Promise<void> => {
      await pause();
      if (watch.stopped()) throw new Stopped();
    };
    const { tables, records } = (this.records ??= await this.read(watch));
    const { households } = records;
    watch.onProgress?.({ phase: 'planning', at: '', done: 0, total: households.length });
    await goOn();
    const readAt = await lastSeq(this.archive);
    const merged = await mergedBefore(this.archive);
    const existing = await existingFor(this.archive, households, new Set(merged.values()), goOn);
    await goOn();
    const byId = new Map(existing.map((record) => [record.id, record]));
    this.decisions.renew({ tables, households, existing: byId });
    return { tables, records, existing, byId, merged, corrections: new Map(), readAt };
  }

  private async read({ onProgress, stopped }: Watch): Promise<NonNullable<Planner['records']>> {
    const total = this.sheets.tables.reduce((sum, table) => sum + table.dataRows.length, 0);
    const tell = (done: number): void => onProgress?.({ phase: 'matching', at: '', done, total });
    tell(0);
    await pause();
    if (stopped()) throw new Stopped();
    const tables = this.damage.repaired();
    const records = await inSlices(readingRecords(tables, { values: this.memory.answers }), stopped, tell);
    return { tables, records };
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
    device: string | undefined,
    options: { readonly confirm?: boolean } | undefined,
    { onProgress, stopped }: Watch,
  ): ReturnType<ImportApi['apply']> {
    const { planned } = this;
    if (planned === null || this.writing) return fail('import_stale');
    const { breaker = null, households } = planned.plan;
    if (breaker !== null && options?.confirm !== true) return fail(breaker.code, breaker.params);
    const written = households.filter((household) => household.writes).length;
    const onHouseholds = (done: number): void => onProgress?.({ phase: 'writing', at: '', done, total: written });
    onHouseholds(0);
    const acting = actingAs(this.archive, { who, ...(device === undefined ? {} : { device }) });
    this.writing = true;
    try {
      const done = await this.write(planned, watchedBy(acting, { onHouseholds, stopped }));
      return done.ok ? ok({ ...done.value, written }) : done;
    } finally {
      this.writing = false;
    }
  }

  /** What failed for want of room or of a file can be tried again; only a plan that the archive overtook is gone. */
  private async write(planned: Planned, archive: Archive): Promise<Result<Written>> {
    const { plan, tables, readAt, choices } = planned;
    const { problems } = this;
    const stopped = (): boolean => archive.watch?.stopped?.() === true;
    const keeping = this.keep ? await keepFiles(this.sheets.files, tables, this.keep, stopped) : ok(NO_FILES);
    if (!keeping.ok) return keeping;
    if (stopped()) return fail('worker_stopped');
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
    const { records, existing } = basis;
    const make = (): ImportPlan => makePlan(records.households, existing, this.optionsOf(basis, choices));
    let plan = make();
    if (this.decisions.outdated(plan.households, basis.tables)) plan = make();
    return this.stands(basis, choices, plan);
  }

  private async planAnew(basis: Basis, choices: PlanChoices, watch: Watch): Promise<PlanSummary> {
    let plan = await this.inSlices(basis, choices, watch);
    if (this.decisions.outdated(plan.households, basis.tables)) plan = await this.inSlices(basis, choices, watch);
    return this.stands(basis, choices, plan);
  }

  private stands(basis: Basis, choices: PlanChoices, plan: ImportPlan): PlanSummary {
    this.planned = { ...basis, plan, choices };
    return summaryOf(plan, countProblems(this.problems), this.decisions.current);
  }

  private inSlices(basis: Basis, choices: PlanChoices, { onProgress, stopped }: Watch): Promise<ImportPlan> {
    const { households } = basis.records;
    const work = planning(households, basis.existing, this.optionsOf(basis, choices));
    return inSlices(work, stopped, (done) =>
      onProgress?.({ phase: 'planning', at: '', done, total: households.length }),
    );
  }

  private optionsOf({ records, tables, merged, corrections }: Basis, choices: PlanChoices): PlanOptions {
    let next = 0;
    const { policy, columns, blankOverwrites, suspects } = choices;
    return {
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
    };
  }
}
