/** The generator itself: the same seed gives the same bytes, and the truth speaks of cells that are there. */
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../excel/read/readWorkbook';
import { address, type CellValue } from '../../excel/sheet';
import { layoutOf, undamaged } from './generate';
import { SHAPES } from './traits';
import type { Layout, LayoutSheetTruth } from './truth';

const SAMPLE = SHAPES.map((shape, index) => layoutOf(11, index, shape));

function cellsOf(layout: Layout, truth: LayoutSheetTruth): Map<string, CellValue> {
  const file = layout.files.find(({ name }) => name === truth.file)!;
  const read = readWorkbook(file.bytes, file.name);
  if (!read.ok) throw new Error(read.error.code);
  const sheet = read.value.sheets.find(({ name }) => name === truth.sheet)!;
  const cells = new Map<string, CellValue>();
  sheet.rows.forEach((row, at) =>
    row.forEach((value, column) => {
      if (value !== null && value !== '') cells.set(address(at, column), value);
    }),
  );
  return cells;
}

describe('generated layouts', () => {
  it('are the same for the same seed, and others for another', () => {
    const [first, again, other] = [layoutOf(3, 5), layoutOf(3, 5), layoutOf(4, 5)];
    expect(again.truth).toEqual(first.truth);
    expect(again.files.map(({ bytes }) => [...bytes])).toEqual(first.files.map(({ bytes }) => [...bytes]));
    expect(other.truth.households).not.toEqual(first.truth.households);
  });

  it.each(SAMPLE.map((layout) => [layout.truth.traits[0], layout] as const))(
    '%s: every cell of the truth is filled',
    (_, layout) => {
      for (const truth of layout.truth.sheets) {
        const cells = cellsOf(layout, truth);
        const empty = truth.cells.filter(([cell]) => !cells.has(cell)).map(([cell, , , , key]) => `${cell} ${key}`);
        expect(empty).toEqual([]);
        // Every sheet with a table tells of somebody, and every table has columns.
        if (truth.tables.length > 0) expect(truth.cells.length + truth.reported.length).toBeGreaterThan(0);
        for (const table of truth.tables) expect(Object.keys(table.columns).length).toBeGreaterThan(0);
      }
    },
  );

  it('draws regions that do not overlap', () => {
    for (const layout of SAMPLE) {
      for (const { regions } of layout.truth.sheets) {
        const seen = new Set<string>();
        for (const { range } of regions)
          for (const cell of cellsIn(range)) {
            expect(seen.has(cell)).toBe(false);
            seen.add(cell);
          }
      }
    }
  });

  it('leaves nothing damaged in undamaged sheets', () => {
    for (const { truth } of undamaged(5, 30)) {
      expect(truth.traits).not.toContain('damaged');
      expect(truth.sheets.flatMap(({ reported }) => reported)).toEqual([]);
    }
  });
});

function cellsIn(range: string): string[] {
  const [, left = '', top = '', right = left, bottom = top] = /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(range) ?? [];
  const number = (letters: string): number =>
    [...letters].reduce((sum, char) => sum * 26 + char.charCodeAt(0) - 64, 0) - 1;
  const cells: string[] = [];
  for (let row = Number(top) - 1; row < Number(bottom); row++)
    for (let column = number(left); column <= number(right); column++) cells.push(address(row, column));
  return cells;
}
