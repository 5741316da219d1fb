/** Columns of bare numbers for what are words, where the numbers mean different things in different systems. */
import { labelFor } from '../../catalogue/codes/index';
import type { CellValue } from '../sheet';
import { cellText } from '../understand/grid';
import type { Column } from './patient';

/**
 * Lists whose numbers are not the same everywhere (domain codes.md): those of education and school changed after 2018, the
 * state of 脱贫 differs between versions, relations have a national standard beside the system's, and some lists swap the
 * first two kinds of disability. 民族 has no numbers at all.
 */
const AMBIGUOUS: ReadonlySet<string> = new Set(['EDUCATION', 'STUDENT', 'RELATION', 'OUT_STATUS', 'DISABILITY_TYPE']);

/** A number or two among words is a slip of its own. */
const FEWEST = 3;

/** An example of the column's numbers and what it is read as; undefined where the column is no such. */
export function bareCodeOf(
  cells: readonly CellValue[],
  column: Column,
): { readonly code: string; readonly meaning: string } | undefined {
  const list = column.field?.codes;
  if (list === undefined || !AMBIGUOUS.has(list)) return undefined;
  const codes = cells.map((cell) => cellText(cell).trim()).filter((text) => /^\d{1,2}$/.test(text));
  if (codes.length < FEWEST || codes.length * 2 < cells.length) return undefined;
  for (const code of codes) {
    const meaning = labelFor(list, code);
    if (meaning !== undefined) return { code, meaning };
  }
  return undefined;
}
