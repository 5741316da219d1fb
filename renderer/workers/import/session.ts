/** One import from reading the files to writing the plan. The rows stay here; counts, samples and problems travel. */
import { fieldOf } from '#shared/catalogue/index';
import { columnName, type Workbook } from '#shared/excel/sheet';
import { readWorkbook } from '#shared/excel/read/readWorkbook';
import { toRecords, type Records } from '#shared/excel/understand/toRecords';
import { remap, understandWorkbooks } from '#shared/excel/understand/understand';
import { plan as makePlan, type ImportPlan } from '#shared/import/plan';
import type { PlanClass, PlannedHousehold, Policy, Problem, UnderstoodSheet } from '#shared/import/types';
import { sentence } from '#shared/messages/sentence';
import { fail, ok } from '#shared/result';
import type { ImportApi, PlanRow, ProblemText } from '../api';
import { applyImport } from '../../store/commands/applyImport';
import { actingAs, type Archive } from '../../store/db';
import { lastSeq } from '../../store/queries/changedSince';
import type { ImportBatch } from '../../store/types';
import { ulid } from '../../store/ulid';
import { existingFor } from './existing';
import { columnIndex, summarise } from './picture';

interface Planned {
  readonly plan: ImportPlan;
  readonly readAt: number;
}

export class ImportSession implements ImportApi {
  private sheets: UnderstoodSheet[] = [];
  private readProblems: readonly Problem[] = [];
  private records: Records | null = null;
  private planned: Planned | null = null;
  /** Counts readings; what an overtaken one still finds out is dropped. */
  private reading = 0;

  constructor(
    private readonly archive: Archive,
    /** Today, yyyymmdd. */
    private readonly today: string,
  ) {}

  async read(files: readonly File[], year: number | null): ReturnType<ImportApi['read']> {
    this.forget();
    const reading = ++this.reading;
    const workbooks: Workbook[] = [];
    const problems: Problem[] = [];
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (reading !== this.reading) return fail('worker_stopped');
      const workbook = readWorkbook(bytes, file.name);
      if (workbook.ok) workbooks.push(workbook.value);
      else problems.push(fileProblem(file.name, workbook.error.code, workbook.error.params));
    }
    const understood = understandWorkbooks(workbooks, { today: this.today, ...(year === null ? {} : { year }) });
    this.sheets = [...understood.sheets];
    this.readProblems = [...problems, ...understood.problems];
    if (this.sheets.length === 0) {
      const first = this.readProblems.find((problem) => problem.level === 'fatal') ?? this.readProblems[0];
      return first ? fail(first.code, first.params) : fail('no_header', { file: files[0]?.name ?? '' });
    }
    return ok({ sheets: this.summaries(), problems: this.readProblems.map(withText), year: understood.year });
  }

  /** Problems of the last `read`, also when it failed. */
  problems(): Promise<readonly ProblemText[]> {
    return Promise.resolve(this.readProblems.map(withText));
  }

  setColumn(sheet: number, at: string, field: string | null): ReturnType<ImportApi['setColumn']> {
    const understood = this.sheets[sheet];
    const column = columnIndex(at);
    const target = field === null ? null : fieldOf(field);
    if (!understood || column < 0 || target === undefined) return Promise.resolve(fail('unknown_column', { at }));
    this.sheets[sheet] = remap(understood, column, target);
    this.records = null;
    this.planned = null;
    return Promise.resolve(ok(this.summaries()));
  }

  setYear(year: number): Promise<void> {
    this.sheets = this.sheets.map((sheet) => ({ ...sheet, year }));
    this.records = null;
    this.planned = null;
    return Promise.resolve();
  }

  async plan(policy: Policy): ReturnType<ImportApi['plan']> {
    // The worker that read the files died, and this one never saw them.
    if (this.sheets.length === 0) return fail('import_gone');
    const records = (this.records ??= toRecords(this.sheets));
    const { reading } = this;
    const readAt = await lastSeq(this.archive);
    const existing = await existingFor(this.archive, records.households);
    if (reading !== this.reading) return fail('worker_stopped');
    const rejected = records.problems.filter((problem) => problem.level === 'rejected').length;
    const plan = makePlan(records.households, existing, { policy, newId: ulid, rejected, sheets: this.sheets });
    this.planned = { plan, readAt };
    return ok({
      counts: plan.counts,
      households: plan.households.length,
      members: plan.households.reduce((sum, household) => sum + household.incoming.record.members.length, 0),
      problems: [...records.problems, ...plan.problems].map(withText),
    });
  }

  planRows(filter: PlanClass | null, from: number, count: number): Promise<readonly PlanRow[]> {
    const all = this.planned?.plan.households ?? [];
    const chosen = filter === null ? all : all.filter((household) => household.class === filter);
    return Promise.resolve(chosen.slice(from, from + count).map(planRow));
  }

  async apply(who: string, device?: string): ReturnType<ImportApi['apply']> {
    if (!this.planned) return fail('import_stale');
    const { plan, readAt } = this.planned;
    const written = plan.households.filter((household) => household.writes).length;
    const archive = actingAs(this.archive, { who, ...(device === undefined ? {} : { device }) });
    const done = await applyImport(archive, { households: plan.households, batch: this.batch(plan), readAt });
    if (!done.ok) return done;
    this.forget();
    return ok({ operation: done.value?.id ?? null, written, batch: done.value?.batch ?? null });
  }

  private forget(): void {
    this.sheets = [];
    this.readProblems = [];
    this.records = null;
    this.planned = null;
  }

  private summaries(): ReturnType<typeof summarise>[] {
    return this.sheets.map(summarise);
  }

  /** Provenance: the cell of a value follows from the column of its field and the household's row. */
  private batch(plan: ImportPlan): ImportBatch {
    return {
      id: ulid(),
      when: new Date().toISOString(),
      sheets: this.sheets.map(({ file, sheet, columns }) => ({
        file,
        sheet: sheet.name,
        columns: Object.fromEntries(
          columns.flatMap(({ column, field }) => (field ? [[columnName(column), `${field.entity}.${field.key}`]] : [])),
        ),
      })),
      rows: Object.fromEntries(
        plan.households
          .filter((household) => household.writes)
          .map(({ result, incoming: { at } }) => [result.id, [[at.sheet, [at.row + 1]]] as const]),
      ),
      counts: { ...plan.counts },
    };
  }
}

function fileProblem(file: string, code: string, params: Problem['params']): Problem {
  return { file, sheet: '', cell: '', code, params, level: 'fatal' };
}

function withText(problem: Problem): ProblemText {
  return {
    ...problem,
    text: sentence(problem.code, { file: problem.file, sheet: problem.sheet, cell: problem.cell, ...problem.params }),
  };
}

function planRow({ class: kind, result, changes }: PlannedHousehold): PlanRow {
  return {
    class: kind,
    household_no: String(result.fields['household_no'] ?? ''),
    head_name: String(result.fields['head_name'] ?? ''),
    changes: changes.map((change) => ({
      ...change,
      label: fieldOf(`${change.entity}.${change.key}`)?.label ?? change.key,
    })),
  };
}
