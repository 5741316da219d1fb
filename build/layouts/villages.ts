/** The villages of ../shared/sheets with shuffled columns and renamed headers (aliases of domain/fields.md): still equal to their truth. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toDump } from '#shared/derive/dump';
import { readWorkbook } from '#shared/excel/read/readWorkbook';
import type { CellValue, Range, Sheet } from '#shared/excel/sheet';
import { columnName } from '#shared/excel/sheet';
import { writeAs, type FreeSheet } from '#shared/excel/write/anyFormat';
import { Random } from '#shared/sample/random';
// The comparison of the demonstration, which knows nothing of the catalogue.
import { compareWithTruth } from '../scripts/lib/truth.mjs';
import { understand, type NamedBytes } from './understanding';

interface VillageTruth {
  readonly defects: readonly unknown[];
  readonly sheets: readonly {
    readonly file: string;
    readonly sheet: string;
    readonly header_rows: readonly number[];
    readonly columns: Readonly<Record<string, string | null>>;
    readonly rows: readonly (readonly [number, ...unknown[]])[];
  }[];
}

export interface VillageScore {
  readonly name: string;
  readonly compared: number;
  readonly differences: readonly string[];
  readonly rejected: number;
}

/** key → Chinese aliases that fields.md gives to one key only. */
export function aliasesOf(page: string): Map<string, string[]> {
  const owners = new Map<string, Set<string>>();
  const found = new Map<string, string[]>();
  for (const line of page.split('\n')) {
    const [, key = '', label = '', aliases = ''] = line.split('|').map((part) => part.trim());
    if (!/^[a-z_0-9]+$/.test(key) || key === 'key') continue;
    const texts = [label, ...aliases.split('；')]
      .map((text) => text.trim())
      .filter((text) => /^[\u4e00-\u9fff（）()、/]+$/.test(text) && !text.includes('/'));
    found.set(key, texts);
    for (const text of texts) owners.set(text, (owners.get(text) ?? new Set()).add(key));
  }
  for (const [key, texts] of found)
    found.set(
      key,
      texts.filter((text) => owners.get(text)?.size === 1 && !SHARED.has(text) && !text.startsWith('风险消除后')),
    );
  return found;
}

/** Texts that corrections.md gives to different fields by their surroundings, or to another field than its row. */
const SHARED = new Set([
  '联系电话',
  '识别年度',
  '户属性',
  '见',
  '农户属性',
  '身份证号',
  '开始时间',
  '终止时间',
  '联系方式',
  '单位名称',
  '说明',
  '备注',
  '户备注',
  '首次识别年度',
  '水冲式/旱厕/无',
  '商品房',
  '机动车',
  '工商登记',
  '财政供养人员',
  '产业收入',
  '牲畜存栏',
  '牲畜出栏',
  '家禽存栏',
]);

/** Columns in another order within the groups that merged headers make; texts of the last header row replaced by aliases. */
function disguised(
  sheet: Sheet,
  truth: VillageTruth['sheets'][number],
  aliases: ReadonlyMap<string, string[]>,
  random: Random,
): FreeSheet {
  const header = truth.header_rows.map((row) => row - 1);
  const width = sheet.columns;
  const rows: CellValue[][] = sheet.rows.map((cells) => Array.from({ length: width }, (_, at) => cells[at] ?? null));
  for (const [letters, key] of Object.entries(truth.columns)) {
    const texts = key === null ? [] : (aliases.get(key) ?? []);
    const column = Array.from({ length: width }, (_, at) => at).find((at) => columnName(at) === letters);
    if (column === undefined || texts.length === 0 || !random.chance(0.8)) continue;
    const row = [...header].reverse().find((at) => typeof rows[at]?.[column] === 'string');
    const cells = row === undefined ? undefined : rows[row];
    if (cells !== undefined) cells[column] = random.pick(texts);
  }
  const order = shuffledWithin(
    sheet.merges.filter(({ top }) => header.includes(top)),
    width,
    random,
  );
  const data = new Set([...header, ...truth.rows.map(([row]) => row - 1)]);
  const moved = rows.map((cells, row) => (data.has(row) ? order.map((at) => cells[at] ?? null) : cells));
  const merges = sheet.merges.map((merge) => {
    if (!data.has(merge.top)) return merge;
    const places = Array.from({ length: merge.right - merge.left + 1 }, (_, at) => order.indexOf(merge.left + at));
    return { ...merge, left: Math.min(...places), right: Math.max(...places) };
  });
  // A group's text stands at its left edge, wherever its first column went.
  for (const merge of sheet.merges.filter(({ top, left, right }) => data.has(top) && left !== right)) {
    const cells = moved[merge.top];
    const places = Array.from({ length: merge.right - merge.left + 1 }, (_, at) => order.indexOf(merge.left + at));
    if (cells === undefined) continue;
    for (const at of places) cells[at] = null;
    cells[Math.min(...places)] = rows[merge.top]?.[merge.left] ?? null;
  }
  return { ...sheet, rows: moved, merges };
}

/** An order of the columns in which every merged group stays together. */
function shuffledWithin(groups: readonly Range[], width: number, random: Random): number[] {
  const inside = (from: number, to: number, wider: number): number[] => {
    const blocks: number[][] = [];
    for (let at = from; at <= to;) {
      const group = groups
        .filter(({ left, right }) => left === at && right > left && right <= to && right - left < wider)
        .sort((a, b) => b.right - a.right)[0];
      if (group === undefined) blocks.push([at++]);
      else {
        blocks.push(inside(group.left, group.right, group.right - group.left));
        at = group.right + 1;
      }
    }
    return random.shuffle(blocks).flat();
  };
  return inside(0, width - 1, Infinity);
}

function measure(name: string, truth: VillageTruth, files: readonly NamedBytes[]): VillageScore {
  const seen = understand(files);
  const comparison = compareWithTruth(truth, seen.records.map(toDump));
  return { name, compared: comparison.compared, differences: comparison.differences, rejected: seen.counts.rejected };
}

/** Every village as it is, and disguised with each of the seeds. */
export function measureVillages(shared: string, seeds: readonly number[]): VillageScore[] {
  const root = join(shared, 'sheets', 'village');
  if (!existsSync(root)) return [];
  const aliases = aliasesOf(readFileSync(join(shared, 'domain', 'fields.md'), 'utf8'));
  const scores: VillageScore[] = [];
  for (const style of readdirSync(root)) {
    const path = join(root, style, 'truth.json');
    if (!existsSync(path)) continue;
    const truth = JSON.parse(readFileSync(path, 'utf8')) as VillageTruth;
    const names = [...new Set(truth.sheets.map(({ file }) => file))];
    const files = names.map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(root, style, name))) }));
    scores.push(measure(style, truth, files));
    for (const seed of seeds) {
      const random = new Random(seed);
      const changed = files.map(({ name, bytes }) => {
        const read = readWorkbook(bytes, name);
        const sheets = read.ok ? read.value.sheets : [];
        const out = sheets.map((sheet): FreeSheet => {
          const part = truth.sheets.find((entry) => entry.file === name && entry.sheet === sheet.name);
          return part === undefined ? sheet : disguised(sheet, part, aliases, random);
        });
        return { name, bytes: writeAs(out, 'xlsx') };
      });
      scores.push(measure(`${style}, disguised ${seed}`, truth, changed));
    }
  }
  return scores;
}
