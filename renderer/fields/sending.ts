/** What became of a text that left its field: the record has changed, says the same as before, or could not be written. */
export type Saved = 'changed' | 'same' | 'failed';

/**
 * Whether what the record says is news to an input whose texts are on their way into it. Until the last of them has arrived a
 * drawing brings what stood there before: shown, it would take the clerk's text and cursor away for a moment.
 */
export class Sending {
  private underWay = 0;
  /** Oldest first; empty = nothing is waited for. */
  private texts: string[] = [];
  /** What the record said when the last of them left. */
  private before = '';

  constructor(private said: string) {}

  /** What the record said last. */
  get heard(): string {
    return this.said;
  }

  leave(text: string): void {
    this.underWay++;
    this.texts.push(text);
    this.before = this.said;
  }

  /** At every drawing; true when the input has to follow. */
  hear(text: string): boolean {
    const news = text !== this.said;
    this.said = text;
    if (this.texts.length === 0) return true;
    if (this.underWay > 0 || !news || this.isOlder(text)) return false;
    this.texts = [];
    return true;
  }

  /** A text has arrived; true when the input has to follow what was heard last. */
  arrive(how: Saved): boolean {
    this.underWay--;
    if (this.underWay > 0) return false;
    // A record that did not change says nothing; "12 " becomes 12 again now. Otherwise a drawing tells, if none has yet.
    const told = this.said !== this.before && !this.isOlder(this.said);
    if (how !== 'same' && !told) return false;
    this.texts = [];
    return true;
  }

  /** A text that left before the last one and was overtaken by it. */
  private isOlder(text: string): boolean {
    return this.texts.slice(0, -1).includes(text) && text !== this.texts.at(-1);
  }
}
