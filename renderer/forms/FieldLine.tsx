/** One line of a form: label, input, unit, and what is wrong with it. */
import { useId, type ReactElement } from 'react';
import { isNumeric, type Field } from '#shared/catalogue/index';
import { FieldInput } from '../fields/FieldInput';
import type { Saved } from '../fields/sending';
import { SEVERITY_WORDS } from '../ui/Severity';
import type { FindingsByPath } from './findings';
import type { FieldState } from './model';

export interface FieldLineProps {
  readonly field: Field;
  readonly label: string;
  readonly path: string;
  readonly state: FieldState;
  readonly finding: ReturnType<FindingsByPath['get']>;
  /** Filled although it does not apply to this household: kept, but quiet. */
  readonly beside: boolean;
  /** Takes both columns. */
  readonly wide: boolean;
  readonly onSave: (text: string) => Promise<Saved>;
}

export function FieldLine({ field, label, path, state, finding, beside, wide, onSave }: FieldLineProps): ReactElement {
  const id = useId();
  const noteId = `${id}-note`;
  const note = state.unread ?? (finding ? `${SEVERITY_WORDS[finding.severity]}：${finding.text}` : null);
  const derived = field.derived === true;
  const className = [
    'line',
    wide && 'line-wide',
    beside && 'line-beside',
    finding && `line-${finding.severity}`,
    state.unread !== null && 'line-unread',
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <div className={className} title={state.unread === null && finding ? finding.text : undefined}>
      <label className={`line-label${label.length > 7 ? ' line-label-long' : ''}`} htmlFor={id}>
        {label}
      </label>
      <div className="line-value">
        {derived ? (
          <output id={id} data-path={path} className={`field-input${isNumeric(field) ? ' field-number' : ''}`}>
            {state.text}
          </output>
        ) : (
          <FieldInput
            id={id}
            field={field}
            path={path}
            text={state.text}
            invalid={state.unread !== null || finding?.severity === 'E'}
            describedBy={note === null ? undefined : noteId}
            onCommit={onSave}
          />
        )}
        {field.unit !== undefined && <span className="line-unit">{field.unit}</span>}
        {note !== null && (
          <span id={noteId} className={state.unread === null ? 'sr-only' : 'line-note'}>
            {note}
          </span>
        )}
      </div>
    </div>
  );
}
