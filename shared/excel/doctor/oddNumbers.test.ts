/** Numbers as clerks leave them: marks, words, other numbers, digits too many and too few. */
import { describe, expect, it } from 'vitest';
import type { CellValue } from '../sheet';
import { idOf } from '../understand/testSheet';
import { findings, HEADER, personRow, tableWith, told, understood } from './testTable';
import type { Person } from './types';

const [NO, NAME, SEX, ID, BIRTH, PHONE, WAGE] = [0, 1, 3, 4, 5, 6, 7];
const id = String(personRow(3)[ID]);
const groups = (mark: string): string => [id.slice(0, 6), id.slice(6, 14), id.slice(14)].join(mark);
const one = (column: number, value: CellValue, roster: readonly Person[] = []): string =>
  told(findings(tableWith([[3, column, value]]), roster)).join(' | ');

describe('ID numbers', () => {
  it.each<[string, CellValue, string]>([
    ['a closing quotation mark for an apostrophe', `’${id}`, `stray_marks E5 → ${id}`],
    ['quotation marks', `“${id}”`, `stray_marks E5 → ${id}`],
    ['an apostrophe inside', groups("'"), `stray_marks E5 → ${id}`],
    ['hyphens', groups('-'), `stray_marks E5 → ${id}`],
    ['dots', groups('.'), `stray_marks E5 → ${id}`],
    ['a full stop', `${id}。`, `stray_marks E5 → ${id}`],
    ['spaces are nothing to ask about', groups(' '), 'inner_spaces E5'],
    ['hidden by ×', `${id.slice(0, 6)}××××××××${id.slice(14)}`, 'masked E5'],
    ['hidden by x', `${id.slice(0, 6)}xxxxxxxx${id.slice(14)}`, 'masked E5'],
    ['hidden by few stars', `${id.slice(0, 6)}****${id.slice(14)}`, 'masked E5'],
    ['hidden by dots', `${id.slice(0, 6)}……${id.slice(14)}`, 'masked E5'],
    ['hidden by lines', `${id.slice(0, 10)}________`, 'masked E5'],
    ['a second number in brackets', `${id}（${String(personRow(9)[ID])}）`, 'two_ids E5'],
    ['an old and a new number', `原${id}现${String(personRow(9)[ID])}`, 'two_ids E5'],
    ['ending in X, another below', `52999919900101126X\n${id}`, 'two_ids E5'],
    ['twice the same', `${id}，${id}`, `two_ids E5 → ${id}`],
    ['a name behind', `${id}王小明`, `name_and_id E5 → ${id}`],
    ['a name with a word of kin in it', `${id}宋妹秀`, `name_and_id E5 → ${id}`],
    ['a label before', `身份证号：${id}`, `remark_in_number E5 → ${id}`],
    ['a remark behind', `${id}（已故）`, `remark_in_number E5 → ${id}`],
    ['a letter behind 15 digits is a digit', '529999199503256o81', 'letter_for_digit E5'],
    [
      'a letter behind 15 digits, its number sound',
      `${idOf('19950325', 608).slice(0, 15)}O8${idOf('19950325', 608)[17]}`,
      `letter_for_digit E5 → ${idOf('19950325', 608)}`,
    ],
    ['17 digits', id.slice(0, 17), 'wrong_length E5'],
    ['19 digits, the first 18 of which hold', `${id}1`, `wrong_length E5 → ${id}`],
    ['a zero before', `0${id}`, `wrong_length E5 → ${id}`],
    ['a digit mistyped', `${id.slice(0, 10)}${(Number(id[10]) + 1) % 10}${id.slice(11)}`, 'check_digit E5'],
    ['one digit all over', '111111111111111111', 'placeholder E5 → null'],
    ['zeros', '000000000000000000', 'placeholder E5 → null'],
    ['counted up', '123456789012345678', 'placeholder E5 → null'],
    ['a permit of Hong Kong', 'H12345678', 'other_document E5'],
    ['a passport', '护照E12345678', 'other_document E5'],
  ])('%s', (_, value, expected) => {
    expect(one(ID, value)).toBe(expected);
  });

  it('the archive tells which digit is wrong or missing', () => {
    const roster = [{ name: String(personRow(3)[NAME]), id_no: id }];
    const typed = `${id.slice(0, 15)}${(Number(id[15]) + 1) % 10}${id.slice(16)}`;
    expect(one(ID, typed, roster)).toBe(`check_digit E5 → ${id}`);
    expect(one(ID, id.slice(0, 9) + id.slice(10), roster)).toBe(`wrong_length E5 → ${id}`);
  });

  it('a number rounded before it became text is known by its neighbours, though its check character holds', () => {
    const holds = '529999196701193000';
    const table = tableWith([
      [3, ID, `${String(personRow(3)[ID]).slice(0, 15)}000`],
      [5, ID, `${String(personRow(5)[ID]).slice(0, 15)}000`],
      [7, ID, holds],
      [7, BIRTH, '1967-01-19'],
      [7, SEX, '女'],
    ]);
    expect(told(findings(table))).toContain('rounded E9');
    expect(one(ID, holds)).not.toContain('rounded');
  });

  it.each<[string, (id: string) => CellValue]>([
    ['rounded', (text) => Number(text.replace('X', '0'))],
    ['shown as 5.3E+17', (text) => `${(Number(text.slice(0, 17)) / 1e16).toFixed(2)}E+17`],
    ['with stars', (text) => `${text.slice(0, 6)}********${text.slice(14)}`],
  ])('a whole column %s is a column of ID numbers all the same', (_, damage) => {
    const rows = Array.from({ length: 20 }, (_, at) => personRow(at).with(ID, damage(String(personRow(at)[ID]))));
    const roster = Array.from({ length: 20 }, (_, at) => ({
      name: String(personRow(at)[NAME]),
      id_no: String(personRow(at)[ID]),
    }));
    const table = understood([[...HEADER], ...rows]);
    expect(findings(table).filter(({ column }) => column === ID)).toHaveLength(20);
    const known = findings(table, roster).filter(({ proposal }) => proposal !== undefined);
    expect(known.length).toBeGreaterThan(15);
    for (const { row, proposal } of known) expect(proposal).toBe(personRow(row - 1)[ID]);
  });
});

