/** The sheets that were read, each layout once, with a tick for whether it is imported. */
import type { ReactElement } from 'react';
import type { Reading, SheetInfo } from '../../workers/api';
import { number } from '../../strings';
import { isUnsure } from './ColumnLine';
import { Tick } from './Tick';
import { chooseSheet, rowsOn, useSheet as takeSheet } from './importSteps';

/** Nothing on them is meant for the archive. */
const NO_TABLES: ReadonlySet<string> = new Set(['空白工作表', '户档的问题清单']);

/** Sheets worth a line: the first of each layout; blank ones are not, nor is the list of problems that came back. */
export function shownSheets(reading: Reading): readonly SheetInfo[] {
  const shown = reading.sheets.filter(({ index, like, text }) => index === like && !NO_TABLES.has(text));
  // What holds data stands first; headers without data, and what is no table, are there to be looked at.
  const rank = ({ index, tables }: SheetInfo): number => (rowsOn(reading, index) > 0 ? 0 : tables.length > 0 ? 1 : 2);
  return shown.toSorted((a, b) => rank(a) - rank(b));
}

export function SheetRail({
  reading,
  chosen,
  columns = false,
}: {
  readonly reading: Reading;
  readonly chosen: number;
  /** Columns are being looked at: says on which sheets some are unsure. */
  readonly columns?: boolean;
}): ReactElement | null {
  const sheets = shownSheets(reading);
  if (sheets.length <= 1) return null;
  const files = new Set(sheets.map(({ file }) => file));
  return (
    <nav className="sheet-rail" aria-label="工作表">
      <ul>
        {sheets.map((sheet, at) => {
          const first = files.size > 1 && sheets[at - 1]?.file !== sheet.file;
          const rows = rowsOn(reading, sheet.index);
          const unsure = columns ? unsureOn(reading, sheet) : 0;
          return (
            <li key={sheet.index}>
              {first && (
                <p className="rail-file" title={sheet.file}>
                  {sheet.file.slice(sheet.file.lastIndexOf('/') + 1)}
                </p>
              )}
              <div
                className={`rail-sheet${sheet.index === chosen ? ' rail-chosen' : ''}${sheet.used ? '' : ' rail-left'}`}
              >
                <label className="rail-tick" title={sheet.used ? '导入这张表' : '不导入这张表'}>
                  <Tick
                    checked={sheet.used && sheet.tables.length > 0}
                    disabled={sheet.used && sheet.tables.length === 0}
                    aria-label={`导入 ${sheet.sheet}`}
                    onTick={(used) => takeSheet(sheet.index, used)}
                  />
                </label>
                <button
                  type="button"
                  className="rail-name"
                  aria-current={sheet.index === chosen ? 'true' : undefined}
                  onClick={() => chooseSheet(sheet.index)}
                >
                  <span title={sheet.sheet}>{sheet.sheet}</span>
                  <span className="note">{noteOf(sheet, rows)}</span>
                  {unsure > 0 && <span className="note rail-unsure">{number(unsure)} 列请核对</span>}
                  {sheet.alike > 1 && (
                    <span className="note rail-alike">还有 {number(sheet.alike - 1)} 张同样的表</span>
                  )}
                </button>
              </div>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function unsureOn(reading: Reading, { index }: SheetInfo): number {
  return reading.tables
    .filter(({ on }) => on === index)
    .reduce((sum, table) => sum + table.columns.filter(isUnsure).length, 0);
}

function noteOf(sheet: SheetInfo, rows: number): string {
  if (!sheet.used) return `${sheet.hidden ? '隐藏的工作表，' : ''}不导入`;
  if (sheet.tables.length === 0) return '没有认出表格';
  if (rows === 0) return '只有表头，没有数据';
  return sheet.tables.length > 1 ? `${number(sheet.tables.length)} 张表，${number(rows)} 行` : `${number(rows)} 行`;
}
