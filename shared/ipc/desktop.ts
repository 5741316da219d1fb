/**
 * What the main process offers to our pages and workers. The page reaches it as `window.desktop` (renderer/bridge only).
 * Files are named by opaque tokens that main hands out after a dialog, a command line or a drop; a page never sends a path.
 */
import type { Result } from '../result';
import type { JobRequest } from './job';
import type { Checked, EmergencyCopy, GivenKind, StoredFile, StoredKind, Usage } from './stored';

export type FileToken = string;
export type WriterId = string;

export interface DesktopInfo {
  readonly version: string;
  readonly electron: string;
  readonly platform: string;
  /** Folder of the archive, for display only. */
  readonly dataDir: string;
  readonly mode: 'window' | 'job';
  readonly computer: string;
}

export interface ArchiveInfo {
  readonly format: 'hudang-archive';
  /** ULID made when the folder was first used. */
  readonly databaseId: string;
  readonly schemaVersion: number;
  readonly unit: string;
  /** Something was saved here: should nothing of it be found any more, it was lost. */
  readonly used?: true | undefined;
}

export interface SavedFile {
  /** Name shown to the user, with folder. */
  readonly path: string;
  readonly bytes: number;
}

export interface Metrics {
  /** CPU milliseconds of all our processes since start. */
  readonly cpuMs: number;
  /** Sum of peak working sets of all our processes, bytes. */
  readonly peakBytes: number;
  /** Milliseconds since the main process started. */
  readonly uptimeMs: number;
}

/** May this run write, and if not, why. */
export type Access =
  | { readonly mode: 'write' }
  /** The disk is nearly full. */
  | { readonly mode: 'read'; readonly why: 'disk' }
  /** Somebody else has the archive open; `left`: had it open when this run began, and has closed it since. */
  | {
      readonly mode: 'read';
      readonly why: 'owner';
      readonly owner: string;
      readonly computer: string;
      readonly left?: boolean | undefined;
    }
  /** The journal cannot be written (drive gone, a failed flush). */
  | { readonly mode: 'read'; readonly why: 'journal' }
  /** The folder lies where nothing can be written (CD, write-protected USB disk, no permission). */
  | { readonly mode: 'read'; readonly why: 'medium' };

/** Where the journal stands. */
export interface JournalHead {
  /** Number of the last line; 0 = nothing was ever written. */
  readonly line: number;
  /** Its chained checksum; 43 × 'A' for line 0. */
  readonly sum: string;
  /** The oldest line that is still kept; line + 1 when none is. */
  readonly first: number;
  /** A torn tail was cut off at this opening: bytes that no save had acknowledged. */
  readonly cutBytes: number;
  /** Lines that are damaged or missing between first and line; empty = whole. */
  readonly damaged: readonly number[];
}

export interface JournalLine {
  readonly line: number;
  readonly sum: string;
  /** An Entry as JSON (shared/journal/entry.ts). */
  readonly payload: string;
}

/** Why a copy was made. `before` = saved before a restore, taking-over or rebuild; `manual` = the clerk asked. */
export type CopyReason = 'start' | 'count' | 'daily' | 'import' | 'manual' | 'before' | 'adopted' | 'restored';

/** A copy in DIR/snapshots. */
export interface CopyInfo {
  /** File name; sorts by line. */
  readonly name: string;
  readonly bytes: number;
  /** ISO time at which it was made, by the computer's clock. */
  readonly made: string;
  /** The state that it holds: up to this journal line. */
  readonly line: number;
  readonly sum: string;
  readonly seq: number;
  readonly households: number;
  readonly members: number;
  readonly reason: CopyReason;
  /** Archive hash, '' when saves went on while it was made. */
  readonly hash: string;
  /** ISO time of the last complete re-reading that matched its checksum; null = never, or it failed. */
  readonly checked: string | null;
  /** ISO time of the last rehearsal (restored into a sandbox, audited, hash compared) that succeeded. */
  readonly rehearsed: string | null;
  /** The last check found it damaged. */
  readonly damaged: boolean;
  /** Also in the second place. */
  readonly mirrored: boolean;
}

/** What the page asks before it opens IndexedDB. */
export interface OpenState {
  readonly databaseId: string;
  readonly access: Access;
  readonly journal: JournalHead;
  /** Newest first; those found damaged are included and marked. */
  readonly copies: readonly CopyInfo[];
  /** SHA-256 of attachments that were found rotten when they were looked at last. */
  readonly rotten: readonly string[];
  /** archive.json says that something was saved here, whatever else is found. */
  readonly used: boolean;
  /** False after a crash, a power cut or a kill. */
  readonly cleanExit: boolean;
  /** The page was reloaded by `resetStore`: the reason given there. */
  readonly resetBecause: string | null;
}

