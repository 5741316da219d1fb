/** A sentence that must outlive a reload of the page. */

const KEY = 'hudang.after-reload';

/** Keeps the sentence for the page that comes. */
export function sayAfterReload(text: string): void {
  sessionStorage.setItem(KEY, text);
}

/** The sentence that the page before left behind, once; null when it left none. */
export function takeAfterReload(): string | null {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return text;
}
