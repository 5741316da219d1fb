/** The tables of one sheet. */
import type { TableHint } from '../../import/types';
import { partOf, type Block } from './block';
import { partsOf } from './blocks';
import { isClearList } from './clearList';
import { findHeader } from './findHeader';
import { copiesBeside } from './forms/beside';
import { isRowOfPairs } from './forms/decide';
import { formTables } from './forms/forms';
import { gridOf, type Grid } from './grid';
import { headerlessTable } from './headerless';
import { householdBlocks } from './householdBlocks';
import { isHeaderWord } from './headerWords';
import { hintedTables } from './hints';
import { isCodeList, isInstructions } from './notTables';
import { withRest } from './restRegions';
import { rowRolesOf } from './rowRoles';
import { draftOf, formDraftOf, formDrafts, headerlessDraft, type Draft, type Remembered } from './understandTable';

/** All tables of a sheet, in reading order; none when it holds no table. */
export function tablesOf(file: string, block: Block, hints: readonly TableHint[], remembered: Remembered): Draft[] {
  const found = (part: Block): Draft[] => foundTables(file, part, remembered);
  const drafts = hints.length === 0 ? found(block) : hintedTables(file, block, hints, remembered, found);
  return withCommonYear(drafts);
}

function foundTables(file: string, block: Block, remembered: Remembered): Draft[] {
  const grid = gridOf(block.sheet);
  if (isInstructions(grid)) return [];
  const listed = isClearList(grid);
  const beside = listed ? null : formsBeside(file, block, grid, remembered);
  if (beside !== null) return beside;
  const forms = listed ? null : formTables(grid);
  if (forms !== null) return formDrafts(file, block, forms, remembered);
  const parts = partsOf(block).map((part) => ({ part, drafts: partDrafts(file, part, remembered) }));
  const drafts = parts.flatMap((each) => each.drafts);
  if (parts.every((each) => each.drafts.length > 0)) return drafts;
  // A part without a table still stands on the sheet.
  const taken = parts.flatMap(({ part, drafts: found }) => (found.length > 0 ? [part.range] : []));
  return withRest(block, drafts, taken);
}

/** Copies of a form that are printed side by side, each read for itself; blank ones give nothing. */
function formsBeside(file: string, block: Block, grid: Grid, remembered: Remembered): Draft[] | null {
  const starts = copiesBeside(grid);
  if (starts === null) return null;
  const { top, left, bottom, right } = block.range;
  const parts = starts.map((start, at) => {
    const next = starts[at + 1];
    return partOf(block, {
      top,
      left: at === 0 ? left : left + start,
      bottom,
      right: next === undefined ? right : left + next - 1,
    });
  });
  const drafts = parts.flatMap((part) => {
    const forms = formTables(gridOf(part.sheet));
    return forms === null ? [] : formDrafts(file, part, forms, remembered);
  });
  if (drafts.length === 0) return null;
  return withRest(
    block,
    drafts,
    drafts.flatMap(({ sheet }) => (sheet.regions ?? []).map(({ range }) => range)),
  );
}

function partDrafts(file: string, block: Block, remembered: Remembered): Draft[] {
  const grid = gridOf(block.sheet);
  const header = findHeader(grid, isHeaderWord);
  if (header === null) {
    const known = headerlessTable(grid);
    if (known === null) return [];
    return [headerlessDraft({ file, block, grid, header: known.header, roles: known.roles }, known, remembered)];
  }
  if (header.rows.some((row) => isRowOfPairs(grid, row))) return [];
  const roles = rowRolesOf(grid, header);
  const dataRows = roles.flatMap((role, row) => (role === 'data' ? [row] : []));
  if (isCodeList(grid, header, dataRows)) return [];
  const view = householdBlocks(grid, header, roles);
  if (view !== null) return [formDraftOf(file, block, view, view.regions, remembered)];
  return [draftOf({ file, block, grid, header, roles }, remembered)];
}

/** The title of a sheet stands once, above the first of its tables. */
function withCommonYear(drafts: readonly Draft[]): Draft[] {
  const first = drafts.find(({ dated, titled }) => dated !== undefined || titled !== undefined);
  if (first === undefined) return [...drafts];
  return drafts.map((draft) =>
    draft.dated === undefined && draft.titled === undefined
      ? { ...draft, dated: first.dated, titled: first.titled }
      : draft,
  );
}
