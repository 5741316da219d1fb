import { columnName } from '#shared/excel/sheet';
import type { ImportPlan } from '#shared/import/plan';
import type { UnderstoodSheet } from '#shared/import/types';
import type { ImportBatch } from '../../store/types';
import { ulid } from '../../store/ulid';

/** Provenance: the cell of a value follows from the column of its field and the household's row. */
export function batchOf(plan: ImportPlan, tables: readonly UnderstoodSheet[]): ImportBatch {
  return {
    id: ulid(),
    when: new Date().toISOString(),
    sheets: tables.map(({ file, sheet, columns }) => ({
      file,
      sheet: sheet.name,
      columns: Object.fromEntries(
        columns.flatMap(({ column, field }) => (field ? [[columnName(column), `${field.entity}.${field.key}`]] : [])),
      ),
    })),
    rows: Object.fromEntries(
      plan.households
        .filter((household) => household.writes)
        .map(({ result, incoming: { at } }) => [result.id, [[at.sheet, [at.row + 1]]] as const]),
    ),
    counts: { ...plan.counts },
  };
}
