/**
 * Keeps what is being typed outside the archive, about once a second per field, until it is saved. A keystroke only takes
 * a note; the sending is done by a timer, one call at a time, and always with the newest text.
 */
import type { DesktopApi, FieldDraft } from '#shared/ipc/desktop';

/** A field of a household; drafts are kept by it. */
export interface DraftPlace {
  readonly household: string;
  readonly path: string;
}

/** All of a draft but what was typed and when; `before` counts only when typing begins. */
export type DraftAbout = Omit<FieldDraft, 'text' | 'at'>;

type Desk = Pick<DesktopApi, 'keepDraft' | 'dropDrafts'>;

/** From a keystroke to the first sending, and between two sendings: with the flush on top less than a second is lost. */
export const FIRST_MS = 250;
export const EVERY_MS = 700;
/** After a sending that failed, as on a full disk. */
const AGAIN_MS = 3000;

interface Entry {
  about: () => DraftAbout;
  /** The record's text when typing began. */
  readonly before: string;
  text: string;
  at: Date;
  /** What lies on disk; null = nothing of ours. */
  kept: string | null;
  /** A text that could not be saved; it is kept until it is, whatever happens in the field. */
  held: string | null;
  /** Saves that are on their way: until they end the draft stays. */
  saving: number;
  sentAt: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  sending: boolean;
}

export class Keeping {
  private readonly entries = new Map<string, Entry>();
  /** Drops wait for sendings before them, or a late sending would bring the text back. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly desk: Desk) {}

  /** `text` stands in the field and is not saved. `about` is asked when the text is sent, not on the keystroke. */
  typed(place: DraftPlace, about: () => DraftAbout, text: string): void {
    const key = keyOf(place);
    let entry = this.entries.get(key);
    if (!entry) {
      entry = fresh(about);
      this.entries.set(key, entry);
    }
    entry.about = about;
    entry.text = text;
    entry.at = new Date();
    this.plan(key, entry);
  }

  /** The text is on its way into the archive; `saved` or `failed` must follow. */
  saving(place: DraftPlace): void {
    const entry = this.entries.get(keyOf(place));
    if (entry) entry.saving++;
  }

  /** It arrived. A draft that has gone on since then stays. */
  saved(place: DraftPlace, text: string): Promise<void> {
    const entry = this.entries.get(keyOf(place));
    if (!entry) return Promise.resolve();
    entry.saving = Math.max(0, entry.saving - 1);
    entry.held = null;
    return entry.text === text ? this.drop(place, entry) : Promise.resolve();
  }

  /** It could not be saved: the draft is all there is of it. */
  failed(place: DraftPlace, about: () => DraftAbout, text: string): void {
    if (!this.entries.has(keyOf(place))) this.typed(place, about, text);
    const entry = this.entries.get(keyOf(place));
    if (!entry) return;
    entry.saving = Math.max(0, entry.saving - 1);
    entry.held = text;
    this.plan(keyOf(place), entry);
  }

  /** The field holds what is saved again: restored, typed back, or left as it was. */
  ended(place: DraftPlace): Promise<void> {
    const entry = this.entries.get(keyOf(place));
    if (!entry || entry.saving > 0) return Promise.resolve();
    if (entry.held === null) return this.drop(place, entry);
    entry.text = entry.held;
    this.plan(keyOf(place), entry);
    return Promise.resolve();
  }

  /** Sends everything that is not kept yet, now: the page is about to go. True when all of it lies on the disk. */
  async flush(): Promise<boolean> {
    // Twice: what is on its way may carry an older text, or have failed on the full disk that has room again.
    for (let round = 0; round < 2; round++) {
      for (const [key, entry] of this.entries) {
        clearTimeout(entry.timer);
        entry.timer = undefined;
        if (!entry.sending) this.send(key, entry);
      }
      await this.last;
    }
    return [...this.entries.values()].every((entry) => entry.text === entry.kept);
  }

  private plan(key: string, entry: Entry): void {
    if (entry.timer !== undefined || entry.sending || entry.text === entry.kept) return;
    const wait = Math.max(FIRST_MS, entry.sentAt + EVERY_MS - Date.now());
    entry.timer = setTimeout(() => this.send(key, entry), Math.min(wait, EVERY_MS));
  }

  private send(key: string, entry: Entry): void {
    entry.timer = undefined;
    if (entry.text === entry.kept) return;
    const { text } = entry;
    const draft: FieldDraft = { ...entry.about(), before: entry.before, text, at: entry.at.toISOString() };
    entry.sending = true;
    entry.sentAt = Date.now();
    const sent = this.desk.keepDraft(draft).then(
      ({ ok }) => ok,
      () => false,
    );
    this.last = Promise.all([this.last, sent]);
    void sent.then((done) => {
      entry.sending = false;
      if (done) entry.kept = text;
      if (this.entries.get(key) !== entry) return;
      if (done) this.plan(key, entry);
      else entry.timer ??= setTimeout(() => this.send(key, entry), AGAIN_MS);
    });
  }

  private drop(place: DraftPlace, entry: Entry): Promise<void> {
    clearTimeout(entry.timer);
    this.entries.delete(keyOf(place));
    if (entry.kept === null && !entry.sending) return Promise.resolve();
    const dropped = this.last.then(async () => {
      // Typing has begun anew meanwhile: what is sent next replaces what lies there.
      const next = this.entries.get(keyOf(place));
      if (next && (next.kept !== null || next.sending)) return;
      await this.desk.dropDrafts([{ household: place.household, path: place.path }]);
    });
    this.last = dropped.catch(() => undefined);
    return dropped;
  }
}

function fresh(about: () => DraftAbout): Entry {
  return {
    about,
    before: about().before,
    text: '',
    at: new Date(),
    kept: null,
    held: null,
    saving: 0,
    sentAt: 0,
    timer: undefined,
    sending: false,
  };
}

function keyOf({ household, path }: DraftPlace): string {
  return `${household} ${path}`;
}
