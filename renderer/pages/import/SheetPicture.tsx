/** The sheet itself as the picture: regions tinted by what they were taken for, field names in tags over the columns. */
import { useEffect, useRef, type ReactElement } from 'react';
import { columnName } from '#shared/excel/sheet';
import type { SheetSummary } from '../../workers/api';

const ROLES: Readonly<Record<string, string>> = {
  title: '标题',
  header: '表头',
  data: '数据',
  total: '合计',
  note: '说明',
};

export interface PictureColumn {
  readonly at: string;
  /** Name of the field, or null where the column maps to none. */
  readonly label: string | null;
  readonly unsure: boolean;
}

export function SheetPicture({
  sheet,
  columns,
  chosen,
  onChoose,
}: {
  readonly sheet: SheetSummary;
  /** Tags over the columns; null = none are shown. */
  readonly columns: readonly PictureColumn[] | null;
  readonly chosen: string | null;
  readonly onChoose: (at: string) => void;
}): ReactElement {
  const width = Math.max(...sheet.preview.map((row) => row.cells.length), 0);
  const letters = Array.from({ length: width }, (_, index) => columnName(index));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current
      ?.querySelector('.picture-letters .picture-chosen')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [chosen]);
  const tags = new Map(columns?.map((column) => [column.at, column]));
  return (
    <div ref={box} className="picture" role="region" aria-label={`${sheet.sheet} 的前几行`} tabIndex={0}>
      <table>
        <thead>
          {columns && (
            <tr className="picture-tags">
              <th scope="row">
                <span className="sr-only">对应的栏目</span>
              </th>
              {letters.map((at) => {
                const tag = tags.get(at);
                return (
                  <td key={at} className={at === chosen ? 'picture-chosen' : undefined}>
                    {tag && (
                      <button
                        type="button"
                        className={`tag ${tag.label === null ? 'tag-none' : tag.unsure ? 'tag-unsure' : 'tag-sure'}`}
                        title={tag.label ?? '没有对应的栏目，作为附加列保留'}
                        onClick={() => onChoose(at)}
                      >
                        {tag.label ?? '附加列'}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          )}
          <tr className="picture-letters">
            <th scope="col">
              <span className="sr-only">行号</span>
            </th>
            {letters.map((at) => (
              <th key={at} scope="col" className={at === chosen ? 'picture-chosen' : undefined}>
                {at}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.preview.map((row) => (
            <tr key={row.row} className={`picture-${row.role}`}>
              <th scope="row" title={ROLES[row.role]}>
                {row.row}
              </th>
              {cellsOf(row, letters).map(({ at, text, span }) => (
                <td key={at} colSpan={span} className={at === chosen ? 'picture-chosen' : undefined} title={text}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PictureCell {
  readonly at: string;
  readonly text: string;
  readonly span: number;
}

/** A title or a note stands in one cell and runs over its blank neighbours, as it does in the workbook. */
function cellsOf(row: SheetSummary['preview'][number], letters: readonly string[]): readonly PictureCell[] {
  const cells = letters.map((at, index) => ({ at, text: row.cells[index] ?? '', span: 1 }));
  const filled = cells.filter((cell) => cell.text !== '');
  const [only] = filled;
  if (row.role === 'data' || row.role === 'header' || filled.length !== 1 || !only) return cells;
  return [{ ...only, at: letters[0] ?? '', span: letters.length }];
}

/** Says what the tints mean. */
export function PictureLegend(): ReactElement {
  return (
    <ul className="legend note" aria-label="颜色的意思">
      {Object.entries(ROLES).map(([role, word]) => (
        <li key={role}>
          <span className={`legend-mark picture-${role}`} />
          {word}
        </li>
      ))}
    </ul>
  );
}
