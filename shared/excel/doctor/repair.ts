/** Carrying out what the clerk accepted: repaired cells, rows left out or taken in, columns under the right header. */
import type { MappedColumn, UnderstoodSheet } from '../../import/types';
import type { CellValue } from '../sheet';
import type { Damage } from './types';

/**
 * The tables with the accepted repairs in `repairs`, `dataRows` and `columns`; untouched tables are the same objects. Damages
 * must come from `examine` of the same tables. A damage without a proposal changes nothing.
 */
export function repair(tables: readonly UnderstoodSheet[], accepted: readonly Damage[]): UnderstoodSheet[] {
  const byTable = new Map<number, Damage[]>();
  for (const damage of accepted) byTable.set(damage.table, [...(byTable.get(damage.table) ?? []), damage]);
  return tables.map((table, index) => repairTable(table, byTable.get(index) ?? []));
}

function repairTable(table: UnderstoodSheet, accepted: readonly Damage[]): UnderstoodSheet {
  const repairs = new Map<string, CellValue>(table.repairs ?? []);
  const rows = new Set(table.dataRows);
  let columns = table.columns;
  for (const damage of accepted) {
    switch (damage.effect) {
      case 'row_out':
        rows.delete(damage.row);
        break;
      case 'row_in':
        rows.add(damage.row);
        setCells(repairs, damage);
        break;
      case 'columns_swap':
        columns = swapped(columns, damage.column, Number(damage.params['other']));
        break;
      case 'cell':
      case 'columns_shift':
        setCells(repairs, damage);
        break;
      case 'none':
    }
  }
  const sameRows = rows.size === table.dataRows.length && table.dataRows.every((row) => rows.has(row));
  const sameCells = repairs.size === (table.repairs?.size ?? 0) && accepted.every(({ effect }) => effect !== 'cell');
  if (sameRows && sameCells && columns === table.columns) return table;
  const dataRows = sameRows ? table.dataRows : [...rows].sort((a, b) => a - b);
  return { ...table, columns, dataRows, ...(repairs.size === 0 ? {} : { repairs }) };
}

function setCells(repairs: Map<string, CellValue>, damage: Damage): void {
  if (damage.proposal !== undefined) repairs.set(`${damage.row}:${damage.column}`, damage.proposal);
  for (const { row, column, value } of damage.also ?? []) repairs.set(`${row}:${column}`, value);
}

/** The two columns change what they are taken for; header and place stay. */
function swapped(columns: readonly MappedColumn[], a: number, b: number): readonly MappedColumn[] {
  const [first, second] = [a, b].map((index) => columns.find(({ column }) => column === index));
  if (first === undefined || second === undefined) return columns;
  const taking = (own: MappedColumn, other: MappedColumn): MappedColumn => ({
    ...other,
    column: own.column,
    header: own.header,
  });
  return columns.map((column) =>
    column === first ? taking(first, second) : column === second ? taking(second, first) : column,
  );
}
