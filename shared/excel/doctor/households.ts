/** What the rows of a list of persons say of each other: households torn apart, persons who stand twice, persons who are gone. */
import { cellText, isBlank } from '../understand/grid';
import { hasPersonRows } from '../understand/rowKeys';
import { cellOf } from '../cellOf';
import { checksumHolds, normaliseId } from '../../values/idNumber';
import { looksLikeId } from './digits';
import { bareName } from './known';
import type { Column, Patient } from './patient';

const SPOUSE = /^(?:配偶|妻|妻子|夫|丈夫|爱人|老婆|媳妇)$/;
/** So many rows of a column in order are no chance. */
const FEWEST_SORTED = 12;
/** So many are proof. */
const FEWEST_PROOF = 20;
/** Entities whose rows rightly name one person several times. */
const REPEATING = /^(?:measure|fund|visit|procedure|change|material)$/;

export function checkHouseholds(patient: Patient): void {
  if (!hasPersonRows(patient.table)) return;
  checkTornBlocks(patient);
  checkTwice(patient);
  checkGone(patient);
}

/** Blocks of rows by the cell that only the first of each has. */
interface Block {
  readonly first: number;
  readonly rows: readonly number[];
}

/**
 * Number and head stand in the first row of each household only, and the rows were sorted anew: every person is then taken for
 * one of the household that happens to stand above.
 */
function checkTornBlocks(patient: Patient): void {
  const relation = patient.columnOf('member.relation');
  const key = patient.columnOf('household.household_no') ?? patient.columnOf('household.head_name');
  if (relation === undefined || key === undefined || patient.rows.length < FEWEST_SORTED) return;
  const text = (row: number, column: Column): string => cellText(patient.grid.cell(row, column.index)).trim();
  const isHead = (row: number): boolean => /^(?:户主|本人)/.test(text(row, relation));
  const filled = patient.rows.filter((row) => text(row, key) !== '');
  const heads = patient.rows.filter(isHead);
  if (filled.length > patient.rows.length * 0.6 || heads.length < 3) return;
  // Each head has a key, and hardly anybody else.
  if (heads.filter((row) => text(row, key) !== '').length < heads.length * 0.9) return;
  if (filled.filter(isHead).length < filled.length * 0.9) return;
  const blocks = blocksOf(patient.rows, (row) => text(row, key) !== '');
  const spouses = blocks.filter(({ rows }) => rows.filter((row) => SPOUSE.test(text(row, relation))).length > 1).length;
  const signs = [
    hasWrongSizes(patient, blocks),
    spouses >= 2 && spouses >= blocks.length * 0.1,
    isSorted(patient, FEWEST_SORTED),
    // By chance so many persons of so many households never stand in order.
    isSorted(patient, FEWEST_PROOF),
    text(patient.rows[0] ?? 0, key) === '' && !isHead(patient.rows[0] ?? 0),
  ].filter(Boolean).length;
  if (signs < 2) return;
  const row = patient.table.headerRows.at(-1) ?? 0;
  patient.findings.add(row, key.index, key.title, {
    kind: 'torn_blocks',
    level: 'likely',
    params: { count: patient.rows.length - filled.length, first: (patient.rows[0] ?? 0) + 1 },
  });
}

function blocksOf(rows: readonly number[], begins: (row: number) => boolean): Block[] {
  const blocks: { first: number; rows: number[] }[] = [];
  for (const row of rows) {
    const last = blocks.at(-1);
    if (last === undefined || begins(row)) blocks.push({ first: row, rows: [row] });
    else last.rows.push(row);
  }
  return blocks;
}

/** 家庭人口数 against the rows of the block: lists of some persons only fall short of it, none goes beyond. */
function hasWrongSizes(patient: Patient, blocks: readonly Block[]): boolean {
  const count = patient.columns.find(({ field }) => field?.entity === 'household' && /^member_count/.test(field.key));
  if (count === undefined) return false;
  let [compared, more, less] = [0, 0, 0];
  for (const { first, rows } of blocks) {
    const stated = Number.parseInt(cellText(patient.grid.cell(first, count.index)), 10);
    if (!Number.isFinite(stated)) continue;
    compared++;
    if (rows.length > stated) more++;
    if (rows.length < stated) less++;
  }
  return compared >= 3 && more >= 1 && more + less > compared / 2 && more >= compared * 0.1;
}

