/** Seeders of rows that are no data, rows that stand twice or are hidden, and of whole columns. */
import type { CellValue } from '#shared/excel/sheet';
import type { Bench } from './bench';
import type { Seeder } from './seeders';

const blankRow = (bench: Bench): CellValue[] => new Array<CellValue>(bench.width).fill(null);

/** A place among the data rows where a row may be put in: beside another, a title over a header makes a second table. */
function place(bench: Bench): number {
  const first = bench.clean.dataRows[0] ?? 1;
  const isPutIn = (row: number): boolean => (bench.identity[row] ?? -1) < 0;
  for (;;) {
    const row = bench.random.int(first + 3, bench.rows.length - 2);
    if (!isPutIn(row - 1) && !isPutIn(row)) return row;
  }
}

function putIn(bench: Bench, kind: Seeder['kind'], cells: CellValue[]): true {
  const row = place(bench);
  bench.insert(row, cells);
  bench.add(kind, row, 0, { isRow: true });
  return true;
}

export const rowSeeders: readonly Seeder[] = [
  {
    kind: 'subtotal_row',
    rows: true,
    seed: (bench) => {
      const cells = blankRow(bench);
      const name = bench.column(bench.random.pick(['member.name', 'household.head_name', 'household.group'])) ?? 0;
      cells[name] = bench.random.pick(['小计', '一组小计', '合　计', '本页合计', '共计12人', '二组合计：', '全村总计']);
      const income = bench.column('year.inc_net');
      if (income !== undefined) cells[income] = bench.random.int(10_000, 900_000);
      return putIn(bench, 'subtotal_row', cells);
    },
  },
  {
    kind: 'repeated_header',
    rows: true,
    seed: (bench) => {
      const header = [...(bench.base.rows[bench.clean.headerRows.at(-1) ?? 0] ?? [])];
      const cells = header.map((cell) =>
        typeof cell === 'string' && bench.random.chance(0.2)
          ? bench.random.pick([`${cell} `, cell.slice(0, 2) + '\n' + cell.slice(2), null])
          : cell,
      );
      return putIn(bench, 'repeated_header', cells);
    },
  },
  {
    kind: 'title_row',
    rows: true,
    seed: (bench) => {
      const cells = blankRow(bench);
      const name = bench.column('member.name') ?? 0;
      cells[bench.random.pick([0, name])] = bench.random.pick([
        '李庄村农户花名册',
        '第二页',
        '三组',
        '李庄村',
        '第三村民小组',
        '脱贫户信息登记表（续表）',
        '二、一般农户',
      ]);
      return putIn(bench, 'title_row', cells);
    },
  },
  {
    kind: 'duplicate_row',
    rows: true,
    seed: (bench) => {
      const from = place(bench);
      const cells = bench.rows[from] ?? [];
      if ((bench.identity[from] ?? -1) < 0) return false;
      const to = bench.random.int(from + 1, Math.min(from + 4, bench.rows.length - 1));
      bench.use(from);
      bench.insert(to, cells);
      bench.add('duplicate_row', to, 0, { anyColumn: true, isRow: true });
      return true;
    },
  },
  {
    kind: 'hidden_rows',
    seed: (bench) => {
      const row = bench.free();
      if (row === undefined) return false;
      bench.hidden.add(row);
      bench.add('hidden_rows', row, 0, { anyColumn: true });
      return true;
    },
  },
  { kind: 'shifted_cells', seed: (bench) => shift(bench, 1) },
  { kind: 'shifted_cells', seed: (bench) => shift(bench, -1) },
];

/** A cell is put in (1) or taken out (-1) somewhere in a row, and the rest moves. */
function shift(bench: Bench, by: 1 | -1): boolean {
  const row = bench.free();
  if (row === undefined) return false;
  const cells = bench.rows[row] ?? [];
  // So that at least a third of the row is shifted: two cells too far right at the end of a row cannot be told.
  const from = bench.random.int(0, Math.floor(bench.width * 0.6));
  if (by === 1) cells.splice(from, 0, null);
  else cells.splice(from, 1);
  bench.add('shifted_cells', row, from, { lastColumn: from });
  return true;
}

/** Each on a sheet of its own: they concern all rows. */
export const columnSeeders: readonly Seeder[] = [
  {
    kind: 'duplicate_column',
    alone: true,
    seed: (bench) => {
      const header = bench.clean.headerRows.at(-1) ?? 0;
      const column =
        bench.column(bench.random.pick(['member.name', 'household.phone', 'member.id_no', 'year.inc_net'])) ?? 1;
      const differs = bench.random.chance(0.5);
      bench.rows.forEach((cells, row) => {
        while (cells.length < bench.width) cells.push(null);
        const value = cells[column] ?? null;
        const isTitle = row < header;
        cells.push(isTitle ? null : differs && row > header && bench.random.chance(0.3) ? null : value);
        if (differs && row > header && typeof value === 'string' && bench.random.chance(0.2))
          cells[cells.length - 1] = `${value}`.split('').reverse().join('');
      });
      bench.add('duplicate_column', header, bench.width);
      return true;
    },
  },
  {
    kind: 'swapped_columns',
    alone: true,
    seed: (bench) => {
      const [a, b] = [bench.column('member.name'), bench.column('member.id_no')];
      if (a === undefined || b === undefined) return false;
      for (const row of bench.clean.dataRows) {
        const [one, other] = [bench.get(row, a), bench.get(row, b)];
        bench.set(row, a, other);
        bench.set(row, b, one);
      }
      bench.add('swapped_columns', bench.clean.headerRows.at(-1) ?? 0, Math.min(a, b), { lastColumn: Math.max(a, b) });
      return true;
    },
  },
  {
    kind: 'misaligned_columns',
    alone: true,
    seed: (bench) => {
      const column = bench.column('member.birth_date');
      if (column === undefined) return false;
      const rows = bench.clean.dataRows;
      const cells = rows.map((row) => bench.get(row, column));
      rows.forEach((row, at) => bench.set(row, column, cells[(at + 1) % cells.length] ?? null));
      bench.add('misaligned_columns', bench.clean.headerRows.at(-1) ?? 0, column);
      return true;
    },
  },
  {
    kind: 'merged_leftover',
    alone: true,
    seed: (bench) => {
      // Sorted by group, the group stands in the first row of each.
      const column = bench.column('household.group');
      const no = bench.column('household.household_no');
      if (column === undefined || no === undefined) return false;
      const rows = [...bench.clean.dataRows];
      const sorted = rows
        .map((row) => ({ row, cells: bench.rows[row] ?? [] }))
        .sort(
          (a, b) =>
            String(a.cells[column]).localeCompare(String(b.cells[column])) ||
            String(a.cells[no]).localeCompare(String(b.cells[no])) ||
            a.row - b.row,
        );
      rows.forEach((row, at) => {
        bench.rows[row] = [...(sorted[at]?.cells ?? [])];
        bench.identity[row] = sorted[at]?.row ?? -1;
      });
      const relation = bench.column('member.relation') ?? 0;
      let value: CellValue = null;
      let open = false;
      for (const row of rows) {
        const own = bench.get(row, column);
        if (own !== value) open = false;
        else {
          bench.set(row, column, null);
          if (!open && bench.get(row, relation) === '户主') {
            bench.add('merged_leftover', row, column);
            open = true;
          }
        }
        value = own;
      }
      return bench.cases.length > 0;
    },
  },
];
