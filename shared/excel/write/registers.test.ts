import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyRecord, type HouseholdRecord } from '../../derive/record';
import { understandWorkbooks } from '../understand/understand';
import { toRecords } from '../understand/toRecords';
import { readWorkbook } from '../read/readWorkbook';
import type { Sheet, Workbook } from '../sheet';
import { RegisterBuilder, writeFindings, writeRegister } from './registers';

const OPTIONS = { asOf: '20260701', unit: '大坝村' };

function bookOf(bytes: Uint8Array, file: string): Workbook {
  const result = readWorkbook(bytes, file);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
function sheetOf(bytes: Uint8Array): Sheet {
  return bookOf(bytes, 'a.xlsx').sheets[0]!;
}
/** Records as an import of the workbooks would state them, by household number. */
function imported(books: readonly Workbook[]): Map<string, HouseholdRecord> {
  const understood = understandWorkbooks(books, { today: '20260701' });
  const { households, problems } = toRecords(understood.sheets);
  expect(problems.filter(({ level }) => level !== 'note')).toEqual([]);
  return new Map(households.map(({ record }) => [String(record.fields['household_no']), record]));
}

const RECORD: HouseholdRecord = {
  ...emptyRecord('1'),
  fields: { household_no: '53010012345678', head_name: '张三', first_identified: '201412', household_type: '脱贫户' },
  members: [
    { name: '张三', id_no: '530199197001011234', relation: '户主', birth_date: '19700101' },
    { name: '𠮷婷', relation: '配偶', birth_date: '1972' },
  ],
  years: [
    { year: 2025, inc_wage: 12345.5, land_arable: 2.25 },
    { year: 2024, inc_wage: 10000, land_arable: 9 },
  ],
  helpers: [{ helper_name: '李四', helper_phone: '13900000000' }],
};

describe('附加列 of a register', () => {
  const extra = [
    { header: '基本情况/片区', text: '东片', source: 'a|b|C2' },
    { header: '联系电话', text: '13800001111', source: 'a|b|D2' },
    { header: '微信', text: 'zs', source: 'a|b|E2', member: 0 },
    { header: '补助(元)', text: '300', source: 'a|b|F2', year: 2024 },
    { header: '补助(元)', text: '400', source: 'a|b|F3', year: 2019 },
  ];
  const record: HouseholdRecord = { ...RECORD, extra };

  it('stand at the right when asked for, and only then', () => {
    const heads = (name: 'household' | 'member' | 'income', on: boolean): unknown[] => {
      const { rows } = sheetOf(writeRegister(name, [RECORD, record], { ...OPTIONS, extra: on }).bytes);
      return (rows[2] ?? []).flatMap((header, at) =>
        String(header).startsWith('附加列') ? [[header, ...rows.slice(3).map((row) => row[at] ?? null)]] : [],
      );
    };
    expect(heads('household', false)).toEqual([]);
    expect(heads('household', true)).toEqual([
      ['附加列-基本情况/片区', null, '东片'],
      ['附加列-联系电话', null, '13800001111'],
      ['附加列2019-补助(元)', null, '400'],
    ]);
    expect(heads('member', true)).toEqual([['附加列-微信', null, null, 'zs', null]]);
    expect(heads('income', true)).toEqual([['附加列年-补助(元)', null, null, null, '300']]);
  });

  it('come back as they were, never as a field', () => {
    const books = (['household', 'member', 'income'] as const).map((name) =>
      bookOf(writeRegister(name, [record], { ...OPTIONS, extra: true }).bytes, `${name}.xlsx`),
    );
    const back = imported(books).get('53010012345678');
    const plain = (entries: HouseholdRecord['extra']): string[] =>
      entries.map(({ header, text, member, year }) => [header, text, member, year].join('|')).sort();
    expect(plain(back?.extra ?? [])).toEqual(plain(extra));
    expect(back?.fields['phone']).toBeUndefined();
  });
});

describe('registers', () => {
  it('have title, day, header and one line per household, person, or year', () => {
    const household = writeRegister('household', [RECORD], OPTIONS);
    const sheet = sheetOf(household.bytes);
    expect([household.rows, sheet.name, sheet.rows[0]?.[0]]).toEqual([1, '户信息表', '大坝村户信息表']);
    expect(sheet.rows[1]?.[0]).toBe('导出时间：2026-07-01　共 1 户　1 行');
    expect(sheet.rows[2]?.slice(0, 3)).toEqual(['序号', '户编号', '户主姓名']);
    const cell = (header: string, row = 3): unknown => sheet.rows[row]?.[sheet.rows[2]!.indexOf(header)];
    expect(cell('户编号')).toBe('53010012345678');
    expect(cell('首次识别时间')).toBe('2014-12');
    expect(cell('年度')).toBe(2025);
    expect(cell('耕地面积（亩）')).toBe(2.25);
    expect(cell('帮扶责任人')).toBe('李四');
    expect(writeRegister('member', [RECORD], OPTIONS).rows).toBe(2);
    expect(writeRegister('income', [RECORD], OPTIONS).rows).toBe(2);
    expect(writeRegister('income', [RECORD], { ...OPTIONS, year: 2024 }).rows).toBe(1);
  });

  it('leave out columns that no household fills, but not those a clerk looks for', () => {
    const headers = sheetOf(writeRegister('household', [RECORD], OPTIONS).bytes).rows[2]!;
    expect(headers).not.toContain('搬迁方式');
    expect(headers).toContain('户联系电话');
    expect(sheetOf(writeRegister('household', [], OPTIONS).bytes).rows[2]).toContain('户编号');
  });

  it('name the head by ID only where a household has no number', () => {
    const headersOf = (record: HouseholdRecord): readonly unknown[] =>
      sheetOf(writeRegister('member', [record], OPTIONS).bytes).rows[2]!;
    expect(headersOf(RECORD)).not.toContain('户主证件号码');
    const nameless = { ...RECORD, fields: { head_name: '张三', head_id_no: '530199197001011234' } };
    expect(headersOf(nameless)).toContain('户主证件号码');
  });

  it('are the same in one go and in batches', () => {
    const builder = new RegisterBuilder('member', OPTIONS);
    builder.add([RECORD]);
    builder.add([{ ...RECORD, id: '2' }]);
    expect(builder.finish().bytes).toEqual(writeRegister('member', [RECORD, { ...RECORD, id: '2' }], OPTIONS).bytes);
  });

  it('list findings in words', () => {
    const line = { severity: 'E', rule: 12, householdNo: '1', headName: '张三', memberName: null } as const;
    const file = writeFindings([{ ...line, field: '证件号码', text: '号码错误', advice: '请核对' }], OPTIONS);
    expect(file.rows).toBe(1);
    expect(sheetOf(file.bytes).rows.slice(2)).toEqual([
      ['序号', '严重程度', '规则', '户编号', '户主姓名', '成员', '字段', '问题', '建议'],
      [1, '必须改', '12', '1', '张三', null, '证件号码', '号码错误', '请核对'],
    ]);
  });
});

const VILLAGES = '../shared/sheets/village';

describe.skipIf(!existsSync(VILLAGES))('registers of real villages', () => {
  it.each(['national_flat', 'register', 'paper'])('of %s come back as they went', (village) => {
    const folder = join(VILLAGES, village);
    const names = readdirSync(folder).filter((name) => name.endsWith('.xlsx'));
    const books = names.map((name) => bookOf(new Uint8Array(readFileSync(join(folder, name))), name));
    const before = imported(books);
    expect(before.size).toBe(150);
    const registers = (['household', 'member', 'income'] as const).map((register) =>
      bookOf(writeRegister(register, before.values(), OPTIONS).bytes, `${register}.xlsx`),
    );
    const after = imported(registers);
    expect(after.size).toBe(150);
    for (const [number, record] of before) {
      // Texts that no field could hold have no column in a register.
      expect(after.get(number)).toEqual({ ...record, unread: [], extra: [] });
    }
  });
});
