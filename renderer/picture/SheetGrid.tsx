/**
 * The sheet itself as the picture, drawn as in WPS: cells, merged cells, row numbers, letters; parts tinted by what they were
 * taken for. Only what is in sight exists, for sheets of 200,000 rows or 300 columns.
 */
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { columnName, type Range } from '#shared/excel/sheet';
import type { PictureFrame } from '../workers/api';
import { useScale } from '../ui/scale';
import { boxOf, columnAt, geometryOf, rowAt, type Geometry } from './geometry';
import { drawCells } from './drawCells';
import { around, centre, holds, moved, reveal, type GridPlace } from './moves';
import { mergeAt, useTiles, type LoadPicture, type Tiles } from './tiles';

export interface SheetGridProps {
  /** Where the cells come from; the same function from one drawing to the next. */
  readonly load: LoadPicture;
  readonly sheet: number;
  readonly label: string;
  readonly frame: PictureFrame;
  /** Names the state of understanding. */
  readonly version: string;
  /** The cell in work, and the other corner of what is marked. */
  readonly active: GridPlace | null;
  readonly anchor: GridPlace | null;
  readonly onActive: (active: GridPlace, anchor: GridPlace) => void;
  /** A row number was pressed (with shift: from the one before). */
  readonly onRow?: ((row: number, extend: boolean, at: GridPoint) => void) | undefined;
  /** Something is wanted of a cell, or of all that are marked: the right button of the mouse, or Enter. */
  readonly onMenu?: ((place: GridPlace, at: GridPoint) => void) | undefined;
  /** A line of tags under the letters, by column. */
  readonly tags?: ((column: number) => ReactNode) | undefined;
  /** Columns that stand out. */
  readonly lit?: number | null;
  /** Over the cells: outlines, handles. */
  readonly over?: ((geometry: Geometry) => ReactNode) | undefined;
  readonly onTiles?: (tiles: Tiles) => void;
  /** The cell that somebody came to see: framed, and brought into the middle whenever another object is given. */
  readonly target?: GridPlace | null | undefined;
}

/** In pixels of the window. */
export interface GridPoint {
  readonly x: number;
  readonly y: number;
}

const TAGS = 34;
const HEAD = 24;
const OVER = 6;

