/** SheetJS as the second opinion: on every real .xlsx both readers must see the same cells. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { address, type Sheet } from '../sheet';
import { readWithSheetJs } from './sheetJs';
import { readWorkbook } from './readWorkbook';

const FOLDER = '../shared/sheets';

function filesOf(extension: string): string[] {
  if (!existsSync(FOLDER)) return [];
  const names = readdirSync(FOLDER, { recursive: true }) as string[];
  return names.filter((name) => name.endsWith(extension));
}

/** Addresses at which two sheets differ. Built-in date formats have different names, their serials are compared. */
function differences(ours: Sheet, theirs: Sheet): string[] {
  const found: string[] = [];
  for (let row = 0; row < Math.max(ours.rows.length, theirs.rows.length); row++) {
    const width = Math.max(ours.rows[row]?.length ?? 0, theirs.rows[row]?.length ?? 0);
    for (let column = 0; column < width; column++) {
      const a = comparable(ours.rows[row]?.[column] ?? null);
      const b = comparable(theirs.rows[row]?.[column] ?? null);
      // SheetJS reads a formula that was never computed as 0 or blank; that is the one difference we want.
      const same = a === b || (a === 'uncached' && (b === '0' || b === 'null'));
      if (!same) found.push(`${ours.name}!${address(row, column)}: ${a} ≠ ${b}`);
    }
  }
  return found;
}

function comparable(cell: Sheet['rows'][number][number]): string {
  if (typeof cell === 'object' && cell !== null) {
    return cell.kind === 'date' ? `date ${cell.serial}` : cell.kind === 'error' ? `error ${cell.text}` : cell.kind;
  }
  return JSON.stringify(cell);
}

describe.skipIf(!existsSync(FOLDER))('our scanner and SheetJS', () => {
  it.each(filesOf('.xlsx'))('see the same in %s', (name) => {
    const bytes = new Uint8Array(readFileSync(join(FOLDER, name)));
    const ours = readWorkbook(bytes, name);
    if (!ours.ok) throw new Error(ours.error.code);
    const theirs = readWithSheetJs(bytes);
    expect(ours.value.sheets.map((sheet) => [sheet.name, sheet.hidden])).toEqual(
      theirs.map((sheet) => [sheet.name, sheet.hidden]),
    );
    ours.value.sheets.forEach((sheet, index) => {
      const other = theirs[index]!;
      expect(differences(sheet, other)).toEqual([]);
      expect(sheet.merges).toEqual(other.merges);
      expect([...sheet.hiddenColumns]).toEqual([...other.hiddenColumns]);
      expect(sheet.hiddenRows).toEqual(other.hiddenRows);
    });
  });

  it.each(filesOf('.xls'))('read %s', (name) => {
    const result = readWorkbook(new Uint8Array(readFileSync(join(FOLDER, name))), name);
    expect(result.ok).toBe(true);
  });
});
