/** Seeders of damage to whole columns and to the order of the rows; each on a sheet of its own. */
import { labelFor } from '#shared/catalogue/codes/index';
import { columnOfField } from '#shared/excel/understand/rowKeys';
import type { CellValue } from '#shared/excel/sheet';
import { idBirthDate } from '#shared/values/idNumber';
import { dashed, dateToSerial, serialToDate } from '#shared/values/serial';
import type { Bench } from './bench';
import type { Seeder } from './seeders';

const NAME = 'member.name';
const header = (bench: Bench): number => bench.clean.headerRows.at(-1) ?? 0;

/** Every cell of a column through a function. */
function change(bench: Bench, column: number, to: (cell: CellValue, row: number) => CellValue): void {
  for (const row of bench.clean.dataRows) bench.set(row, column, to(bench.get(row, column), row));
}

/** The data rows in another order. */
function reorder(bench: Bench, compare: (a: readonly CellValue[], b: readonly CellValue[]) => number): void {
  const rows = [...bench.clean.dataRows];
  const sorted = rows.map((row) => ({ row, cells: bench.rows[row] ?? [] })).sort((a, b) => compare(a.cells, b.cells));
  rows.forEach((row, at) => {
    bench.rows[row] = [...(sorted[at]?.cells ?? [])];
    bench.identity[row] = sorted[at]?.row ?? -1;
  });
}

/** Names moved down by one from some row on, or up; now and then nothing but sexes and family names can tell. */
const shiftedNames: Seeder = {
  kind: 'names_shifted',
  alone: true,
  seed: (bench) => {
    const column = bench.column(NAME);
    const head = bench.column('household.head_name');
    if (column === undefined || head === undefined) return false;
    if (bench.random.chance(0.3)) {
      bench.rows[header(bench)]![head] = '备用';
      change(bench, head, () => null);
    }
    const rows = bench.clean.dataRows;
    const names = rows.map((row) => bench.get(row, column));
    const by = bench.random.pick([-1, 1]);
    const from = bench.random.pick([0, bench.random.int(0, Math.floor(rows.length / 2))]);
    rows.forEach((row, at) => {
      if (at >= from) bench.set(row, column, names[at + by] ?? null);
    });
    bench.add('names_shifted', rows[from] ?? 0, column, { anyRow: true });
    return true;
  },
};

const tornBlocks: Seeder = {
  kind: 'torn_blocks',
  alone: true,
  seed: (bench) => {
    const [relation, key] = [bench.column('member.relation'), bench.column('household.household_no')];
    const by = bench.column(bench.random.pick([NAME, 'member.id_no']));
    if (relation === undefined || key === undefined || by === undefined) return false;
    const shared = bench.clean.columns.filter(({ field }) => field?.entity === 'household' || field?.entity === 'year');
    for (const row of bench.clean.dataRows) {
      if (bench.text(row, relation) !== '户主') for (const { column } of shared) bench.set(row, column, null);
    }
    reorder(bench, (a, b) => String(a[by]).localeCompare(String(b[by]), 'zh-CN'));
    bench.add('torn_blocks', header(bench), key);
    return true;
  },
};

const invertedSex: Seeder = {
  kind: 'sex_inverted',
  alone: true,
  seed: (bench) => {
    const column = bench.column('member.sex');
    if (column === undefined) return false;
    const coded = bench.random.chance(0.5);
    change(bench, column, (cell) => (cell === '男' ? (coded ? 2 : '女') : cell === '女' ? (coded ? 1 : '男') : cell));
    bench.add('sex_inverted', header(bench), column);
    return true;
  },
};

const dateSystem: Seeder = {
  kind: 'date_system',
  alone: true,
  seed: (bench) => {
    const [column, id] = [bench.column('member.birth_date'), bench.column('member.id_no')];
    if (column === undefined) return false;
    const by = bench.random.pick([-1462, 1462]);
    change(bench, column, (cell, row) => {
      const born = idBirthDate(bench.text(row, id));
      return born === undefined ? cell : dashed(serialToDate(dateToSerial(born) + by, false) ?? '');
    });
    bench.add('date_system', header(bench), column);
    return true;
  },
};

const IN_WAN = (cell: CellValue): CellValue =>
  /^\d+(?:\.\d+)?$/.test(String(cell)) ? Number((Number(cell) / 10_000).toFixed(6)) : cell;

const columnInWan: Seeder = {
  kind: 'column_in_wan',
  alone: true,
  seed: (bench) => {
    const column = bench.column(bench.random.pick(['year.inc_net', 'year.inc_wage']));
    if (column === undefined) return false;
    change(bench, column, IN_WAN);
    bench.add('column_in_wan', header(bench), column);
    return true;
  },
};

const unitDoubtful: Seeder = {
  kind: 'unit_doubtful',
  alone: true,
  seed: (bench) => {
    const column = bench.column('year.inc_net');
    const row = column === undefined ? undefined : bench.free((one) => Number(bench.get(one, column)) > 5000);
    if (column === undefined || row === undefined) return false;
    const amount = bench.get(row, column);
    change(bench, column, IN_WAN);
    bench.set(row, column, amount);
    bench.rows[header(bench)]![column] = '纯收入（万元）';
    bench.add('unit_doubtful', row, column);
    return true;
  },
};

const bareCodes: Seeder = {
  kind: 'bare_codes',
  alone: true,
  seed: (bench) => {
    const column = columnOfField(bench.clean, 'member', 'education');
    if (column === undefined) return false;
    const codes = new Map(
      Array.from({ length: 40 }, (_, at) => String(at + 1)).map((code) => [labelFor('EDUCATION', code) ?? '', code]),
    );
    change(bench, column, (cell) => codes.get(String(cell)) ?? cell);
    bench.add('bare_codes', header(bench), column);
    return true;
  },
};

/** A value that is that of the row above. */
const ditto: Seeder = {
  kind: 'ditto',
  seed: (bench) => {
    const path = bench.random.pick([
      'household.village',
      'household.bank_name',
      'member.ethnic',
      'household.household_no',
      'household.head_name',
    ]);
    const column = bench.column(path);
    const relation = bench.column('member.relation');
    if (column === undefined) return false;
    const isSame = (row: number): boolean =>
      bench.text(row, column) !== '' &&
      bench.text(row, column) === bench.text(row - 1, column) &&
      bench.text(row, relation) !== '户主';
    const first = bench.freeRun(2, (row) => bench.text(row, column) !== '');
    if (first === undefined || !isSame(first + 1)) return false;
    bench.set(first + 1, column, bench.random.pick(['同上', '〃', '″', '＂']));
    bench.add('ditto', first + 1, column);
    return true;
  },
};

const tooLarge: Seeder = {
  kind: 'too_large',
  seed: (bench) => {
    const column = bench.column('year.inc_net');
    const row = column === undefined ? undefined : bench.free((one) => Number(bench.get(one, column)) > 2000);
    if (column === undefined || row === undefined) return false;
    bench.set(row, column, Math.floor(Number(bench.get(row, column))) * 10_000 + 1234);
    bench.add('too_large', row, column);
    return true;
  },
};

export const wholeSeeders: readonly Seeder[] = [
  shiftedNames,
  tornBlocks,
  invertedSex,
  dateSystem,
  columnInWan,
  unitDoubtful,
  bareCodes,
  ditto,
  tooLarge,
];
