/** Sheets as they were spoilt by hand: parts of columns changed places, rows moved, pages printed and copied. */
import { describe, expect, it } from 'vitest';
import type { IncomingHousehold } from '../../import/types';
import type { CellValue } from '../sheet';
import { idOf, sheetOf, workbookOf } from '../understand/testSheet';
import { toRecords } from '../understand/toRecords';
import { understandWorkbooks } from '../understand/understand';
import { examine } from './examine';
import { repair } from './repair';
import { HEADER, personRow, TODAY } from './testTable';
import type { Damage } from './types';

const N = 40;
const [NO, NAME, ID, BIRTH] = [0, 1, 4, 5];

interface Outcome {
  readonly damages: readonly Damage[];
  readonly byDefault: readonly IncomingHousehold[];
  readonly all: readonly IncomingHousehold[];
}

function outcome(rows: readonly (readonly CellValue[])[]): Outcome {
  const { sheets } = understandWorkbooks([workbookOf(sheetOf(rows))], { today: TODAY, year: 2025 });
  const damages = examine(sheets, { roster: [], today: TODAY });
  const taken = (accepted: readonly Damage[]): readonly IncomingHousehold[] =>
    toRecords(repair(sheets, accepted)).households;
  return { damages, byDefault: taken(damages.filter((damage) => damage.byDefault)), all: taken(damages) };
}

/** Forty sound persons, spoilt. */
function spoilt(change: (rows: CellValue[][]) => void): CellValue[][] {
  const rows = Array.from({ length: N }, (_, at) => personRow(at));
  change(rows);
  return [[...HEADER], ...rows];
}

/** Values of the persons that are not those of their row, by household number. */
function wrong(households: readonly IncomingHousehold[]): string[] {
  const truth = new Map(Array.from({ length: N }, (_, at) => [String(personRow(at)[NO]), personRow(at)]));
  return households.flatMap(({ record }) => {
    const row = truth.get(String(record.fields['household_no'])) ?? [];
    return record.members.flatMap((member) =>
      [['name', NAME] as const, ['id_no', ID] as const].flatMap(([key, column]) =>
        member[key] === undefined || member[key] === row[column] ? [] : [`${key} ${String(member[key])}`],
      ),
    );
  });
}

const kinds = ({ damages }: Outcome): string[] => [...new Set(damages.map(({ kind }) => kind))].sort();

function swap(row: CellValue[]): void {
  [row[NAME], row[ID]] = [row[ID] ?? null, row[NAME] ?? null];
}

describe('columns that changed places', () => {
  it.each([
    ['a part of the rows', 10, 22, 'swapped_cells'],
    ['most of the rows', 5, 38, 'swapped_columns'],
  ])('in %s: accepted, every row is right', (_, from, to, kind) => {
    const taken = outcome(spoilt((rows) => rows.slice(from, to).forEach(swap)));
    expect(kinds(taken)).toEqual([kind]);
    expect(wrong(taken.all)).toEqual([]);
    expect(taken.all.filter(({ record }) => record.members[0]?.['id_no'] !== undefined)).toHaveLength(N);
  });
});

describe('rows that moved', () => {
  it.each([
    ['right', (row: CellValue[]) => void row.splice(3, 0, null)],
    ['left', (row: CellValue[]) => void row.splice(2, 1)],
  ])('to the %s in the middle of the table come back', (_, move) => {
    const taken = outcome(spoilt((rows) => rows.slice(15, 25).forEach(move)));
    expect(taken.damages.map(({ kind }) => kind)).toEqual(Array.from({ length: 10 }, () => 'shifted_cells'));
    expect(wrong(taken.all)).toEqual([]);
  });

  it('numbers one row too low are never taken for the birth dates of others', () => {
    const taken = outcome(
      spoilt((rows) =>
        rows.forEach((row, at) => {
          // Born a year after each other, of one sex: each number differs from the right one by a digit or two.
          const whose = at > 30 ? at - 1 : at;
          row[3] = null;
          row[BIRTH] = `${1950 + at}-03-11`;
          row[ID] = at === 30 ? null : idOf(`${1950 + whose}0311`, 200 + whose * 2);
        }),
      ),
    );
    expect(taken.damages.map(({ kind, cell, proposal }) => [kind, cell, proposal])).toEqual(
      Array.from({ length: 9 }, (_, at) => ['birth_against_id', `F${at + 33}`, undefined]),
    );
  });

  it('a number copied from the row above is said where it stands twice', () => {
    const taken = outcome(spoilt((rows) => ((rows[12] as CellValue[])[ID] = rows[11]?.[ID] ?? null)));
    const shared = taken.damages.filter(({ kind }) => kind === 'shared_id');
    expect(shared.map(({ cell, params, proposal }) => [cell, params['first'], params['name'], proposal])).toEqual([
      ['E13', 'E14', personRow(12)[NAME], undefined],
      ['E14', 'E13', personRow(11)[NAME], undefined],
    ]);
    expect(outcome(spoilt((rows) => ((rows[12] as CellValue[])[ID] = rows[12]?.[ID] ?? null))).damages).toEqual([]);
  });
});

