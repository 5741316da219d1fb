/** Carrying out what the clerk accepted: repaired cells, rows left out or taken in, columns under the right header. */
import type { Field } from '../../catalogue/field';
import { fieldOf } from '../../catalogue/index';
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
  let cells = false;
  for (const damage of accepted) {
    switch (damage.effect) {
      case 'row_out':
        rows.delete(damage.row);
        break;
      case 'row_in':
        rows.add(damage.row);
        cells = setCells(repairs, damage) || cells;
        break;
      case 'columns_swap':
        columns = swapped(columns, damage);
        cells = setCells(repairs, damage) || cells;
        break;
      case 'cell':
      case 'columns_shift':
        cells = setCells(repairs, damage) || cells;
        break;
      case 'none':
    }
  }
  const sameRows = rows.size === table.dataRows.length && table.dataRows.every((row) => rows.has(row));
  if (sameRows && !cells && columns === table.columns) return table;
  const dataRows = sameRows ? table.dataRows : [...rows].sort((a, b) => a - b);
  return { ...table, columns, dataRows, ...(repairs.size === 0 ? {} : { repairs }) };
}

/** True when a cell was given a value. */
function setCells(repairs: Map<string, CellValue>, damage: Damage): boolean {
  if (damage.proposal !== undefined) repairs.set(`${damage.row}:${damage.column}`, damage.proposal);
  for (const { row, column, value } of damage.also ?? []) repairs.set(`${row}:${column}`, value);
  return damage.proposal !== undefined || damage.also !== undefined;
}

/** Each of the two columns is taken for what stands in it; header and place stay. */
function swapped(columns: readonly MappedColumn[], damage: Damage): readonly MappedColumn[] {
  const taken: readonly [number, Field | undefined][] = [
    [damage.column, fieldOf(String(damage.params['field']))],
    [Number(damage.params['other']), fieldOf(String(damage.params['otherField']))],
  ];
  return columns.map((column) => {
    const field = taken.find(([index]) => index === column.column)?.[1];
    return field === undefined ? column : { column: column.column, header: column.header, field, confidence: 1 };
  });
}
