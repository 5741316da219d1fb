/** Rosters with forty kinds of error, archives to import them into, and what of a workbook is coloured: for tests. */
import type { HouseholdRecord } from '#shared/derive/record';
import { Sha256 } from '#shared/derive/sha256';
import { columnName, type CellValue } from '#shared/excel/sheet';
import { idOf } from '#shared/excel/understand/testSheet';
import { GROUND } from '#shared/excel/write/errorBook/markStyles';
import { FIRST_ROW } from '#shared/excel/write/errorBook/testStyled';
import { fail, ok } from '#shared/result';
import type { PlanCounts } from '#shared/import/types';
import { closeArchive, type Archive } from '../../store/db';
import { hashArchive } from '../../store/queries/hashArchive';
import { eachBatch } from '../../store/queries/households';
import { openForTest } from '../../store/testArchive';
import type { KeepBytes } from '../import/keeping';
import { ImportSession } from '../import/session';
import { markedBook } from './errorBook';

/** Of the roster. */
export const HEADERS = [
  '户编号',
  '姓名',
  '与户主关系',
  '性别',
  '证件号码',
  '出生日期',
  '民族',
  '文化程度',
  '健康状况',
  '家庭成员联系电话',
  '银行卡号',
  '家庭住址',
  '首次识别时间',
  '家庭人口数',
  '是否军烈属',
  '务工月收入（元）',
  '耕地面积（亩）',
  '户类型',
  '经度',
  '填表时间',
  '务工时间（月）',
  '享受低保政策情况',
  '工资性收入（元）',
] as const;
export type Header = (typeof HEADERS)[number];

export const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const GIVEN = '明芳强丽军燕勇霞';
export const HOUSEHOLDS = 60;

/** A sound household of one person; nobody resembles anybody else. */
export function household(at: number): CellValue[] {
  const birth = `19${50 + (at % 40)}0${(at % 9) + 1}1${at % 9}`;
  const values: Readonly<Record<Header, CellValue>> = {
    户编号: `52999900${100_000 + at}`,
    姓名: `${SURNAMES.charAt(at % 20)}${GIVEN.charAt(at % 8)}${GIVEN.charAt((at >> 3) % 8)}`,
    与户主关系: '户主',
    性别: at % 2 === 0 ? '女' : '男',
    证件号码: idOf(birth, 200 + at),
    出生日期: `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`,
    民族: at % 3 === 0 ? '苗族' : '汉族',
    文化程度: at % 2 === 0 ? '小学' : '初中',
    健康状况: '健康',
    家庭成员联系电话: `138${10_000_000 + at * 7919}`,
    银行卡号: `62284800${100_000_000 + at * 7919}11`,
    家庭住址: `李庄村${at + 1}号`,
    首次识别时间: '2014-01-05',
    家庭人口数: 1,
    是否军烈属: '否',
    '务工月收入（元）': 3000 + at * 13,
    '耕地面积（亩）': 2 + (at % 10) / 10,
    户类型: at % 4 === 0 ? '一般农户' : '脱贫户',
    经度: 106 + at / 1000,
    填表时间: '2025-12-31',
    '务工时间（月）': 1 + (at % 11),
    享受低保政策情况: '未享受',
    '工资性收入（元）': 12000 + at * 137,
  };
  return HEADERS.map((header) => values[header]);
}

