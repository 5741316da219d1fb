/** What the list of problems says about one cell. */
import type { MarkColour } from './markStyles';

/** Something wrong with a cell, or with a whole sheet. */
export interface CellNote {
  readonly sheet: string;
  /** A1; '' = the sheet or the file as a whole: listed, but no cell to colour. */
  readonly cell: string;
  readonly code: string;
  /** What is wrong, in a clerk's words. */
  readonly text: string;
  /** What to write instead; '' = the text says what to do. */
  readonly suggestion: string;
  readonly colour: MarkColour;
}
