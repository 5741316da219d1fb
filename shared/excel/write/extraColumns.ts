/** 附加列 as columns at the right of a register: what came with imported sheets and no field of the catalogue holds. */
import type { RegisterName } from '../../derive/columns';
import type { Extra, HouseholdRecord } from '../../derive/record';
import { marked, type ExtraYear } from '../extraMark';

/** Excel has 16,384 columns; a village never fills so many. Headers beyond are joined into the last. */
const MOST = 2000;

/** Collects headers and texts row by row; headers stand in the order in which they were first met. */
export class ExtraColumns {
  private readonly at = new Map<string, number>();

  /** As they stand in the sheet: marked, so that another import knows them as 附加列 and never as a field. */
  get headers(): string[] {
    return [...this.at.keys()];
  }

  /** The texts of each row of the household in the register, by column. */
  rowsOf(record: HouseholdRecord, register: RegisterName, year: number | undefined): string[][] {
    if (register === 'member')
      return record.members.map((_, index) =>
        this.texts(
          record.extra.filter(({ member }) => member === index),
          (entry) => entry.year,
        ),
      );
    const own = record.extra.filter(({ member }) => member === undefined);
    if (register === 'income') {
      const shown = record.years.filter((row) => year === undefined || row['year'] === year);
      return shown.map((row) =>
        this.texts(
          own.filter((entry) => entry.year !== undefined && entry.year === row['year']),
          () => 'row',
        ),
      );
    }
    // A year without a row of its own in the register of years has its place here.
    const years = new Set(record.years.map((row) => row['year']));
    return [
      this.texts(
        own.filter((entry) => entry.year === undefined || !years.has(entry.year)),
        (entry) => entry.year,
      ),
    ];
  }

  private texts(entries: readonly Extra[], yearOf: (entry: Extra) => ExtraYear): string[] {
    const texts: string[] = [];
    for (const entry of entries) {
      const column = this.columnOf(marked(entry.header, yearOf(entry)));
      const before = texts[column];
      texts[column] = before === undefined || before === entry.text ? entry.text : `${before}；${entry.text}`;
    }
    return texts;
  }

  private columnOf(header: string): number {
    const known = this.at.get(header);
    if (known !== undefined) return known;
    if (this.at.size >= MOST) return MOST - 1;
    this.at.set(header, this.at.size);
    return this.at.size - 1;
  }
}
