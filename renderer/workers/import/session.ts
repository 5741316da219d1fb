/** One import from reading the files to writing the plan. The rows stay here; counts, samples and pages travel. */
import type { Range } from '#shared/excel/sheet';
import { fieldOf } from '#shared/catalogue/index';
import type { Decision, TableHint } from '#shared/import/types';
import { fail, ok, type Result } from '#shared/result';
import type { ImportApi, OnProgress, PlanChoices, Reading } from '../api';
import type { HiddenChoice, ImportChoices, ImportFile, ReadOptions, SheetInfo, UnknownValue } from '../importReading';
import type { Archive } from '../../store/db';
import { Damages } from './damage';
import { pause, readOne, Stopped, type KeptFile } from './files';
import { readFiles } from './readFiles';
import { columnIndex } from './letters';
import type { KeepBytes } from './keeping';
import { Memory } from './memory';
import { frameOf, householdsOn, pictureOf } from './picture';
import { Planner } from './planner';
import type { PlanFilter } from './planning';
import { rosterOf } from './roster';
import { ImportSheets } from './sheets';
import { allTables, readingOf, sortedProblems, withText } from './summary';

const STOPPED = fail('worker_stopped');

export class ImportSession implements ImportApi {
  private readonly memory: Memory;
  private readonly sheets: ImportSheets;
  private readonly damage: Damages;
  private readonly planner: Planner;
  private passwords: Record<string, string> = {};
  /** Counts readings and cancellations; what an overtaken one still finds out is dropped. */
  private turn = 0;
  /** Counts what was understood anew. */
  private round = 0;

  constructor(
    private readonly archive: Archive,
    /** Today, yyyymmdd. */
    private readonly today: string,
    /** Keeps the bytes of imported files; null = they are not kept (unit tests). */
    keep: KeepBytes | null = null,
  ) {
    this.memory = new Memory(archive);
    this.sheets = new ImportSheets(today, () => this.memory.layouts);
    this.damage = new Damages(this.sheets);
    this.planner = new Planner(archive, this.sheets, this.damage, this.memory, keep);
  }

  async read(
    files: readonly ImportFile[],
    options: ReadOptions,
    onProgress?: OnProgress,
  ): ReturnType<ImportApi['read']> {
    const turn = ++this.turn;
    this.planner.forget();
    await this.memory.load();
    const add = options.add === true;
    this.passwords = { ...(add ? this.passwords : {}), ...options.passwords };
    const kept: KeptFile[] = add ? [...this.sheets.files] : [];
    const read = await readFiles(files, {
      passwords: this.passwords,
      kept,
      stopped: () => turn !== this.turn,
      onProgress,
    });
    if (!read) return STOPPED;
    const { rows } = read;
    const aside = [...(add ? this.sheets.leftAside : []), ...read.aside];
    onProgress?.({ phase: 'understanding', at: '', done: files.length, total: files.length, rows });
    await pause();
    if (turn !== this.turn) return STOPPED;
    // Nothing of an import that was given up may act on this one.
    if (options.choices || !add) this.takeChoices(options.choices ?? {});
    if (options.year !== null) this.sheets.setYear(options.year);
    this.sheets.setFiles(kept, aside);
    return this.understood(true);
  }

  reading(): Promise<Reading> {
    return Promise.resolve(this.now());
  }

  async unlock(path: string, password: string): ReturnType<ImportApi['unlock']> {
    const file = this.sheets.files.find((each) => each.path === path);
    if (!file) return fail('import_gone');
    const opened = await readOne({ path, bytes: await file.content() }, password, file.content);
    if (opened.failure !== null) return fail(opened.failure.code, { ...opened.failure.params });
    this.passwords[path] = password;
    this.sheets.setFiles(
      this.sheets.files.map((each) => (each.path === path ? opened : each)),
      this.sheets.leftAside,
    );
    return this.understood(true);
  }

  removeFile(path: string): ReturnType<ImportApi['removeFile']> {
    if (this.sheets.files.length === 0) return Promise.resolve(fail('import_gone'));
    this.sheets.forgetFile(path);
    delete this.passwords[path];
    this.sheets.setFiles(
      this.sheets.files.filter((file) => file.path !== path && !file.path.startsWith(`${path}/`)),
      this.sheets.leftAside,
    );
    this.understood();
    return Promise.resolve(ok(this.now()));
  }