/** Room on the archive's drive. ok → warn → read (nothing is written any more) → stop (IndexedDB is not even opened). */
export interface Guard {
  readonly free: number;
  readonly level: 'ok' | 'warn' | 'read' | 'stop';
  readonly access: Access;
  /** For who only looks: another text whenever somebody else has written into the journal. */
  readonly ownersEnd?: string | undefined;
}

/** Text being typed and not yet left. */
export interface FieldDraft {
  readonly household: string;
  /** For the dialog: 户编号 and name as they stood. */
  readonly title: string;
  readonly path: string;
  readonly label: string;
  readonly text: string;
  /** What the field held when typing began. */
  readonly before: string;
  /**
   * What the row of a list held then (opaque to main): by it the row is found again when rows came or went. Without it a
   * text in a list is only offered for copying.
   */
  readonly row?: string | undefined;
  /** ISO time of the last keystroke that is kept. */
  readonly at: string;
}

export interface KeptDraft extends FieldDraft {
  readonly id: string;
  /** ISO time at which the clerk declined it; kept for 30 days. */
  readonly declined: string | null;
}

/** A second place (other drive, USB disk) that mirrors copies, journal and attachments. */
export interface SecondPlace {
  /** '' = none chosen. */
  readonly folder: string;
  readonly present: boolean;
  /** ISO time of the last complete mirroring. */
  readonly mirrored: string | null;
  /** Journal line up to which it is complete. */
  readonly line: number;
  /** Why the last attempt failed, as a code of shared/messages/keeping; '' = it did not. */
  readonly failure: string;
  /** It lies on the drive of the archive itself: what takes one takes both. */
  readonly sameDrive?: boolean | undefined;
  /** Something worth saying that is no failure: second_diverged. */
  readonly notice?: string | undefined;
  /** Names of journal files that lie there in 多出的记录: lines that only the mirror held. Left out when there are none. */
  readonly aside?: readonly string[] | undefined;
}

/** What is told with a finished copy; the other kinds need nothing. */
export type CopyFacts = Pick<CopyInfo, 'line' | 'sum' | 'seq' | 'households' | 'members' | 'reason' | 'hash' | 'made'>;

