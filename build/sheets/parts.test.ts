import { describe, expect, it } from 'vitest';
import { understandWorkbooks } from '#shared/excel/understand/understand';
import { sheetOf, workbookOf } from '#shared/excel/understand/testSheet';
import type { UnderstoodSheet } from '#shared/import/types';
import { partsOf } from './parts';

/** A table of so many data rows, as far as it matters where it is split. */
function tableOf(count: number, wide: number): UnderstoodSheet {
  const [table] = understandWorkbooks([
    workbookOf(
      sheetOf([
        ['户编号', '户主姓名'],
        ['1', '张小三'],
        ['2', '李小四'],
      ]),
    ),
  ]).sheets;
  const [column] = table?.columns ?? [];
  if (table === undefined || column === undefined) throw new Error('not understood');
  return {
    ...table,
    columns: Array.from({ length: wide }, () => column),
    dataRows: Array.from({ length: count }, (_, at) => at + 1),
  };
}

describe('what is read at once', () => {
  it.each([
    [200_000, 2],
    [200_000, 30],
    [20_000, 200],
  ])('%i rows of %i columns are read in parts, each row in one of them', (count, wide) => {
    const parts = partsOf([tableOf(count, wide)]).flat();
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flatMap(({ dataRows }) => dataRows)).toEqual(Array.from({ length: count }, (_, at) => at + 1));
    for (const { dataRows } of parts) {
      expect(dataRows.length).toBeLessThanOrEqual(50_000);
      expect(dataRows.length * wide).toBeLessThanOrEqual(500_000);
    }
  });

  it('small tables stay together: their households are joined', () => {
    const tables = [tableOf(1_000, 30), tableOf(2_000, 10)];
    expect(partsOf(tables)).toEqual([tables]);
  });
});
