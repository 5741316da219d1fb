/** Forms for tests, drawn as text: cells between |, `<` merged with the cell to the left, `^` with the cell above. */
import type { HouseholdRecord } from '../../../derive/record';
import type { CellValue, Range, Sheet, Workbook } from '../../sheet';
import { toRecords } from '../toRecords';
import { sheetOf } from '../testSheet';
import { understandWorkbooks, type Understood } from '../understand';

/** A sheet from its drawing. Numbers stay texts unless they look like plain numbers below 10 digits. */
export function drawn(text: string, name = '登记表'): Sheet {
  const cells = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((part) => part.trim()));
  const merges = mergesOf(cells);
  const rows = cells.map((line) => line.map((part): CellValue => valueOf(part)));
  return sheetOf(rows, merges, name);
}

function valueOf(part: string): CellValue {
  if (part === '' || part === '<' || part === '^' || part === '.') return null;
  if (/^-?\d{1,9}(\.\d+)?$/.test(part)) return Number(part);
  return part.replaceAll('⏎', '\n');
}

function mergesOf(cells: readonly (readonly string[])[]): Range[] {
  const merges: Range[] = [];
  cells.forEach((line, top) =>
    line.forEach((part, left) => {
      if (part === '<' || part === '^') return;
      let right = left;
      while (line[right + 1] === '<') right++;
      let bottom = top;
      while (cells[bottom + 1]?.[left] === '^') bottom++;
      if (right > left || bottom > top) merges.push({ top, left, bottom, right });
    }),
  );
  return merges;
}

export interface Taken {
  readonly understood: Understood;
  readonly households: readonly HouseholdRecord[];
  readonly codes: readonly string[];
}

/** What an import makes of workbooks of such sheets. */
export function taken(...files: readonly (readonly Sheet[])[]): Taken {
  const workbooks = files.map((sheets, at): Workbook => ({ file: `户${at + 1}.xlsx`, format: 'xlsx', sheets }));
  const understood = understandWorkbooks(workbooks, { today: '20260630' });
  const records = toRecords(understood.sheets);
  return {
    understood,
    households: records.households.map(({ record }) => record),
    codes: [...understood.problems, ...records.problems].map(({ code }) => code),
  };
}

/** The only household of a sheet. */
export function only(...sheets: readonly Sheet[]): HouseholdRecord {
  const { households, codes } = taken(sheets);
  const [first] = households;
  if (households.length !== 1 || first === undefined)
    throw new Error(`${households.length} households: ${codes.join(' ')}`);
  return first;
}
