import { describe, expect, it } from 'vitest';
import type { HintTable } from './hints';
import {
  baseHints,
  isSaid,
  tableAt,
  withCells,
  withArrangement,
  withHeaderEnd,
  withRange,
  withRows,
  withTable,
  withoutRows,
  withoutTable,
} from './hints';

const one: HintTable = { range: { top: 1, left: 0, bottom: 9, right: 4 }, arrangement: 'table', headerRows: [2] };
const other: HintTable = { range: { top: 1, left: 6, bottom: 9, right: 10 }, arrangement: 'table', headerRows: [2] };
const form: HintTable = { range: { top: 0, left: 0, bottom: 9, right: 4 }, arrangement: 'form', headerRows: [] };

describe('hints', () => {
  it('need no rectangle for the only table, and one for each of several', () => {
    expect(baseHints([one], [])).toEqual([{}]);
    expect(baseHints([one, other], [])).toEqual([{ range: one.range }, { range: other.range }]);
    expect(baseHints([form, form], [])).toEqual([{}]);
  });

  it('keep what was said before', () => {
    const hints = [{ roles: { 5: 'note' } }] as const;
    expect(withRange([one], hints, 0, other.range)).toEqual([{ roles: { 5: 'note' }, range: other.range }]);
  });

  it('let the header grow next to it, and move it anywhere else', () => {
    expect(withRows([one], [], 0, [2, 2], 'header')).toEqual([{ headerRows: [1, 2], roles: {} }]);
    expect(withRows([one], [], 0, [6, 6], 'header')).toEqual([{ headerRows: [6], roles: {} }]);
    expect(withHeaderEnd([one], [], 0, 3)).toEqual([{ headerRows: [1, 2, 3], roles: {} }]);
  });

  it('take a row out of the header when it is data', () => {
    const two: HintTable = { ...one, headerRows: [2, 3] };
    expect(withRows([two], [], 0, [2, 2], 'data')).toEqual([{ headerRows: [1], roles: { 2: 'data' } }]);
    expect(withRows([one], [], 0, [1, 1], 'data')).toEqual([{ arrangement: 'headerless' }]);
    expect(withHeaderEnd([one], [], 0, 0)).toEqual([{ arrangement: 'headerless' }]);
  });

  it('say what rows are, and take it back', () => {
    const hints = withRows([one, other], [], 1, [4, 5], 'total');
    expect(hints[1]).toEqual({ range: other.range, roles: { 4: 'total', 5: 'total' } });
    expect(withoutRows(hints, [4, 4])[1]).toEqual({ range: other.range, roles: { 5: 'total' } });
    expect(withoutRows(hints, [4, 5])[1]).toEqual({ range: other.range });
  });

  it('forget header and rows when the arrangement changes', () => {
    expect(withArrangement([one], [{ headerRows: [1], roles: { 3: 'data' } }], 0, 'transposed')).toEqual([
      { arrangement: 'transposed' },
    ]);
  });

  it('make a table of what is marked, in place of those it touches', () => {
    const wide: HintTable = { ...one, range: { top: 1, left: 0, bottom: 9, right: 10 } };
    const left = withTable([wide], [], one.range);
    expect(left).toEqual([{ range: one.range }]);
    expect(withTable([one], left, other.range)).toEqual([{ range: one.range }, { range: other.range }]);
  });

  it('leave a table out, but not the only one', () => {
    expect(withoutTable([one, other], [], 0)).toEqual([{ range: other.range }]);
    expect(withoutTable([one], [], 0)).toBeNull();
  });

  it('belong to the table on which they are said', () => {
    const below: HintTable = { ...one, range: { top: 12, left: 0, bottom: 20, right: 4 }, headerRows: [13] };
    const row = (at: number) => ({ top: at, bottom: at, left: 0, right: 10 });
    expect(tableAt([one, other], 1, row(5))).toBe(1);
    expect(tableAt([one, below], 0, row(15))).toBe(1);
    expect(tableAt([one, below], 1, row(11))).toBe(1);
    // A row below its rectangle that is data makes the table larger; a note does not.
    expect(withRows([one, other], [], 0, [10, 11], 'data')[0]?.range).toEqual({ ...one.range, bottom: 11 });
    expect(withRows([one, other], [], 0, [10, 11], 'note')[0]?.range).toEqual(one.range);
  });

  it('speak of rows and cells of a form', () => {
    expect(withRows([form, form], [], 1, [4, 4], 'header')).toEqual([{ roles: { 4: 'header' } }]);
    const cells = [{ row: 3, column: 0, text: '门牌' }];
    const hints = withCells([form], [], 0, cells, 'label');
    expect(hints).toEqual([{ cells: { '3:0': { is: 'label', text: '门牌' } } }]);
    expect(withCells([form], [], 0, cells, 'value')).toEqual([{ cells: { '3:0': { is: 'value' } } }]);
    expect(isSaid(hints, [3, 3])).toBe(true);
    expect(isSaid(hints, [4, 4])).toBe(false);
    expect(withoutRows(hints, [3, 3])).toEqual([{}]);
  });
});