describe('telephone numbers', () => {
  it.each<[string, CellValue, string]>([
    ['an extension', '0851-2345678转8012', ''],
    ['brackets around the area code', '(0851)2345678', ''],
    ['a 400 number', '4001234567', ''],
    ['a short number of the village network', '661234', ''],
    ['a full stop', '13812345678.', 'stray_marks G5 → 13812345678'],
    ['grouped by dots', '138.1234.5678', 'stray_marks G5 → 13812345678'],
    ['whose it is', '13812345678（儿子）', 'remark_in_number G5 → 13812345678'],
    ['a label', '电话：13812345678', 'remark_in_number G5 → 13812345678'],
    ['out of service', '13812345678空号', 'remark_in_number G5 → 13812345678'],
    ['twice the same', '13812345678 13812345678', 'two_phones G5 → 13812345678'],
    ['three', '13812345678;13987654321;13712345678', 'two_phones G5'],
    ['hidden by x', '138xxxx5678', 'masked G5'],
    ['ten digits', '1381234567', 'wrong_length G5'],
    ['twelve digits', '138123456789', 'wrong_length G5'],
    ['a fraction', 13_812_345_678.5, 'wrong_length G5'],
    ['rounded to 1.38E+10', 13_800_000_000, 'placeholder G5 → null'],
    ['counted up', '12345678901', 'placeholder G5 → null'],
  ])('%s', (_, value, expected) => {
    expect(one(PHONE, value)).toBe(expected);
  });
});

describe('accounts', () => {
  const ACCOUNT = '6217000123456789012';
  const header = [...HEADER.slice(0, 6), '银行卡号'];
  const account = (value: CellValue): string => {
    const rows = Array.from({ length: 20 }, (_, at) => [
      ...personRow(at).slice(0, 6),
      at === 3 ? value : `62170001234567890${at + 10}`,
    ]);
    return told(findings(understood([header, ...rows]))).join(' | ');
  };

  it.each<[string, CellValue, string]>([
    ['hyphens', '6217-0001-2345-6789-012', ''],
    ['a label', `账号：${ACCOUNT}`, `remark_in_number G5 → ${ACCOUNT}`],
    ['a bank', `农信${ACCOUNT}`, `remark_in_number G5 → ${ACCOUNT}`],
    ['two', `${ACCOUNT}、6217000123456789013`, 'two_accounts G5'],
    ['an ID number', id, 'id_in_account G5'],
    ['rounded, then made a text', '6217000123456780000', 'rounded G5'],
    ['a phone', '13812345678', 'wrong_length G5'],
    ['a letter for a digit that is not settled: nothing is cut off', '621700012345S789012', ''],
  ])('%s', (_, value, expected) => {
    expect(account(value)).toBe(expected);
  });
});

describe('household numbers', () => {
  it('full-width digits and a space before are no letters', () => {
    const number = String(personRow(3)[NO]);
    const wide = [...number].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');
    expect(one(NO, wide)).not.toContain('letter_for_digit');
    expect(one(NO, ` ${number}`)).not.toContain('letter_for_digit');
  });
});

describe('amounts and land', () => {
  it.each<[string, CellValue, string]>([
    ['亩 and 分', '3亩5分', 'wrong_unit H5 → 3.5'],
    ['half a 亩', '3亩半', 'wrong_unit H5 → 3.5'],
    ['分', '35分', 'wrong_unit H5 → 3.5'],
    ['in words', '三亩五分', 'wrong_unit H5 → 3.5'],
    ['hectares', '0.2公顷', 'wrong_unit H5 → 3'],
    ['two kinds of land', '水田2亩旱地1亩', ''],
    ['square metres under 亩', 2300, 'too_large H5'],
  ])('land: %s', (_, value, expected) => {
    const header = HEADER.with(WAGE, '耕地面积（亩）');
    const rows = Array.from({ length: 20 }, (_, at) => personRow(at).with(WAGE, at === 3 ? value : 3 + at / 10));
    expect(told(findings(understood([header, ...rows]))).join(' | ')).toBe(expected);
  });

  it('a sum far beyond all others is asked about, a large one is not', () => {
    expect(one(WAGE, 123_456_789)).toBe('too_large H5');
    expect(one(WAGE, 180_000)).toBe('');
  });
});
