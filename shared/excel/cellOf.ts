/** Naming a cell of an understood table by its place in the user's file. */
import { address } from './sheet';
import type { UnderstoodSheet } from '../import/types';

/** 0-based place in the file's sheet of a cell of `table.sheet`; null = the view made it up. */
export function originOf(
  table: Pick<UnderstoodSheet, 'origin'>,
  row: number,
  column: number,
): readonly [row: number, column: number] | null {
  return table.origin === undefined ? [row, column] : table.origin(row, column);
}

/** A1 address in the file's sheet; '' when the cell stands nowhere there. */
export function cellOf(table: Pick<UnderstoodSheet, 'origin'>, row: number, column: number): string {
  const place = originOf(table, row, column);
  return place === null ? '' : address(place[0], place[1]);
}
