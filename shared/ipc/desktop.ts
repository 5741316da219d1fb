/**
 * What the main process offers to our pages and workers. The page reaches it as `window.desktop` (renderer/bridge only).
 * Files are named by opaque tokens that main hands out after a dialog, a command line or a drop; a page never sends a path.
 */
import type { Result } from '../result';
import type { JobRequest } from './job';

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

export interface DesktopApi {
  info(): Promise<Result<DesktopInfo>>;
  archive(): Promise<Result<ArchiveInfo>>;
  setUnit(unit: string): Promise<Result<ArchiveInfo>>;
  /** Bytes free on the drive of the archive. */
  freeSpace(): Promise<Result<number>>;
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
