/** What could be read two ways is understood, or said: never taken silently for one of them. */
import { describe, expect, it } from 'vitest';
import type { Row } from '../../derive/record';
import type { Problem } from '../../import/types';
import type { CellValue } from '../sheet';
import { sheetOf, workbookOf } from '../understand/testSheet';
import { toRecords } from '../understand/toRecords';
import { understandWorkbooks } from '../understand/understand';
import { examine } from './examine';
import { repair } from './repair';
import { HEADER, personRow, told, TODAY } from './testTable';

const ROWS = 14;

interface Taken {
  /** Findings of the doctor. */
  readonly findings: readonly string[];
  /** `code cell` of what reading reports. */
  readonly problems: readonly string[];
  readonly years: readonly (readonly Row[])[];
  readonly fields: readonly Row[];
  readonly members: readonly Row[];
  /** Headers that were mapped to nothing: kept as 附加列. */
  readonly unmapped: readonly string[];
  readonly tables: number;
}

/** As an import without a hand on it: only what the doctor ticks in advance is accepted, or everything. */
function take(rows: readonly (readonly CellValue[])[], accepted: 'by default' | 'all' = 'by default'): Taken {
  const { sheets, problems } = understandWorkbooks([workbookOf(sheetOf(rows))], { today: TODAY, year: 2025 });
  const damages = examine(sheets, { roster: [], today: TODAY });
  const after = repair(
    sheets,
    damages.filter(({ byDefault }) => accepted === 'all' || byDefault),
  );
  const records = toRecords(after);
  const households = records.households.map(({ record }) => record);
  return {
    findings: told(damages),
    problems: [...problems, ...records.problems].map(({ code, cell }: Problem) => `${code} ${cell}`),
    years: households.map((record) => record.years),
    fields: households.map((record) => record.fields),
    members: households.flatMap((record) => record.members),
    unmapped: sheets.flatMap(({ columns }) =>
      columns.filter(({ field }) => field === null).map(({ header }) => header),
    ),
    tables: sheets.length,
  };
}

/** Sound persons with columns of one's own behind them. */
function roster(extra: readonly string[], cells: (at: number) => CellValue[]): CellValue[][] {
  return [
    [...HEADER.slice(0, 6), ...extra],
    ...Array.from({ length: ROWS }, (_, at) => [...personRow(at).slice(0, 6), ...cells(at)]),
  ];
}

/** The values of one field in the years, one a household. */
const yearly = ({ years }: Taken, key: string): unknown[] => years.map(([year]) => year?.[key]);

describe('amounts', () => {
  it('25000 under 单位：万元 is no 250,000,000', () => {
    const title: CellValue[] = ['收入情况表（单位：万元）'];
    const rows = [title, ...roster(['工资性收入'], (at) => [25_000 + at])];
    const taken = take(rows);
    expect(taken.findings.filter((one) => one.startsWith('unit_doubtful'))).toHaveLength(ROWS);
    expect(yearly(taken, 'inc_wage').filter((value) => value !== undefined)).toEqual([]);
    expect(taken.problems).toContain('unit_doubtful G3');
    expect(yearly(take(rows, 'all'), 'inc_wage').slice(0, 2)).toEqual([25_000, 25_001]);
  });

  it('one amount in 元 among 万元 is found and the others are taken', () => {
    const taken = take(roster(['工资性收入（万元）'], (at) => [at === 3 ? 25_000 : at === 5 ? 99 : 2.5 + at / 10]));
    expect(taken.findings).toEqual(['unit_doubtful G5 → 25000元', 'unit_doubtful G7 → 99元']);
    expect(yearly(taken, 'inc_wage').slice(2, 5)).toEqual([27_000, undefined, 29_000]);
  });

  it('250万元 written out is believed', () => {
    const taken = take(roster(['工资性收入（万元）'], (at) => [at === 3 ? '250万元' : 2.5]));
    expect(yearly(taken, 'inc_wage')[3]).toBe(2_500_000);
  });

  it('千元 is doubted as well', () => {
    expect(take(roster(['工资性收入（千元）'], () => [25_000])).findings[0]).toBe('unit_doubtful G2 → 25000元');
  });

  it('a column of 元 that holds 2.5 throughout is said to look like 万元', () => {
    expect(take(roster(['工资性收入（元）'], (at) => [2.5 + at / 10])).findings).toEqual(['column_in_wan G1']);
    expect(take(roster(['工资性收入（元）'], (at) => [25_000.5 + at])).findings).toEqual([]);
  });

  it('bare codes that mean different things in different systems are said once a column', () => {
    const rows = roster(['文化程度', '健康状况'], (at) => [1 + (at % 4), 1]);
    expect(take(rows).findings).toEqual(['bare_codes G1']);
    expect(take(roster(['文化程度'], (at) => [at === 3 ? 2 : '小学'])).findings).toEqual([]);
    expect(take(roster(['文化程度', '残疾等级'], () => ['小学', 1])).findings).toEqual([]);
  });

  it('2.5万 and 25000元 in a cell mean what they say under either unit', () => {
    const taken = take(
      roster(['工资性收入（元）', '纯收入（万元）'], (at) => [
        at === 2 ? '2.5万' : 4000,
        at === 3 ? '2.5万' : at === 4 ? '25000元' : 2.1,
      ]),
    );
    expect(yearly(taken, 'inc_wage')[2]).toBe(25_000);
    expect(yearly(taken, 'inc_net').slice(2, 5)).toEqual([21_000, 25_000, 25_000]);
  });

  it('a wage a month is no wage of a year, a weight no amount', () => {
    const taken = take(roster(['工资性收入（元/月）', '种植业收入（斤）', '务工时间（天）'], () => [3000, 800, 90]));
    expect(taken.unmapped).toEqual(['工资性收入（元/月）', '种植业收入（斤）', '务工时间（天）']);
  });

  it('areas are converted exactly, or left alone', () => {
    const taken = take(roster(['耕地面积（平方米）', '林地面积（公顷）', '草场面积（分）'], () => [2000, 1.5, 4]));
    expect(taken.years[0]?.[0]).toMatchObject({ land_arable: 3, land_forest: 22.5 });
    expect(taken.unmapped).toEqual(['草场面积（分）']);
  });

  it('a percentage is no amount', () => {
    const taken = take(roster(['工资性收入（元）'], (at) => [at === 3 ? '35%' : 3000]));
    expect(taken.findings).toEqual(['percent G5']);
    expect(yearly(taken, 'inc_wage')[3]).toBeUndefined();
  });

  it('a loss may be negative, wages and persons may not', () => {
    const taken = take(
      roster(['纯收入（元）', '工资性收入（元）', '家庭人口数'], (at) => [
        at === 2 ? -300 : 4000,
        at === 3 ? -500 : 4000,
        at === 4 ? -3 : 3,
      ]),
    );
    expect(taken.findings).toEqual(['negative H5', 'negative I6']);
  });
});

