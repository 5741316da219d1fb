/** The list of values under a field: what matches the typed text, moved by the arrows, chosen by Enter or a press. */
import { useEffect, useRef, type ReactElement, type RefObject } from 'react';
import { Icon } from './Icon';
import { Popup } from './Popup';

export interface Choice {
  readonly value: string;
  /** Official number of the code, shown before the word and accepted when typed. */
  readonly code?: string;
  /** Other words for it; accepted when typed, not shown. */
  readonly synonyms?: readonly string[];
}

/** The choices that a typed text may mean: by number, by the beginning of a word, then by any part of it. */
export function matching(choices: readonly Choice[], typed: string): readonly Choice[] {
  const text = typed.trim();
  if (text === '') return choices;
  const grade = (choice: Choice): number => {
    if (choice.value === text || choice.code === text || choice.code === text.padStart(2, '0')) return 0;
    if (choice.value.startsWith(text)) return 1;
    if (choice.synonyms?.includes(text)) return 1;
    if (choice.value.includes(text)) return 2;
    return choice.synonyms?.some((word) => word.startsWith(text)) ? 3 : 9;
  };
  return choices
    .map((choice) => ({ choice, at: grade(choice) }))
    .filter(({ at }) => at < 9)
    .sort((a, b) => a.at - b.at)
    .map(({ choice }) => choice);
}

interface ChoicesProps {
  readonly id: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly active: number;
  /** Values that are ticked, where several may be. */
  readonly ticked?: readonly string[];
  readonly onPick: (choice: Choice) => void;
  readonly onClose: () => void;
}

export function Choices(props: ChoicesProps): ReactElement {
  const { id, choices, active, ticked } = props;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <Popup anchor={props.anchor} onClose={props.onClose}>
      <ul ref={list} id={id} role="listbox" aria-label={props.label} aria-multiselectable={ticked !== undefined}>
        {choices.map((choice, index) => (
          <li
            key={choice.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={ticked ? ticked.includes(choice.value) : index === active}
            className={`choice${index === active ? ' choice-active' : ''}`}
            // Keeps the cursor in the field: the field saves when it loses the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => props.onPick(choice)}
          >
            {ticked && (
              <span className="choice-tick">{ticked.includes(choice.value) && <Icon name="check" size={0.875} />}</span>
            )}
            <span>{choice.value}</span>
            {choice.code !== undefined && <span className="choice-code">{choice.code}</span>}
          </li>
        ))}
      </ul>
    </Popup>
  );
}
