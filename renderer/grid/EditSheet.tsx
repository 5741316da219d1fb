/**
 * A small sheet that is edited in place (members, visits, helpers …): one row an entry, one column a field. The cell in
 * work holds the real input, so that an input method can start composing on the first key; arrows move until editing
 * begins (typing, F2, double click), as in WPS.
 */
import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type ReactElement } from 'react';
import type { Field } from '#shared/catalogue/field';
import type { Saved } from '../fields/sending';
import { Button } from '../ui/Button';
import { isComposing } from '../ui/ime';
import { leaveField } from '../ui/leaving';
import { useScale } from '../ui/scale';
import { SheetCell } from './SheetCell';
import { columnWidth, nextCell, type SheetPlace } from './sheetCells';

/** What a sheet shows of one cell. */
export interface SheetValue {
  readonly text: string;
  /** Why the text could not be read, or null. */
  readonly unread: string | null;
  /** Finding on this cell, in words, with its severity. */
  readonly finding: { readonly severity: 'E' | 'W' | 'I'; readonly text: string } | null;
}

export interface EditSheetProps {
  readonly label: string;
  readonly fields: readonly Field[];
  readonly rows: number;
  /** Place of the list in the record: members, visits … */
  readonly place: string;
  readonly valueAt: (row: number, field: Field) => SheetValue;
  readonly onSave: (row: number, field: Field, text: string) => Promise<Saved>;
  readonly onAdd: () => void;
  readonly onRemove: (row: number) => void;
  /** Words on the button under the sheet: 添加成员 … */
  readonly addLabel: string;
}

export function EditSheet(props: EditSheetProps): ReactElement {
  const { fields, rows, place } = props;
  const scale = useScale();
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<SheetPlace | null>(null);
  const editing = useRef(false);
  const widths = fields.map((field, index) => Math.round(columnWidth(field, index === 0) * scale));
  const numbers = Math.round(36 * scale);
  const width = numbers + widths.reduce((sum, each) => sum + each, 0);

  useEffect(() => {
    if (!active) return;
    const input = box.current?.querySelector<HTMLInputElement>('.sheet-active input');
    input?.focus({ preventScroll: true });
    input?.select();
    reveal(box.current, input ?? null, numbers + (widths[0] ?? 0));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- runs when the cell in work changes, not when widths do
  }, [active]);

  const moveTo = (next: SheetPlace | null): void => {
    // React would take the input away without telling it.
    leaveField();
    editing.current = false;
    setActive(next);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!active || isComposing(event)) return;
    if (event.key === 'F2') {
      editing.current = true;
      const input = event.target as HTMLInputElement;
      input.setSelectionRange(input.value.length, input.value.length);
      return;
    }
    if (event.key === 'Escape') {
      editing.current = false;
      return;
    }
    const next = nextCell(active, event, { rows, columns: fields.length }, editing.current);
    if (!next) return;
    if (next === 'leave') return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(next);
  };

  const onBlur = (event: FocusEvent): void => {
    if (event.relatedTarget && !box.current?.contains(event.relatedTarget)) setActive(null);
  };

  return (
    <div className="sheet">
      <div
        ref={box}
        className="sheet-box"
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows + 1}
        aria-colcount={fields.length + 1}
        onKeyDown={onKeyDown}
        onInput={() => (editing.current = true)}
        onBlur={onBlur}
        hidden={rows === 0}
      >
        <div className="sheet-row sheet-head" role="row" aria-rowindex={1} style={{ width }}>
          <div className="sheet-cell sheet-number" role="columnheader" style={{ width: numbers }}>
            <span className="sr-only">行号</span>
          </div>
          {fields.map((field, index) => (
            <div
              key={field.key}
              role="columnheader"
              aria-colindex={index + 2}
              className={`sheet-cell${index === 0 ? ' sheet-sticky' : ''}`}
              style={{ width: widths[index], left: index === 0 ? numbers : undefined }}
            >
              {field.label}
              {field.unit !== undefined && <span className="sheet-unit">({field.unit})</span>}
            </div>
          ))}
        </div>
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className="sheet-row" role="row" aria-rowindex={row + 2} style={{ width }}>
            <div className="sheet-cell sheet-number" role="rowheader" style={{ width: numbers }}>
              {row + 1}
            </div>
            {fields.map((field, column) => (
              <SheetCell
                key={field.key}
                field={field}
                path={`${place}[${row}].${field.key}`}
                row={row}
                column={column}
                width={widths[column] ?? 0}
                left={column === 0 ? numbers : undefined}
                value={props.valueAt(row, field)}
                active={active?.row === row && active.column === column}
                tabStop={active === null && row === 0 && column === 0}
                onActivate={moveTo}
                onEdit={() => (editing.current = true)}
                onSave={(text) => props.onSave(row, field, text)}
              />
            ))}
          </div>
        ))}
      </div>
      <div className="sheet-foot">
        <Button look="quiet" icon="plus" writes onClick={props.onAdd}>
          {props.addLabel}
        </Button>
        {active && rows > 0 && (
          <Button
            look="quiet"
            icon="minus"
            writes
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => {
              moveTo(null);
              props.onRemove(active.row);
            }}
          >
            删除第 {active.row + 1} 行
          </Button>
        )}
      </div>
    </div>
  );
}

/** Brings the cell into sight from behind the sticky first columns, moving only the sheet's own box. */
function reveal(box: HTMLElement | null, input: HTMLElement | null, sticky: number): void {
  const cell = input?.closest('.sheet-cell');
  if (!box || !cell || cell.classList.contains('sheet-sticky')) return;
  const inside = cell.getBoundingClientRect();
  const outside = box.getBoundingClientRect();
  if (inside.left < outside.left + sticky) box.scrollLeft -= outside.left + sticky - inside.left;
  else if (inside.right > outside.right) box.scrollLeft += inside.right - outside.right + 1;
  cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
