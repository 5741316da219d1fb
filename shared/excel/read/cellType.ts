/** The t attribute and the reference of a cell, as the scanner needs them: numbers, because strings would be made 2 million times. */

export const NUMBER = 0;
export const SHARED = 1;
export const FORMULA_TEXT = 2;
export const INLINE = 3;
export const BOOLEAN = 4;
export const ERROR = 5;
export const ISO_DATE = 6;

/** 0-based column of an A1 reference in bytes[start, end); -1 when it has no letters. */
export function columnAt(bytes: Uint8Array, start: number, end: number): number {
  let column = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte < 65) break;
    column = column * 26 + (byte & 31);
  }
  return column - 1;
}

/** Kind of cell that a t attribute names. */
export function typeAt(bytes: Uint8Array, start: number, end: number): number {
  const letter = bytes[start];
  if (letter === 115) return end - start === 1 ? SHARED : FORMULA_TEXT;
  if (letter === 105) return INLINE;
  if (letter === 98) return BOOLEAN;
  if (letter === 101) return ERROR;
  return letter === 100 ? ISO_DATE : NUMBER;
}
