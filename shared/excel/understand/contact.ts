/**
 * Columns that are either of two persons by their header alone: 监测联系人 is a helper on some sheets and the contact of a
 * monitored household on others; 联系方式 is the household's, or of whoever collected the data.
 */
import { isBlankText } from '../../text';
import { cellText, isBlank } from './grid';
import { isHelperGroup } from './knowledge';
import { helperSpread } from './level';
import { columnOf, type ColumnInfo, type Table } from './table';

export type Contact = 'helper' | 'monitor' | 'unknown';

/**
 * Whose name stands under 监测联系人. Where helpers have a column of their own it is the contact; beside helper columns without
 * monitoring it is the helper; with both, only the values can tell: helpers stand beside households that nobody monitors.
 */
export function contactOf(table: Table, column: ColumnInfo): Contact {
  const others = table.columns.filter((other) => other !== column);
  if (/监测|风险/.test(column.label.groups)) return 'monitor';
  if (isHelperGroup(column.label.groups)) return 'helper';
  if (columnOf(others, 'helper', 'helper_name') !== undefined) return 'monitor';
  const twin = others.find(({ label }) => label.leaf === '监测联系人');
  if (twin !== undefined) return 'unknown';
  const best = (entity: string): ColumnInfo[] => others.filter((other) => other.candidates[0]?.field.entity === entity);
  const helpers = best('helper').filter(({ label }) => /帮扶|包[扶保联]|结对/.test(label.leaf + label.groups));
  const monitored = best('monitoring');
  if (helpers.length === 0) return 'monitor';
  if (others.some(({ label }) => /^监测联系人.+/.test(label.leaf))) return 'monitor';
  if (monitored.length === 0) return 'helper';
  return byValues(table, column, helpers, monitored);
}

/** Rows with a helper and without monitoring must be there to tell, and then all of them must tell the same. */
function byValues(
  table: Table,
  column: ColumnInfo,
  helpers: readonly ColumnInfo[],
  monitored: readonly ColumnInfo[],
): Contact {
  const filled = (row: number, { index }: ColumnInfo): boolean => !isBlank(table.grid.raw(row, index));
  let withName = 0;
  let without = 0;
  for (const row of table.rows) {
    const onlyHelped = helpers.some((other) => filled(row, other)) && !monitored.some((other) => filled(row, other));
    if (!onlyHelped) continue;
    if (filled(row, column)) withName++;
    else without++;
  }
  if (withName + without < 3) return 'unknown';
  if (without === 0) return 'helper';
  return withName === 0 ? 'monitor' : 'unknown';
}

/**
 * Whether few numbers come again and again from household to household: they are a collector's or a helper's; a household's is
 * its own. undefined = too few to tell.
 */
export function phonesRepeat({ grid, rows, householdOf }: Table, { index }: ColumnInfo): boolean | undefined {
  const pairs = new Set<string>();
  const texts = new Set<string>();
  for (let at = 0; at < Math.min(rows.length, 2000); at++) {
    const text = cellText(grid.raw(rows[at]!, index));
    if (isBlankText(text)) continue;
    const household = householdOf(at);
    pairs.add(`${household < 0 ? `r${at}` : household}|${text}`);
    texts.add(text);
  }
  if (pairs.size < 5) return undefined;
  const share = texts.size / pairs.size;
  return share <= 0.5 ? true : share >= 0.8 ? false : undefined;
}

/**
 * Whether a column with a common header (职务, 学历) is the helper's: it says the same wherever the helper is the same, or –
 * where nothing contradicts – stands in one block with the helper's name.
 */
export function isHelpers(table: Table, column: ColumnInfo): boolean {
  const helper = columnOf(table.columns, 'helper', 'helper_name', column);
  if (helper === undefined) return false;
  const spread = helperSpread(table, column, helper);
  // Of two or three words, few households agree by chance: 性别, 政治面貌.
  const several = new Set(column.samples.map((cell) => cellText(cell))).size >= 4;
  if (spread.groups >= 2 && spread.differing > 0.2) return false;
  if (spread.groups >= 3 && several) return true;
  const [from, to] = [Math.min(helper.index, column.index), Math.max(helper.index, column.index)];
  return table.columns
    .slice(from, to)
    .every(({ candidates }) => candidates.some(({ field }) => field.entity === 'helper'));
}
