/** The error workbook goes round: marked, corrected, imported again, with forty kinds of error at once. */
import 'fake-indexeddb/auto';
import { writeXlsx } from 'hucre/xlsx';
import { afterEach, describe, expect, it } from 'vitest';
import { columnName, type CellValue } from '#shared/excel/sheet';
import { idOf } from '#shared/excel/understand/testSheet';
import { LIST_SHEET } from '#shared/excel/write/errorBook/listSheet';
import {
  corrected,
  FIRST_ROW,
  partsOf,
  SHEET,
  styledWorkbook,
  styleOf,
} from '#shared/excel/write/errorBook/testStyled';
import { readWorkbook } from '#shared/excel/read/readWorkbook';
import { saveField } from '../../store/commands/saveField';
import {
  closeWorlds,
  coloured,
  faulty,
  HEADERS,
  household,
  HOUSEHOLDS,
  putRight,
  stylesOf,
  SURNAMES,
  World,
  type Header,
} from './testBook';

afterEach(closeWorlds);

/** Few spins: they only make a try take long. */
function lockedWorkbook(rows: readonly (readonly (string | number | null)[])[], password: string): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [{ name: '花名册', rows: rows.map((row) => [...row]) }],
    encryption: { password, spinCount: 1000 },
  });
}

describe('the error workbook, from import to import', () => {
  it('marks forty kinds of error, each at its cell, and takes exactly what is corrected', async () => {
    const { sound, rows, errors } = faulty();
    const original = styledWorkbook(HEADERS, rows);
    const world = await World.open();
    const first = await world.take(original, '李庄.xlsx');
    const book = await world.marked(first.result, '李庄.xlsx');
    const [before, after] = [partsOf(original), partsOf(book)];

    const found = coloured(after);
    expect(found.toSorted()).toEqual(errors.map(({ cell }) => cell).toSorted());
    const now = stylesOf(after['xl/worksheets/sheet1.xml'] ?? '');
    for (const [cell, style] of stylesOf(before['xl/worksheets/sheet1.xml'] ?? ''))
      if (!found.includes(cell)) expect(now.get(cell), cell).toBe(style);
    expect(now.get('B6')).toBe(styleOf(5, 1));
    const touched = /sheet1\.xml$|styles|Content_Types|workbook\.xml|comments1|vmlDrawing1/;
    for (const [name, text] of Object.entries(before)) if (!touched.test(name)) expect(after[name], name).toBe(text);

    const list = readWorkbook(book, '李庄.xlsx');
    const listed = (list.ok ? list.value.sheets.find(({ name }) => name === LIST_SHEET)?.rows : []) ?? [];
    // Every line says what is wrong and what to do.
    for (const row of listed.slice(2)) {
      expect(String(row[4]), String(row[2])).toMatch(/。$/);
      expect(String(row[5]), String(row[2])).toMatch(/(请|建议).*。$/);
    }
    const birth = listed.find((row) => row[3] === 'damage_birth_against_id');
    expect(birth?.[5]).toMatch(/^可改为 \d{4}-\d\d-\d\d。如果填的是农历/);
    expect(listed.slice(2).map((row) => row[1])).toEqual(listed.slice(2).map(() => SHEET));
    expect(new Set(listed.slice(2).map((row) => row[2]))).toEqual(new Set(errors.map(({ cell }) => cell)));

    const fixed = corrected(book, new Map(errors.map(({ cell, sound: value }) => [cell, value])));
    const second = await world.take(fixed, '李庄（标出问题）.xlsx');
    expect(second.counts).toEqual(putRight(errors));
    expect(await world.unread()).toEqual([]);
    const clean = await World.open();
    await clean.take(styledWorkbook(HEADERS, sound), '净.xlsx');
    expect(await world.hash()).toBe(await clean.hash());
    expect((await world.take(fixed, '李庄（标出问题）.xlsx')).counts).toMatchObject({ same: HOUSEHOLDS });
  });

  it('overwrites nothing but what the list is about: not the rows beside it, not what was typed since', async () => {
    const sound = Array.from({ length: 6 }, (_, at) => household(at));
    const rows = sound.map((row) => [...row]);
    const column = (header: Header): number => HEADERS.indexOf(header);
    for (const row of [rows[1]!, rows[2]!]) row[column('性别')] = row[column('性别')] === '男' ? '女' : '男';
    const world = await World.open();
    const first = await world.take(styledWorkbook(HEADERS, rows), '李庄.xlsx');
    const book = await world.marked(first.result, '李庄.xlsx');
    const ids = await world.ids();
    await saveField(world.archive, ids[2]!, { path: 'members[0].education', value: '大专' });
    const at = (header: Header, row: number): string => `${columnName(column(header))}${row + FIRST_ROW + 1}`;
    const fixed = corrected(
      book,
      new Map<string, CellValue>([
        [at('性别', 1), '男'],
        // The clerk sees in the same row that the amount was wrong as well.
        [at('务工月收入（元）', 1), 4321],
        [at('性别', 2), '女'],
        [at('文化程度', 2), '高中'],
        [at('文化程度', 4), '高中'],
      ]),
    );
    const second = await world.take(fixed, '李庄（标出问题） (1).xlsx');
    expect(second.counts).toMatchObject({ new: 0, changed: 1, conflict: 2, same: 3 });
    const records = await world.records();
    const values = records.map(({ members: [one] }) => [one?.['sex'], one?.['education'], one?.['work_income_month']]);
    expect(values[1]).toEqual(['男', '初中', 4321]);
    expect(values[2]).toEqual(['女', '大专', 3026]);
    expect(values[4]).toEqual(['女', '小学', 3052]);
    // The same cells in a file that is not the one handed out: conflicts, as with any file.
    const plain = await World.open();
    await plain.take(styledWorkbook(HEADERS, rows), '李庄.xlsx');
    expect((await plain.take(styledWorkbook(HEADERS, sound), '李庄.xlsx')).counts).toMatchObject({ conflict: 2 });
  });

  it('gives back a workbook with a password without it, once the password is known', async () => {
    const sound = Array.from({ length: 6 }, (_, at) => household(at));
    const rows = sound.map((row) => [...row]) as (string | number | null)[][];
    rows[2]![HEADERS.indexOf('务工月收入（元）')] = '外出';
    const world = await World.open();
    const locked = await lockedWorkbook([HEADERS, ...rows], '村2024');
    const { result } = await world.take(locked, '李庄.xlsx', '村2024');
    for (const wrong of [undefined, '村2025']) {
      const refused = await world.book(result, '李庄.xlsx', wrong);
      expect(!refused.ok && refused.error.code).toBe('error_book_locked');
    }
    const made = await world.book(result, '李庄.xlsx', '村2024');
    if (!made.ok) throw new Error(made.error.code);
    expect(made.value).toMatchObject({ unlocked: true, converted: false, marked: 1 });
    expect(coloured(partsOf(made.value.bytes))).toEqual([`${columnName(HEADERS.indexOf('务工月收入（元）'))}4`]);
    // It opens without a password and comes back as any other.
    expect((await world.take(made.value.bytes, made.value.name)).counts).toMatchObject({ same: 6 });
    // Files that Excel encrypts without asking for a password are no secret to begin with.
    const open = await lockedWorkbook([HEADERS, ...rows], 'VelvetSweatshop');
    const second = await World.open();
    const other = await second.take(open, '开.xlsx');
    const book = await second.book(other.result, '开.xlsx');
    expect(book.ok && book.value).toMatchObject({ unlocked: false, marked: 1 });
  });

  it('finds a household again that was entered under a wrong number', async () => {
    const headers = ['户主姓名', '户主证件号码', '家庭住址'];
    const people = Array.from({ length: 5 }, (_, at) => [
      `${SURNAMES.charAt(at)}小明`,
      idOf(`196${at}0305`, 300 + at),
      `李庄村${at + 1}号`,
    ]);
    const rows = people.map((row) => [...row]);
    rows[3]![1] = `${rows[3]![1]!.slice(0, 9)}O${rows[3]![1]!.slice(10)}`;
    const world = await World.open();
    const first = await world.take(styledWorkbook(headers, rows), '名单.xlsx');
    const book = await world.marked(first.result, '名单.xlsx');
    expect(coloured(partsOf(book))).toEqual(['B7']);
    const second = await world.take(corrected(book, new Map([['B7', people[3]![1]!]])), '名单（标出问题）.xlsx');
    expect(second.counts).toMatchObject({ new: 0, suspect: 0, conflict: 0, changed: 1, same: 4 });
    expect((await world.records()).map(({ fields }) => fields['head_id_no'])).toEqual(people.map((row) => row[1]));
  });
});