/** One error a household: what stands in the cell instead. */
export const ERRORS: readonly (readonly [what: string, header: Header, bad: (sound: string) => CellValue])[] = [
  ['text for a number', '务工月收入（元）', () => '外出'],
  ['range', '务工月收入（元）', () => '3000-4000'],
  ['about', '务工月收入（元）', () => '大约三千多'],
  ['other unit', '耕地面积（亩）', () => '2间'],
  ['currency', '工资性收入（元）', () => '$500'],
  ['negative', '工资性收入（元）', () => -1200],
  ['fraction of persons', '家庭人口数', () => 1.5],
  ['word for a count', '家庭人口数', () => '好几个'],
  ['months over a year', '务工时间（月）', () => '整年'],
  ['no such day', '出生日期', () => '1968-02-30'],
  ['text for a date', '首次识别时间', () => '精准识别时'],
  ['two dates', '首次识别时间', () => '2014-01-05、2016-03-01'],
  ['no year', '填表时间', () => '12月31日'],
  ['month ambiguous', '首次识别时间', () => '20141'],
  ['thirteenth month', '填表时间', () => '2025-13-01'],
  ['birth against ID', '出生日期', (sound) => `${Number(sound.slice(0, 4)) + 1}${sound.slice(4)}`],
  ['unknown sex', '性别', () => '不男不女'],
  ['sex against ID', '性别', (sound) => (sound === '男' ? '女' : '男')],
  ['not in the list', '健康状况', () => '尚可以吧'],
  ['several of a list', '文化程度', () => '小学、初中'],
  ['unknown nation', '民族', () => '火星族'],
  ['unknown type of household', '户类型', () => '其它的户'],
  ['unknown relation', '与户主关系', () => '把兄弟家的'],
  ['neither yes nor no', '是否军烈属', () => '看情况'],
  ['unknown subsistence', '享受低保政策情况', () => '说不清'],
  ['error value', '家庭住址', () => ({ kind: 'error', text: '#REF!' })],
  ['error value in a number', '经度', () => ({ kind: 'error', text: '#DIV/0!' })],
  ['formula without a result', '务工月收入（元）', () => ({ kind: 'uncached', text: '' })],
  ['formula as text', '家庭住址', () => '=VLOOKUP(B5,Sheet2!A:C,3,0)'],
  ['rounded ID', '证件号码', (sound) => Number(sound.slice(0, 15)) * 1000],
  ['ID in scientific notation', '证件号码', () => '5.29999E+17'],
  ['rounded card', '银行卡号', (sound) => Math.round(Number(sound) / 1000) * 1000],
  ['masked ID', '证件号码', (sound) => `${sound.slice(0, 6)}********${sound.slice(14)}`],
  ['letter in an ID', '证件号码', (sound) => `${sound.slice(0, 10)}O${sound.slice(11)}`],
  ['two IDs', '证件号码', (sound) => `${sound} ${idOf('19900101', 901)}`],
  ['phone for an ID', '证件号码', () => '13812345678'],
  ['ID for a phone', '家庭成员联系电话', () => idOf('19900101', 903)],
  ['two phones', '家庭成员联系电话', (sound) => `${sound}/13987654321`],
  ['mojibake', '家庭住址', () => 'æŽåº„æ‘12å·'],
  ['two persons', '姓名', (sound) => `${sound}、${sound.charAt(0)}二妹`],
  ['remark in a name', '姓名', (sound) => `${sound}（已去世）`],
  ['no key at all', '户编号', () => null],
  ['chinese number', '工资性收入（元）', () => '一万二千左右'],
  ['percent', '耕地面积（亩）', () => '35%'],
];

export interface Injected {
  readonly what: string;
  readonly cell: string;
  readonly sound: CellValue;
}

/** Errors stand in every household but each fourth. */
export function injected(rows: CellValue[][]): Injected[] {
  return ERRORS.map(([what, header, bad], nth) => {
    const at = nth + Math.floor(nth / 3);
    const column = HEADERS.indexOf(header);
    const row = rows[at] ?? [];
    const sound = row[column] ?? null;
    row[column] = bad(String(sound));
    return { what, cell: `${columnName(column)}${at + FIRST_ROW + 1}`, sound };
  });
}

let serial = 0;
const opened: Archive[] = [];

/** After each test. */
export function closeWorlds(): void {
  opened.splice(0).forEach(closeArchive);
}

export class World {
  private readonly kept = new Map<string, Uint8Array>();
  private readonly keep: KeepBytes = (bytes) => {
    const hash = new Sha256();
    hash.update(bytes);
    const sha256 = hash.digest();
    this.kept.set(sha256, bytes);
    return Promise.resolve(ok(sha256));
  };
  private constructor(readonly archive: Archive) {}

