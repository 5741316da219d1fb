/** The tables of one sheet. */
import type { TableHint } from '../../import/types';
import type { Block } from './block';
import { findHeader } from './findHeader';
import { formTables } from './forms/forms';
import { gridOf } from './grid';
import { isKnownHeader } from './knowledge';
import { rowRolesOf } from './rowRoles';
import { draftOf, formDraftOf, type Draft, type Remembered } from './understandTable';

/** All tables of a sheet, in reading order; none when it holds no table. */
export function tablesOf(file: string, block: Block, hints: readonly TableHint[], remembered: Remembered): Draft[] {
  const grid = gridOf(block.sheet);
  const forms = hints.length > 0 ? null : formTables(grid, file);
  if (forms !== null) return forms.map((form) => formDraftOf(file, block, form, form.regions, remembered));
  const header = findHeader(grid, isKnownHeader);
  if (header === null) return [];
  return [draftOf({ file, block, grid, header, roles: rowRolesOf(grid, header) }, remembered)];
}
