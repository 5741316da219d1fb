/** The interfaces of the workers, as pages and jobs see them (through comlink). Only counts, samples and pages travel. */
import type { Finding, Severity } from '#shared/audit/finding';
import type { CopyInfo, CopyReason, FileToken, SavedFile } from '#shared/ipc/desktop';
import type { Result } from '#shared/result';

// ---- search: the register from memory columns -------------------------------------------------------------------

export interface RegisterQuery {
  readonly text: string;
  /** Column key → accepted values (any of them). Keys: village, group, household_type, monitor_type, … */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly sort: { readonly key: string; readonly descending: boolean } | null;
}
export interface RegisterRow {
  readonly id: string;
  /** Texts by column key, formatted for display. */
  readonly cells: Readonly<Record<string, string>>;
}
export interface RegisterAnswer {
  readonly total: number;
  readonly members: number;
  readonly ms: number;
  /** Households that were found by a text of their 附加列; their rows say so under `WHY_KEY`. */
  readonly byExtra: number;
  /** The first rows, as many as were asked for. */
  readonly rows: readonly RegisterRow[];
}
export interface SearchApi {
  /** Loads (or rebuilds) the columns; true when the archive holds anything. */
  open(): Promise<{ readonly households: number; readonly members: number }>;
  /** Runs a query; the first `first` rows come with the answer, others are then read by position with `rows`. */
  query(query: RegisterQuery, first?: number): Promise<RegisterAnswer>;
  rows(from: number, count: number): Promise<readonly RegisterRow[]>;
  /** Position of a household in the current result, or -1; for 上一户 / 下一户. */
  positionOf(id: string): Promise<number>;
  idAt(position: number): Promise<string | null>;
  /** Distinct values of a filter column with counts, most frequent first. */
  facet(key: string): Promise<readonly { readonly value: string; readonly count: number }[]>;
}

// ---- import: importApi.ts, importReading.ts -------------------------------------------------------------------------------------------

export type * from './importApi';
export type * from './importReading';

// ---- audit -------------------------------------------------------------------------------------------------------

export interface AuditSummary {
  readonly households: number;
  /** Households without an open E finding. */
  readonly complete: number;
  readonly findings: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Sorted by what is worst. */
  readonly byRule: readonly {
    readonly code: string;
    readonly rule: number | null;
    readonly severity: Severity;
    readonly count: number;
    readonly title: string;
    readonly basis: string;
  }[];
  readonly asOf: string;
  readonly year: number;
  readonly ms: number;
}
export interface FindingText extends Finding {
  /** The Chinese sentence with its values. */
  readonly text: string;
  readonly head_name: string;
}
export interface AuditApi {
  /** Judges everything and stores the findings. Dates yyyymmdd. */
  run(asOf: string, year: number | null): Promise<Result<AuditSummary>>;
  /** The last run, if the archive has not changed since. */
  last(): Promise<AuditSummary | null>;
  /** All stored findings: for jobs and exports, not for pages. */
  findings(): Promise<readonly Finding[]>;
  byRule(code: string, from: number, count: number): Promise<readonly FindingText[]>;
  byHousehold(id: string): Promise<readonly FindingText[]>;
  households(
    from: number,
    count: number,
  ): Promise<
    readonly {
      readonly id: string;
      readonly household_no: string;
      readonly head_name: string;
      readonly counts: Readonly<Record<Severity, number>>;
    }[]
  >;
  /** Re-judges one household after a save. */
  rejudge(id: string): Promise<readonly FindingText[]>;
}

// ---- export ------------------------------------------------------------------------------------------------------

export type RegisterKind = 'household' | 'member' | 'income' | 'findings';
/** The user's workbook with its problems marked. */
export interface MarkedBook {
  readonly bytes: Uint8Array;
  /** File name proposed, always .xlsx. */
  readonly name: string;
  /** Cells coloured. */
  readonly marked: number;
  readonly listed: number;
  /** The file was of another format: contents without fonts and colours. */
  readonly converted: boolean;
  /** The file asked for a password to open; what comes back has none. */
  readonly unlocked: boolean;
}
export interface ExportApi {
  /**
   * Builds the workbook; ids null = all households. `year` restricts yearly rows; null = all years. `extra` = with the 附加列 at
   * the right.
   */
  build(
    kind: RegisterKind,
    ids: readonly string[] | null,
    year: number | null,
    extra?: boolean,
  ): Promise<Result<{ readonly bytes: Uint8Array; readonly rows: number }>>;
  /**
   * A file of an earlier import as the user gave it, with every problem the import reported coloured, commented and listed.
   * `path` as in the batch's files. Codes: import_gone, error_book_locked (a password is needed, or another one),
   * error_book_failed, and those of reading.
   */
  errorBook(batch: string, path: string, password?: string): Promise<Result<MarkedBook>>;
}

// ---- copies: made, rehearsed, restored ------------------------------------------------------------------------------

