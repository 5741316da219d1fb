import { describe, expect, it } from 'vitest';
import { address } from '#shared/excel/sheet';
import type { Provenance } from '../store/types';
import { fileName, placeOf, said } from './said';

const IMPORTED: Provenance = {
  operation: 'o',
  kind: 'import',
  when: '2025-11-22T08:31:05+08:00',
  who: '李秀兰',
  device: '机',
  batch: 'b',
  file: '李庄.zip/三组/王五.xlsx',
  path: '李庄.zip/三组/王五.xlsx',
  sha256: 'a'.repeat(64),
  sheet: '一户一表',
  cell: 'D3',
  header: '联系电话',
  text: null,
};
const NOWHERE = { file: null, path: null, sha256: null, sheet: null, cell: null, header: null };

describe('where a value came from', () => {
  it('is a cell of a kept file', () => {
    const { place, how, source } = said(IMPORTED);
    expect(place).toBe('王五.xlsx　一户一表　D3');
    expect(how).toMatch(/^李秀兰 2025年11月2\d日 \d\d:\d\d 导入$/);
    expect(source).toMatchObject({ name: '王五.xlsx', path: '李庄.zip/三组/王五.xlsx', cell: 'D3' });
  });

  it('is somebody at some time, when it was typed', () => {
    const { place, how, source } = said({ ...IMPORTED, ...NOWHERE, kind: 'form', batch: null, who: '' });
    expect([place, source]).toEqual(['', null]);
    expect(how).toMatch(/^未填写填报人 .*在户档里填写$/);
  });

  it('is told where nothing can be opened', () => {
    expect(said({ ...IMPORTED, sha256: null }).source).toBeNull();
    expect(said({ ...IMPORTED, sha256: null }).how).toContain('没有存下原表');
    expect(said({ ...IMPORTED, ...NOWHERE }).how).toContain('没有记下是哪个格子');
    expect(said({ ...IMPORTED, cell: '' }).source).toBeNull();
    expect(said(null)).toEqual({ place: '', how: '还没有填写', source: null });
  });
});

it('addresses lead to the cell they name', () => {
  for (const [row, column] of [
    [0, 0],
    [9, 25],
    [10, 26],
    [1_048_575, 16_383],
  ] as const) {
    expect(placeOf(address(row, column))).toEqual({ row, column });
  }
  for (const wrong of ['', 'A', '1', 'A0', 'a1', 'A1:B2', '甲1']) expect(placeOf(wrong)).toBeNull();
});

it('a file that came twice still has its kind', () => {
  expect(fileName('李庄/a.xlsx (2)')).toBe('a (2).xlsx');
  expect(fileName('a (2).xlsx')).toBe('a (2).xlsx');
  expect(fileName('a.xlsx')).toBe('a.xlsx');
});
