/** A field with a code list: number, word or synonym can be typed; the list opens under it. Several values: `a,b`. */
import { useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { Choices, matching, type Choice } from '../ui/Choices';
import { Icon } from '../ui/Icon';
import { isComposing } from '../ui/ime';
import { choicesOf } from './choices';
import { inputAttributes, type FieldInputProps } from './inputAttributes';
import { useDraft, type Draft } from './draft';

interface ListState {
  readonly choices: readonly Choice[];
  readonly active: number;
  /** What is chosen already, where several may be. */
  readonly ticked: readonly string[];
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
  const [draft, attach] = useDraft(props);
  const box = useRef<HTMLSpanElement>(null);
  const [list, setList] = useState<ListState | null>(null);
  const listId = useId();

  const open = (typed: boolean): void => {
    const text = draft.text();
    const choices = typed ? matching(all, typedPart(text, several)) : all;
    const at = choices.findIndex((choice) => choice.value === (several ? values(text)[0] : text.trim()));
    setList(choices.length === 0 ? null : { choices, active: typed ? 0 : at, ticked: values(text) });
  };
  const pick = (choice: Choice): void => {
    draft.put(picked(draft.text(), choice, several, all));
    draft.focus();
    if (several) open(false);
    else setList(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const taken = list
      ? keyInList(event, { list, setList, pick, draft, several })
      : keyInField(event, open, draft, props.inSheet);
    if (taken) event.stopPropagation();
  };

  return (
    <span className="code" ref={box}>
      <input
        {...inputAttributes(props)}
        ref={attach}
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
        onCompositionStart={draft.onCompositionStart}
        onCompositionEnd={() => {
          draft.onCompositionEnd();
          open(true);
        }}
        onBlur={() => {
          setList(null);
          draft.onBlur();
        }}
      />
      <button
        type="button"
        className="code-arrow"
        tabIndex={-1}
        aria-hidden="true"
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => {
          draft.focus();
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
          {...(several ? { ticked: list.ticked } : {})}
          onPick={pick}
          onClose={() => setList(null)}
        />
      )}
    </span>
  );
}

interface OpenList {
  readonly list: ListState;
  readonly setList: (list: ListState | null) => void;
  readonly pick: (choice: Choice) => void;
  readonly draft: Draft;
  readonly several: boolean;
}

/** Keys while the list is open; true = the key was for the list and must not reach form or sheet. */
function keyInList(event: KeyboardEvent, { list, setList, pick, draft, several }: OpenList): boolean {
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
  if (event.key !== 'Enter' && event.key !== 'Tab') return false;
  // Several values: Enter ticks and stays; a word that is complete needs no ticking on the way out.
  if (several && active && event.key === 'Enter') {
    event.preventDefault();
    pick(active);
    return true;
  }
  if (active && !several && draft.text() !== '') pick(active);
  setList(null);
  // Enter and Tab go on to the next field as everywhere else; only the choice has been made on the way.
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
