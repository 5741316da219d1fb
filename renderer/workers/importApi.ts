/**
 * The import worker as pages and jobs see it. The cells stay in the worker; what travels is summaries, and pages of rows for
 * what is on the screen. Rows and columns are 0-based places in the sheet as the file holds it, unless said otherwise.
 */
import type { DamageEffect, DamageLevel } from '#shared/excel/doctor/types';
import type { Range } from '#shared/excel/sheet';
import type {
  Breaker,
  ColumnPolicy,
  Decision,
  FieldChange,
  PlanClass,
  PlanCounts,
  Policy,
  Suspect,
  TableHint,
} from '#shared/import/types';
import type { Result } from '#shared/result';
import type {
  HiddenChoice,
  ImportChoices,
  ImportFile,
  OnProgress,
  Picture,
  PictureFrame,
  ProblemSummary,
  ProblemText,
  Reading,
  ReadOptions,
  SheetInfo,
  TableSummary,
  UnknownValue,
} from './importReading';

export interface DamageText {
  readonly id: string;
  readonly kind: string;
  readonly level: DamageLevel;
  readonly file: string;
  readonly sheet: string;
  /** Index of its sheet (SheetInfo). */
  readonly on: number;
  readonly row: number;
  readonly column: number;
  /** A1 in the file. */
  readonly cell: string;
  /** Whose row it stands in: a name; '' where none is known. */
  readonly who: string;
  /** What is wrong and what shows it, in one sentence. */
  readonly text: string;
  readonly before: string;
  /** What would be read instead; null = nothing can be proposed. */
  readonly proposal: string | null;
  readonly effect: DamageEffect;
  /** Whether there is anything to accept. */
  readonly repairable: boolean;
  readonly accepted: boolean;
}
export interface DamageKindSummary {
  readonly kind: string;
  readonly label: string;
  /** The most certain level among them. */
  readonly level: DamageLevel;
  /** Harmless: reading it loses nothing. */
  readonly note: boolean;
  readonly count: number;
  /** Those that can be repaired. */
  readonly repairable: number;
  readonly accepted: number;
}

export interface PlanChoices {
  readonly policy: Policy;
  /** entity.key → policy of its own. */
  readonly columns?: Readonly<Record<string, ColumnPolicy>>;
  /** entity.key whose blank cells empty the archive's value. */
  readonly blankOverwrites?: readonly string[];
  /** What becomes of suspected duplicates that nobody decided about; default `new`. */
  readonly suspects?: 'new' | 'skip';
}
export interface PlanSummary {
  readonly counts: PlanCounts;
  readonly households: number;
  readonly members: number;
  /** Households that will be written as things stand. */
  readonly writes: number;
  /** Of them: new ones. */
  readonly writesNew: number;
  /** Conflicts that wait for the user's hand (policy `ask`), and suspects not decided. */
  readonly undecided: number;
  /** The circuit breaker: why writing needs an explicit yes; null = it does not. */
  readonly breaker: (Breaker & { readonly text: string }) | null;
  /** Columns in which something differs, most conflicts first. */
  readonly columns: readonly {
    readonly field: string;
    readonly label: string;
    readonly conflicts: number;
    readonly fills: number;
  }[];
  readonly problems: ProblemSummary;
}
export interface PlanChange extends FieldChange {
  readonly label: string;
  /** Whose household member, or which row it is about; '' for the household itself. */
  readonly of: string;
  /** Names it in a decision. */
  readonly id: string;
  /** Both values as the screen shows them. */
  readonly beforeText: string;
  readonly afterText: string;
  /** Whose value stands as things are; open = somebody has to say. */
  readonly stands: 'file' | 'archive' | 'open';
}
/** A household of the archive that may be the same. */
export interface SuspectText extends Suspect {
  /** What makes them look alike, in words. */
  readonly text: string;
  /** Facts side by side. */
  readonly facts: readonly { readonly label: string; readonly file: string; readonly archive: string }[];
}
export interface PlanRow {
  /** Names the household in `decide`; stable while the sheets stand as they are. */
  readonly key: string;
  readonly class: PlanClass;
  readonly household_no: string;
  readonly head_name: string;
  readonly members: number;
  /** First place: path of the file, sheet, 1-based row. */
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  readonly changes: readonly PlanChange[];
  /** What the sheets say of a household that is new, as far as it is filled. */
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly people: readonly string[];
  readonly suspects: readonly SuspectText[];
  /** What is done with a suspect as things stand. */
  readonly suspectAs: 'new' | 'skip' | 'merge' | null;
  readonly decision: Decision | null;
}

