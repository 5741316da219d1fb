/** One cell of an editable sheet: text at rest, the field's input while it is in work. */
import type { ReactElement } from 'react';
import type { Field } from '#shared/catalogue/field';
import { FieldInput } from '../fields/FieldInput';
import type { Saved } from '../fields/sending';
import type { SheetValue } from './EditSheet';
import type { SheetPlace } from './sheetCells';

const NUMERIC = new Set(['integer', 'decimal', 'money', 'area']);

interface SheetCellProps {
  readonly field: Field;
  readonly path: string;
  readonly row: number;
  readonly column: number;
  readonly width: number;
  /** Given for the sticky first column. */
  readonly left: number | undefined;
  readonly value: SheetValue;
  readonly active: boolean;
  readonly tabStop: boolean;
  readonly onActivate: (place: SheetPlace) => void;
  readonly onEdit: () => void;
  readonly onSave: (text: string) => Promise<Saved>;
}

export function SheetCell(props: SheetCellProps): ReactElement {
  const { field, path, row, column, value, active } = props;
  const editable = field.derived !== true;
  const className = [
    'sheet-cell',
    column === 0 && 'sheet-sticky',
    NUMERIC.has(field.type) && 'sheet-right',
    active && 'sheet-active',
    !editable && 'sheet-derived',
    value.unread !== null && 'sheet-unread',
    value.finding && `sheet-${value.finding.severity}`,
  ]
    .filter(Boolean)
    .join(' ');
  const hint = value.unread ?? value.finding?.text;
  return (
    <div
      role="gridcell"
      aria-colindex={column + 2}
      aria-invalid={value.unread !== null || undefined}
      className={className}
      style={{ width: props.width, left: props.left }}
      title={hint ?? (value.text.length > 6 ? value.text : undefined)}
      data-cell={path}
      tabIndex={props.tabStop ? 0 : -1}
      onFocus={() => {
        if (!active && editable) props.onActivate({ row, column });
      }}
      onPointerDown={(event) => {
        if (active || event.button !== 0) return;
        event.preventDefault();
        props.onActivate({ row, column });
      }}
      onDoubleClick={props.onEdit}
    >
      {active && editable ? (
        <FieldInput
          field={field}
          path={path}
          text={value.text}
          label={`第 ${row + 1} 行 ${field.label}`}
          invalid={value.unread !== null}
          inSheet
          onCommit={props.onSave}
        />
      ) : (
        value.text
      )}
      {hint !== undefined && <span className="sr-only">{hint}</span>}
    </div>
  );
}
