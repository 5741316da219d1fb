/** The input of one catalogue field: plain text, long text, yes/no, one code or several. */
import type { KeyboardEvent, ReactElement } from 'react';
import { isComposing } from '../ui/ime';
import { useLocked } from '../ui/writing';
import { choicesOf } from './choices';
import { CodeInput } from './CodeInput';
import { useDraft } from './draft';
import { inputAttributes, type FieldInputProps } from './inputAttributes';
import { YesNoInput } from './YesNoInput';

export function FieldInput(props: FieldInputProps): ReactElement {
  const { type } = props.field;
  const locked = useLocked();
  // Somebody else's open archive: the text can be read and copied, not changed.
  if (locked !== null) return <TextInput {...props} readOnly />;
  if (type === 'yesNo') return <YesNoInput {...props} />;
  if (choicesOf(props.field).length > 0) return <CodeInput {...props} />;
  return <TextInput {...props} />;
}

function TextInput({ readOnly = false, ...props }: FieldInputProps & { readonly readOnly?: boolean }): ReactElement {
  const [draft, attach] = useDraft(props);
  const shared = {
    ...inputAttributes(props),
    readOnly,
    onBlur: draft.onBlur,
    onCompositionStart: draft.onCompositionStart,
    onCompositionEnd: draft.onCompositionEnd,
    defaultValue: props.text,
    onKeyDown: (event: KeyboardEvent) => {
      if (!isComposing(event) && event.key === 'Escape' && draft.restore()) event.stopPropagation();
    },
  };
  return props.field.type === 'longText' && !props.inSheet ? (
    <textarea {...shared} ref={attach} rows={2} />
  ) : (
    <input {...shared} ref={attach} type="text" />
  );
}
