/** Writes honest sheets of many sizes and by several writers into the folder argv[2]; none of them may be refused. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workbookFile } from '#shared/excel/read/testFiles';
import { styledRoster } from './styledRoster';
import { writeWorkbook } from '#shared/excel/write/writeWorkbook';
import { writeAs, type AnyFormat } from '#shared/excel/write/anyFormat';
import type { Sheet } from '#shared/excel/sheet';

const FORMATS: readonly AnyFormat[] = ['xlsx', 'xls', 'xlsb', 'ods', 'csv-gbk', 'csv-utf8', 'txt'];
const folder = process.argv[2] ?? '.';

function rosterRows(rows: number, columns: number): string[][] {
  const heads = ['户编号', '户主姓名', '姓名', '证件号码', '性别', '与户主关系'];
  const head = Array.from({ length: columns }, (_, at) => heads[at] ?? `栏目${at}`);
  const body = Array.from({ length: rows }, (_, row) =>
    head.map((name, at) => (at === 0 ? `5301${row}` : `${name}${row % 9}`)),
  );
  return [head, ...body];
}

function sheetOf(rows: string[][]): Sheet {
  return {
    name: '花名册',
    rows,
    columns: rows[0]?.length ?? 0,
    merges: [],
    hidden: false,
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
  };
}

/** As the app's own exports. */
function ours(rows: number, columns: number): Uint8Array {
  const [head = [], ...body] = rosterRows(rows, columns);
  const out = head.map((header) => ({ header, width: 12, kind: 'text' as const }));
  return writeWorkbook([{ name: '花名册', title: '花名册', columns: out, rows: body }]);
}

let made = 0;
function put(name: string, bytes: Uint8Array): void {
  writeFileSync(join(folder, `${String(made++).padStart(3, '0')}-${name}`), bytes);
}

for (let at = 0; at < 40; at++) put('hucre.xlsx', await styledRoster(5 + at * 20, 4 + (at % 9), (at % 6) * 500));
for (let at = 0; at < 20; at++) put('ours.xlsx', ours(20 + at * 200, 6 + at));
for (let at = 0; at < 20; at++) {
  for (const format of FORMATS) {
    const ending = format.startsWith('csv') ? 'csv' : format;
    put(`${format}.${ending}`, writeAs([sheetOf(rosterRows(3 + at * 50, 3 + (at % 30)))], format));
  }
}
for (const format of ['xlsx', 'xlsm', 'biff8'] as const) {
  put(`sheetjs-${format}.xls`, workbookFile(format, [{ name: '表', rows: rosterRows(2000, 12) }]));
}
process.stdout.write(`${made}\n`);
