import { describe, expect, it } from 'vitest';
import type { Field } from '#shared/catalogue/field';
import { columnWidth, nextCell } from './sheetCells';

const SIZE = { rows: 3, columns: 4 };
const press = (key: string, more: Partial<Parameters<typeof nextCell>[1]> = {}) => ({
  key,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('keys of an editable sheet', () => {
  it('goes down with Enter, and on to the right in the last row', () => {
    expect(nextCell({ row: 0, column: 1 }, press('Enter'), SIZE, true)).toEqual({ row: 1, column: 1 });
    expect(nextCell({ row: 2, column: 1 }, press('Enter'), SIZE, true)).toEqual({ row: 2, column: 2 });
    expect(nextCell({ row: 2, column: 3 }, press('Enter'), SIZE, true)).toEqual({ row: 2, column: 3 });
    expect(nextCell({ row: 0, column: 1 }, press('Enter', { shiftKey: true }), SIZE, true)).toEqual({
      row: 0,
      column: 0,
    });
  });
  it('goes through the rows with Tab and leaves at either end', () => {
    expect(nextCell({ row: 0, column: 3 }, press('Tab'), SIZE, false)).toEqual({ row: 1, column: 0 });
    expect(nextCell({ row: 1, column: 0 }, press('Tab', { shiftKey: true }), SIZE, false)).toEqual({
      row: 0,
      column: 3,
    });
    expect(nextCell({ row: 2, column: 3 }, press('Tab'), SIZE, false)).toBe('leave');
    expect(nextCell({ row: 0, column: 0 }, press('Tab', { shiftKey: true }), SIZE, false)).toBe('leave');
  });
  it('leaves the arrows to the text while a cell is edited', () => {
    expect(nextCell({ row: 1, column: 1 }, press('ArrowLeft'), SIZE, false)).toEqual({ row: 1, column: 0 });
    expect(nextCell({ row: 1, column: 1 }, press('ArrowLeft'), SIZE, true)).toBeNull();
    expect(nextCell({ row: 1, column: 1 }, press('End', { ctrlKey: true }), SIZE, false)).toEqual({
      row: 2,
      column: 3,
    });
  });
});

describe('column widths', () => {
  it('gives long headings room for two lines and codes room for their longest word', () => {
    const field = (more: Partial<Field>): Field => ({
      key: 'x',
      entity: 'member',
      label: '性别',
      type: 'text',
      section: 'members',
      source: 'test',
      ...more,
    });
    expect(columnWidth(field({ type: 'yesNo', label: '是否参加城乡居民基本医疗保险' }), false)).toBeGreaterThanOrEqual(
      7 * 12,
    );
    expect(columnWidth(field({ type: 'code', codes: 'SEX' }), false)).toBeLessThan(
      columnWidth(field({ type: 'code', codes: 'STUDENT' }), false),
    );
  });
});