/** One household that a restore would change, as an example. */
export interface RestoreSample {
  readonly household_no: string;
  readonly head_name: string;
  /** added = only in the copy · changed = differs · removed = only in the archive as it stands. */
  readonly what: 'added' | 'changed' | 'removed';
  /** Labels of what differs, for changed ones. */
  readonly fields: readonly string[];
}

/** What would happen if a copy or backup file were restored now. Nothing is written to find it out. */
export interface RestorePreview {
  /** ISO time at which it was made. */
  readonly made: string;
  /** 省 市 县 乡 村 of the copy, joined by blanks; '' = not filled in. */
  readonly unit: string;
  readonly households: number;
  readonly members: number;
  readonly bytes: number;
  readonly attachments: number;
  /**
   * True: of this archive; restored as one ordinary operation that can be undone. False: the archive here is empty or another
   * one, and is taken over by the backup with its whole history, after a copy of the present state was saved.
   */
  readonly undoable: boolean;
  readonly counts: {
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
    readonly same: number;
  };
  /** At most 20. */
  readonly samples: readonly RestoreSample[];
}

/** A copy restored into a sandbox, audited and compared. */
export interface Rehearsal {
  readonly name: string;
  readonly households: number;
  readonly members: number;
  /** Findings of the audit of what came back. */
  readonly findings: number;
  /** The hash of what came back is the one noted when the copy was made; null = none was noted. */
  readonly matches: boolean | null;
  /** It is that of the archive as it stands; null = saves went on since, which makes the comparison meaningless. */
  readonly matchesLive: boolean | null;
  readonly ms: number;
}

/** A backup in a file of the user, and the state that it holds. */
export interface WrittenBackup extends SavedFile {
  /** Of all bytes before the zip comment, which holds it too. */
  readonly sha256: string;
  readonly households: number;
  readonly members: number;
  readonly operations: number;
  /** The journal line up to which it holds what was saved. */
  readonly line: number;
  /** Archive hash; '' when saves went on while it was written. */
  readonly hash: string;
  /** Files in it. */
  readonly attachments: number;
  /** SHA-256 of attachments whose file was missing or rotten: they could not be put in. */
  readonly missing: readonly string[];
}

/** Something that a course of 多出的记录 would bring, or cannot without a decision. */
export interface BringRow {
  readonly household_no: string;
  readonly head_name: string;
  /** A household that comes, goes, or has something changed; the others are clashes (renderer/store/bringPlan). */
  readonly what: 'added' | 'removed' | 'changed' | 'edited' | 'removed_here' | 'removed_there' | 'number_taken';
  /** Of what is `changed` or `edited`: its path in the record, and both sides. */
  readonly path: string | null;
  readonly here: unknown;
  readonly there: unknown;
}

/** Operations that lie only in the second place, and what bringing them in would do. Nothing is written to find it out. */
export interface AsideCourse {
  /** By it the course is named to `bringIn`. */
  readonly name: string;
  /** Why it cannot be brought in: a code of shared/messages/keeping. Then nothing else is known of it. */
  readonly broken: string | null;
  /** ISO times of its first and last operation. */
  readonly from: string;
  readonly to: string;
  readonly who: readonly string[];
  readonly devices: readonly string[];
  readonly operations: number;
  /** Households; `clashes` = things that both changed, which stay as they are here. */
  readonly counts: {
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
    readonly attachments: number;
    readonly clashes: number;
  };
  /** At most 200, clashes first. */
  readonly rows: readonly BringRow[];
}

export interface CopyApi {
  /** Makes a copy in DIR/snapshots: written, flushed, re-read, verified. */
  make(reason: CopyReason): Promise<Result<CopyInfo>>;
  /** Writes a backup with all attachments to a file chosen by the user; re-read and verified before it answers. */
  backup(token: FileToken): Promise<Result<WrittenBackup>>;
  preview(token: FileToken): Promise<Result<RestorePreview>>;
  /**
   * Checks the file, saves a copy of the present state (`saved` = its name), then restores. `operation` = the one to undo;
   * null when nothing had to be changed or the whole archive was taken over. `reload`: the page must be loaded anew.
   */
  restore(
    token: FileToken,
  ): Promise<Result<{ readonly operation: string | null; readonly saved: string; readonly reload?: boolean }>>;
  /**
   * What lies in these journal files of the second place (`SecondPlace.aside`) and is not here. Codes: aside_gone, store_newer,
   * those of the store.
   */
  asides(names: readonly string[]): Promise<Result<readonly AsideCourse[]>>;
  /**
   * Brings one course in as one operation, after a copy of the present state was made; `preferred` decides what both changed.
   * `operation` null: nothing had to be changed. `missing` = attachments whose file could not be read there and which are left
   * out. Codes: aside_gone, aside_over (there is no such course any more), restore_stale, those of the store.
   */
  bringIn(
    names: readonly string[],
    course: string,
    preferred: 'ours' | 'theirs',
  ): Promise<Result<{ readonly operation: string | null; readonly missing: number }>>;
  /** Restores a copy into a sandbox, audits it and compares the hashes; noted with the copy when it succeeded. */
  rehearse(name: string): Promise<Result<Rehearsal>>;
}
