/** Real blank sheets of superiors and banks, and rosters: what each gives. Skipped where the sheets are not there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../read/readWorkbook';
import { understandWorkbooks, type Understood } from './understand';

const SHEETS = '../shared/sheets';

function open(path: string): Understood {
  const file = path.split('/').at(-1) ?? '';
  const read = readWorkbook(new Uint8Array(readFileSync(join(SHEETS, path))), file);
  if (!read.ok) throw new Error(`${path}: ${read.error.code}`);
  return understandWorkbooks([read.value], { today: '20260630' });
}

/** Sheet, header rows (1-based), number of data rows; then the codes of the problems. */
type Expected = readonly [tables: readonly (readonly [string, string, number])[], problems: readonly string[]];

const BLANK = ['no_rows'];
const REFUSED: Expected = [[], ['no_header']];
const LISTS: Readonly<Record<string, Expected>> = {
  'import/人员信息.xlsx': [[['Sheet1', '1', 8]], ['no_key_column']],
  'import/人员信息示例.xlsx': [[['人员信息', '1,2', 3]], ['no_key_column']],
  'import/人员信息示例3.xlsx': [[['人员信息', '1,2,3', 3]], ['no_key_column']],
  'import/低收入农户家庭信息导入模板.xls': [[['Sheet1', '1', 0]], BLANK],
  'import/低收入农户年收入数据导入模板.xls': [[['Sheet1', '1', 0]], BLANK],
  'import/家庭成员数据导入模板.xls': [[['Sheet1', '1', 0]], BLANK],
  'reports/farmer.xls': [[['农户统计', '1', 0]], BLANK],
  'reports/farmer.xlsx': [[['农户统计', '1', 0]], BLANK],
  'reports/income.xls': [[['年收入级帮扶情况', '1,2,3', 0]], BLANK],
  'reports/income.xlsx': [[['年收入级帮扶情况', '1,2,3', 0]], BLANK],
  'reports/member.xls': [[['人口统计', '1', 0]], BLANK],
  'reports/member.xlsx': [[['人口统计', '1', 0]], BLANK],
  'reports/审核表.xlsx': [[['Sheet1', '3,4', 0]], BLANK],
  'reports/审核表-placeholders.xlsx': [[['Sheet1', '3,4', 0]], BLANK],
  'reports/助力乡村振兴入户走访台账.xls': [[['Sheet1', '3,4,5', 0]], BLANK],
  'reports/助力乡村振兴入户走访台账.xlsx': [[['Sheet1', '3,4,5', 0]], BLANK],
  'templates/t1-simple.xlsx': [[['登记表', '2', 0]], BLANK],
  'templates/t2-merged-header-total.xlsx': [[['登记表', '3,4,5', 0]], BLANK],
  'templates/t8-validation-format-seal-comment.xlsx': [[['登记表', '3,4,5', 0]], BLANK],
};
for (const type of ['xls', 'xlsx']) {
  Object.assign(LISTS, {
    [`reports/基础信息收集操作表.${type}`]: [
      ['白名单客户', '黑名单客户', '未用信', '已用信'].map((sheet) => [sheet, '3,4', 0]),
      [...BLANK, ...BLANK, ...BLANK, ...BLANK],
    ],
  });
}
/** Statistics of villages and units: nothing in them speaks of a household. */
const STATISTICS = [
  ...['bangfu-unit.xls', 'bangfu-unit.xlsx', 'farmerstats.xls', 'jiangbu.xls', 'memberstats.xls'],
  ...['report1.xls', 'report1.xlsx', 'report2.xls', 'report2.xlsx', 'villageproject.xls'],
];

describe.skipIf(!existsSync(SHEETS))('real sheets', () => {
  it.each(Object.entries(LISTS))('%s', (path, [tables, problems]) => {
    const { sheets, problems: said } = open(path);
    expect(
      sheets.map((table) => [table.sheet.name, table.headerRows.map((row) => row + 1).join(), table.dataRows.length]),
    ).toEqual(tables);
    expect(said.map(({ code }) => code)).toEqual(problems);
  });

  it.each(STATISTICS)('reports/%s is refused in a clear sentence', (file) => {
    const { sheets, problems } = open(`reports/${file}`);
    expect(sheets).toEqual(REFUSED[0]);
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(REFUSED[1]));
  });

  it('every sheet gives tables or a sentence; regions cover what is filled, without overlap', () => {
    for (const folder of ['import', 'reports', 'templates']) {
      for (const file of readdirSync(join(SHEETS, folder))) {
        const { sheets, aside, problems } = open(`${folder}/${file}`);
        expect(sheets.length + problems.length, file).toBeGreaterThan(0);
        for (const name of new Set([...sheets, ...aside].map((table) => (table.original ?? table.sheet).name))) {
          const tables = [...sheets, ...aside].filter((table) => (table.original ?? table.sheet).name === name);
          expect(coverage(tables), `${file} ${name}`).toEqual([]);
        }
      }
    }
  });
});

/** Filled cells in no region or in several. */
function coverage(tables: Understood['sheets']): string[] {
  const sheet = tables[0]?.original ?? tables[0]?.sheet;
  const regions = tables.flatMap(({ regions: list = [] }) => list);
  return (sheet?.rows ?? []).flatMap((cells, row) =>
    cells.flatMap((cell, column) => {
      if (cell === null || (typeof cell === 'string' && cell.trim() === '')) return [];
      const within = regions.filter(
        ({ range }) => row >= range.top && row <= range.bottom && column >= range.left && column <= range.right,
      );
      return within.length === 1 ? [] : [`${row + 1}:${column + 1} ${within.map(({ role }) => role).join('+')}`];
    }),
  );
}