describe('years', () => {
  it('去年 in a column of years is no year anybody knows: said, and not entered under another', () => {
    const words = ['去年', '今年', '2023', '上年', '本年', '当年度'];
    const rows = Array.from({ length: ROWS }, (_, at): CellValue[] => [
      personRow(at)[0] ?? null,
      personRow(at)[1] ?? null,
      words[at % 6] ?? null,
      1000 + at,
    ]);
    const taken = take([['户编号', '户主姓名', '年度', '工资性收入（元）'], ...rows]);
    expect(taken.years.slice(0, 4)).toEqual([[], [], [{ year: 2023, inc_wage: 1002 }], []]);
    expect(taken.problems).toContain('year_unread C2');
    expect(taken.problems.filter((one) => one.startsWith('year_unread'))).toHaveLength(12);
  });

  it('2024年度 is the year 2024; 二〇二四年 and 2023-2024 are said, and not entered under another', () => {
    const taken = (year: (at: number) => CellValue): Taken =>
      take([
        ['户编号', '户主姓名', '年份', '工资性收入（元）'],
        ...Array.from({ length: ROWS }, (_, at): CellValue[] => [
          personRow(at)[0] ?? null,
          personRow(at)[1] ?? null,
          year(at),
          1000 + at,
        ]),
      ]);
    expect(taken(() => '2024年度').years[0]).toEqual([{ year: 2024, inc_wage: 1000 }]);
    for (const text of ['二〇二四年', '2023-2024']) {
      const { years, problems } = taken(() => text);
      expect(years.flat(), text).toEqual([]);
      expect(problems.filter((one) => one.startsWith('year_unread'))).toHaveLength(ROWS);
    }
  });

  it('去年 and 今年 in headers are never one and the same year', () => {
    const taken = take(roster(['去年工资性收入（元）', '今年工资性收入（元）'], (at) => [1000 + at, 2000 + at]));
    const values = taken.years.flatMap((years) => years.map((year) => year['inc_wage']));
    expect(values.filter((value) => Number(value) < 2000)).toEqual([]);
    expect(taken.unmapped).toContain('去年工资性收入（元）');
  });
});

describe('dates and ages', () => {
  it('03/04/2021 is not read while nothing says which is the day', () => {
    const taken = take(roster(['首次识别时间'], (at) => [at === 2 ? '03/04/2021' : `2014-0${(at % 9) + 1}-11`]));
    expect(taken.findings).toEqual(['date_order G4']);
    expect(taken.fields[2]).not.toHaveProperty('first_identified');
  });

  it('21/03/04 is not read while nothing says where the year stands', () => {
    const taken = take(roster(['首次识别时间'], (at) => [at === 2 ? '21/03/04' : `2014-0${(at % 9) + 1}-11`]));
    expect(taken.findings).toEqual(['two_digit_year G4']);
    expect(taken.fields[2]).not.toHaveProperty('first_identified');
  });

  it('an age is no date of birth', () => {
    const rows = Array.from({ length: ROWS }, (_, at) => [...personRow(at).slice(0, 5), 76 - at]);
    const taken = take([[...HEADER.slice(0, 5), '出生日期'], ...rows]);
    expect(taken.members.filter((member) => 'birth_date' in member)).toEqual([]);
    expect(taken.unmapped).toEqual(['出生日期']);
  });
});

