/** 是 / 否: typed (1, 0, 是, 否, 有, 无 …) or pressed. */
import type { KeyboardEvent, ReactElement } from 'react';
import { isComposing } from '../ui/ime';
import { inputAttributes, type FieldInputProps } from './inputAttributes';
import { useDraft } from './draft';

export function YesNoInput(props: FieldInputProps): ReactElement {
  const [draft, attach] = useDraft(props);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Escape' && draft.restore()) event.stopPropagation();
    // One key is enough: the figures of the national forms.
    if (event.key === '1' || event.key === '0') {
      event.preventDefault();
      draft.put(event.key === '1' ? '是' : '否');
    }
  };
  return (
    <span className="yes-no">
      <input
        {...inputAttributes(props)}
        onBlur={draft.onBlur}
        onCompositionStart={draft.onCompositionStart}
        onCompositionEnd={draft.onCompositionEnd}
        ref={attach}
        type="text"
        defaultValue={props.text}
        onKeyDown={onKeyDown}
      />
      {!props.inSheet && (
        <span className="yes-no-keys" aria-hidden="true">
          {['是', '否'].map((word) => (
            <button
              key={word}
              type="button"
              tabIndex={-1}
              className={`yes-no-key${props.text === word ? ' yes-no-on' : ''}`}
              onClick={() => {
                draft.put(props.text === word ? '' : word);
                draft.commit();
              }}
            >
              {word}
            </button>
          ))}
        </span>
      )}
    </span>
  );
}
