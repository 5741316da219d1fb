/** The day of the audit: ages, time limits and years count as of it. */
import { useEffect, useRef, type ReactElement } from 'react';
import { parseDateText } from './asOf';
import { dashed } from '../../strings';
import { isComposing } from '../../ui/ime';

export function AsOfInput({
  value,
  onChange,
}: {
  /** yyyymmdd */
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.value = dashed(value);
  }, [value]);
  const commit = (): void => {
    const read = parseDateText(input.current?.value ?? '');
    if (read === null && input.current) input.current.value = dashed(value);
    else if (read !== null) onChange(read);
  };
  return (
    <label className="as-of">
      截至
      <input
        ref={input}
        className="text-input"
        defaultValue={dashed(value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isComposing(event)) commit();
        }}
      />
    </label>
  );
}
