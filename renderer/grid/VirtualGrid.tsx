/**
 * The register grid: rows by position from a source that may hold 100,000 of them, only those in sight drawn. Keyboard
 * as in WPS; one tab stop (the cell in work is announced through aria-activedescendant, since its element may not exist
 * while it is scrolled away).
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useScale } from '../ui/scale';
import { GridHead } from './GridHead';
import { GridRow } from './GridRow';
import { copyBlock } from './clipboard';
import { layoutColumns, useColumnWidths, type GridColumn, type GridRowData, type GridSort } from './columns';
import { block, select, type Cell, type Selection } from './selection';
import type { RowPages } from './useRowPages';

const ROW = 32;

export interface VirtualGridProps {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly GridColumn[];
  /** Columns that stay in sight, counted from the left. */
  readonly frozen: number;
  readonly total: number;
  readonly pages: RowPages<GridRowData>;
  readonly sort: GridSort | null;
  readonly onSort: (sort: GridSort | null) => void;
  readonly onOpen: (position: number) => void;
  /** Where the cursor stands at first and after a return from a household. */
  readonly start?: number;
  readonly onSelect?: (selection: Selection) => void;
}

export function VirtualGrid(props: VirtualGridProps): ReactElement {
  const { name, columns, frozen, total, pages, onOpen, onSelect } = props;
  const id = useId();
  const scale = useScale();
  const rowHeight = ROW * scale;
  const scroller = useRef<HTMLDivElement>(null);
  const [widths, setWidth] = useColumnWidths(name, columns);
  const layout = useMemo(
    () => layoutColumns(columns, widths, frozen, total, scale),
    [columns, widths, frozen, total, scale],
  );
  const first: Cell = { row: Math.min(props.start ?? 0, Math.max(0, total - 1)), column: 0 };
  const [selection, setSelection] = useState<Selection>({ anchor: first, focus: first });
  const dragging = useRef(false);

  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer's functions are read afresh in each render
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: rowHeight,
    scrollPaddingEnd: 4,
    initialOffset: first.row > 10 ? (first.row - 5) * rowHeight : 0,
  });
  useEffect(() => rows.measure(), [rows, rowHeight]);

  const items = rows.getVirtualItems();
  const top = items[0]?.index ?? 0;
  const bottom = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (total > 0) void pages.load(top, Math.min(bottom, total - 1));
  }, [pages, top, bottom, total]);

  const choose = useCallback(
    (next: Selection) => {
      setSelection(next);
      onSelect?.(next);
    },
    [onSelect],
  );

  const reveal = (cell: Cell): void => {
    const box = scroller.current;
    const column = layout.columns[cell.column];
    if (cell.row >= 0) rows.scrollToIndex(cell.row, { align: 'auto' });
    if (!box || !column || column.frozen) return;
    if (column.left < box.scrollLeft + layout.frozenWidth) box.scrollLeft = column.left - layout.frozenWidth;
    else if (column.left + column.width > box.scrollLeft + box.clientWidth)
      box.scrollLeft = column.left + column.width - box.clientWidth;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const { focus } = selection;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (focus.row >= 0 && focus.row < total) onOpen(focus.row);
      else toggleSort(props, focus.column);
      return;
    }
    if (event.key === 'a' && event.ctrlKey) {
      event.preventDefault();
      choose({ anchor: { row: 0, column: 0 }, focus: { row: total - 1, column: columns.length - 1 } });
      return;
    }
    if (event.key === 'c' && event.ctrlKey && !event.shiftKey) {
      // Where the window has no menu, the key alone does not copy.
      event.preventDefault();
      document.execCommand('copy');
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const next = select(selection, event, { rows: total, columns: columns.length, page });
    if (!next) return;
    event.preventDefault();
    choose(next);
    reveal(next.focus);
  };

  const chosen = block(selection);
  // Without selected text the event goes to the document, not to the element in focus.
  useEffect(() => {
    const onCopy = (event: ClipboardEvent): void => {
      if (document.activeElement === scroller.current) copyBlock(event, block(selection), columns, pages);
    };
    document.addEventListener('copy', onCopy);
    return () => document.removeEventListener('copy', onCopy);
  }, [selection, columns, pages]);

  return (
    <div
      ref={scroller}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={`${id}-${selection.focus.row}-${selection.focus.column}`}
      onKeyDown={onKeyDown}
      onPointerUp={() => (dragging.current = false)}
    >
      <GridHead
        id={id}
        layout={layout}
        height={rowHeight}
        sort={props.sort}
        active={selection.focus.row === -1 ? selection.focus.column : null}
        onSort={(column) => toggleSort(props, column)}
        onWidth={(key, width) => setWidth(key, width / scale)}
      />
      <div
        className="grid-body"
        role="rowgroup"
        style={{ height: rows.getTotalSize(), width: layout.width, minWidth: '100%' }}
      >
        {items.map((item) => (
          <GridRow
            key={item.key}
            id={id}
            position={item.index}
            top={item.start}
            height={rowHeight}
            layout={layout}
            data={pages.at(item.index)}
            chosen={item.index >= chosen.top && item.index <= chosen.bottom ? chosen : null}
            focus={item.index === selection.focus.row ? selection.focus.column : null}
            onPress={(column, extend) => {
              dragging.current = true;
              const cell = { row: item.index, column };
              choose(extend ? { anchor: selection.anchor, focus: cell } : { anchor: cell, focus: cell });
            }}
            onDrag={(column) => {
              if (dragging.current) choose({ anchor: selection.anchor, focus: { row: item.index, column } });
            }}
            onOpen={() => onOpen(item.index)}
          />
        ))}
      </div>
    </div>
  );
}

/** Ascending, descending, then the archive's own order again. */
function toggleSort({ columns, sort, onSort }: VirtualGridProps, column: number): void {
  const key = columns[column]?.key;
  if (key === undefined) return;
  if (sort?.key !== key) onSort({ key, descending: false });
  else onSort(sort.descending ? null : { key, descending: true });
}
