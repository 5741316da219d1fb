/** A tick box whose effect is worked out elsewhere: it shows the new state at once, and what came of it when that is known. */
import { useState, type InputHTMLAttributes, type ReactElement } from 'react';

interface TickProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'type' | 'checked'> {
  readonly checked: boolean;
  /** Some of what it stands for, not all. */
  readonly some?: boolean;
  readonly onTick: (checked: boolean) => Promise<unknown>;
}

export function Tick({ checked, some = false, onTick, ...rest }: TickProps): ReactElement {
  const [wanted, setWanted] = useState<boolean | null>(null);
  return (
    <input
      {...rest}
      type="checkbox"
      className="check"
      checked={wanted ?? checked}
      ref={(element) => {
        if (element) element.indeterminate = some && wanted === null;
      }}
      onChange={(event) => {
        const next = event.target.checked;
        setWanted(next);
        void onTick(next).finally(() => setWanted(null));
      }}
    />
  );
}
