/** The kept files of earlier imports, to be looked at: read in a worker of their own, never changed. */
import type { Range } from '#shared/excel/sheet';
import type { Result } from '#shared/result';
import type { Picture, PictureFrame } from './importReading';

export interface SourceSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly hiddenRows: number;
  readonly frame: PictureFrame;
}

export interface SourceApi {
  /**
   * Reads a kept file; its sheets in the order of the file. The last one stays in memory for the calls below, and for the
   * next opening of the same file. `name` without folder. Codes: source_gone, source_rotten, password_needed,
   * password_wrong, and those of reading.
   */
  openFile(sha256: string, name: string, password?: string): Promise<Result<readonly SourceSheet[]>>;
  /** null: another file was opened since. Both ends of `window` inclusive. */
  picture(sha256: string, sheet: number, window: Range): Promise<Picture | null>;
  /** The whole text of a cell, 0-based; '' where nothing stands. */
  text(sha256: string, sheet: number, row: number, column: number): Promise<string>;
}
