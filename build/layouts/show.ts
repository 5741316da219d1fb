/** One layout as a picture in text: the grid, and beside each row what the truth and the app say of it. */
import { columnName, type CellValue } from '#shared/excel/sheet';
import { address } from '#shared/excel/sheet';
import type { Layout, LayoutSheetTruth } from '#shared/sample/layouts/truth';
import { boxOf } from './cells';
import { compare } from './compare';
import { understand, type Understanding } from './understanding';

function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  return value.kind === 'date' ? `{${value.serial}}` : value.text;
}

const width = (text: string): number => [...text].reduce((sum, char) => sum + (char.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);

function fit(text: string, to: number): string {
  let out = '';
  for (const char of text.replace(/\r?\n/g, '⏎')) {
    if (width(out + char) > to) return `${out}${' '.repeat(to - width(out))}`;
    out += char;
  }
  return `${out}${' '.repeat(to - width(out))}`;
}

/** Roles of a row's filled cells, e.g. header, or data+nothing. */
function roleText(roles: readonly (string | undefined)[]): string {
  return [...new Set(roles.map((role) => role ?? '·'))].join('+');
}

function showSheet(truth: LayoutSheetTruth, seen: Understanding): string[] {
  const book = seen.workbooks.find(({ file }) => file === truth.file);
  const grid = book?.sheets.find(({ name }) => name === truth.sheet) ?? book?.sheets[0];
  if (grid === undefined) return [];
  const expected = new Map<string, string>();
  for (const { role, range } of truth.regions) {
    const { from, to } = boxOf(range);
    for (let row = from.row; row <= to.row; row++)
      for (let column = from.column; column <= to.column; column++) expected.set(address(row, column), role);
  }
  const lines = [`\n== ${truth.file} | ${grid.name}${truth.hidden ? ' (hidden)' : ''}, merges: ${grid.merges.length}`];
  const columns = Math.min(grid.columns, 60);
  lines.push(
    `     ${fit('truth', 10)} ${fit('app', 14)} ${Array.from({ length: columns }, (_, at) => fit(columnName(at), 12)).join('|')}`,
  );
  grid.rows.slice(0, 80).forEach((cells, row) => {
    const filled = Array.from({ length: columns }, (_, at) => at).filter((at) => textOf(cells[at]).trim() !== '');
    const wanted = roleText(filled.map((at) => expected.get(address(row, at))));
    const found = roleText(filled.map((at) => seen.roles.get(`${truth.file}|${grid.name}|${address(row, at)}`)));
    const mark = wanted === found ? ' ' : '≠';
    lines.push(
      `${String(row + 1).padStart(4)} ${fit(wanted, 10)}${mark}${fit(found, 14)} ${Array.from({ length: columns }, (_, at) => fit(textOf(cells[at]), 12)).join('|')}`,
    );
  });
  for (const table of truth.tables) {
    lines.push(`  truth table ${table.range} ${table.arrangement}, header ${table.header_rows.join()}`);
    lines.push(
      `    ${Object.entries(table.columns)
        .map(([place, key]) => `${place}=${key ?? '–'}“${(table.headers[place] ?? '').replace(/\r?\n/g, '⏎')}”`)
        .join(' ')}`,
    );
  }
  seen.tables.forEach((table, index) => {
    if (table.file !== truth.file || (table.original ?? table.sheet).name !== grid.name) return;
    lines.push(
      `  app table ${index} ${table.arrangement ?? 'table'} ${table.kind}, header ${table.headerRows.map((row) => row + 1).join()}, ${table.dataRows.length} rows`,
    );
    lines.push(
      `    ${table.columns.map(({ column, field, confidence }) => `${columnName(column)}=${field === null ? '–' : `${field.entity}.${field.key}`}(${confidence.toFixed(2)})`).join(' ')}`,
    );
  });
  return lines;
}

/** Everything about one layout. */
export function showLayout({ files, truth }: Layout): string {
  const seen = understand(files);
  const score = compare(truth, seen);
  const lines = [`layout ${truth.index} of seed ${truth.seed}: ${truth.traits.join(' ')}`];
  for (const sheet of truth.sheets) lines.push(...showSheet(sheet, seen));
  lines.push('\nproblems of the app');
  for (const { sheet, cell, code, level, params } of seen.problems.slice(0, 30))
    lines.push(`  ${level} ${sheet}!${cell} ${code} ${JSON.stringify(params)}`);
  for (const [name, list] of Object.entries(score)) {
    if (Array.isArray(list) && list.length > 0)
      lines.push(`\n${name} (${list.length})`, ...list.slice(0, 25).map((text) => `  ${String(text)}`));
  }
  return lines.join('\n');
}
