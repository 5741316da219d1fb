import { describe, expect, it } from 'vitest';
import { damageMessages } from '../../messages/damage';
import { toRecords } from '../understand/toRecords';
import type { CellValue } from '../sheet';
import { examination } from './examine';
import { DAMAGE_KINDS } from './kinds';
import { repair } from './repair';
import { HEADER, TODAY, findings, personRow, tableWith, told, understood } from './testTable';
import { MOST_PER_KIND } from './types';

const [NO, NAME, RELATION, SEX, ID, BIRTH, PHONE, WAGE, ADDRESS] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const text = (row: number, column: number): string => String(personRow(row)[column]);
const id = (row: number): string => text(row, ID);

describe('a sound table', () => {
  it('has no findings', () => {
    expect(findings(tableWith([]))).toEqual([]);
  });

  it('is not touched by a repair of nothing', () => {
    const table = tableWith([]);
    expect(repair([table], [])[0]).toBe(table);
  });
});

describe('one damaged cell, one finding', () => {
  it.each<[string, number, CellValue, string]>([
    ['rounded', ID, 529999197001011000, 'rounded E5'],
    ['scientific', ID, '5.30E+17', 'scientific E5'],
    ['masked', ID, '529999********1234', 'masked E5'],
    ['letter', ID, `O${id(3).slice(1)}`, 'letter_for_digit E5'],
    ['certificate', ID, `${id(3)}43`, `certificate_as_id E5 → ${id(3)}`],
    ['certificate issued again', ID, `${id(3)}43B1`, `certificate_as_id E5 → ${id(3)}`],
    ['two numbers', ID, `${id(3)}/${id(9)}`, 'two_ids E5'],
    ['name and number', ID, `王小明${id(3)}`, `name_and_id E5 → ${id(3)}`],
    ['old number', ID, id(3).slice(0, 6) + id(3).slice(8, 17), `id_15 E5 → ${id(3)}`],
    ['phone as ID', ID, '13812345678', 'phone_in_id E5'],
    ['ID as phone', PHONE, id(3), 'id_in_phone G5'],
    ['two phones', PHONE, '13812345678/13987654321', 'two_phones G5'],
    ['two phones without anything between', PHONE, '1381234567813987654321', 'two_phones G5'],
    ['letters in a phone', PHONE, '138l234567O', 'letter_for_digit G5 → 13812345670'],
    ['area code without 0', PHONE, 8514567890, 'lost_zero G5 → 08514567890'],
    ['a mobile number that lost a digit is none of a landline', PHONE, '1381234567', 'wrong_length G5'],
    ['float', PHONE, '13812345678.0', 'float_suffix G5 → 13812345678'],
    ['spaces in a name', NAME, '张  三', 'name_spaces B5 → 张三'],
    ['ideographic space', NAME, '李　明', 'name_spaces B5 → 李明'],
    ['compound surname', NAME, '欧阳 修', 'name_spaces B5 → 欧阳修'],
    ['remark', NAME, '张三（已故）', 'remark_in_name B5 → 张三'],
    ['unknown remark', NAME, '张三（大）', 'remark_in_name B5'],
    ['two persons', NAME, '张三、李四', 'two_persons B5'],
    ['traditional', NAME, '張國強', 'traditional B5 → 张国强'],
    ['UTF-8 read as GBK', NAME, '寮犱笁', 'mojibake B5 → 张三'],
    ['UTF-8 read as GBK with a byte left over', NAME, '娌堢弽绉€', 'mojibake B5 → 沈珍秀'],
    ['UTF-8 read as latin', NAME, 'å¼\u00a0ä¸‰', 'mojibake B5 → 张三'],
    ['question marks', NAME, '???', 'mojibake B5'],
    ['known rubbish', ADDRESS, '李庄锟斤拷号', 'mojibake I5'],
    ['error as text', ADDRESS, '#REF!', 'error_value I5'],
    ['error', WAGE, { kind: 'error', text: '#N/A' }, 'error_value H5'],
    ['uncached', WAGE, { kind: 'uncached', text: '=A1' }, 'formula_uncached H5'],
    ['formula', WAGE, '=SUM(A1:A3)', 'formula_text H5'],
    ['impossible date', BIRTH, '1953年2月30日', `impossible_date F5 → ${text(3, BIRTH)}`],
    ['two dates', BIRTH, '1953-04-13、1954-05-02', 'two_dates F5'],
    ['month and day', BIRTH, '0413', `date_without_year F5 → ${text(3, BIRTH)}`],
    ['two digits of a year', BIRTH, '53.4.13', `two_digit_year F5 → ${text(3, BIRTH)}`],
    ['day first', BIRTH, '13/04/1953', `date_order F5 → ${text(3, BIRTH)}`],
    ['another birthday', BIRTH, '1954-04-13', `birth_against_id F5 → ${text(3, BIRTH)}`],
    ['another sex', SEX, '女', 'sex_against_id D5 → 男'],
    [
      'a month typed into a date cell',
      BIRTH,
      { kind: 'date', serial: 195304, format: 'yyyy-mm-dd', is1904: false },
      `date_serial F5 → ${text(3, BIRTH)}`,
    ],
    ['no such month', BIRTH, '201613', `impossible_date F5 → ${text(3, BIRTH)}`],
    ['one person of two words', NAME, '扎西 次仁', ''],
    ['one person with a dot', NAME, '艾力·买买提', ''],
    ['a label is no person', NAME, '户编号〔必填〕', ''],
    ['Chinese number', WAGE, '三千五百元', 'chinese_number H5 → 3500'],
    ['about', WAGE, '约5000', 'approximate H5 → 5000'],
    ['more than', WAGE, '5000多', 'approximate H5'],
    ['range', WAGE, '3000-4000', 'number_range H5'],
    ['text behind', WAGE, '3000斤', 'wrong_unit H5'],
    ['万元', WAGE, 0.35, 'unit_wan H5'],
    ['dollars', WAGE, '$500', 'currency H5'],
    ['blanks between', WAGE, '12 345', 'separators H5 → 12345'],
    ['negative', WAGE, -500, 'negative H5'],
    ['not known', WAGE, '不详', 'blank_marker H5 → null'],
    ['units are read', WAGE, '3,411元', 'number_with_unit H5'],
  ])('%s', (_, column, value, expected) => {
    expect(told(findings(tableWith([[3, column, value]]))).join(' | ')).toBe(expected);
  });
});

