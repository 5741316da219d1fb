/** Damage that shows only when rows are held against each other: names a row off, households torn apart, persons twice. */
import { describe, expect, it } from 'vitest';
import type { CellValue } from '../sheet';
import { idOf } from '../understand/testSheet';
import { repair } from './repair';
import { findings, TODAY, told, understood } from './testTable';
import { examine } from './examine';

const HEADER = [
  '户编号',
  '户主姓名',
  '姓名',
  '与户主关系',
  '性别',
  '身份证号',
  '出生日期',
  '家庭人口数',
  '村民小组',
  '备注',
];
const [NO, HEAD, NAME, RELATION, SEX, ID, BIRTH, COUNT, GROUP, NOTE] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const FAMILIES: readonly (readonly string[])[] = [
  ['王大强', '李桂芳', '王军', '王丽'],
  ['张建国', '陈秀兰', '张勇'],
  ['刘德福', '赵玉梅', '刘洋', '刘燕'],
  ['杨刚', '吴春花', '杨鹏'],
  ['黄志强', '周桂花', '黄伟', '黄婷'],
  ['徐福', '孙秀英', '徐峰'],
];

/** Six households; women by their names. */
function villagers(): CellValue[][] {
  return FAMILIES.flatMap((names, home) =>
    names.map((name, at): CellValue[] => {
      const sex = /[芳丽兰梅燕花婷英]$/.test(name) ? '女' : '男';
      const birth = `${(at < 2 ? 1960 : 1990) + home}0${at + 1}1${home}`;
      return [
        `5299990110${home}`,
        names[0] ?? '',
        name,
        at === 0 ? '户主' : at === 1 ? '配偶' : sex === '男' ? '之子' : '之女',
        sex,
        idOf(birth, home * 20 + at * 2 + (sex === '男' ? 1 : 2) + 100),
        `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`,
        names.length,
        `${(home % 3) + 1}组`,
        null,
      ];
    }),
  );
}

function moved(rows: CellValue[][], from: number, by: number): CellValue[][] {
  const names = rows.map((row) => row[NAME] ?? null);
  return rows.map((row, at) => (at < from ? row : row.with(NAME, names[at + by] ?? null)));
}

const of = (rows: readonly CellValue[][], kind: string): string[] =>
  told(findings(understood([HEADER, ...rows]))).filter((one) => one.startsWith(kind));

describe('names a row off', () => {
  it('a sound list is no such list', () => {
    expect(told(findings(understood([HEADER, ...villagers()])))).toEqual([]);
  });

  it.each([
    ['down from the first', 0, -1],
    ['up from the first', 0, 1],
    ['up from the middle', 9, 1],
    ['down by two', 0, -2],
  ])('%s: the heads tell', (_, from, by) => {
    expect(of(moved(villagers(), from, by), 'names_shifted')).toHaveLength(1);
  });

  it('without 户主姓名 the family names and the sexes tell', () => {
    const rows = moved(villagers(), 0, 1).map((row) => row.with(HEAD, null));
    expect(of(rows, 'names_shifted')).toHaveLength(1);
  });

  it('the account’s name tells as well', () => {
    const rows = moved(villagers(), 0, 1).map((row) =>
      row
        .with(NOTE, row[HEAD] ?? null)
        .with(HEAD, null)
        .with(SEX, null),
    );
    const table = understood([HEADER.with(NOTE, '户名'), ...rows]);
    expect(told(findings(table)).filter((one) => one.startsWith('names_shifted'))).toHaveLength(1);
  });

  it('two names exchanged are no such thing, and nothing is said where nothing can be proved', () => {
    const rows = villagers();
    const [a, b] = [rows[4] as CellValue[], rows[5] as CellValue[]];
    [a[NAME], b[NAME]] = [b[NAME] ?? null, a[NAME] ?? null];
    expect(of(rows, 'names_shifted')).toEqual([]);
    const bare = moved(villagers(), 0, 1).map((row) =>
      row.with(HEAD, null).with(SEX, null).with(ID, null).with(RELATION, null),
    );
    expect(of(bare, 'names_shifted')).toEqual([]);
  });
});

describe('households torn apart', () => {
  const sparse = (rows: CellValue[][]): CellValue[][] =>
    rows.map((row) =>
      row[RELATION] === '户主' ? row : row.with(NO, null).with(HEAD, null).with(COUNT, null).with(GROUP, null),
    );
  const sortedBy = (column: number): CellValue[][] =>
    sparse(villagers()).sort((a, b) => String(a[column]).localeCompare(String(b[column]), 'zh-CN'));

  it('number and head in the first rows only are no damage', () => {
    expect(of(sparse(villagers()), 'torn_blocks')).toEqual([]);
  });

  it.each([
    ['names', NAME],
    ['ID numbers', ID],
  ])('sorted by %s they are', (_, column) => {
    expect(of(sortedBy(column), 'torn_blocks')).toEqual(['torn_blocks A1']);
  });
});