export interface ImportApi {
  /** Reads and understands files. One that cannot be used never stops the others; a failure = none can. */
  read(files: readonly ImportFile[], options: ReadOptions, onProgress?: OnProgress): Promise<Result<Reading>>;
  /** What is known now, also after a `read` that failed. */
  reading(): Promise<Reading>;
  /** Reads one file anew with this password. */
  unlock(path: string, password: string): Promise<Result<Reading>>;
  /** Leaves a file (or everything of an archive) out. */
  removeFile(path: string): Promise<Result<Reading>>;
  /** All tables in use, those of equal layout too: for jobs. */
  tables(): Promise<readonly TableSummary[]>;
  /** Files whose sheets are laid out as this one, itself first. */
  alike(sheet: number, from: number, count: number): Promise<readonly SheetInfo[]>;
  /** Problems of the last `read` (also when it failed) or `plan`, worst first. */
  problems(
    of: 'read' | 'plan',
    from: number,
    count: number,
    /** Only those of this sheet (SheetInfo). */
    sheet?: number,
  ): Promise<readonly ProblemText[]>;

  frame(sheet: number): Promise<PictureFrame | null>;
  picture(sheet: number, window: Range): Promise<Picture | null>;

  useSheet(sheet: number, used: boolean): Promise<Result<Reading>>;
  useHidden(sheet: number, choice: HiddenChoice): Promise<Result<Reading>>;
  /** Says how the sheet is to be understood; for all sheets laid out alike when `alike`. [] = find it out again. */
  setHints(sheet: number, hints: readonly TableHint[], alike?: boolean): Promise<Result<Reading>>;
  /** Maps one column of a table, and of all tables laid out alike. */
  setColumn(table: number, at: string, field: string | null): Promise<Result<Reading>>;
  setYear(year: number): Promise<Result<Reading>>;

  unknownValues(): Promise<readonly UnknownValue[]>;
  setValue(field: string, text: string, label: string | null | undefined): Promise<Result<null>>;

  /** Looks for damage; what was accepted before stays accepted. */
  examine(onProgress?: OnProgress): Promise<Result<readonly DamageKindSummary[]>>;
  damages(kind: string | null, from: number, count: number): Promise<readonly DamageText[]>;
  /** Accepts or leaves repairs: single ones by id, or all of a kind. */
  accept(
    which: { readonly ids: readonly string[] } | { readonly kind: string },
    accepted: boolean,
  ): Promise<Result<readonly DamageKindSummary[]>>;

  plan(choices: PlanChoices, onProgress?: OnProgress): Promise<Result<PlanSummary>>;
  planRows(filter: PlanClass | 'undecided' | null, from: number, count: number): Promise<readonly PlanRow[]>;
  /** Decides about one household; null takes the decision back. The plan stands otherwise as it is. */
  decide(key: string, decision: Decision | null): Promise<Result<PlanSummary>>;
  /**
   * Writes the plan as one operation; `operation` null when nothing had to be written. Given up with `worker_stopped` it has
   * written nothing and the plan stands; asked too late it is done.
   */
  apply(
    who: string,
    device?: string,
    options?: { readonly confirm?: boolean },
    onProgress?: OnProgress,
  ): Promise<
    Result<{
      readonly operation: string | null;
      readonly written: number;
      readonly batch: string | null;
      /** Names the kept result (`importResult`), also when nothing had to be written. */
      readonly result: string;
    }>
  >;
  /** Everything decided so far, so that another worker can go on from there after this one was stopped. */
  choices(): Promise<ImportChoices>;
  /** Asks what is going on to stop; it fails with `worker_stopped`. What was read before stays. */
  cancel(): Promise<void>;
}