  static async open(): Promise<World> {
    const archive = await openForTest({ who: '乙', device: '机' }, `error-book-${++serial}`);
    if (!archive.ok) throw new Error(archive.error.code);
    opened.push(archive.value);
    return new World(archive.value);
  }

  async take(bytes: Uint8Array, name: string, password?: string): Promise<{ result: string; counts: PlanCounts }> {
    const session = new ImportSession(this.archive, '20260630', this.keep);
    const read = await session.read([{ file: new File([bytes.slice()], name), path: name }], {
      year: 2025,
      ...(password === undefined ? {} : { passwords: { [name]: password } }),
    });
    if (!read.ok) throw new Error(read.error.code);
    await session.examine();
    const planned = await session.plan({ policy: 'fill' });
    if (!planned.ok) throw new Error(planned.error.code);
    const done = await session.apply('甲', '机');
    if (!done.ok) throw new Error(done.error.code);
    return { result: done.value.result, counts: planned.value.counts };
  }

  async marked(result: string, name: string): Promise<Uint8Array> {
    const made = await this.book(result, name);
    if (!made.ok) throw new Error(made.error.code);
    return made.value.bytes;
  }

  book(result: string, name: string, password?: string): ReturnType<typeof markedBook> {
    return markedBook(this.archive, result, name, password, (sha256) => {
      const bytes = this.kept.get(sha256);
      return Promise.resolve(bytes ? ok(bytes) : fail('file_not_found'));
    });
  }

  async hash(): Promise<string> {
    return (await hashArchive(this.archive)).hash;
  }

  async records(): Promise<HouseholdRecord[]> {
    const records: HouseholdRecord[] = [];
    await eachBatch(this.archive, 500, (batch) => void records.push(...batch.map(({ record }) => record)));
    return records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  async ids(): Promise<string[]> {
    return (await this.records()).map(({ id }) => id);
  }

  /** Texts that no field could hold. */
  async unread(): Promise<string[]> {
    return (await this.records()).flatMap(({ unread }) => unread.map(({ path, text }) => `${path}: ${text}`));
  }
}

/** Style number of every cell of the first sheet. */
export function stylesOf(xml: string): Map<string, number> {
  return new Map([...xml.matchAll(/<c r="([A-Z]+\d+)"[^>]*? s="(\d+)"/g)].map(([, cell = '', s]) => [cell, Number(s)]));
}

/** Cells on a ground of ours. */
export function coloured(parts: Readonly<Record<string, string>>): string[] {
  const styles = parts['xl/styles.xml'] ?? '';
  const fills = [...styles.matchAll(/<fill>.*?<\/fill>/g)].map(([fill]) => fill);
  const ours = new Set(fills.flatMap((fill, at) => (Object.values(GROUND).some((c) => fill.includes(c)) ? [at] : [])));
  const xfs = [...(/<cellXfs.*<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf [^>]*?fillId="(\d+)"/g)];
  const isOurs = (style: number): boolean => ours.has(Number(xfs[style]?.[1] ?? -1));
  return [...stylesOf(parts['xl/worksheets/sheet1.xml'] ?? '')].flatMap(([cell, s]) => (isOurs(s) ? [cell] : []));
}

/** The roster with one error a household, and the cells with what belongs there. */
export function faulty(): { sound: CellValue[][]; rows: CellValue[][]; errors: Injected[] } {
  const sound = Array.from({ length: HOUSEHOLDS }, (_, at) => household(at));
  const rows = sound.map((row) => [...row]);
  return { sound, rows, errors: injected(rows) };
}

/** What an import of the roster finds when each of these errors was put right, and nothing else. */
export function putRight(errors: Injected[]): Record<string, number> {
  const refused = errors.filter(({ what }) => what === 'no key at all').length;
  return {
    new: refused,
    changed: errors.length - refused,
    same: HOUSEHOLDS - errors.length,
    conflict: 0,
    rejected: 0,
    suspect: 0,
  };
}
