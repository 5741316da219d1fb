/**
 * One draft per field: the text lives in the input itself, not in React. It is handed over once, when the clerk leaves
 * the field; Escape brings back what was there. Nothing is looked at while an input method is composing.
 */
import { useEffect, useMemo, useRef, type CompositionEvent, type RefObject } from 'react';
import { CompositionGuard } from '../ui/ime';

type TextBox = HTMLInputElement | HTMLTextAreaElement;

export interface Draft {
  readonly input: RefObject<TextBox | null>;
  /** Whether the clerk changed the text since it was last saved. */
  isDirty(): boolean;
  /** Puts a text in as if it had been typed. */
  put(text: string): void;
  /** Hands the text over when it changed. */
  commit(): void;
  /** Back to the saved text; false when there was nothing to take back. */
  restore(): boolean;
  readonly handlers: {
    readonly onBlur: () => void;
    readonly onCompositionStart: (event: CompositionEvent<TextBox>) => void;
    readonly onCompositionEnd: () => void;
  };
}

export function useDraft(text: string, onCommit: (text: string) => void): Draft {
  const input = useRef<TextBox>(null);
  const saved = useRef(text);
  const latest = useRef(onCommit);
  useEffect(() => {
    latest.current = onCommit;
  }, [onCommit]);

  // A value that changed elsewhere (undo, another field's effect) is shown, unless the clerk is in the middle of typing.
  useEffect(() => {
    const box = input.current;
    if (box && (box.value === saved.current || document.activeElement !== box)) box.value = text;
    saved.current = text;
  }, [text]);

  return useMemo((): Draft => {
    const guard = new CompositionGuard();
    const isDirty = (): boolean => input.current !== null && input.current.value !== saved.current;
    const commit = (): void => {
      const box = input.current;
      if (!box || box.value === saved.current) return;
      saved.current = box.value;
      latest.current(box.value);
    };
    return {
      input,
      isDirty,
      commit,
      put: (next) => {
        if (input.current) input.current.value = next;
      },
      restore: () => {
        if (!isDirty() || !input.current) return false;
        input.current.value = saved.current;
        input.current.select();
        return true;
      },
      handlers: {
        onBlur: () => {
          const before = guard.blur();
          if (before !== null && input.current) input.current.value = before;
          commit();
        },
        onCompositionStart: (event) => guard.start(event.currentTarget.value),
        onCompositionEnd: () => guard.end(),
      },
    };
  }, []);
}
