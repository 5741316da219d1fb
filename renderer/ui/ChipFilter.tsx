/** A chip that opens a list of values with their counts; several can be ticked. */
import { useCallback, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { number, words } from '../strings';
import { Icon } from './Icon';
import { Popup } from './Popup';

export interface ChipValue {
  readonly value: string;
  readonly count: number;
  /** Shown instead of the value. */
  readonly label?: string;
}

interface ChipFilterProps {
  readonly label: string;
  readonly chosen: readonly string[];
  /** Asked each time the list opens. */
  readonly load: () => Promise<readonly ChipValue[]>;
  readonly onChange: (chosen: readonly string[]) => void;
}

export function ChipFilter({ label, chosen, load, onChange }: ChipFilterProps): ReactElement {
  const anchor = useRef<HTMLButtonElement>(null);
  const [values, setValues] = useState<readonly ChipValue[] | null>(null);
  const close = useCallback(() => setValues(null), []);
  const said = chosen.map((value) => value || words.blank).join('、');

  const toggle = (value: string): void => {
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  };

  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={`chip${chosen.length > 0 ? ' chip-on' : ''}`}
        aria-haspopup="dialog"
        aria-expanded={values !== null}
        onClick={() => {
          if (values) close();
          else void load().then(setValues);
        }}
      >
        <span className="chip-text">
          {label}
          {said && `：${said}`}
        </span>
        <Icon name="down" size={0.75} />
      </button>
      {chosen.length > 0 && (
        <button type="button" className="chip-clear" aria-label={`不按${label}筛选`} onClick={() => onChange([])}>
          <Icon name="close" size={0.75} />
        </button>
      )}
      {values && (
        <Popup anchor={anchor} onClose={close}>
          <div
            role="group"
            aria-label={label}
            onKeyDown={(event) => {
              moveFocus(event);
              if (event.key === 'Escape') {
                close();
                anchor.current?.focus();
              }
            }}
          >
            {values.length === 0 && <p className="choice note">没有可选的值</p>}
            {values.map(({ value, count, label: shown }, index) => (
              <label key={value} className="choice">
                <input
                  type="checkbox"
                  className="check"
                  autoFocus={index === 0}
                  checked={chosen.includes(value)}
                  onChange={() => toggle(value)}
                />
                {shown ?? (value || words.blank)}
                <span className="choice-code">{number(count)}</span>
              </label>
            ))}
          </div>
        </Popup>
      )}
    </>
  );
}

/** Arrows go through the boxes as they do in a list. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const boxes = [...event.currentTarget.querySelectorAll('input')];
  const at = boxes.indexOf(document.activeElement as HTMLInputElement);
  boxes[(at + step + boxes.length) % boxes.length]?.focus();
}
