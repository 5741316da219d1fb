/**
 * Real and foreign sheets, made independently of the app, against their known content: every value stands at its place or
 * is reported, no column is mapped wrongly. Skipped where the sheets are not there.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HouseholdRecord, Row, Value } from '../derive/record';
import { readWorkbook } from '../excel/read/readWorkbook';
import { columnName, type CellValue, type Sheet, type Workbook } from '../excel/sheet';
import { toRecords } from '../excel/understand/toRecords';
import { understandWorkbooks } from '../excel/understand/understand';
import { plan } from './plan';
import type { IncomingHousehold, UnderstoodSheet } from './types';

const SHEETS = '../shared/sheets';
const TODAY = '20261122';

type Flat = Record<string, Value | null>;
interface Truth {
  readonly year: number;
  readonly households: readonly { household_no: string; fields: Flat; members: Flat[]; years: Flat[] }[];
  readonly sheets: readonly {
    file: string;
    sheet: string;
    header_rows: number[];
    columns: Record<string, string | null>;
    rows: [row: number, household: string, member: number | null, year: number | null][];
  }[];
}

function open(folder: string, pick: (file: string) => boolean = () => true): Workbook[] {
  return readdirSync(folder)
    .filter((file) => /\.(xlsx?|csv)$/.test(file) && pick(file))
    .map((file) => {
      const read = readWorkbook(new Uint8Array(readFileSync(join(folder, file))), file);
      if (!read.ok) throw new Error(`${file}: ${read.error.code}`);
      return read.value;
    });
}

/** Keys of truth.json that the catalogue keeps under another name: a stated age, the flags at 识别. */
function catalogueKeys(key: string): string[] {
  return key === 'age' ? ['age_stated'] : [key, `start_${key}`];
}

function agrees(want: Value, got: Value | undefined): boolean {
  if (got === undefined) return false;
  if (typeof want === 'number' && typeof got === 'number') return Math.abs(want - got) < 0.005;
  const [a, b] = [String(want), String(got)];
  if (/^\d{4,8}$/.test(a) && /^\d{4,8}$/.test(b)) return a.startsWith(b) || b.startsWith(a);
  const sorted = (text: string): string => text.split(',').sort().join(',');
  return sorted(a) === sorted(b);
}

function rowsFor(record: HouseholdRecord, year: number): Row[] {
  const atYear = (rows: readonly Row[]): Row[] => rows.filter((row) => row['year'] === year);
  return [
    record.fields,
    ...atYear(record.years),
    ...record.helpers.slice(0, 1),
    ...record.monitoring.slice(-1),
    ...atYear(record.measures),
    record.relocation,
  ];
}

function missing(want: Flat, rows: readonly Row[], shown: ReadonlySet<string>, kept: ReadonlySet<string>): string[] {
  return Object.entries(want).flatMap(([key, value]) => {
    if (value === null || !shown.has(key)) return [];
    const got = rows.flatMap((row) => catalogueKeys(key).map((name) => row[name])).find((found) => found !== undefined);
    return agrees(value, got) || kept.has(String(value)) ? [] : [`${key}: ${String(value)} ≠ ${String(got)}`];
  });
}

function differences(truth: Truth, households: readonly IncomingHousehold[]): string[] {
  const shown = new Set(truth.sheets.flatMap(({ columns }) => Object.values(columns).filter((key) => key !== null)));
  const byNumber = new Map(households.map(({ record }) => [record.fields['household_no'], record]));
  const found = truth.households.flatMap((household) => {
    const record = byNumber.get(household.household_no);
    if (record === undefined) return [`${household.household_no} missing`];
    const kept = new Set([...record.unread, ...record.extra].map(({ text }) => text.replace(/[、，；;]/g, ',')));
    const yearly = household.years.flatMap((row) =>
      missing(
        row,
        record.years.filter(({ year }) => year === row['year']),
        shown,
        kept,
      ),
    );
    const members = household.members.flatMap((row, index) =>
      missing(row, record.members.slice(index, index + 1), shown, kept),
    );
    const more = record.members.length === household.members.length ? [] : [`${record.members.length} members`];
    return [...missing(household.fields, rowsFor(record, truth.year), shown, kept), ...yearly, ...members, ...more].map(
      (text) => `${household.household_no} ${text}`,
    );
  });
  return households.length === truth.households.length ? found : [...found, `${households.length} households`];
}

