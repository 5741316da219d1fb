import { describe, expect, it } from 'vitest';
import type { Sheet } from '../../sheet';
import { plainNames, plainWorkbook } from './plainWorkbook';

function namesOf(...names: string[]): string[] {
  const sheets = names.map((name): Sheet => ({
    name,
    rows: [['姓名']],
    columns: 1,
    merges: [],
    hidden: false,
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
  }));
  const workbook = { file: 'a.ods', format: 'ods', sheets } as const;
  // The writer itself refuses names that Excel would.
  expect(() => plainWorkbook(workbook)).not.toThrow();
  return plainNames(workbook);
}

describe('names of sheets in a new workbook', () => {
  it('are told apart within 31 characters, however many begin alike', () => {
    const names = namesOf(...Array.from({ length: 120 }, (_, at) => `${'甲'.repeat(31)}${at}`));
    expect(new Set(names).size).toBe(120);
    expect(Math.max(...names.map((name) => name.length))).toBe(31);
  });

  it('end in no apostrophe and in no half of a character once they are cut', () => {
    expect(namesOf(`${'甲'.repeat(30)}'乙`, `${'乙'.repeat(30)}𠮷丙`)).toEqual(['甲'.repeat(30), '乙'.repeat(30)]);
  });
});
