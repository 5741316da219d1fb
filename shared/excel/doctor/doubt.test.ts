import { describe, expect, it } from 'vitest';
import { checksumHolds } from '../../values/idNumber';
import type { CellValue } from '../sheet';
import { idOf } from '../understand/testSheet';
import { findings, HEADER, personRow, tableWith, told, understood } from './testTable';

const [NAME, SEX, ID, BIRTH] = [1, 3, 4, 5];
const text = (row: number, column: number): string => String(personRow(row)[column]);
const id = (row: number): string => text(row, ID);
/** A birth date that differs from the sound one by a digit. */
const slip = (row: number): string => text(row, BIRTH).replace(/^195/, '196');

function withAges(ages: (row: number) => CellValue, changes: readonly [number, number, CellValue][]): CellValue[][] {
  const rows = Array.from({ length: 20 }, (_, at) => [...personRow(at), 2026 - Number(text(at, BIRTH).slice(0, 4))]);
  for (const [row, column, value] of changes) (rows[row] as CellValue[])[column] = value;
  rows.forEach((row, at) => (row[9] = ages(at) ?? row[9] ?? null));
  return [[...HEADER, '年龄'], ...rows];
}

describe('a birth date that the ID number contradicts', () => {
  it('is proposed from a number that nothing speaks against', () => {
    expect(told(findings(tableWith([[3, BIRTH, slip(3)]])))).toEqual([`birth_against_id F5 → ${text(3, BIRTH)}`]);
  });

  it('is never proposed from a number that the fill handle counted on, even where its check character holds', () => {
    // …99 + 2 = …01 two places further left leaves the sum of the check as it was.
    const start = Array.from({ length: 99 }, (_, tens) => idOf('19531013', 100 + tens)).find((one) =>
      one.endsWith('99'),
    );
    expect(start).toBeDefined();
    const second = counted(start ?? '', 2);
    expect(checksumHolds(second)).toBe(true);
    const changes: [number, number, CellValue][] = [
      [4, ID, start ?? ''],
      [4, BIRTH, '1953-10-13'],
      [4, SEX, '男'],
      [5, ID, counted(start ?? '', 1)],
      [6, ID, second],
      [6, BIRTH, '1953-10-15'],
    ];
    const damages = findings(tableWith(changes));
    expect(told(damages)).toContain('drag_fill E8');
    expect(told(damages).filter((one) => one.includes('F8'))).toEqual(['birth_against_id F8']);
    expect(damages.filter(({ proposal }) => proposal !== undefined)).toEqual([]);
  });

  it('is not proposed from a number that stands beside another name as well', () => {
    const damages = findings(
      tableWith([
        [3, ID, id(5)],
        [3, BIRTH, `${text(5, BIRTH).slice(0, 9)}9`],
        [3, SEX, text(5, SEX)],
      ]),
    );
    expect(damages.find(({ cell }) => cell === 'F5')?.kind).toBe('birth_against_id');
    expect(damages.filter(({ proposal }) => proposal !== undefined)).toEqual([]);
  });

  it('is not proposed where the sex speaks against the number, too', () => {
    const damages = findings(
      tableWith([
        [3, BIRTH, slip(3)],
        [3, SEX, '女'],
      ]),
    );
    expect(told(damages)).toEqual(['sex_against_id D5', 'birth_against_id F5']);
  });

  it('is not proposed where the archive keeps another number for the person, or the number for another person', () => {
    const table = tableWith([[3, BIRTH, slip(3)]]);
    const other = { name: text(3, NAME), id_no: idOf(slip(3).replaceAll('-', ''), 333) };
    expect(told(findings(table, [other]))).toEqual(['birth_against_id F5']);
    expect(told(findings(table, [{ name: '赵大', id_no: id(3) }]))).toEqual(['birth_against_id F5']);
    expect(told(findings(table, [{ name: text(3, NAME), id_no: id(3) }]))).toHaveLength(1);
    expect(findings(table, [{ name: text(3, NAME), id_no: id(3) }])[0]?.proposal).toBe(text(3, BIRTH));
  });

  it('is not proposed where the age agrees with the cell and not with the number', () => {
    const off = '1977-04-13';
    const age = (year: number) => (row: number) => (row === 3 ? 2026 - year : null);
    const known = (rows: CellValue[][]): string[] =>
      told(findings(understood(rows)).filter(({ cell }) => cell === 'F5'));
    expect(known(withAges(age(1977), [[3, BIRTH, off]]))).toEqual(['birth_against_id F5']);
    expect(known(withAges(age(1953), [[3, BIRTH, off]]))).toEqual([`birth_against_id F5 → ${text(3, BIRTH)}`]);
  });

  it('is not proposed where both dates have nothing in common and nothing else vouches for the number', () => {
    expect(told(findings(tableWith([[3, BIRTH, '1988-11-27']])))).toEqual(['birth_against_id F5']);
  });

  it('settles a date that reads badly only from a number that nothing speaks against', () => {
    const bad = '1953年2月30日';
    expect(told(findings(tableWith([[3, BIRTH, bad]])))).toEqual([`impossible_date F5 → ${text(3, BIRTH)}`]);
    const damages = findings(
      tableWith([
        [3, BIRTH, bad],
        [3, SEX, '女'],
      ]),
    );
    expect(told(damages)).toEqual(['sex_against_id D5', 'impossible_date F5']);
  });
});

/** As the fill handle counts. */
function counted(number: string, by: number): string {
  return number.slice(0, 9) + String(Number(number.slice(9)) + by).padStart(9, '0');
}