describe('numbers that lost their end', () => {
  const rounded = Number(`${id(3).slice(0, 15)}000`);
  const person = { name: text(3, NAME), id_no: id(3) };

  it('come back only when the roster knows exactly one', () => {
    const table = tableWith([[3, ID, rounded]]);
    expect(told(findings(table))).toEqual(['rounded E5']);
    expect(told(findings(table, [person]))).toEqual([`rounded E5 → ${id(3)}`]);
    expect(findings(table, [person])[0]?.byDefault).toBe(false);
  });

  it('stay lost among two of the same name and beginning', () => {
    const twin = { name: person.name, id_no: `${id(3).slice(0, 15)}` };
    const other = Array.from({ length: 100 }, (_, at) => id(3).slice(0, 15) + String(at).padStart(2, '0'))
      .flatMap((first17) => ['0123456789X'].flatMap((checks) => [...checks].map((check) => first17 + check)))
      .find((one) => one !== id(3) && valid(one) && Number(one[16]) % 2 === Number(id(3)[16]) % 2);
    expect(other).toBeDefined();
    const table = tableWith([[3, ID, rounded]]);
    expect(told(findings(table, [person, { ...twin, id_no: other ?? '' }]))).toEqual(['rounded E5']);
  });

  it('stay lost when sex or birth date speak against the only one', () => {
    expect(
      told(
        findings(
          tableWith([
            [3, ID, rounded],
            [3, SEX, '女'],
          ]),
          [person],
        ),
      ),
    ).toEqual(['rounded E5']);
    expect(
      told(
        findings(
          tableWith([
            [3, ID, rounded],
            [3, BIRTH, '1953-04-14'],
          ]),
          [person],
        ),
      ),
    ).toEqual(['rounded E5']);
  });
});

function valid(number: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return '10X98765432'[sum % 11] === number[17];
}