export interface DesktopApi {
  info(): Promise<Result<DesktopInfo>>;
  archive(): Promise<Result<ArchiveInfo>>;
  setUnit(unit: string): Promise<Result<ArchiveInfo>>;
  /** Room on the drive and whether this run may write; asked every few seconds while the window is open. */
  guard(): Promise<Result<Guard>>;
  /** Asked once before IndexedDB is opened. Codes: journal_unreadable, archive_newer. */
  openState(): Promise<Result<OpenState>>;
  /**
   * Writes one journal line and flushes it. `after` = the last line that the writer knows of. `refs` = `segment:<sha256>` or
   * `copy:<name>`. Codes: journal_moved {line} when others wrote meanwhile, disk_low, read_only, journal_failed, disk_full.
   */
  journalAppend(
    after: number,
    payload: string,
    refs?: readonly string[],
  ): Promise<Result<{ readonly line: number; readonly sum: string }>>;
  /** Lines from number `from` on, whole ones up to about 4 MB (at least one); damaged ones are left out. Empty = the end. */
  journalRead(from: number): Promise<Result<readonly JournalLine[]>>;
  /** A writer for a kept file; then `write`, `commitStored` or `abort`. Codes: disk_low, read_only and those of writing. */
  openStored(kind: StoredKind): Promise<Result<WriterId>>;
  /** Flushes, renames to the final name, re-reads and compares. A copy needs its facts. Code: write_incomplete, … */
  commitStored(writer: WriterId, copy?: CopyFacts): Promise<Result<StoredFile>>;
  /**
   * A token to `read` and `stat` a kept file. For `aside` the name is one of `SecondPlace.aside`, or `segment:<sha256>` or
   * `attachment:<sha256>`: what lies in the second place. Codes: file_not_found.
   */
  storedToken(kind: GivenKind, name: string): Promise<Result<FileToken>>;
  /** The copies in DIR/snapshots, newest first. */
  copies(): Promise<Result<readonly CopyInfo[]>>;
  /**
   * Re-reads a backup file or copy and compares all bytes with the checksum in its zip comment. Codes: not_a_backup,
   * backup_truncated, backup_damaged, and those of reading.
   */
  checkBackup(token: FileToken): Promise<Result<{ readonly sha256: string; readonly bytes: number }>>;
  /** Notes that a copy was restored into a sandbox, audited and hash-compared. */
  noteRehearsed(name: string, hash: string): Promise<Result<null>>;
  /** Open dialog; null = cancelled. A `folder` token may be given to setSecondPlace only. */
  pickOpen(kind: 'backup' | 'attachment' | 'folder'): Promise<Result<FileToken | null>>;
  /** The second place; `setSecondPlace(null)` gives it up and deletes nothing. */
  secondPlace(): Promise<Result<SecondPlace>>;
  setSecondPlace(folder: FileToken | null): Promise<Result<SecondPlace>>;
  /**
   * Keeps text in work, flushed; replaces what was kept for the same field, except declined texts. An empty `text` is kept too: the
   * clerk emptied the field.
   */
  keepDraft(draft: FieldDraft): Promise<Result<null>>;
  /**
   * Forgets drafts: saved or taken over. With `id` exactly that one, declined or not; without it the field's draft that is
   * not declined.
   */
  dropDrafts(
    fields: readonly { readonly household: string; readonly path: string; readonly id?: string | undefined }[],
  ): Promise<Result<null>>;
  /** Drafts left behind by a crash, and declined ones of the last 30 days; newest first. */
  drafts(): Promise<Result<readonly KeptDraft[]>>;
  /** The clerk does not want them: kept for 30 days. */
  declineDrafts(ids: readonly string[]): Promise<Result<null>>;
  /** Opens a read-only copy of an attachment in the system's program. Codes: kind_not_opened, file_not_found, file_rotten. */
  viewAttachment(sha256: string, name: string): Promise<Result<null>>;
  usage(): Promise<Result<Usage>>;
  /** Re-reads journal, segments, copies and attachments. */
  checkStored(): Promise<Result<Checked>>;
  /**
   * Writes all that keeps the archive into a new folder in a `folder` of pickOpen on another drive; also while too little
   * room keeps the archive from being opened. Codes: emergency_same_drive, emergency_inside, archive_damaged, those of writing.
   */
  saveEmergency(folder: FileToken): Promise<Result<EmergencyCopy>>;
  /** Deletes attachments that nothing refers to and that are older than 30 days. `referenced` = all SHA-256 in use. */
  sweepAttachments(referenced: readonly string[]): Promise<Result<{ readonly files: number; readonly bytes: number }>>;
  /**
   * IndexedDB cannot be used: throws its files away (journal and copies hold everything) and reloads the page, which then
   * rebuilds it; in a job the job begins anew. At most three times a run: then it fails with `reset_in_vain`.
   */
  resetStore(reason: string): Promise<Result<null>>;
  /** Loads the page anew; by itself it may not navigate anywhere, not even to where it is. Not in jobs. */
  reload(): Promise<Result<null>>;
  metrics(): Promise<Result<Metrics>>;
  /** Save dialog; null = cancelled. */
  pickSave(suggestedName: string): Promise<Result<FileToken | null>>;
  /** Opens the system's file manager at a file we wrote in this run. */
  showInFolder(token: FileToken): Promise<Result<null>>;
  stat(token: FileToken): Promise<Result<{ readonly name: string; readonly bytes: number }>>;
  read(token: FileToken, offset: number, length: number): Promise<Result<Uint8Array>>;
  /** Starts an atomic write: temp file beside the target. `name` is required when the token is a folder. */
  openWriter(token: FileToken, name?: string): Promise<Result<WriterId>>;
  write(writer: WriterId, bytes: Uint8Array): Promise<Result<null>>;
  /** fsync, rename over the target, re-open and compare the length. */
  commit(writer: WriterId): Promise<Result<SavedFile>>;
  abort(writer: WriterId): Promise<Result<null>>;
  /** The job to do, in a hidden job window; null in a normal window. */
  jobRequest(): Promise<Result<JobRequest | null>>;
  /** A line of progress on stderr. */
  jobProgress(text: string): Promise<Result<null>>;
  /** Ends the process: prints `json` as the last line on stdout. */
  jobFinish(exitCode: 0 | 1 | 2 | 3, json: string): Promise<Result<null>>;
}
