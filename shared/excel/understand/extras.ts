/** The 附加列 of a household while it is read. Cells of columns without a field stay in their sheet until they are wanted. */
import type { Extra } from '../../derive/record';
import { cellText, isBlank } from './grid';
import { sourceText, type LooseColumn, type Source } from './source';

/** A row of a sheet whose cells without a field belong to the household. */
export interface LooseRow {
  readonly source: Source;
  readonly row: number;
  /** Index of the person that the row speaks of; -1 = the household. */
  readonly member: number;
  readonly year: number | undefined;
}

interface Own {
  readonly extra: Extra;
  readonly twin: number;
}

/** Entries of a household that may as well be made at once. */
const FEW = 16;

export class ExtraList {
  private readonly kept: (Own | LooseRow)[] = [];
  private loose = 0;
  /** Marks of the first `marked` of `kept`, once somebody has asked whether something is new. */
  private readonly seen = { marks: undefined as Set<string> | undefined, upTo: 0 };

  /** Keeps an entry; `twin` tells columns of one header apart. What stands there already is listed once. */
  keep(extra: Extra, twin: number): void {
    this.kept.push({ extra, twin });
  }

  /** Keeps the cells without a field of a row; `cells` = how many there are. */
  keepRow(row: LooseRow, cells: number): void {
    this.kept.push(row);
    this.loose += cells;
  }

  /** Keeps an entry; false when the same stands there already. */
  keepNew(extra: Extra): boolean {
    const marks = (this.seen.marks ??= new Set());
    for (; this.seen.upTo < this.kept.length; this.seen.upTo++)
      each(this.kept[this.seen.upTo]!, (other, twin) => marks.add(markOf(other, twin)));
    if (marks.has(markOf(extra, 0))) return false;
    this.keep(extra, 0);
    return true;
  }

  /** Whether so much of it stands in a sheet that it had better be left there. */
  get isLarge(): boolean {
    return this.loose > FEW;
  }

  /** In the order of reading, what says the same once. */
  list(): Extra[] {
    const list: Extra[] = [];
    const marks = this.mayRepeat() ? new Set<string>() : null;
    for (const entry of this.kept) {
      each(entry, (extra, twin) => {
        if (marks === null) return void list.push(extra);
        const mark = markOf(extra, twin);
        if (marks.has(mark)) return;
        marks.add(mark);
        list.push(extra);
      });
    }
    return list;
  }

  /** Persons of a household each have a row: nothing of them can say the same. */
  private mayRepeat(): boolean {
    if (this.kept.length < 2) return false;
    const rows = new Set<number>();
    return this.kept.some((entry) => {
      if (!('source' in entry) || entry.source.sheet.sheet.merges.length > 0) return true;
      const place = entry.member * 10_000 + (entry.year ?? 0);
      if (rows.has(place) || entry.source.loose.some(({ year }) => year !== 'row')) return true;
      rows.add(place);
      return false;
    });
  }
}

/** The text of a cell without a field; null when there is nothing to keep, '' for a formula without a value. */
export function looseText({ grid }: Source, row: number, { column, serial }: LooseColumn): string | null {
  const cell = grid.cell(row, column);
  if (isBlank(cell)) return null;
  const text = cellText(cell);
  return serial && /^\d+(\.0+)?$/.test(text) ? null : text;
}

function each(entry: Own | LooseRow, take: (extra: Extra, twin: number) => void): void {
  if (!('source' in entry)) return take(entry.extra, entry.twin);
  const { source, row, member, year } = entry;
  for (const column of source.loose) {
    const text = looseText(source, row, column);
    if (text === null || text === '') continue;
    // Merged over several rows it is said of the household, once.
    const merged = source.grid.range(row, column.column);
    const ofAll = merged !== undefined && merged.bottom > merged.top;
    const { header } = column;
    const extra: Extra = { header, text, source: sourceText(source, row, column.column) };
    const of = column.year === 'row' ? year : column.year;
    if (of !== undefined) extra.year = of;
    if (!ofAll && member >= 0) extra.member = member;
    take(extra, column.twin);
  }
}

/** Which entries say the same. */
function markOf({ header, text, year, member }: Extra, twin: number): string {
  return `${header}#${twin}|${text}|${year ?? ''}|${member ?? ''}`;
}
