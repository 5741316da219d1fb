/** A field with a code list: number, word or synonym can be typed; the list opens under it. Several values: `a,b`. */
import { useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { Choices, matching, type Choice } from '../ui/Choices';
import { Icon } from '../ui/Icon';
import { isComposing } from '../ui/ime';
import { choicesOf } from './choices';
import { inputAttributes, type FieldInputProps } from './FieldInput';
import { useDraft, type Draft } from './useDraft';

interface ListState {
  readonly choices: readonly Choice[];
  readonly active: number;
}

const SEPARATOR = /[,，、;；]/;

/** What the clerk is typing now: all of it, or the part behind the last comma. */
function typedPart(text: string, several: boolean): string {
  return several ? (text.split(SEPARATOR).at(-1) ?? '') : text;
}

function values(text: string): string[] {
  return text
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter(Boolean);
}

/** The text after choosing: several values toggle, one value replaces. */
function picked(text: string, choice: Choice, several: boolean, all: readonly Choice[]): string {
  if (!several) return choice.value;
  const known = values(text).filter((part) => all.some((other) => other.value === part));
  const next = known.includes(choice.value) ? known.filter((part) => part !== choice.value) : [...known, choice.value];
  return next.join(',');
}

export function CodeInput(props: FieldInputProps): ReactElement {
  const several = props.field.type === 'multiCode';
  const all = choicesOf(props.field);
  const draft = useDraft(props.text, props.onCommit);
  const box = useRef<HTMLSpanElement>(null);
  const [list, setList] = useState<ListState | null>(null);
  const listId = useId();

  const open = (typed: boolean): void => {
    const text = draft.input.current?.value ?? '';
    const choices = typed ? matching(all, typedPart(text, several)) : all;
    const at = choices.findIndex((choice) => choice.value === (several ? values(text)[0] : text.trim()));
    setList(choices.length === 0 ? null : { choices, active: typed ? 0 : at });
  };
  const pick = (choice: Choice): void => {
    draft.put(picked(draft.input.current?.value ?? '', choice, several, all));
    draft.input.current?.focus();
    if (several) open(false);
    else setList(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const taken = list ? keyInList(event, list, setList, pick, draft) : keyInField(event, open, draft, props.inSheet);
    if (taken) event.stopPropagation();
  };

  return (
    <span className="code" ref={box}>
      <input
        {...inputAttributes(props)}
        ref={(element) => {
          draft.input.current = element;
        }}
        type="text"
        role="combobox"
        aria-expanded={list !== null}
        aria-controls={list ? listId : undefined}
        aria-activedescendant={list && list.active >= 0 ? `${listId}-${list.active}` : undefined}
        aria-autocomplete="list"
        defaultValue={props.text}
        onInput={(event) => {
          if (!(event.nativeEvent as InputEvent).isComposing) open(true);
        }}
        onKeyDown={onKeyDown}
        onCompositionStart={draft.handlers.onCompositionStart}
        onCompositionEnd={() => {
          draft.handlers.onCompositionEnd();
          open(true);
        }}
        onBlur={() => {
          setList(null);
          draft.handlers.onBlur();
        }}
      />
      <button
        type="button"
        className="code-arrow"
        tabIndex={-1}
        aria-hidden="true"
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => {
          draft.input.current?.focus();
          if (list) setList(null);
          else open(false);
        }}
      >
        <Icon name="down" size={0.875} />
      </button>
      {list && (
        <Choices
          id={listId}
          anchor={box}
          label={props.field.label}
          choices={list.choices}
          active={list.active}
          {...(several ? { ticked: values(draft.input.current?.value ?? '') } : {})}
          onPick={pick}
          onClose={() => setList(null)}
        />
      )}
    </span>
  );
}

/** Keys while the list is open; true = the key was for the list and must not reach form or sheet. */
function keyInList(
  event: KeyboardEvent,
  list: ListState,
  setList: (list: ListState | null) => void,
  pick: (choice: Choice) => void,
  draft: Draft,
): boolean {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const active = list.choices[list.active];
  if (step !== 0) {
    event.preventDefault();
    const count = list.choices.length;
    setList({ ...list, active: (list.active + step + count) % count });
    return true;
  }
  if (event.key === 'Escape') {
    setList(null);
    draft.restore();
    return true;
  }
  if ((event.key === 'Enter' || event.key === 'Tab') && active && draft.input.current?.value !== '') {
    pick(active);
    setList(null);
    // Enter goes on to the next field as everywhere else; only the choice has been made on the way.
  }
  return false;
}

function keyInField(
  event: KeyboardEvent,
  open: (typed: boolean) => void,
  draft: Draft,
  inSheet: boolean | undefined,
): boolean {
  if (event.key === 'Escape') return draft.restore();
  if (event.key === 'F4' || (event.key === 'ArrowDown' && (event.altKey || !inSheet))) {
    event.preventDefault();
    open(false);
    return true;
  }
  return false;
}
