/**
 * Chinese input methods. While a candidate is being composed, Enter, Escape and the arrows belong to the input method,
 * not to us; some report it by `isComposing`, some only by key code 229.
 */

/** Whether a key event belongs to the input method. */
export function isComposing(event: { readonly nativeEvent: KeyboardEvent } | KeyboardEvent): boolean {
  const native = 'nativeEvent' in event ? event.nativeEvent : event;
  return native.isComposing || native.keyCode === 229;
}

/**
 * Watches one input for compositions that end because the field lost the focus: the letters typed so far (pinyin) are
 * then put into the input by the browser, and they are not what the clerk meant.
 */
export class CompositionGuard {
  private before: string | null = null;
  private justEnded = false;

  /** Call from onCompositionStart with the input's text. */
  start(text: string): void {
    this.before = text;
  }

  /** Call from onCompositionEnd. */
  end(): void {
    this.justEnded = true;
    // One that the loss of focus ended is followed by blur in this same task; one that the clerk ended is followed by a
    // key (see `settle`) or by nothing for a while.
    setTimeout(() => this.settle(), 0);
  }

  /** Call on any key that is not the input method's: what was composed is meant. */
  settle(): void {
    if (!this.justEnded) return;
    this.justEnded = false;
    this.before = null;
  }

  /** Call from onBlur: the text to put back when the blur cut a composition short, else null. */
  blur(): string | null {
    const text = this.before;
    const cut = text !== null || this.justEnded;
    this.before = null;
    this.justEnded = false;
    return cut ? text : null;
  }
}
