import fc from 'fast-check';
import { join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isPlainFileName } from './fileName';

const DEVICES = [
  'CON',
  'con',
  'PRN',
  'AUX',
  'NUL',
  'COM1',
  'com9',
  'LPT1',
  'COM¹',
  'LPT³',
  'CLOCK$',
  'CONIN$',
  'CONOUT$',
];

/** The archive names of promises.md P-25: climbing, absolute, devices, hidden marks. */
const REFUSED = [
  '',
  '.',
  '..',
  '...',
  '../a.xlsx',
  '..\\a.xlsx',
  '/etc/passwd',
  '\\\\server\\share\\a',
  'C:a.xlsx',
  'C:\\a.xlsx',
  'a/b.xlsx',
  'a\\b.xlsx',
  'a.xlsx:stream',
  'a.xlsx ',
  ' a.xlsx',
  'a.xlsx.',
  '.hidden',
  'a\u0000.xlsx',
  'a\n.xlsx',
  'a?.xlsx',
  'a*.xlsx',
  'a|b',
  'a<b>',
  'a"b',
  'a\u202exslx.exe',
  'a\u200b.xlsx',
  'a\ufeff.xlsx',
  'a\ud800.xlsx',
  'x'.repeat(201),
  '户'.repeat(70),
  ...DEVICES,
  ...DEVICES.map((name) => `${name}.xlsx`),
  ...DEVICES.map((name) => `${name} .tar.gz`),
];

describe('plain file names', () => {
  test.each(REFUSED)('refuses %j', (name) => expect(isPlainFileName(name)).toBe(false));

  test.each([
    '户信息表.xlsx',
    '张庄村_2025年收入核算表_20251122.xlsx',
    'truth.json',
    '表(2).xls',
    'conference.csv',
    '𠮷.txt',
  ])('accepts %j', (name) => expect(isPlainFileName(name)).toBe(true));

  test('an accepted name never leaves its folder', () => {
    const folder = join(sep, 'data', 'out');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', ' ', ':', '~', '户', '\u0000') }), (name) => {
        if (isPlainFileName(name)) expect(join(folder, name)).toBe(`${folder}${sep}${name}`);
      }),
      { numRuns: 2000 },
    );
  });
});
