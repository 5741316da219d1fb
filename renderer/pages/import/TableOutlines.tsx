/** The tables of a sheet as outlines over its picture; the edges of the chosen one can be dragged, or moved by the arrow keys. */
import { useState, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react';
import type { Range } from '#shared/excel/sheet';
import type { TableSummary } from '../../workers/api';
import { boxOf, columnAt, type Geometry } from '../../picture/geometry';

type Edge = 'top' | 'left' | 'bottom' | 'right' | 'header';

const EDGES: Readonly<Record<Edge, string>> = {
  top: '表的上边',
  left: '表的左边',
  bottom: '表的下边',
  right: '表的右边',
  header: '表头和数据的分界',
};

interface Props {
  readonly tables: readonly TableSummary[];
  readonly chosen: number;
  readonly geometry: Geometry;
  readonly onChoose: (at: number) => void;
  readonly onRange: (range: Range) => void;
  /** 0-based last row of the header; before the table's first row = none. */
  readonly onHeaderEnd: (row: number) => void;
}

export function TableOutlines({ tables, chosen, geometry, onChoose, onRange, onHeaderEnd }: Props): ReactElement {
  const [drag, setDrag] = useState<{ readonly edge: Edge; readonly range: Range; readonly header: number } | null>(
    null,
  );
  return (
    <>
      {tables.map((table, at) => {
        const own = at === chosen;
        const range = own && drag ? drag.range : table.range;
        const box = boxOf(geometry, range);
        const header = own && drag ? drag.header : headerEnd(table);
        return (
          <div key={table.index} className={`table-outline${own ? ' table-chosen' : ''}`} style={box}>
            {tables.length > 1 && (
              <button
                type="button"
                className={`table-name${range.top > 0 ? '' : ' table-name-inside'}`}
                aria-pressed={own}
                style={{ ...besides(tables, at), ...(range.top > 0 ? { left: nameLeft(range, geometry) } : {}) }}
                onClick={() => onChoose(at)}
              >
                表 {at + 1}
              </button>
            )}
            {own &&
              edgesOf(table).map((edge) => (
                <Handle
                  key={edge}
                  edge={edge}
                  at={edge === 'header' ? (header - range.top + 1) * geometry.rowHeight : null}
                  table={table}
                  geometry={geometry}
                  now={{ range, header }}
                  onMove={(next) => setDrag(next && { edge, ...next })}
                  onDone={(next) => {
                    setDrag(null);
                    if (edge === 'header') {
                      if (next.header !== headerEnd(table)) onHeaderEnd(next.header);
                    } else if (JSON.stringify(next.range) !== JSON.stringify(table.range)) onRange(next.range);
                  }}
                />
              ))}
          </div>
        );
      })}
    </>
  );
}

/** The names of tables that begin at the same cell stand beside each other. */
function besides(tables: readonly TableSummary[], at: number): CSSProperties | undefined {
  const own = tables[at]?.range;
  const same = tables.slice(0, at).filter(({ range }) => range.top === own?.top && range.left === own.left).length;
  return same === 0 ? undefined : { translate: `${(own?.top === 0 ? -same : same) * NAME_WIDTH}rem` };
}

const NAME_WIDTH = 3;
/** In pixels. */
const NAME = 40;

/** At the end of the first column, so that the beginning of what stands above the table is not covered. */
function nameLeft({ left }: Range, geometry: Geometry): number {
  return Math.max(-2, boxOf(geometry, { top: 0, bottom: 0, left, right: left }).width - NAME);
}

/** 0-based. */
function headerEnd({ headerRows, range }: TableSummary): number {
  return (headerRows.at(-1) ?? range.top) - 1;
}

function edgesOf({ arrangement }: TableSummary): readonly Edge[] {
  const sides: readonly Edge[] = ['top', 'left', 'bottom', 'right'];
  return arrangement === 'table' || arrangement === 'headerless' ? [...sides, 'header'] : sides;
}

interface Lines {
  readonly range: Range;
  readonly header: number;
}

function Handle({
  edge,
  at,
  table,
  geometry,
  now,
  onMove,
  onDone,
}: {
  readonly edge: Edge;
  readonly at: number | null;
  readonly table: TableSummary;
  readonly geometry: Geometry;
  readonly now: Lines;
  readonly onMove: (lines: Lines | null) => void;
  readonly onDone: (lines: Lines) => void;
}): ReactElement {
  const placed = (event: PointerEvent<HTMLElement>): Lines | null => {
    const box = event.currentTarget.closest<HTMLElement>('.sheet-grid');
    const cells = box?.querySelector('.sheet-cells')?.getBoundingClientRect();
    if (!cells || !box) return null;
    scrollAlong(box, event);
    // The line lies between two rows: the nearer one counts.
    const row = Math.round((event.clientY - cells.top) / geometry.rowHeight);
    const x = event.clientX - cells.left;
    const column = columnAt(geometry, x);
    const middle = ((geometry.edges[column] ?? 0) + (geometry.edges[column + 1] ?? 0)) / 2;
    return moved(now, edge, row, x > middle ? column + 1 : column, geometry);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onDone(moved(now, edge, lineOf(now, edge) + step, lineOf(now, edge) + step, geometry));
  };
  return (
    <button
      type="button"
      className={`table-edge table-edge-${edge}`}
      style={at === null ? undefined : { top: at - 5 }}
      aria-label={`${EDGES[edge]}，按方向键移动，也可以用鼠标拖`}
      title={`拖动：${EDGES[edge]}`}
      data-table={table.number}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.preventDefault();
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
        onMove(now);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const lines = placed(event);
        if (lines) onMove(lines);
      }}
      onPointerUp={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        event.currentTarget.releasePointerCapture(event.pointerId);
        onDone(placed(event) ?? now);
      }}
      onPointerCancel={() => onMove(null)}
    >
      <span />
    </button>
  );
}

/** The row or column line on which the edge lies: line 3 lies above the fourth row. */
function lineOf({ range, header }: Lines, edge: Edge): number {
  const lines = {
    top: range.top,
    left: range.left,
    bottom: range.bottom + 1,
    right: range.right + 1,
    header: header + 1,
  };
  return lines[edge];
}

function moved({ range, header }: Lines, edge: Edge, row: number, column: number, { rows, columns }: Geometry): Lines {
  const within = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
  switch (edge) {
    case 'top':
      return { range: { ...range, top: within(row, 0, range.bottom) }, header };
    case 'bottom':
      return { range: { ...range, bottom: within(row - 1, range.top, rows - 1) }, header };
    case 'left':
      return { range: { ...range, left: within(column, 0, range.right) }, header };
    case 'right':
      return { range: { ...range, right: within(column - 1, range.left, columns - 1) }, header };
    case 'header':
      return { range, header: within(row - 1, range.top - 1, range.bottom) };
  }
}

/** A drag towards the edge of the window moves the sheet along. */
function scrollAlong(scroller: HTMLElement, { clientX, clientY }: PointerEvent): void {
  const box = scroller.getBoundingClientRect();
  if (clientY > box.bottom - 24) scroller.scrollTop += 26;
  else if (clientY < box.top + 40) scroller.scrollTop -= 26;
  if (clientX > box.right - 24) scroller.scrollLeft += 40;
  else if (clientX < box.left + 60) scroller.scrollLeft -= 40;
}
