/** The header row: sorts on a press, and its right edge can be dragged. */
import { useRef, type PointerEvent, type ReactElement } from 'react';
import { Icon } from '../ui/Icon';
import type { GridLayout, GridSort, PlacedColumn } from './columns';

interface GridHeadProps {
  readonly id: string;
  readonly layout: GridLayout;
  readonly height: number;
  readonly sort: GridSort | null;
  /** Column whose header is in work, or null. */
  readonly active: number | null;
  readonly onSort: (column: number) => void;
  readonly onWidth: (key: string, width: number) => void;
}

export function GridHead({ id, layout, height, sort, active, onSort, onWidth }: GridHeadProps): ReactElement {
  return (
    <div className="grid-head" role="rowgroup" style={{ width: layout.width, minWidth: '100%' }}>
      <div className="grid-row" role="row" aria-rowindex={1} style={{ height }}>
        <div
          className="grid-cell grid-number grid-frozen"
          role="columnheader"
          aria-colindex={1}
          style={{ width: layout.numbers, left: 0 }}
        >
          <span className="sr-only">行号</span>
        </div>
        {layout.columns.map((column, index) => {
          const sorted = sort?.key === column.key ? (sort.descending ? 'descending' : 'ascending') : 'none';
          return (
            <div
              key={column.key}
              id={`${id}--1-${index}`}
              role="columnheader"
              aria-colindex={index + 2}
              aria-sort={sorted}
              className={headClass(column, index === active, layout)}
              style={{ width: column.width, left: column.frozen ? column.left : undefined }}
              title={column.label}
              onClick={() => onSort(index)}
            >
              <span className="grid-head-text">{column.label}</span>
              {sorted !== 'none' && <Icon name={sorted === 'ascending' ? 'up' : 'down'} size={0.75} />}
              <Grip width={column.width} onWidth={(width) => onWidth(column.key, width)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function headClass(column: PlacedColumn, active: boolean, layout: GridLayout): string {
  const last = column.frozen && column.left + column.width === layout.frozenWidth;
  return [
    'grid-cell',
    column.align === 'right' && 'grid-right',
    column.frozen && 'grid-frozen',
    last && 'grid-frozen-last',
    active && 'grid-focus',
  ]
    .filter(Boolean)
    .join(' ');
}

/** The right edge of a header: dragging it sets the column's width. */
function Grip({ width, onWidth }: { readonly width: number; readonly onWidth: (width: number) => void }): ReactElement {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null);
  return (
    <span
      className="grid-grip"
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event: PointerEvent<HTMLSpanElement>) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => {
        if (from.current) onWidth(from.current.width + event.clientX - from.current.x);
      }}
      onPointerUp={() => (from.current = null)}
    />
  );
}
