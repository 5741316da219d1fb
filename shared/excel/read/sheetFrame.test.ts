import { describe, expect, it } from 'vitest';
import { SheetFrame } from './sheetFrame';

function hidden(cols: string, columns: number): number[] {
  const frame = new SheetFrame();
  const bytes = new TextEncoder().encode(`<worksheet><cols>${cols}</cols>`);
  frame.setHead(bytes, bytes.length);
  return [...frame.hiddenColumns(columns)];
}

describe('hidden columns', () => {
  it('are those of any range that says so, within the sheet', () => {
    const cols =
      '<col min="2" max="3" hidden="1"/><col min="3" max="5" hidden="true"/><col min="6" max="7"/><col min="9" max="16384" hidden="1"/>';
    expect(hidden(cols, 10)).toEqual([1, 2, 3, 4, 8, 9]);
  });

  it('are none where ranges make no sense', () => {
    const cols =
      '<col min="5" max="2" hidden="1"/><col min="x" max="y" hidden="1"/><col min="90" max="99" hidden="1"/>';
    expect(hidden(cols, 10)).toEqual([]);
  });
});