describe('rows', () => {
  const rows = (...more: CellValue[][]): CellValue[][] => [
    [...HEADER],
    ...Array.from({ length: 12 }, (_, at) => personRow(at)),
    ...more,
    personRow(15),
    personRow(16),
  ];

  it('finds a row that stands twice, and leaves it out by default', () => {
    const table = understood(rows(personRow(2)));
    const damages = findings(table);
    expect(told(damages)).toEqual(['duplicate_row E14']);
    const [repaired] = repair(
      [table],
      damages.filter(({ byDefault }) => byDefault),
    );
    expect(repaired?.dataRows.length).toBe(table.dataRows.length - 1);
  });

  it('finds a row shifted by a cell and puts it back', () => {
    const shifted = personRow(14);
    shifted.splice(3, 0, null);
    const table = understood(rows(shifted));
    const damages = findings(table);
    expect(damages.map(({ kind, params }) => [kind, params['by']])).toEqual([['shifted_cells', 1]]);
    const [repaired] = repair([table], damages);
    const person = toRecords(repaired === undefined ? [] : [repaired]).households.find(
      ({ record }) => record.fields['household_no'] === text(14, NO),
    );
    expect(person?.record.members[0]).toMatchObject({ name: text(14, NAME), sex: '女', id_no: id(14) });
  });

  it('finds name and ID in each other’s place', () => {
    const table = tableWith([
      [3, NAME, id(3)],
      [3, ID, text(3, NAME)],
    ]);
    const damages = findings(table);
    expect(told(damages)).toEqual([`swapped_cells B5 → ${text(3, NAME)}`]);
    expect(repair([table], damages)[0]?.repairs?.get('4:4')).toBe(id(3));
  });

  it('finds numbers that Excel counted on', () => {
    const start = id(3);
    const next = (by: number): string => start.slice(0, 9) + String(Number(start.slice(9)) + by);
    expect(
      told(
        findings(
          tableWith([
            [4, ID, next(1)],
            [5, ID, next(2)],
          ]),
        ),
      ),
    ).toEqual(['drag_fill E6', 'drag_fill E7']);
  });

  it('says a column that was sorted alone once, not for every row', () => {
    const births = Array.from({ length: 40 }, (_, at) => personRow(at));
    const moved = births.map((row, at) =>
      row.map((cell, column) => (column === BIRTH ? (births[(at + 7) % 40]?.[BIRTH] ?? null) : cell)),
    );
    expect(told(findings(understood([[...HEADER], ...moved])))).toEqual(['misaligned_columns F1']);
  });

  it('finds two columns under each other’s header', () => {
    const swapped = Array.from({ length: 20 }, (_, at) => personRow(at)).map((row) =>
      row.map((cell, column) => (column === NAME ? (row[ID] ?? null) : column === ID ? (row[NAME] ?? null) : cell)),
    );
    const table = understood([[...HEADER], ...swapped]);
    const damages = findings(table).filter(({ kind }) => kind === 'swapped_columns');
    expect(damages.length).toBe(1);
    const [repaired] = repair([table], damages);
    const [first] = toRecords(repaired === undefined ? [] : [repaired]).households;
    expect(first?.record.members[0]).toMatchObject({ name: text(0, NAME), id_no: id(0) });
  });

  it('says nothing of blank relations in a column of leftovers it cannot judge', () => {
    expect(findings(tableWith([[3, RELATION, null]]))).toEqual([]);
  });
});

describe('the list of findings', () => {
  it('is capped, its counts are not', () => {
    const rows = [
      [...HEADER],
      ...Array.from({ length: MOST_PER_KIND + 300 }, (_, at) =>
        personRow(at).map((cell, column) => (column === WAGE ? -1 - at : cell)),
      ),
    ];
    const { damages, counts } = examination([understood(rows)], { roster: [], today: TODAY });
    expect(damages.filter(({ kind }) => kind === 'negative').length).toBe(MOST_PER_KIND);
    expect(counts.negative).toBe(MOST_PER_KIND + 300);
  });

  it('ticks nothing in advance for ID numbers', () => {
    const damages = findings(
      tableWith([
        [1, ID, `${id(1).slice(0, 17)}`.replace('1', 'l') + id(1).slice(17)],
        [2, ID, `${id(2)}43`],
        [4, ID, id(4).slice(0, 6) + id(4).slice(8, 17)],
      ]),
    );
    expect(damages.length).toBe(3);
    expect(damages.some(({ byDefault }) => byDefault)).toBe(false);
  });

  it('has a sentence and a name for every kind', () => {
    const known: Readonly<Record<string, string>> = damageMessages;
    for (const kind of DAMAGE_KINDS) {
      expect(known[kind], kind).toMatch(/[。]$/);
      expect(known[`kind_${kind}`], kind).toBeDefined();
    }
  });

  it('fills every blank of its sentences', () => {
    const table = tableWith([
      [3, WAGE, 0.35],
      [4, BIRTH, '1990-01-01'],
      [5, SEX, '男'],
      [6, SEX, '男'],
      [7, NAME, '张三（已故）'],
      [8, WAGE, '1,234'],
    ]);
    for (const { kind, params } of findings(table)) {
      const blanks = [...(damageMessages[kind] as string).matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      for (const blank of blanks) expect(Object.keys(params), kind).toContain(blank);
    }
  });
});
