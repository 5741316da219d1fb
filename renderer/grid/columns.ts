/** The columns of a grid: what they are, how wide the clerk made them, where each begins. */
import { useCallback, useState, type ReactNode } from 'react';

export interface GridRowData {
  readonly id: string;
  readonly cells: Readonly<Record<string, string>>;
}
export interface GridColumn {
  readonly key: string;
  readonly label: string;
  /** CSS pixels at normal text size. */
  readonly width: number;
  readonly align?: 'left' | 'right';
  /** Drawn instead of the bare text. */
  readonly draw?: (text: string, row: GridRowData) => ReactNode;
}
export interface GridSort {
  readonly key: string;
  readonly descending: boolean;
}

export interface PlacedColumn extends GridColumn {
  readonly left: number;
  readonly frozen: boolean;
}
export interface GridLayout {
  readonly columns: readonly PlacedColumn[];
  /** Width of the row-number column. */
  readonly numbers: number;
  /** Row numbers and frozen columns together. */
  readonly frozenWidth: number;
  readonly width: number;
}

/** Room for a digit of a row number, and for the cell's padding. */
const DIGIT = 8;
const NUMBER_PADDING = 20;
const FEWEST_DIGITS = 4;
const NARROWEST = 44;

export function layoutColumns(
  columns: readonly GridColumn[],
  widths: Readonly<Record<string, number>>,
  frozen: number,
  rows: number,
  scale: number,
): GridLayout {
  const digits = Math.max(FEWEST_DIGITS, String(rows).length);
  const numbers = (digits * DIGIT + NUMBER_PADDING) * scale;
  let left = numbers;
  let frozenWidth = left;
  const placed = columns.map((column, index): PlacedColumn => {
    const width = Math.round((widths[column.key] ?? column.width) * scale);
    const at = { ...column, width, left, frozen: index < frozen };
    left += width;
    if (at.frozen) frozenWidth = left;
    return at;
  });
  return { columns: placed, numbers, frozenWidth, width: left };
}

/** Widths as the clerk left them on this computer. */
export function useColumnWidths(
  name: string,
  columns: readonly GridColumn[],
): readonly [Readonly<Record<string, number>>, (key: string, width: number) => void] {
  const store = `hudang.widths.${name}`;
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>(() => readWidths(store, columns));
  const setWidth = useCallback(
    (key: string, width: number) => {
      setWidths((before) => {
        const after = { ...before, [key]: Math.max(NARROWEST, Math.round(width)) };
        localStorage.setItem(store, JSON.stringify(after));
        return after;
      });
    },
    [store],
  );
  return [widths, setWidth];
}

function readWidths(store: string, columns: readonly GridColumn[]): Readonly<Record<string, number>> {
  const text = localStorage.getItem(store);
  if (text === null) return {};
  const found: unknown = JSON.parse(text);
  if (typeof found !== 'object' || found === null) return {};
  const known = new Set(columns.map((column) => column.key));
  const entries = Object.entries(found).filter(([key, width]) => known.has(key) && typeof width === 'number');
  return Object.fromEntries(entries) as Record<string, number>;
}
