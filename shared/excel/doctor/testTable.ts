/** Tables for the doctor's tests: rows under headers, understood as any import would. */
import type { UnderstoodSheet } from '../../import/types';
import type { CellValue } from '../sheet';
import { sheetOf, workbookOf, idOf } from '../understand/testSheet';
import { understandWorkbooks } from '../understand/understand';
import { examine } from './examine';
import type { Damage, Person } from './types';

export const TODAY = '20260630';

export const HEADER = [
  '户编号',
  '姓名',
  '与户主关系',
  '性别',
  '身份证号',
  '出生日期',
  '家庭成员联系电话',
  '工资性收入（元）',
  '家庭住址',
];

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';

/** A sound person's row: number `at` of a roster of one-person households. */
export function personRow(at: number): CellValue[] {
  const birth = `19${50 + (at % 40)}0${(at % 9) + 1}1${at % 9}`;
  const sex = at % 2 === 0 ? '女' : '男';
  const id = idOf(birth, 200 + at);
  return [
    `52999900${String(100_000 + at)}`,
    `${SURNAMES.charAt(at % SURNAMES.length)}小${'芳明丽强燕军霞勇'.charAt(at % 8)}`,
    '户主',
    sex,
    id,
    `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`,
    `138${String(10_000_000 + at * 7919)}`,
    3000 + at * 137,
    `李庄村${at + 1}号`,
  ];
}

/** Twenty sound rows, some cells replaced: [row (0 = first person), column, value]. */
export function tableWith(changes: readonly (readonly [number, number, CellValue])[]): UnderstoodSheet {
  const rows: CellValue[][] = [[...HEADER], ...Array.from({ length: 20 }, (_, at) => personRow(at))];
  for (const [row, column, value] of changes) (rows[row + 1] as CellValue[])[column] = value;
  return understood(rows);
}

export function understood(rows: readonly (readonly CellValue[])[]): UnderstoodSheet {
  const [table] = understandWorkbooks([workbookOf(sheetOf(rows))], { today: TODAY }).sheets;
  if (table === undefined) throw new Error('not understood');
  return table;
}

export function findings(table: UnderstoodSheet, roster: readonly Person[] = []): readonly Damage[] {
  return examine([table], { roster, today: TODAY });
}

/** `kind cell → proposal`, one a finding. */
export function told(damages: readonly Damage[]): string[] {
  return damages.map(
    ({ kind, cell, proposal }) => `${kind} ${cell}${proposal === undefined ? '' : ` → ${String(proposal)}`}`,
  );
}
