/**
 * Reading alone, in Node with the code of the app: 35,000 × 60 and 200,000 × 30 cells beside inflating and scanning, SheetJS
 * and exceljs (installed from a lockfile of its own into a cache; without it the bench goes on).
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleForNode } from '../lib/bundle.mjs';
import { zipOf } from '../../sheets/zipWriter.mjs';
import { CACHE, ROOT, isWindows, say } from '../lib/run.mjs';

export const SIZES = [
  [35_000, 60],
  [200_000, 30],
];
const HEADS =
  '户编号 户主姓名 姓名 证件号码 性别 与户主关系 民族 联系电话 行政村 村民小组 文化程度 健康状况 年收入 人数 备注'.split(
    ' ',
  );
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Folder with exceljs, or null when it cannot be had. */
function rivals() {
  const from = join(ROOT, 'build', 'scripts', 'bench', 'rivals');
  const folder = join(CACHE, 'rivals');
  if (!existsSync(join(folder, 'node_modules', 'exceljs'))) {
    mkdirSync(folder, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(from, name), join(folder, name));
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const done = spawnSync('npm', args, { cwd: folder, shell: isWindows, stdio: ['ignore', 'ignore', 'inherit'] });
    if (done.status !== 0) {
      say('  exceljs could not be fetched: the bench goes on without it');
      return null;
    }
  }
  return folder;
}

/** A roster as Excel writes it: shared strings, numbers, some blanks. */
function roster(rows, columns) {
  const strings = new Map();
  const shared = (text) => {
    if (!strings.has(text)) strings.set(text, strings.size);
    return strings.get(text);
  };
  const names = Array.from({ length: columns }, (_, at) => (at < 26 ? '' : 'A') + String.fromCharCode(65 + (at % 26)));
  if (columns > 52) for (let at = 52; at < columns; at++) names[at] = `B${String.fromCharCode(65 + at - 52)}`;
  const lines = [];
  for (let row = 1; row <= rows + 1; row++) {
    let line = `<row r="${row}">`;
    for (let column = 0; column < columns; column++) {
      const value = row === 1 ? (HEADS[column] ?? `附加${column}`) : cellOf(row - 2, column % HEADS.length);
      if (value === null) continue;
      const number = typeof value === 'number';
      line += `<c r="${names[column]}${row}"${number ? '' : ' t="s"'}><v>${number ? value : shared(value)}</v></c>`;
    }
    lines.push(`${line}</row>`);
  }
  const items = [...strings.keys()].map((text) => `<si><t>${text}</t></si>`).join('');
  const relation = (id, type, target) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  return zipOf([
    {
      name: '[Content_Types].xml',
      data:
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' +
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' +
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets><sheet name="成员" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation('rId2', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      data: `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines.join('')}</sheetData></worksheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      data: `<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${items}</sst>`,
    },
  ]);
}

function cellOf(row, kind) {
  const digits = (value, length) => String(value).padStart(length, '0');
  const name = '赵钱孙李周吴郑王'[row % 8] + '伟芳娜敏静丽强磊'[(row >> 3) % 8] + '军洋勇艳杰娟涛明'[(row >> 6) % 8];
  const household = (row >> 2) + 1;
  switch (kind) {
    case 0:
      return `5301${digits(household, 8)}`;
    case 1:
    case 2:
      return name;
    case 3:
      return `530199${1940 + (row % 70)}${digits((row % 12) + 1, 2)}${digits((row % 28) + 1, 2)}${digits(row % 10_000, 4)}`;
    case 4:
      return row % 2 === 0 ? '男' : '女';
    case 5:
      return ['户主', '配偶', '之子', '之女'][row % 4];
    case 7:
      return `139${digits((row * 7919) % 100_000_000, 8)}`;
    case 9:
      return `第${(row % 12) + 1}组`;
    case 10:
      return ['小学', '初中', '高中'][row % 3];
    case 12:
      return ((row * 7919) % 10_000_000) / 100;
    case 13:
      return row % 7;
    case 14:
      return null;
    default:
      return ['汉族', '大坝村', '健康'][kind % 3];
  }
}

/** Steps of the bench, one per size: {step, rows, columns, runs: [{raw, read, understand, sheetJs, exceljs}]}. */
export async function benchReading(work, runs) {
  const folder = rivals();
  const path = await bundleForNode('build/sheets/readingBench.ts');
  const steps = [];
  for (const [rows, columns] of SIZES) {
    const file = join(work, `${rows}x${columns}.xlsx`);
    writeFileSync(file, roster(rows, columns));
    const args = ['--expose-gc', '--max-old-space-size=8000', path, file, String(runs), folder ?? '-'];
    const done = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    const measured = done.status === 0 ? JSON.parse(done.stdout) : [];
    for (const { raw, read, understand, sheetJs, exceljs } of measured) {
      const ratio = ((read + understand) / raw).toFixed(2);
      say(
        `  read ${rows} × ${columns}: ${read} + understand ${understand} ms = ${ratio} × inflate and scan (${raw} ms); ` +
          `SheetJS ${sheetJs ?? '–'} ms, exceljs ${exceljs ?? '–'} ms`,
      );
    }
    steps.push({ step: `read ${rows}×${columns}`, rows, columns, runs: measured });
    rmSync(file);
  }
  return steps;
}
