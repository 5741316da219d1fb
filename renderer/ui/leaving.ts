/**
 * Closing the window in the middle of a field: the text typed so far is saved first. The window waits for saves that are
 * on their way, and stays open when one of them fails.
 */

const underWay = new Set<Promise<boolean>>();

/** Notes a save until it ends; `save` tells whether it succeeded. */
export function trackSave(save: Promise<boolean>): void {
  underWay.add(save);
  void save.finally(() => underWay.delete(save));
}

/** Whether the cursor stands in a field whose text differs from what is saved. */
export function isTyping(): boolean {
  const box = document.activeElement;
  return (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) && box.value !== box.defaultValue;
}

/** Leaving a field is what saves it. */
export function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** Saves what is being typed; true when everything is on disk. */
export async function saveEverything(): Promise<boolean> {
  leaveField();
  const ended = await Promise.all(underWay);
  return ended.every(Boolean);
}

/** Holds the window open until everything is saved, then closes it. Call once. */
export function guardClosing(): void {
  let saved = false;
  window.addEventListener('beforeunload', (event) => {
    if (saved || (!isTyping() && underWay.size === 0)) return;
    event.preventDefault();
    void saveEverything().then((done) => {
      if (!done) return;
      saved = true;
      window.close();
    });
  });
}
