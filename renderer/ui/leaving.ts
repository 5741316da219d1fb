/**
 * Closing the window in the middle of a field: the text typed so far is saved first. The window waits for saves that are
 * on their way, and stays open when one of them fails.
 */

const underWay = new Set<Promise<boolean>>();

/** Texts whose saving failed, wherever they are kept. */
interface Waiting {
  readonly waiting: () => boolean;
  /** Tries again; true when nothing is left. */
  readonly save: () => Promise<boolean>;
}

let failed: Waiting = { waiting: () => false, save: () => Promise.resolve(true) };

/** Registers the keeper of texts that could not be saved; there is one. */
export function onSaveEverything(keeper: Waiting): void {
  failed = keeper;
}

/** Notes a save until it ends; `save` tells whether it succeeded. */
export function trackSave(save: Promise<boolean>): void {
  underWay.add(save);
  void save.finally(() => underWay.delete(save));
}

/** Whether the cursor stands in a field whose text differs from what is saved. */
export function isTyping(): boolean {
  const box = document.activeElement;
  // A tick box holds no text; its value differs from its default value by nature.
  if (box instanceof HTMLInputElement && ['checkbox', 'radio'].includes(box.type)) return false;
  return (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) && box.value !== box.defaultValue;
}

/** Leaving a field is what saves it. */
export function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** Saves what is being typed and what could not be saved before; true when everything is on disk. */
export async function saveEverything(): Promise<boolean> {
  leaveField();
  const ended = await Promise.all(underWay);
  return (await failed.save()) && ended.every(Boolean);
}

/**
 * Holds the window open until everything is saved, then closes it. When saving fails the clerk is told by the save itself;
 * a window closed once more after that goes, or a full disk would hold it for ever. Call once.
 */
export function guardClosing(): void {
  let mayGo = false;
  let told = false;
  window.addEventListener('beforeunload', (event) => {
    const busy = isTyping() || underWay.size > 0;
    if (mayGo || (!busy && (!failed.waiting() || told))) return;
    event.preventDefault();
    void saveEverything().then((done) => {
      told = !done;
      if (!done) return;
      mayGo = true;
      window.close();
    });
  });
}