/** Columns from right to left; data rows from bottom to top (titles and header stay above). */
function turned(sheet: Sheet, truth: Truth): CellValue[][] {
  const headerRows = truth.sheets.find((known) => known.sheet === sheet.name)?.header_rows ?? [1];
  const top = Math.max(...headerRows);
  const wide = sheet.rows.map((row) => Array.from({ length: sheet.columns }, (_, at) => row[at] ?? null).toReversed());
  return [...wide.slice(0, top), ...wide.slice(top).toReversed()];
}

function wrongColumns(truth: Truth, sheet: UnderstoodSheet): string[] {
  const known = truth.sheets.find((other) => other.file === sheet.file && other.sheet === sheet.sheet.name);
  return sheet.columns.flatMap(({ column, header, field }) => {
    const want = known?.columns[columnName(column)] ?? null;
    const right = want === null ? field === null : field !== null && catalogueKeys(want).includes(field.key);
    return right ? [] : [`${columnName(column)} ${header}: ${field?.key ?? 'null'} instead of ${want ?? 'null'}`];
  });
}

for (const village of ['national_flat', 'register', 'paper', 'national_flat_defects']) {
  const folder = join(SHEETS, 'village', village);
  describe.skipIf(!existsSync(folder))(`village/${village}`, () => {
    const truth = existsSync(folder)
      ? (JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Truth)
      : undefined;
    const load = (): { sheets: readonly UnderstoodSheet[]; truth: Truth } => {
      if (truth === undefined) throw new Error('no truth');
      return { truth, sheets: understandWorkbooks(open(folder), { today: TODAY }).sheets };
    };

    it('finds header and data rows and maps no column wrongly', () => {
      const { sheets, truth } = load();
      expect(sheets.map(({ sheet }) => sheet.name)).toEqual(truth.sheets.map(({ sheet }) => sheet));
      sheets.forEach((sheet, index) => {
        const known = truth.sheets[index]!;
        expect(sheet.headerRows.map((row) => row + 1)).toEqual(known.header_rows);
        expect(sheet.dataRows.map((row) => row + 1)).toEqual(known.rows.map(([row]) => row));
        expect(wrongColumns(truth, sheet)).toEqual([]);
      });
    });

    it('keeps every value at its place or reports it', () => {
      const { sheets, truth } = load();
      const { households, problems } = toRecords(sheets);
      expect(differences(truth, households)).toEqual([]);
      expect(problems.filter(({ level }) => level === 'rejected')).toEqual([]);
      if (!village.includes('defects')) expect(problems).toEqual([]);
      if (!village.includes('defects')) expect(households.flatMap(({ record }) => record.unread)).toEqual([]);
    });

    it.skipIf(village === 'paper')('reads the same with columns and rows in another order', () => {
      const { sheets, truth } = load();
      const reversed = open(folder).map((book): Workbook => ({
        ...book,
        sheets: book.sheets.map((sheet) => ({ ...sheet, merges: [], rows: turned(sheet, truth) })),
      }));
      const { households } = toRecords(understandWorkbooks(reversed, { today: TODAY }).sheets);
      const values = (list: readonly IncomingHousehold[]): unknown[] =>
        list
          .map(({ record: { extra, unread, members, ...rest } }) => ({
            ...rest,
            extra: extra.length,
            unread: unread.length,
            members: members.toSorted((a, b) => String(a['id_no']).localeCompare(String(b['id_no']))),
          }))
          .toSorted((a, b) => String(a.fields['household_no']).localeCompare(String(b.fields['household_no'])));
      expect(values(households)).toEqual(values(toRecords(sheets).households));
    });

    it('imports again without a change', () => {
      const { sheets } = load();
      const { households } = toRecords(sheets);
      const first = plan(households, []);
      expect(first.counts).toMatchObject({ new: households.length, rejected: 0 });
      const again = plan(
        households,
        first.households.map(({ result }) => result),
      );
      expect(again.counts).toMatchObject({ same: households.length, new: 0, changed: 0, conflict: 0 });
      expect(again.households.filter(({ writes }) => writes)).toEqual([]);
    });
  });
}

