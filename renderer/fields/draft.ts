/**
 * One draft per field: the text lives in the input itself, not in React. It is handed over once, when the clerk leaves
 * the field; Escape brings back what was there. Nothing is looked at while an input method is composing.
 */
import { useEffect, useState } from 'react';
import { CompositionGuard, isComposing } from '../ui/ime';

type TextBox = HTMLInputElement | HTMLTextAreaElement;

export class Draft {
  private box: TextBox | null = null;
  private readonly guard = new CompositionGuard();
  private onCommit: (text: string) => void = () => undefined;

  constructor(private saved: string) {}

  /** For the input's `ref`. */
  readonly attach = (box: TextBox | null): void => {
    this.box?.removeEventListener('keydown', this.onKeyDown);
    this.box = box;
    box?.addEventListener('keydown', this.onKeyDown);
  };

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
    if (this.box) this.box.value = text;
  }

  /** Hands the text over when it changed. */
  commit(): void {
    if (!this.box || !this.isDirty()) return;
    this.save(this.box.value);
    this.onCommit(this.saved);
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
  follow(text: string, onCommit: (text: string) => void): void {
    this.onCommit = onCommit;
    if (text !== this.saved || !this.isDirty()) {
      if (!this.isDirty() || document.activeElement !== this.box) this.put(text);
      this.save(text);
    }
  }

  private save(text: string): void {
    this.saved = text;
    // The element tells by its default whether something is being typed; the page's Ctrl+Z asks it.
    if (this.box) this.box.defaultValue = text;
  }

  readonly onBlur = (): void => {
    const before = this.guard.blur();
    if (before !== null) this.put(before);
    this.commit();
  };

  readonly onCompositionStart = (): void => this.guard.start(this.text());

  readonly onCompositionEnd = (): void => this.guard.end();
}

/**
 * The draft of one input, and the function for its `ref`; `onCommit` is called with the typed text when the clerk leaves
 * the field and it differs.
 */
export function useDraft(
  text: string,
  onCommit: (text: string) => void,
): readonly [draft: Draft, attach: (box: TextBox | null) => void] {
  const [draft] = useState(() => new Draft(text));
  useEffect(() => draft.follow(text, onCommit), [draft, text, onCommit]);
  return [draft, draft.attach];
}
