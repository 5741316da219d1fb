/** One setting: saved on leaving, like every field of the archive. */
import { useId, useState, type ReactElement } from 'react';
import { useDraft } from '../../fields/draft';
import { isComposing } from '../../ui/ime';
import { useLocked } from '../../ui/writing';

export function SettingInput({
  label,
  text,
  hint,
  wrong = '',
  onSave,
}: {
  readonly label: string;
  readonly text: string;
  readonly hint?: string;
  /** Said when `onSave` refuses the text. */
  readonly wrong?: string;
  /** false = the text cannot be taken. */
  readonly onSave: (text: string) => boolean;
}): ReactElement {
  const id = useId();
  const locked = useLocked();
  const [refused, setRefused] = useState(false);
  const [draft, attach] = useDraft({
    field: null,
    path: '',
    text,
    onCommit: (typed) => setRefused(!onSave(typed.trim())),
  });
  return (
    <div className="setting">
      <label className="setting-label" htmlFor={id}>
        {label}
      </label>
      <input
        ref={attach}
        id={id}
        className="text-input"
        defaultValue={text}
        readOnly={locked !== null}
        spellCheck={false}
        autoComplete="off"
        aria-describedby={`${id}-hint`}
        aria-invalid={refused || undefined}
        onBlur={draft.onBlur}
        onCompositionStart={draft.onCompositionStart}
        onCompositionEnd={draft.onCompositionEnd}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') draft.restore();
        }}
      />
      <span id={`${id}-hint`} className={refused ? 'severity-E' : 'note'}>
        {refused ? wrong : hint}
      </span>
    </div>
  );
}