interface View {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

function windowOf(geometry: Geometry, view: View, head: number): Range {
  return {
    top: Math.max(0, rowAt(geometry, view.top) - OVER),
    bottom: rowAt(geometry, view.top + view.height - head) + OVER,
    left: Math.max(0, columnAt(geometry, view.left) - 2),
    right: columnAt(geometry, view.left + view.width) + 2,
  };
}

export function SheetGrid(props: SheetGridProps): ReactElement {
  const {
    sheet,
    frame,
    version,
    active,
    anchor,
    onActive,
    onRow,
    onMenu,
    tags,
    lit = null,
    onTiles,
    target = null,
  } = props;
  const scale = useScale();
  const geometry = useMemo(() => geometryOf(frame, scale), [frame, scale]);
  const head = Math.round((tags ? HEAD + TAGS : HEAD) * scale);
  const tiles = useTiles(props.load, sheet, version);
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ top: 0, left: 0, width: 900, height: 500 });
  const marking = useRef(false);
  const look = useCallback(() => {
    const box = scroller.current;
    if (box) setView({ top: box.scrollTop, left: box.scrollLeft, width: box.clientWidth, height: box.clientHeight });
  }, []);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    look();
    const sized = new ResizeObserver(look);
    sized.observe(box);
    return () => sized.disconnect();
  }, [look]);
  useLayoutEffect(() => {
    scroller.current?.scrollTo(0, 0);
  }, [sheet]);

  const shown = windowOf(geometry, view, head);
  const { top, bottom, left, right } = shown;
  useEffect(() => {
    tiles.load({ top, left, bottom: Math.min(bottom, frame.rows - 1), right: Math.min(right, frame.columns - 1) });
  }, [tiles, top, bottom, left, right, frame]);
  useEffect(() => onTiles?.(tiles));

  useEffect(() => {
    if (active) reveal(scroller.current, geometry, active, head);
  }, [active, geometry, head]);
  // After the cell in work was revealed: the one that was looked for has the last word.
  useEffect(() => {
    if (target) centre(scroller.current, geometry, around(target, target), head);
  }, [target, geometry, head]);

  const placeAt = (x: number, y: number): GridPlace | null => {
    const box = scroller.current?.getBoundingClientRect();
    if (!box || !scroller.current) return null;
    const inside = { x: x - box.left + view.left - geometry.numbers, y: y - box.top + view.top - head };
    return inside.x < 0 || inside.y < 0
      ? null
      : { row: rowAt(geometry, inside.y), column: columnAt(geometry, inside.x) };
  };
  /** Where a menu for the cell opens. */
  const below = (place: GridPlace): GridPoint => {
    const box = scroller.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const cell = boxOf(geometry, mergeAt(tiles, place));
    return {
      x: box.left + geometry.numbers + Math.max(0, cell.left - view.left),
      y: Math.min(box.top + head + cell.top - view.top + cell.height, box.top + view.height),
    };
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const from = active ?? { row: 0, column: 0 };
    if (event.target !== scroller.current) return;
    const plain = !event.ctrlKey && !event.altKey;
    if (plain && (event.key === 'Enter' || event.key === 'ContextMenu') && onMenu) {
      event.preventDefault();
      if (!active) onActive(from, from);
      return onMenu(from, below(from));
    }
    const next = moved(from, event, frame, Math.max(1, Math.floor((view.height - head) / geometry.rowHeight) - 1));
    if (!next) return;
    event.preventDefault();
    onActive(next, event.shiftKey ? (anchor ?? from) : next);
  };
  const marked = active && anchor ? { ...around(active, anchor) } : null;
  return (
    <div
      ref={scroller}
      className="sheet-grid"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={frame.rows}
      aria-colcount={frame.columns}
      onScroll={look}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        const place = event.button === 0 ? placeAt(event.clientX, event.clientY) : null;
        if (!place || (event.target as HTMLElement).closest('button')) return;
        marking.current = true;
        onActive(place, event.shiftKey && anchor ? anchor : place);
      }}
      onPointerMove={(event) => {
        if (!marking.current || !anchor) return;
        if (event.buttons === 0) marking.current = false;
        const place = marking.current ? placeAt(event.clientX, event.clientY) : null;
        if (place && (place.row !== active?.row || place.column !== active.column)) onActive(place, anchor);
      }}
      onPointerUp={() => (marking.current = false)}
      onContextMenu={(event) => {
        const place = onMenu ? placeAt(event.clientX, event.clientY) : null;
        if (!place || !onMenu || (event.target as HTMLElement).closest('button')) return;
        event.preventDefault();
        if (!marked || !holds(marked, place)) onActive(place, place);
        onMenu(place, { x: event.clientX, y: event.clientY });
      }}
    >
      <div className="picture-head" style={{ width: geometry.width + geometry.numbers, height: head }}>
        <div className="sheet-corner" style={{ width: geometry.numbers, height: head }} />
        {range(left, Math.min(right, frame.columns - 1)).map((column) => {
          const box = boxOf(geometry, { top: 0, bottom: 0, left: column, right: column });
          const hidden = frame.hiddenColumns.includes(column);
          const style = { left: box.left + geometry.numbers, width: box.width };
          return (
            <div
              key={column}
              className={`sheet-column${hidden ? ' sheet-hidden' : ''}${column === lit ? ' sheet-lit' : ''}`}
              style={{ ...style, height: head }}
              title={hidden ? '这一列在表里是隐藏的' : undefined}
            >
              <span className="sheet-letter">
                {columnName(column)}
                {hidden && <small> 隐</small>}
              </span>
              {tags?.(column)}
            </div>
          );
        })}
      </div>
      <div className="sheet-body" style={{ width: geometry.width + geometry.numbers, height: geometry.height }}>
        <div className="sheet-numbers" style={{ width: geometry.numbers, height: geometry.height }}>
          {range(top, Math.min(bottom, frame.rows - 1)).map((row) => {
            const hidden = tiles.at(row, left)?.hiddenRows.includes(row) === true;
            const style = { top: row * geometry.rowHeight, height: geometry.rowHeight };
            const inside = marked !== null && row >= marked.top && row <= marked.bottom;
            return (
              <button
                key={row}
                type="button"
                tabIndex={-1}
                data-row={row}
                className={`picture-number${hidden ? ' sheet-hidden' : ''}${inside ? ' picture-number-on' : ''}`}
                style={style}
                title={hidden ? `第 ${row + 1} 行，在表里是隐藏的` : onRow ? '点一下，说明这一行是什么' : undefined}
                onClick={(event) => onRow?.(row, event.shiftKey, beside(event.currentTarget))}
              >
                {row + 1}
                {hidden && <small> 隐</small>}
              </button>
            );
          })}
        </div>
        <div className="sheet-cells" style={{ left: geometry.numbers }}>
          {drawCells({ tiles, geometry, window: shown, frame, lit })}
          {marked && <div className="sheet-marked" style={boxOf(geometry, marked)} />}
          {target && <div className="sheet-target" style={boxOf(geometry, mergeAt(tiles, target))} />}
          {props.over?.(geometry)}
        </div>
      </div>
    </div>
  );
}

function beside(element: HTMLElement): GridPoint {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left, y: bottom };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
