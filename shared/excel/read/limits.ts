/**
 * Ceilings for untrusted archives. A clerk's largest honest sheet (100,000 persons × 200 columns) stays well below; a zip
 * bomb does not. Source of the numbers: promise P-23.
 */
export interface ReadLimits {
  /** Most bytes that one part may inflate to. */
  readonly entryBytes: number;
  /** Most bytes that all parts together may inflate to. */
  readonly totalBytes: number;
  /** Most entries in the archive. */
  readonly entries: number;
  /** Inflated ÷ packed size that a part may reach once it is past `graceBytes`. */
  readonly ratio: number;
  /** Small honest parts (styles full of repetition) may exceed `ratio` up to this size. */
  readonly graceBytes: number;
  /** Most cells (rows × used width) of one sheet: a handful of far-away cells must not become gigabytes of blanks. */
  readonly cells: number;
  /** Bytes of memory that all cells and texts of a workbook may take, about: it must fit beside the rest of the app. */
  readonly memoryBytes: number;
}

const MIB = 1024 * 1024;

export const READ_LIMITS: ReadLimits = {
  entryBytes: 512 * MIB,
  totalBytes: 640 * MIB,
  entries: 10_000,
  ratio: 200,
  graceBytes: 8 * MIB,
  cells: 20_000_000,
  memoryBytes: 192 * MIB,
};
