/**
 * What confirmed imports have taught: how layouts were understood, and what texts outside the code lists mean. Learned only
 * when an import is applied; kept in the archive beside the settings, no part of the record or its hash.
 */
import type { RememberedLayout, TableHint } from './types';

/** A layout as the user let it through. */
export interface LayoutMemory extends RememberedLayout {
  /** false: the user left tables of this layout out. */
  readonly used: boolean;
  /** What the user corrected, as far as it is true of the next file of the layout (`carriedHints`). */
  readonly hints?: readonly TableHint[];
  /** 数据年度 chosen by hand, counted back from the year in which it was chosen: next year's file is of the next year. */
  readonly yearsBack?: number;
}

/** ISO 8601; when an import with this layout was last applied. */
export type Confirmed = LayoutMemory & { readonly confirmed: string };

export interface ImportMemory {
  /** By fingerprint. */
  readonly layouts: ReadonlyMap<string, Confirmed>;
  /** `answerKey` → label(s), '' = nothing is meant, null = the text is to stay as it stands, without asking again. */
  readonly answers: ReadonlyMap<string, string | null>;
}

/** What an applied import adds to the memory. */
export interface Lesson {
  readonly layouts: ReadonlyMap<string, LayoutMemory>;
  readonly answers: ReadonlyMap<string, string | null>;
}

/** So many layouts are kept; the one confirmed longest ago goes first. */
export const MOST_LAYOUTS = 300;

/** The memory after an import that was applied at `now` (ISO 8601). */
export function learn(memory: ImportMemory, lesson: Lesson, now: string): ImportMemory {
  const layouts = new Map(memory.layouts);
  for (const [fingerprint, layout] of lesson.layouts) layouts.set(fingerprint, { ...layout, confirmed: now });
  const newest = [...layouts].toSorted(([, a], [, b]) => (a.confirmed < b.confirmed ? 1 : -1)).slice(0, MOST_LAYOUTS);
  return { layouts: new Map(newest), answers: new Map([...memory.answers, ...lesson.answers]) };
}

/**
 * Hints for the next file of the layout. Where the table begins, how it lies and which rows are its header is the same there;
 * single rows of data and the end of the table are not. The cells of a form are printed at the same place on every copy.
 * `top` = 0-based last header row in the file's sheet.
 */
export function carriedHints(hints: readonly TableHint[], top: number): TableHint[] {
  return hints.flatMap((hint) => {
    const roles = Object.entries(hint.roles ?? {}).filter(([row, role]) => Number(row) <= top + 2 || role === 'header');
    const carried: TableHint = {
      ...(hint.range === undefined ? {} : { range: { ...hint.range, bottom: LAST_ROW } }),
      ...(hint.arrangement === undefined ? {} : { arrangement: hint.arrangement }),
      ...(hint.headerRows === undefined ? {} : { headerRows: hint.headerRows }),
      ...(roles.length === 0 ? {} : { roles: Object.fromEntries(roles) }),
      ...(hint.cells === undefined ? {} : { cells: hint.cells }),
    };
    return Object.keys(carried).length === 0 ? [] : [carried];
  });
}

/** A table ends where the sheet does, or at what its rows say. */
const LAST_ROW = 1_048_575;
