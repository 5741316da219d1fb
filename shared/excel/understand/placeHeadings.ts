/** Headings of places between the rows of a list. */
import type { Problem, UnderstoodSheet } from '../../import/types';
import { cellOf } from '../cellOf';
import { cellText } from './grid';
import { columnOfField } from './rowKeys';
import { isPlace, squeezed } from './rowText';
import { sheetName } from './source';

/** 张庄村 in a row of its own says where the households below live; nothing of it is entered, and that is said. */
export function placeHeadings(sheet: UnderstoodSheet): Problem[] {
  const told = ['village', 'natural_village', 'group'].some(
    (key) => columnOfField(sheet, 'household', key) !== undefined,
  );
  if (told || sheet.origin !== undefined) return [];
  const below = sheet.headerRows.at(-1) ?? -1;
  const problems: Problem[] = [];
  for (const { role, range } of sheet.regions ?? []) {
    if (role !== 'info' || range.top <= below) continue;
    for (let row = range.top; row <= range.bottom; row++) {
      const text = (sheet.sheet.rows[row] ?? []).map((cell) => cellText(cell)).find((cell) => cell !== '') ?? '';
      if (!isPlace(squeezed(text))) continue;
      const [file, cell] = [sheet.file, cellOf(sheet, row, range.left)];
      const said = { code: 'place_heading', params: { text }, level: 'note' } as const;
      problems.push({ file, sheet: sheetName(sheet), cell, ...said });
    }
  }
  return problems;
}
