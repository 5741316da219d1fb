/**
 * One draft per field: the text lives in the input itself, not in React. It is handed over once, when the clerk leaves
 * the field; Escape brings back what was there. Nothing is looked at while an input method is composing.
 */
import { useContext, useEffect, useState } from 'react';
import type { Field } from '#shared/catalogue/index';
import { CompositionGuard, isComposing } from '../ui/ime';
import { TypingContext, type TypingKeeper } from './drafting';
import { Sending, type Saved } from './sending';

type TextBox = HTMLInputElement | HTMLTextAreaElement;

/** What a draft needs to know of its field; see FieldInputProps. */
interface DraftProps {
  /** null = no field of a record: nothing of it is kept while it is typed. */
  readonly field: Field | null;
  readonly path: string;
  readonly text: string;
  readonly onCommit: (text: string) => void | Promise<Saved>;
}

export class Draft {
  private box: TextBox | null = null;
  private readonly guard = new CompositionGuard();
  private onCommit: DraftProps['onCommit'] = () => undefined;
  private tell: (text: string | null) => void = () => undefined;

  private readonly sending: Sending;

  constructor(private saved: string) {
    this.sending = new Sending(saved);
  }

  /** For the input's `ref`. */
  readonly attach = (box: TextBox | null): void => {
    this.box?.removeEventListener('keydown', this.onKeyDown);
    this.box?.removeEventListener('input', this.onInput);
    this.box = box;
    box?.addEventListener('keydown', this.onKeyDown);
    box?.addEventListener('input', this.onInput);
  };

  // Letters of a composition are nobody's text yet: what was settled before it goes on being kept.
  private readonly onInput = (event: Event): void => {
    if (!(event as InputEvent).isComposing) this.note();
  };

  /** Tells the keeper what stands here. */
  private note(): void {
    this.tell(this.isDirty() ? this.text() : null);
  }

  private readonly onKeyDown = (event: Event): void => {
    if (event instanceof KeyboardEvent && !isComposing(event)) this.guard.settle();
  };

  /** What stands in the input now. */
  text(): string {
    return this.box?.value ?? '';
  }

  focus(): void {
    this.box?.focus();
  }

  /** Whether the clerk changed the text since it was last saved. */
  isDirty(): boolean {
    return this.box !== null && this.box.value !== this.saved;
  }

  /** Puts a text in as if it had been typed. */
  put(text: string): void {
    this.show(text);
    this.note();
  }

  private show(text: string): void {
    if (this.box && this.box.value !== text) this.box.value = text;
  }

  /** Hands the text over when it changed. */
  commit(): void {
    if (!this.box || !this.isDirty()) return;
    this.save(this.box.value);
    const saving = this.onCommit(this.saved);
    if (!saving) return;
    this.sending.leave(this.saved);
    void saving
      .catch(() => 'failed' as const)
      .then((how) => {
        if (this.sending.arrive(how)) this.take(this.sending.heard);
      });
  }

  /** Back to the saved text; false when there was nothing to take back. */
  restore(): boolean {
    if (!this.isDirty()) return false;
    this.put(this.saved);
    this.box?.select();
    return true;
  }

  /**
   * A value that changed elsewhere (undo, another field's effect) is shown, unless the clerk is in the middle of typing.
   */
  follow({ field, path, text, onCommit }: DraftProps, keeper: TypingKeeper | null): void {
    this.onCommit = onCommit;
    this.tell = (typed) => {
      if (field === null) return;
      if (typed === null) keeper?.ended(path);
      else keeper?.typed(path, field, typed);
    };
    if (this.sending.hear(text)) this.take(text);
  }

  private take(text: string): void {
    if (text === this.saved && this.isDirty()) return;
    if (!this.isDirty() || document.activeElement !== this.box) this.show(text);
    this.save(text);
  }

  private save(text: string): void {
    this.saved = text;
    // The element tells by its default whether something is being typed; the page's Ctrl+Z asks it.
    if (this.box) this.box.defaultValue = text;
  }

  readonly onBlur = (): void => {
    const before = this.guard.blur();
    if (before !== null) this.show(before);
    this.note();
    this.commit();
  };

  readonly onCompositionStart = (): void => this.guard.start(this.text());

  readonly onCompositionEnd = (): void => {
    this.guard.end();
    this.note();
  };
}

/**
 * The draft of one input, and the function for its `ref`; `onCommit` is called with the typed text when the clerk leaves
 * the field and it differs. Until then the text is told to whoever keeps it (TypingContext).
 */
export function useDraft(props: DraftProps): readonly [draft: Draft, attach: (box: TextBox | null) => void] {
  const { field, path, text, onCommit } = props;
  const keeper = useContext(TypingContext);
  const [draft] = useState(() => new Draft(text));
  useEffect(() => draft.follow({ field, path, text, onCommit }, keeper), [draft, field, path, text, onCommit, keeper]);
  return [draft, draft.attach];
}