describe.skipIf(!existsSync(join(SHEETS, 'village/old-layout')))('village/old-layout', () => {
  it('joins three .xls files by 户码', () => {
    const { sheets } = understandWorkbooks(open(join(SHEETS, 'village/old-layout')), { today: TODAY });
    const { households, problems } = toRecords(sheets);
    const records = households.map(({ record }) => record);
    expect(records).toHaveLength(150);
    expect(records.reduce((sum, { members }) => sum + members.length, 0)).toBe(556);
    const yearly = records.flatMap(({ years }) => years.filter((row) => row['inc_total'] !== undefined));
    expect(yearly).toHaveLength(300);
    expect(problems.filter(({ level }) => level === 'rejected' || level === 'fatal')).toEqual([]);
    expect(records.every(({ members }) => members.every((row) => typeof row['age_stated'] === 'number'))).toBe(true);
  });
});

/** Columns of the three blank import layouts; everything else in them has no field of its own and stays unmapped. */
const TEMPLATES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '低收入农户家庭信息导入模板.xls': {
    '户码*': 'household_no',
    '组名*': 'group',
    '户主姓名*': 'head_name',
    '人口*': 'member_count',
    '承包耕地面积(亩)*': 'land_arable',
    '住房面积(m2)*': 'house_area',
    '农户属性*': 'poverty_attribute',
    电话号码: 'phone',
    '贫困原因*': 'cause_main',
    '户主身份证号码*': 'head_id_no',
    帮扶人姓名: 'helper_name',
    帮扶人电话号码: 'helper_phone',
    帮扶人职务: 'helper_post',
  },
  '低收入农户年收入数据导入模板.xls': {
    '户码*': 'household_no',
    '年份*': 'year',
    '家庭总收入(元)*': 'inc_total',
    '种植业(元)*': 'inc_biz_crop',
    '养殖业(元)*': 'inc_biz_animal',
    '务工(元)*': 'inc_wage_work',
    '家庭人均收入(元)*': 'inc_net_pc',
  },
  '家庭成员数据导入模板.xls': {
    '户码*': 'household_no',
    '姓名*': 'name',
    '性别*': 'sex',
    '年龄*': 'age_stated',
    '在校生否*': 'student_status',
    '文化程度*': 'education',
    '身体状况*': 'health',
    残疾证号: 'disability_cert_no',
    '劳动力状况*': 'labor',
    '打工状况*': 'work_status',
    '低保人口*': 'dibao',
  },
};

describe.skipIf(!existsSync(join(SHEETS, 'import')))('import templates', () => {
  for (const [file, expected] of Object.entries(TEMPLATES)) {
    it(`maps ${file} and says that it holds no rows`, () => {
      const { sheets, problems } = understandWorkbooks(open(join(SHEETS, 'import'), (name) => name === file));
      const mapped = sheets.flatMap(({ columns }) =>
        columns.flatMap(({ header, field }): [string, string][] => (field === null ? [] : [[header, field.key]])),
      );
      expect(Object.fromEntries(mapped)).toEqual(expected);
      expect(problems.map(({ code, level }) => [code, level])).toEqual([['no_rows', 'fatal']]);
    });
  }

  it('says of rosters without any household that they cannot be assigned', () => {
    const { problems } = understandWorkbooks(open(join(SHEETS, 'import'), (name) => name.startsWith('人员信息')));
    expect(problems.map(({ code }) => code)).toEqual(['no_key_column', 'no_key_column', 'no_key_column']);
  });
});