describe('pages that were printed', () => {
  it('leave no person behind in a table', () => {
    const taken = outcome(
      spoilt((rows) => {
        rows.splice(30, 0, [], [null, null, null, null, '3'], []);
        rows.splice(15, 0, [], [null, null, null, '- 2 -'], [null, '第2页', null, null, '填报日期：2026年6月']);
      }),
    );
    expect(taken.byDefault.flatMap(({ record }) => record.members)).toHaveLength(N);
    expect(wrong(taken.byDefault)).toEqual([]);
  });

  const member = (at: number, relation: string): CellValue[] => [
    personRow(at)[NAME] ?? null,
    relation,
    personRow(at)[3] ?? null,
    personRow(at)[ID] ?? null,
  ];

  it('nor in blocks of households', () => {
    const rows = Array.from({ length: 12 }, (_, at): CellValue[][] => [
      ...(at > 0 && at % 4 === 0
        ? [['李庄村家庭成员登记表'], [`第${at / 4 + 1}页`, null, null, '填报日期：2026年6月']]
        : []),
      ['户编号', personRow(at)[NO] ?? null, '户主姓名', personRow(at)[NAME] ?? null],
      ['姓名', '与户主关系', '性别', '身份证号'],
      member(at, '户主'),
      member(at + 20, '长子'),
    ]).flat();
    const taken = outcome(rows);
    expect(taken.byDefault.map(({ record }) => record.members.length)).toEqual(Array.from({ length: 12 }, () => 2));
    expect(kinds(taken)).toEqual(['title_row']);
  });

  it('nor between the members of a form', () => {
    const rows = Array.from({ length: 6 }, (_, at): CellValue[][] => [
      ['农户家庭情况登记表'],
      ['户编号', personRow(at)[NO] ?? null, '户主姓名', personRow(at)[NAME] ?? null],
      ['证件号码', personRow(at)[ID] ?? null, '联系电话', personRow(at)[6] ?? null],
      ['家庭成员', null, null, null],
      ['姓名', '与户主关系', '性别', '证件号码'],
      member(at, '户主'),
      ...(at % 2 === 1
        ? [
            [`第${at}页`, null, null, '李庄村委会印制'],
            ['农户家庭情况登记表（续）'],
            ['姓名', '与户主关系', '性别', '证件号码'],
          ]
        : []),
      member(at + 20, '长子'),
      [],
    ]).flat();
    const taken = outcome(rows);
    expect(taken.byDefault.map(({ record }) => record.members.length)).toEqual(Array.from({ length: 6 }, () => 2));
  });
});

describe('sums between the rows', () => {
  it('are nobody', () => {
    const taken = outcome(
      spoilt((rows) => {
        rows.splice(35, 0, ['', '三组小计', '', '', '', '', '', 34567, '']);
        rows.splice(25, 0, [null, null, null, null, '小 计（人）', null, null, 3, null]);
        rows.splice(20, 0, ['合计', null, null, null, null, null, null, 99999, null]);
        rows.push(['总计', '40人', null, null, null, null, null, 123456, null]);
      }),
    );
    expect(taken.byDefault.flatMap(({ record }) => record.members)).toHaveLength(N);
    expect(wrong(taken.byDefault)).toEqual([]);
  });
});

describe('certificates in the column of ID numbers', () => {
  it('are said, and the ID number in them is proposed', () => {
    const taken = outcome(spoilt((rows) => rows.slice(3, 9).forEach((row) => (row[ID] = `${String(row[ID])}43`))));
    expect(taken.damages.map(({ kind }) => kind)).toEqual(Array.from({ length: 6 }, () => 'certificate_as_id'));
    expect(wrong(taken.all)).toEqual([]);
  });
});
