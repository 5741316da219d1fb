/** How far the reading of a large workbook has come, told while it goes on. */

/** Rows read so far, and about how many more there will be. */
export type OnRows = (read: number, left: number) => void;

/** Bytes of sheets between two words about it: a sheet of 200,000 rows gives some forty. */
const EVERY = 4 * 1024 * 1024;

/** Counts bytes and rows of the sheets of a workbook. What is left is reckoned from the bytes, whose number is known. */
export class RowsRead {
  private bytes = 0;
  private told = 0;
  private before = 0;

  /** @param total bytes of all sheets */
  constructor(
    private readonly onRows: OnRows,
    private readonly total: number,
  ) {}

  /** Some bytes of a sheet were read; `rows` = those of it so far. */
  took(bytes: number, rows: number): void {
    this.bytes += bytes;
    if (this.bytes - this.told < EVERY) return;
    this.told = this.bytes;
    const read = this.before + rows;
    this.onRows(read, Math.round(read * Math.max(0, this.total / this.bytes - 1)));
  }

  /** A sheet has ended with so many rows. */
  ended(rows: number): void {
    this.before += rows;
  }
}