describe('households torn apart that show no other sign', () => {
  it('a list of one spouse a household that goes by age all the way', () => {
    const rows = Array.from({ length: 12 }, (_, home) =>
      ['户主', '之子'].map((relation, at): CellValue[] => {
        const birth = `${1950 + home * 2 + at}0101`;
        const own = [`5299990110${home}`, `王${'一二三四五六七八九十百千'[home] ?? ''}`];
        const name = at === 0 ? (own[1] ?? '') : `李${'一二三四五六七八九十百千'[home] ?? ''}`;
        const house = at === 0 ? own : [null, null];
        return [...house, name, relation, '男', idOf(birth, 101), birth, null, null, null];
      }),
    ).flat();
    expect(of(rows, 'torn_blocks')).toEqual(['torn_blocks A1']);
    expect(of(rows.slice(0, 16), 'torn_blocks')).toEqual([]);
  });
});

describe('one person twice', () => {
  it('with one cell different, in one household or two', () => {
    const rows = villagers();
    const copy = (rows[5] as CellValue[]).with(NOTE, '已核实');
    expect(of(rows.toSpliced(8, 0, copy), 'person_twice')).toEqual(['person_twice C10']);
    const elsewhere = copy.with(NO, '52999901105').with(HEAD, '徐福');
    expect(of([...rows, elsewhere], 'person_twice')).toHaveLength(1);
  });

  it('namesakes born on other days are two persons', () => {
    const rows = villagers();
    const other = (rows[5] as CellValue[]).with(ID, idOf('19700101', 301)).with(BIRTH, '1970-01-01');
    expect(of([...rows, other], 'person_twice')).toEqual([]);
  });
});

describe('persons who are gone', () => {
  it.each(['已死亡', '2024年去世', '2023年5月病故', '已迁出', '外嫁'])('%s in 备注 is said', (note) => {
    const rows = villagers();
    (rows[5] as CellValue[])[NOTE] = note;
    expect(of(rows, 'gone_person')).toEqual(['gone_person J7']);
  });

  it('what befell others is not', () => {
    const rows = villagers();
    (rows[5] as CellValue[])[NOTE] = '其父2024年去世，低保已调整';
    expect(of(rows, 'gone_person')).toEqual([]);
  });
});

describe('whole columns', () => {
  it('sexes the wrong way round come right when accepted', () => {
    const rows = villagers().map((row) => row.with(SEX, row[SEX] === '男' ? 2 : 1));
    const tables = [understood([HEADER, ...rows])];
    const damages = examine(tables, { roster: [], today: TODAY });
    expect(told(damages)).toEqual(['sex_inverted E1']);
    expect(damages[0]?.byDefault).toBe(false);
    const [after] = repair(tables, damages);
    expect(after?.repairs?.get(`1:${SEX}`)).toBe('男');
  });

  it('days of the other date system come right when accepted', () => {
    const early = (date: unknown): string =>
      new Date(Date.parse(String(date)) - 1462 * 86_400_000).toISOString().slice(0, 10);
    const rows = villagers().map((row) => row.with(BIRTH, early(row[BIRTH])));
    const tables = [understood([HEADER, ...rows])];
    const damages = examine(tables, { roster: [], today: TODAY });
    expect(told(damages)).toEqual(['date_system G1']);
    expect(repair(tables, damages)[0]?.repairs?.get(`1:${BIRTH}`)).toBe(villagers()[0]?.[BIRTH]);
  });
});

describe('同上', () => {
  const ditto = (column: number, value: string): string => {
    const rows = villagers();
    (rows[2] as CellValue[])[column] = value;
    return of(rows, 'ditto').join(' | ');
  };

  it.each([
    ['同上', GROUP, 'ditto I4 → 1组'],
    ['〃', GROUP, 'ditto I4 → 1组'],
    ['″', NO, 'ditto A4 → 52999901100'],
    ['同上', HEAD, 'ditto B4 → 王大强'],
    ['同上', ID, 'ditto F4'],
    ['同上', NAME, 'ditto C4'],
    ['同上', BIRTH, 'ditto G4'],
  ])('%s in column %d', (value, column, expected) => {
    expect(ditto(column, value)).toBe(expected);
  });

  it('of a head is nothing that can be copied from the household above', () => {
    const rows = villagers();
    (rows[4] as CellValue[])[NO] = '同上';
    expect(of(rows, 'ditto')).toEqual(['ditto A6']);
  });
});