  tables(): ReturnType<ImportApi['tables']> {
    return Promise.resolve(allTables(this.sheets, this.memory.layouts));
  }

  alike(sheet: number, from: number, count: number): Promise<readonly SheetInfo[]> {
    const { sheets } = this.now();
    const like = sheets[sheet]?.like;
    return Promise.resolve(sheets.filter((each) => each.like === like).slice(from, from + count));
  }

  problems(of: 'read' | 'plan', from: number, count: number, sheet?: number): ReturnType<ImportApi['problems']> {
    const all = of === 'read' ? this.sheets.problems : this.planner.problems;
    const on = sheet === undefined ? undefined : this.sheets.sheets[sheet];
    const problems = on ? all.filter((each) => each.file === on.file.path && each.sheet === on.sheet.name) : all;
    return Promise.resolve(
      sortedProblems(problems)
        .slice(from, from + count)
        .map(withText),
    );
  }

  frame(sheet: number): ReturnType<ImportApi['frame']> {
    const kept = this.sheets.sheets[sheet];
    return Promise.resolve(kept ? frameOf(kept.sheet) : null);
  }

  picture(sheet: number, window: Range): ReturnType<ImportApi['picture']> {
    const kept = this.sheets.sheets[sheet];
    if (!kept) return Promise.resolve(null);
    const tables = this.sheets.tablesOn(kept);
    const damages = this.damage.marks(new Set(tables.map(({ index }) => index)));
    const begun = householdsOn(this.sheets.tables);
    const households = tables.flatMap(({ table }) => begun.get(table) ?? []);
    return Promise.resolve(pictureOf(kept.sheet, window, { tables, damages, households }));
  }

  useSheet(sheet: number, used: boolean): ReturnType<ImportApi['useSheet']> {
    return this.change(sheet, true, (key) => (this.sheets.choices.used[key] = used));
  }

  useHidden(sheet: number, choice: HiddenChoice): ReturnType<ImportApi['useHidden']> {
    return this.change(sheet, false, (key) => (this.sheets.choices.hidden[key] = choice));
  }

  setHints(sheet: number, hints: readonly TableHint[], alike = false): ReturnType<ImportApi['setHints']> {
    return this.change(sheet, alike, (key) => {
      // None is an answer too: what earlier imports corrected on this layout is not wanted here.
      this.sheets.choices.hints[key] = hints;
      // The columns stand elsewhere now.
      for (const name of Object.keys(this.sheets.choices.columns)) {
        if (name.startsWith(`${key}|`)) delete this.sheets.choices.columns[name];
      }
    });
  }

  setColumn(table: number, at: string, field: string | null): ReturnType<ImportApi['setColumn']> {
    const understood = this.sheets.tables[table];
    const known = field === null || fieldOf(field) !== undefined;
    if (!understood || columnIndex(at) < 0 || !known) return Promise.resolve(fail('unknown_column', { at }));
    this.sheets.setColumn(understood, columnIndex(at), field);
    this.forgetPlan();
    return Promise.resolve(ok(this.now()));
  }

  setYear(year: number): ReturnType<ImportApi['setYear']> {
    this.sheets.setYear(year);
    this.sheets.year = year;
    this.sheets.tables = this.sheets.tables.map((table) => ({ ...table, year }));
    this.forgetPlan();
    return Promise.resolve(ok(this.now()));
  }

  unknownValues(): Promise<readonly UnknownValue[]> {
    return Promise.resolve(this.memory.unknown(this.damage.repaired()));
  }

  setValue(field: string, text: string, label: string | null | undefined): ReturnType<ImportApi['setValue']> {
    const known = fieldOf(field);
    if (this.sheets.sheets.length === 0) return Promise.resolve(fail('import_gone'));
    if (!known) return Promise.resolve(fail('unknown_column', { at: field }));
    this.memory.answer(known, text, label);
    this.planner.forget();
    return Promise.resolve(ok(null));
  }

