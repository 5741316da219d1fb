/** Which household a form speaks of: number, head's name and ID, from its pairs or from the 户主 row of its members. */
import type { CellValue } from '../../sheet';
import { cellText, isBlank, type Grid } from '../grid';
import { boxAt } from './boxes';
import type { BandColumn } from './band';
import type { Block, InnerTable } from './block';
import type { Pair } from './line';
import { plainValue } from './values';
import { fieldsOf, squeezed } from './words';

export interface Key {
  readonly header: '户编号' | '户主姓名' | '户主证件号码';
  readonly value: CellValue;
  readonly at: readonly [row: number, column: number] | null;
}

const HEADERS = { household_no: '户编号', head_name: '户主姓名', head_id_no: '户主证件号码' } as const;
type KeyField = keyof typeof HEADERS;

const IS_HEAD = /^(户主|本人|本人或户主|户主本人)$/;
/** Relatives as headings: what stands below is a person other than the head. */
const RELATIVE =
  /^(配偶|妻子|丈夫|父亲|母亲|父母|子女|儿子|女儿|长子|次子|长女|次女|监护人|赡养人|法定赡养人|紧急联系人|联系人)(情况|信息)?$/;
const HELPER = /帮扶|包保|包扶|包联|结对|驻村|干部|走访|监测联系/;

/** Whether the pair speaks of somebody else than the household or its head. */
export function isOther(path: readonly string[]): boolean {
  return (
    path.slice(0, -1).some((group) => RELATIVE.test(group) || HELPER.test(group)) || HELPER.test(path.at(-1) ?? '')
  );
}

/** Whether the pair's label may name the field of the household. */
export function names(path: readonly string[], key: KeyField): boolean {
  return !isOther(path) && fieldsOf(path).some((field) => field.entity === 'household' && field.key === key);
}

/** The pair that gives a key: a label that names nothing else before one that may also be a person's (姓名). */
export function keyPair(pairs: readonly Pair[], key: KeyField): Pair | undefined {
  const found = pairs.filter(({ path }) => names(path, key));
  const sure = found.find(({ path }) => fieldsOf(path)[0]?.entity === 'household');
  return sure ?? found[0];
}

export function keysOf(grid: Grid, block: Block): Key[] {
  const head = headRow(grid, block.tables);
  return (Object.keys(HEADERS) as KeyField[]).flatMap((key): Key[] => {
    const pair = keyPair(block.pairs, key);
    if (pair !== undefined && pair.value !== null) return [{ header: HEADERS[key], value: pair.value, at: pair.at }];
    const column = head?.[key === 'head_name' ? 'name' : 'id'];
    if (head === undefined || column === undefined || key === 'household_no') return [];
    const value = plainValue(grid.cell(head.row, column.left));
    // The cell is the member's; for the household it is only inferred.
    return isBlank(value) ? [] : [{ header: HEADERS[key], value, at: null }];
  });
}

interface HeadRow {
  readonly row: number;
  readonly name: BandColumn | undefined;
  readonly id: BandColumn | undefined;
}

/** The 户主 row of the members; undefined when there is none, or more than one. */
export function headRow(grid: Grid, tables: readonly InnerTable[]): HeadRow | undefined {
  const rows = tables.flatMap(({ kind, band }): HeadRow[] => {
    const relation = columnOfMember(band.columns, 'relation');
    if (kind !== 'person' || relation === undefined) return [];
    return band.dataRows
      .filter((row) => IS_HEAD.test(squeezed(cellText(grid.cell(row, relation.left)))))
      .map((row) => ({ row, name: columnOfMember(band.columns, 'name'), id: columnOfMember(band.columns, 'id_no') }));
  });
  return rows.length === 1 ? rows[0] : undefined;
}

/** How many rows of the members call themselves 户主. */
export function headCount(grid: Grid, tables: readonly InnerTable[]): number {
  return tables.reduce((sum, { kind, band }) => {
    const relation = columnOfMember(band.columns, 'relation');
    if (kind !== 'person' || relation === undefined) return sum;
    return sum + band.dataRows.filter((row) => IS_HEAD.test(boxAt(grid, row, relation.left)?.text ?? '')).length;
  }, 0);
}

/** Whether tables of a form name more than one household: then they are a list, and what stands around them its surroundings. */
export function listsHouseholds(grid: Grid, { tables }: Pick<Block, 'tables'>): boolean {
  return (Object.keys(HEADERS) as KeyField[]).some((key) => {
    const said = new Set<string>();
    for (const { band } of tables) {
      const column = band.columns.find(({ path }) => isOfHousehold(path, key));
      if (column === undefined) continue;
      for (const row of band.dataRows) said.add(squeezed(cellText(grid.cell(row, column.left))));
    }
    said.delete('');
    return said.size > 1;
  });
}

/** 户主姓名, and not 姓名, which may be anybody's. */
function isOfHousehold(path: readonly string[], key: KeyField): boolean {
  const fields = isOther(path) ? [] : fieldsOf(path.slice(-1));
  return fields[0]?.entity === 'household' && fields.every((field) => field.key === key);
}

function columnOfMember(columns: readonly BandColumn[], key: string): BandColumn | undefined {
  return columns.find(({ path }) =>
    fieldsOf([path.at(-1) ?? '']).some((field) => field.entity === 'member' && field.key === key),
  );
}
