/** The register's columns as the grid draws them. */
import type { ReactNode } from 'react';
import type { GridColumn } from '../../grid/columns';
import { REGISTER_COLUMNS, WHY_KEY, type RegisterColumn } from '../../workers/registerColumns';

/** A figure with a thin line under it that is as long as its share of 100. */
function drawComplete(text: string): ReactNode {
  if (text === '') return '';
  const share = { '--share': `${parseFloat(text)}%` } as Record<string, string>;
  return (
    <span className="grid-share" style={share}>
      {text.endsWith('%') ? text : `${text}%`}
    </span>
  );
}

/** "E/W": what must be corrected in red, what must be explained in orange; never the colour alone. */
function drawProblems(text: string): ReactNode {
  const [errors = '', warnings = ''] = text.split('/');
  if (text === '') return '';
  if (errors === '0' && warnings === '0') return <span className="problems-none">无</span>;
  return (
    <>
      {errors !== '0' && <b className="problems-error">必改 {errors}</b>}
      {errors !== '0' && warnings !== '0' && ' '}
      {warnings !== '0' && <b className="problems-warn">说明 {warnings}</b>}
    </>
  );
}

function column({ key, label, width, kind }: RegisterColumn): GridColumn {
  const shared: GridColumn = { key, label, width, align: kind === 'number' ? 'right' : 'left' };
  if (key === 'complete') return { ...shared, draw: drawComplete };
  if (key === 'problems') return { ...shared, width: 120, draw: drawProblems };
  return shared;
}

export const GRID_COLUMNS: readonly GridColumn[] = REGISTER_COLUMNS.map(column);

/** The columns when some households were found by what stands in their 附加列 only: behind the first two, by which one. */
export const columnsWith = {
  why: [
    ...GRID_COLUMNS.slice(0, 2),
    { key: WHY_KEY, label: '在附加列中找到', width: 240, align: 'left' },
    ...GRID_COLUMNS.slice(2),
  ] satisfies readonly GridColumn[],
};
