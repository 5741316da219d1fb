/** The cells that are marked in a picture. */
import { address, type Range } from '#shared/excel/sheet';
import { mergeAt, textAt, type Tiles } from '../../picture/tiles';
import type { SaidCell } from './hints';

/** A picture cuts longer texts. */
const WHOLE = 400;
/** More are marked by mistake. */
const MOST = 400;
const SHOWN = 8;

/** The filled ones, merged cells once. */
export function cellsIn({ top, bottom, left, right }: Range, tiles: Tiles): SaidCell[] {
  const cells = new Map<string, SaidCell>();
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right && cells.size < MOST; column++) {
      const place = mergeAt(tiles, { row, column });
      const text = textAt(tiles, { row, column });
      if (text === '') continue;
      cells.set(`${place.top}:${place.left}`, {
        row: place.top,
        column: place.left,
        text: text.length < WHOLE ? text : undefined,
      });
    }
  }
  return [...cells.values()];
}

/** What the menu calls them; null = nothing stands there. */
export function namesOf(range: Range, tiles: Tiles | null): string | null {
  const cells = tiles ? cellsIn(range, tiles) : [];
  const [first] = cells;
  if (first === undefined) return null;
  if (cells.length > 1) return `选中的 ${cells.length} 格`;
  const text = first.text ?? '';
  return `${address(first.row, first.column)}“${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}”`;
}
