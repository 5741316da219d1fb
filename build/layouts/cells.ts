/** Addresses as text and back. */

/** 0-based column of letters: A → 0, AB → 27. */
export function columnOf(letters: string): number {
  return [...letters].reduce((value, letter) => value * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** 0-based place of A1. */
export function placeOf(cell: string): Place {
  const [, letters = 'A', digits = '1'] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
  return { row: Number(digits) - 1, column: columnOf(letters) };
}

export interface Box {
  readonly from: Place;
  readonly to: Place;
}

/** B3:F9, or one cell. */
export function boxOf(range: string): Box {
  const [from = 'A1', to = from] = range.split(':');
  return { from: placeOf(from), to: placeOf(to) };
}
