/** The selected block of a grid and how keys move it. Rows and columns are 0-based; row -1 is the header. */

export interface Cell {
  readonly row: number;
  readonly column: number;
}
export interface Selection {
  /** Where the selection began. */
  readonly anchor: Cell;
  /** The cell in work. */
  readonly focus: Cell;
}
export interface Block {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}
export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit the box, for PageUp and PageDown. */
  readonly page: number;
}

export function block({ anchor, focus }: Selection): Block {
  return {
    top: Math.max(0, Math.min(anchor.row, focus.row)),
    bottom: Math.max(anchor.row, focus.row),
    left: Math.min(anchor.column, focus.column),
    right: Math.max(anchor.column, focus.column),
  };
}

export function inBlock({ top, bottom, left, right }: Block, row: number, column: number): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
}

/** Where a key leads from `from`; null when the key does not move. Ctrl with Home, End and the arrows goes to the edge. */
export function moved(from: Cell, press: KeyPress, size: GridSize): Cell | null {
  const last: Cell = { row: size.rows - 1, column: size.columns - 1 };
  const { row, column } = from;
  const to = (r: number, c: number): Cell => ({
    row: Math.max(-1, Math.min(r, last.row)),
    column: Math.max(0, Math.min(c, last.column)),
  });
  switch (press.key) {
    case 'ArrowUp':
      return press.ctrlKey ? to(0, column) : to(row - 1, column);
    case 'ArrowDown':
      return press.ctrlKey ? to(last.row, column) : to(row + 1, column);
    case 'ArrowLeft':
      return press.ctrlKey ? to(row, 0) : to(row, column - 1);
    case 'ArrowRight':
      return press.ctrlKey ? to(row, last.column) : to(row, column + 1);
    case 'PageUp':
      return to(Math.max(0, row - size.page), column);
    case 'PageDown':
      return to(row + size.page, column);
    case 'Home':
      return press.ctrlKey ? to(0, 0) : to(row, 0);
    case 'End':
      return press.ctrlKey ? to(last.row, last.column) : to(row, last.column);
    default:
      return null;
  }
}

/** The selection after a key: with Shift it grows, without it moves. */
export function select(selection: Selection, press: KeyPress, size: GridSize): Selection | null {
  const focus = moved(selection.focus, press, size);
  if (!focus) return null;
  return press.shiftKey && focus.row >= 0 ? { anchor: selection.anchor, focus } : { anchor: focus, focus };
}
