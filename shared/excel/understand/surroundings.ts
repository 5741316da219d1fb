/** What the rows around a table say of all of it: the year of undated values (contracts.md, Placement), the unit. */
import { toHalfWidth } from '../../text';
import type { Header } from './findHeader';
import { cellText, type Grid } from './grid';

const DATED =
  /(?:导出|填报|填表|制表|上报|统计|截止|截至|打印|报送|采集|查询|生成|更新)(?:时间|日期|于|到|至)?[::]?((?:19|20)\d{2})(?:[-./年](\d{1,2})|(\d{2})\d{2})?/;
/** 截至2025年12月31日 speaks of the end of a year, which is then complete. */
const YEAR_END =
  /(?:截止|截至)(?:时间|日期|于|到|至)?[::]?((?:19|20)\d{2})(?:年(?:12月(?:31日?)?|年?底|末)|[-./]12[-./]31|1231)(?!\d)/;
/** 2025年, 202501, 20250131; never part of a longer number: 户编号：53969900021978. */
const YEAR = /(?<!\d)((?:19|20)\d{2})(?=(?:0[1-9]|1[0-2])?(?:[0-3]\d)?(?!\d))/;

export interface YearHint {
  /** Newest full year before the date on which the sheet was exported or filled in. */
  readonly dated?: number;
  /** Year in the title (2025年农户…登记表), used only when no date is stated. */
  readonly titled?: number;
}

/** Reads the rows above the header and below the data (paper forms date themselves beside the signatures). */
export function yearHint(grid: Grid, header: Header, dataRows: readonly number[]): YearHint {
  const top = header.rows[0]!;
  const lastData = dataRows.at(-1) ?? header.rows.at(-1)!;
  let titled: number | undefined;
  for (const row of [...range(0, top), ...range(lastData + 1, Math.min(grid.rowCount, lastData + 12))]) {
    for (let column = 0; column < grid.columnCount; column++) {
      const text = toHalfWidth(cellText(grid.raw(row, column))).replace(/\s+/g, '');
      if (text === '') continue;
      const ended = YEAR_END.exec(text)?.[1];
      if (ended !== undefined) return { dated: Number(ended) };
      const dated = DATED.exec(text)?.[1];
      if (dated !== undefined) return { dated: Number(dated) - 1 };
      if (row < top) titled ??= number(YEAR.exec(text)?.[1]);
    }
  }
  titled ??= yearOfName(grid.sheet.name);
  return titled === undefined ? {} : { titled };
}

/** Sheets of several years are often only told apart by their names: 2024年, 2025. */
function yearOfName(name: string): number | undefined {
  return number(
    /(?<!\d)((?:19|20)\d{2})年|^((?:19|20)\d{2})$/
      .exec(name)
      ?.slice(1)
      .find((year) => year !== undefined),
  );
}

const UNIT = /(?:金额|计量)?单位[::]?\(?((?:万|千|百)?元|亩|公顷)\)?/;

/** Unit that the rows above the header state for the whole sheet: 单位：万元. */
export function sheetUnit(grid: Grid, header: Header): string | undefined {
  for (const row of range(0, header.rows[0]!)) {
    for (let column = 0; column < grid.columnCount; column++) {
      const text = toHalfWidth(cellText(grid.raw(row, column))).replace(/\s+/g, '');
      const unit = UNIT.exec(text)?.[1];
      if (unit !== undefined) return unit;
    }
  }
  return undefined;
}

/** The newest date of a column of fill-in dates (填表时间), as the year before it. */
export function yearOfDates(dates: readonly string[]): number | undefined {
  const newest = dates.reduce((max, date) => (date > max ? date : max), '');
  return newest === '' ? undefined : Number(newest.slice(0, 4)) - 1;
}

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