describe('answers turned round', () => {
  it('是否未… is not the question of the field', () => {
    const headers = ['是否未解决安全饮用水', '饮水不安全', '未参加城乡居民基本医疗保险'];
    expect(take(roster(headers, () => ['否', '是', '否'])).unmapped).toEqual(headers);
  });

  it('1 and 2 are not taken for 是 and 否 silently', () => {
    const taken = take(roster(['是否独生子女户'], (at) => [at % 2 === 0 ? 1 : 2]));
    expect(taken.problems.filter((one) => one.startsWith('not_yes_no'))).toHaveLength(ROWS / 2);
  });

  it('sexes coded the other way round are held against the ID numbers', () => {
    const rows = Array.from({ length: ROWS }, (_, at) => [
      ...personRow(at).slice(0, 3),
      at % 2 === 0 ? 1 : 2,
      personRow(at)[4] ?? null,
    ]);
    const taken = take([HEADER.slice(0, 5), ...rows]);
    expect(taken.findings).toEqual(['sex_inverted D1']);
  });
});

describe('cells that hold no value', () => {
  it('errors and formulas as text are kept out of every field', () => {
    const taken = take(
      roster(['家庭住址', '工资性收入（元）'], (at) => [
        at === 2 ? '#N/A' : at === 3 ? '=VLOOKUP(A2,B:C,2,0)' : at === 4 ? { kind: 'error', text: '#REF!' } : '李庄1号',
        at === 5 ? '#REF!' : 3000,
      ]),
    );
    expect(taken.findings).toEqual(['error_value G4', 'formula_text G5', 'error_value G6', 'error_value H7']);
    expect(taken.fields.slice(2, 5).filter((fields) => 'address' in fields)).toEqual([]);
    expect(taken.problems).toEqual(['cell_error G4', 'formula_as_text G5', 'cell_error G6', 'cell_error H7']);
  });

  it('two phone numbers in a cell are said', () => {
    const taken = take(
      roster(['家庭成员联系电话'], (at) => [at === 2 ? '13812345678 13987654321' : `138${10_000_000 + at * 7919}`]),
    );
    expect(taken.findings).toEqual(['two_phones G4']);
  });
});

describe('rows of nobody known', () => {
  const people = (heads: boolean): CellValue[][] =>
    Array.from({ length: ROWS }, (_, at) => [
      personRow(at)[1] ?? null,
      heads && at % 3 === 1 ? '户主' : '长子',
      personRow(at)[3] ?? null,
      personRow(at)[4] ?? null,
    ]);

  it('members before the first 户主, without a key, are refused, not given to the next household', () => {
    const taken = take([['姓名', '与户主关系', '性别', '身份证号'], ...people(true)]);
    expect(taken.problems).toContain('row_without_key A2');
    expect(taken.members.map(({ name }) => name)).not.toContain(personRow(0)[1]);
  });

  it('a roster without any 户主 is no household', () => {
    const taken = take([['姓名', '与户主关系', '性别', '身份证号'], ...people(false)]);
    expect(taken.members).toEqual([]);
    expect(taken.problems.length).toBeGreaterThan(0);
  });
});

describe('the same header twice, side by side', () => {
  it('is two tables where each has its heads', () => {
    const header = ['户主姓名', '家庭人口数', '耕地面积（亩）'];
    const rows = Array.from({ length: 10 }, (_, at): CellValue[] => [
      ...[personRow(at)[1] ?? null, 3, 2.5],
      ...[personRow(at + 10)[1] ?? null, 4, 5.5],
    ]);
    const taken = take([[...header, ...header], ...rows]);
    expect(taken.tables).toBe(2);
    expect(taken.fields.length).toBe(20);
    expect(yearly(taken, 'land_arable').filter((area) => area === 5.5)).toHaveLength(10);
  });

  it.each([
    ['persons', ['姓名', '性别', '身份证号'], (at: number) => [1, 3, 4].map((column) => personRow(at)[column] ?? null)],
    ['amounts', ['序号', '姓名', '金额'], (at: number) => [at + 1, personRow(at)[1] ?? null, 300]],
  ])('%s without a key are said and not entered', (_, header, cells) => {
    const rows = Array.from({ length: 10 }, (__, at): CellValue[] => [...cells(at), ...cells(at + 10)]);
    const taken = take([[...header, ...header], ...rows]);
    expect(taken.fields).toEqual([]);
    expect(taken.problems.some((one) => /^no_(?:key_column|header)/.test(one))).toBe(true);
  });
});