/** One of the person's own columns goes up or down all the way: nobody lists households so. */
function isSorted(patient: Patient, fewest: number): boolean {
  return ['member.name', 'member.id_no', 'member.birth_date', 'member.age_stated', 'member.sex'].some((path) => {
    const column = patient.columnOf(path);
    if (column === undefined) return false;
    const texts = patient.rows.map((row) => cellText(patient.cell(row, column.index))).filter((text) => text !== '');
    if (texts.length < fewest || (fewest === FEWEST_PROOF && new Set(texts).size < 5)) return false;
    const compare =
      path === 'member.age_stated'
        ? (a: string, b: string): number => Number(a) - Number(b)
        : path === 'member.name'
          ? (a: string, b: string): number => a.localeCompare(b, 'zh-CN')
          : (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    const up = texts.every((text, at) => at === 0 || compare(texts[at - 1] ?? '', text) <= 0);
    const down = texts.every((text, at) => at === 0 || compare(texts[at - 1] ?? '', text) >= 0);
    const byCode = path === 'member.name' && texts.every((text, at) => at === 0 || (texts[at - 1] ?? '') <= text);
    return up || down || byCode;
  });
}

/** One person (name and ID number, or name and birth date) in two rows that differ otherwise. */
function checkTwice(patient: Patient): void {
  const [name, id, birth] = ['member.name', 'member.id_no', 'member.birth_date'].map((path) => patient.columnOf(path));
  if (name === undefined || (id === undefined && birth === undefined)) return;
  if (patient.columns.some(({ field }) => field?.key === 'year' || REPEATING.test(field?.entity ?? ''))) return;
  const first = new Map<string, number>();
  const twice: [first: number, row: number][] = [];
  for (const row of patient.rows) {
    const key = personOf(patient, row, name, id, birth);
    if (key === undefined) continue;
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    else if (!patient.findings.has(row, id?.index ?? name.index)) twice.push([before, row]);
  }
  // A list that names everybody several times does so on purpose.
  if (twice.length > Math.max(3, patient.rows.length * 0.1)) return;
  for (const [before, row] of twice) sayTwice(patient, name, before, row);
}

function personOf(
  patient: Patient,
  row: number,
  name: Column,
  id: Column | undefined,
  birth: Column | undefined,
): string | undefined {
  const called = bareName(cellText(patient.cell(row, name.index)));
  if (called === '') return undefined;
  const cell = id === undefined ? null : patient.cell(row, id.index);
  if (typeof cell === 'string' && looksLikeId(cell)) {
    const number = normaliseId(cell).slice(0, 18);
    return checksumHolds(number) ? `${called}|${number.slice(6, 14)}` : undefined;
  }
  const day = birth === undefined ? '' : cellText(patient.cell(row, birth.index)).replace(/\D/g, '');
  return day.length === 8 ? `${called}|${day}` : undefined;
}

function sayTwice(patient: Patient, name: Column, before: number, row: number): void {
  const differing = patient.columns
    .filter(({ index }) => cellText(patient.grid.cell(before, index)) !== cellText(patient.grid.cell(row, index)))
    .map(({ title }) => title);
  if (differing.length === 0) return;
  patient.findings.add(row, name.index, cellText(patient.cell(row, name.index)), {
    kind: 'person_twice',
    level: 'likely',
    params: {
      first: cellOf(patient.table, before, name.index),
      differing: differing.slice(0, 4).join('、') + (differing.length > 4 ? '等' : ''),
    },
  });
}

const GONE =
  /^(?:已于)?(?:\d{2,4}[年./-]?(?:\d{1,2}[月./-]?)?(?:\d{1,2}[日号]?)?)?(?:本人)?(?:已|因病|自然)?(死亡|去世|亡故|病故|过世|身故|故|亡|销户|注销|迁出|迁走|搬走|外嫁|出嫁|嫁出|服刑|失踪|失联|自然减少|整户消除|转出)(?:了|到.{0,8}|至.{0,8}|外地|外省|户口)?$/;

/** 备注 says that the person is no longer there: the row is read like any other. */
function checkGone(patient: Patient): void {
  const notes = patient.columns.filter(({ title }) => /备注|说明|变动|去向|情况$/.test(title));
  const name = patient.columnOf('member.name');
  if (name === undefined || hasStatus(patient)) return;
  for (const row of patient.rows) {
    for (const column of notes) {
      const cell = patient.grid.cell(row, column.index);
      if (typeof cell !== 'string' || cell.length > 24 || isBlank(cell)) continue;
      const [, what] = GONE.exec(cell.replace(/[\s()（）。.，,；;]/g, '')) ?? [];
      if (what === undefined) continue;
      patient.findings.add(row, column.index, cell, {
        kind: 'gone_person',
        level: 'possible',
        params: { name: cellText(patient.cell(row, name.index)) },
      });
    }
  }
}

/** A column of its own says who is gone. */
function hasStatus(patient: Patient): boolean {
  return patient.columns.some(({ field }) => field?.entity === 'change');
}
