/** What kind of table a sheet is, from its mapped columns. */
import type { EntityName } from '../../catalogue/field';
import type { MappedColumn, SheetKind, UnderstoodSheet } from '../../import/types';

/** Columns that only say which household a row belongs to. */
const KEYS: ReadonlySet<string> = new Set([
  'household_no',
  'head_name',
  'head_id_no',
  'province',
  'city',
  'county',
  'township',
  'village',
  'natural_village',
  'group',
]);

function has(columns: readonly MappedColumn[], entity: EntityName, key: string): boolean {
  return columns.some(({ field }) => field?.entity === entity && field.key === key);
}

/** Whether a row can be assigned to a household: by number, by head, or by 户主 rows among persons. */
export function keyed({ columns }: Pick<UnderstoodSheet, 'columns'>): boolean {
  return (
    ['household_no', 'head_id_no', 'head_name'].some((key) => has(columns, 'household', key)) ||
    (has(columns, 'member', 'relation') && (has(columns, 'member', 'name') || has(columns, 'member', 'id_no')))
  );
}

export function kindOf(columns: readonly MappedColumn[], personRows: boolean): SheetKind {
  if (!keyed({ columns })) return 'unknown';
  const count = (entity: EntityName): number =>
    columns.filter(({ field }) => field?.entity === entity && !(entity === 'household' && KEYS.has(field.key))).length;
  const household = count('household');
  const year = count('year');
  if (personRows) return household + year + count('helper') + count('monitoring') >= 3 ? 'flat' : 'member';
  if (has(columns, 'visit', 'visit_date') && count('visit') >= 2) return 'visit';
  if (count('helper') > household + year) return 'helper';
  const income = columns.filter(({ field }) => field?.entity === 'year' && field.section === 'income').length;
  const dated = has(columns, 'year', 'year') || columns.some((column) => column.year !== undefined);
  if (income >= 2 && household <= 2 && (dated || income >= household + 3)) return 'income';
  return 'household';
}