  async examine(onProgress?: OnProgress): ReturnType<ImportApi['examine']> {
    if (this.sheets.sheets.length === 0) return fail('import_gone');
    const { turn } = this;
    if (!this.damage.examined) {
      const rows = this.sheets.tables.reduce((sum, { dataRows }) => sum + dataRows.length, 0);
      onProgress?.({ phase: 'examining', at: '', done: 0, total: 1, rows });
      const { round } = this;
      // Asked to stop, or the tables are others by now.
      const stopped = (): boolean => turn !== this.turn || round !== this.round;
      try {
        await this.damage.examine(await rosterOf(this.archive, stopped), this.today, stopped);
      } catch (error) {
        if (error instanceof Stopped) return STOPPED;
        throw error;
      }
    }
    return ok(this.damage.kinds());
  }

  damages(kind: string | null, from: number, count: number): ReturnType<ImportApi['damages']> {
    return Promise.resolve(this.damage.list(kind, from, count));
  }

  accept(which: Parameters<ImportApi['accept']>[0], accepted: boolean): ReturnType<ImportApi['accept']> {
    if (this.sheets.sheets.length === 0) return Promise.resolve(fail('import_gone'));
    this.damage.accept(which, accepted);
    this.planner.forget();
    return Promise.resolve(ok(this.damage.kinds()));
  }

  plan(choices: PlanChoices, onProgress?: OnProgress): ReturnType<ImportApi['plan']> {
    const { turn } = this;
    return this.planner.make(choices, { onProgress, stopped: () => turn !== this.turn });
  }

  planRows(filter: PlanFilter, from: number, count: number): ReturnType<ImportApi['planRows']> {
    return Promise.resolve(this.planner.rows(filter, from, count));
  }

  decide(key: string, decision: Decision | null): ReturnType<ImportApi['decide']> {
    return Promise.resolve(this.planner.decide(key, decision));
  }

  async apply(...[who, device, options, onProgress]: Parameters<ImportApi['apply']>): ReturnType<ImportApi['apply']> {
    const { turn } = this;
    const done = await this.planner.apply(who, device, options, { onProgress, stopped: () => turn !== this.turn });
    if (done.ok) {
      this.takeChoices({});
      this.sheets.setFiles([], []);
      this.understood();
    }
    return done;
  }

  choices(): Promise<ImportChoices> {
    const { choices: damages } = this.damage;
    const decisions = this.planner.decisions.list;
    const { chosenYear: year, files: read } = this.sheets;
    const values = this.memory.choices;
    return Promise.resolve({ ...this.sheets.choices, files: read.length, damages, values, decisions, year });
  }

  cancel(): Promise<void> {
    this.turn++;
    return Promise.resolve();
  }

  private takeChoices(choices: ImportChoices): void {
    this.sheets.takeChoices(choices);
    this.sheets.setYear(choices.year ?? null);
    this.damage.takeChoices(choices.damages ?? {});
    this.memory.takeAnswers(choices.values ?? {});
    this.planner.decisions.take(choices.decisions ?? []);
  }

  /** Changes what was said about a sheet, or about all that are laid out as it is, and understands everything again. */
  private change(sheet: number, alike: boolean, set: (key: string) => void): Promise<Result<Reading>> {
    const kept = this.sheets.sheets[sheet];
    if (!kept) return Promise.resolve(fail('import_gone'));
    const { sheets } = this.now();
    const like = sheets[sheet]?.like;
    for (const each of this.sheets.sheets) {
      if (each === kept || (alike && sheets[each.index]?.like === like)) set(each.key);
    }
    this.understood();
    return Promise.resolve(ok(this.now()));
  }

  private understood(fresh = false): Result<Reading> {
    if (fresh) this.sheets.understandNew();
    else this.sheets.understand();
    this.forgetPlan();
    const usable = this.sheets.tables.length > 0 || this.sheets.aside.length > 0;
    if (usable) return ok(this.now());
    const [first] = sortedProblems(this.sheets.problems);
    return first ? fail(first.code, first.params) : fail('no_header', { file: this.sheets.files[0]?.path ?? '' });
  }

  private now(): Reading {
    return readingOf(this.sheets, this.memory.layouts);
  }

  private forgetPlan(): void {
    this.round++;
    this.damage.forget();
    this.planner.forget();
  }
}
