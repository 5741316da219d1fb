import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { block, inBlock, moved, select } from './selection';

const SIZE = { rows: 10, columns: 4, page: 5 };
const key = (name: string, more: { ctrlKey?: boolean; shiftKey?: boolean } = {}) => ({
  key: name,
  ctrlKey: false,
  shiftKey: false,
  ...more,
});

describe('moving through the grid', () => {
  it('moves by cell, page and edge', () => {
    expect(moved({ row: 3, column: 1 }, key('ArrowDown'), SIZE)).toEqual({ row: 4, column: 1 });
    expect(moved({ row: 3, column: 1 }, key('PageDown'), SIZE)).toEqual({ row: 8, column: 1 });
    expect(moved({ row: 3, column: 1 }, key('PageUp'), SIZE)).toEqual({ row: 0, column: 1 });
    expect(moved({ row: 3, column: 1 }, key('End', { ctrlKey: true }), SIZE)).toEqual({ row: 9, column: 3 });
    expect(moved({ row: 3, column: 1 }, key('Home'), SIZE)).toEqual({ row: 3, column: 0 });
    expect(moved({ row: 3, column: 1 }, key('x'), SIZE)).toBeNull();
  });
  it('reaches the header above the first row, and never leaves the sheet', () => {
    expect(moved({ row: 0, column: 2 }, key('ArrowUp'), SIZE)).toEqual({ row: -1, column: 2 });
    const keys = fc.constantFrom(
      'ArrowUp',
      'ArrowDown',
      'ArrowLeft',
      'ArrowRight',
      'PageUp',
      'PageDown',
      'Home',
      'End',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 60 }), (presses) => {
        let cell = { row: 0, column: 0 };
        for (const [name, ctrlKey] of presses) cell = moved(cell, key(name, { ctrlKey }), SIZE) ?? cell;
        expect(cell.row).toBeGreaterThanOrEqual(-1);
        expect(cell.row).toBeLessThan(SIZE.rows);
        expect(cell.column).toBeGreaterThanOrEqual(0);
        expect(cell.column).toBeLessThan(SIZE.columns);
      }),
    );
  });
});

describe('the selected block', () => {
  it('grows with Shift from its anchor and starts anew without', () => {
    const start = { anchor: { row: 2, column: 2 }, focus: { row: 2, column: 2 } };
    const grown = select(start, key('ArrowLeft', { shiftKey: true }), SIZE);
    expect(grown && block(grown)).toEqual({ top: 2, bottom: 2, left: 1, right: 2 });
    expect(select(start, key('ArrowDown'), SIZE)).toEqual({
      anchor: { row: 3, column: 2 },
      focus: { row: 3, column: 2 },
    });
    expect(inBlock({ top: 1, bottom: 2, left: 0, right: 1 }, 2, 1)).toBe(true);
    expect(inBlock({ top: 1, bottom: 2, left: 0, right: 1 }, 3, 1)).toBe(false);
  });
});
