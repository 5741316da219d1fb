/** One drawn row of the grid. */
import type { ReactElement } from 'react';
import type { GridLayout, GridRowData, PlacedColumn } from './columns';
import { inBlock, type Block } from './selection';

interface GridRowProps {
  readonly id: string;
  readonly position: number;
  readonly top: number;
  readonly height: number;
  readonly layout: GridLayout;
  /** undefined while the row is on its way. */
  readonly data: GridRowData | undefined;
  /** The selected block when it touches this row. */
  readonly chosen: Block | null;
  /** Column of the cell in work when it is in this row. */
  readonly focus: number | null;
  readonly onPress: (column: number, extend: boolean) => void;
  readonly onDrag: (column: number) => void;
  readonly onOpen: () => void;
}

export function GridRow(props: GridRowProps): ReactElement {
  const { id, position, layout, data, chosen, focus } = props;
  return (
    <div
      className={`grid-row${focus !== null ? ' grid-row-focus' : ''}`}
      role="row"
      aria-rowindex={position + 2}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
      onDoubleClick={props.onOpen}
    >
      <div
        className="grid-cell grid-number grid-frozen"
        role="rowheader"
        aria-colindex={1}
        style={{ width: layout.numbers, left: 0 }}
        onPointerDown={() => props.onPress(0, false)}
      >
        {position + 1}
      </div>
      {layout.columns.map((column, index) => {
        const selected = chosen !== null && inBlock(chosen, position, index);
        const text = data?.cells[column.key] ?? '';
        return (
          <div
            key={column.key}
            id={`${id}-${position}-${index}`}
            role="gridcell"
            aria-colindex={index + 2}
            aria-selected={selected}
            className={cellClass(column, selected, index === focus, layout)}
            style={{ width: column.width, left: column.frozen ? column.left : undefined }}
            title={text.length > 8 ? text : undefined}
            onPointerDown={(event) => {
              if (event.button === 0) props.onPress(index, event.shiftKey);
            }}
            onPointerEnter={(event) => {
              if (event.buttons === 1) props.onDrag(index);
            }}
          >
            {data && column.draw ? column.draw(text, data) : text}
          </div>
        );
      })}
    </div>
  );
}

function cellClass(column: PlacedColumn, selected: boolean, focus: boolean, layout: GridLayout): string {
  const last = column.frozen && column.left + column.width === layout.frozenWidth;
  return [
    'grid-cell',
    column.align === 'right' && 'grid-right',
    column.frozen && 'grid-frozen',
    last && 'grid-frozen-last',
    selected && 'grid-selected',
    focus && 'grid-focus',
  ]
    .filter(Boolean)
    .join(' ');
}
