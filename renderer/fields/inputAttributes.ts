/** What every kind of field input is given, and the attributes that all of them carry. */
import { isNumeric, type Field } from '#shared/catalogue/index';
import type { Saved } from './sending';

export interface FieldInputProps {
  readonly field: Field;
  /** What stands now: the formatted value, or the text that could not be read. */
  readonly text: string;
  /** Called once with the typed text when the clerk leaves the field and it differs; resolves when it was written or not. */
  readonly onCommit: (text: string) => void | Promise<Saved>;
  readonly id?: string;
  /** Path in the record; the route and the finding panel find the input by it. */
  readonly path: string;
  /** Read out instead of a visible label (in sheets). */
  readonly label?: string;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  readonly autoFocus?: boolean;
  /** In a sheet the arrows belong to the grid until editing begins; see grid/EditSheet. */
  readonly inSheet?: boolean;
}

/** Attributes that every kind of input carries. */
export function inputAttributes(props: FieldInputProps): Readonly<Record<string, unknown>> {
  const { field } = props;
  const numeric = isNumeric(field) && field.type !== 'year';
  return {
    id: props.id,
    'data-path': props.path,
    'aria-label': props.label,
    'aria-describedby': props.describedBy,
    'aria-invalid': props.invalid || undefined,
    autoComplete: 'off',
    spellCheck: false,
    className: `field-input${numeric ? ' field-number' : ''}`,
    autoFocus: props.autoFocus,
  };
}
