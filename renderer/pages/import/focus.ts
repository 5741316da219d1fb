/** Where the keys go on when what had the focus went away: with a step, a correction, a decision. */
import { useEffect, type RefObject } from 'react';

/** Put on what a step begins with; on a line, its first field or button is meant. */
export const FIRST = { 'data-first': '' } as const;

const FIELDS = 'input:not([disabled]), button:not([disabled]), [tabindex="0"]';
const EVERY_MS = 50;
const TIMES = 30;

/** Nobody has the focus, or only the page as a whole. */
export function isFocusFree(page: Element | null): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement === page;
}

/** The page this element stands on. */
export function pageOf(element: Element | null): Element | null {
  return element?.closest('.import') ?? null;
}

/** Whenever `stage` changes and the focus was lost by it, it goes to what the page begins with now; that may take a moment to come. */
export function useFocusKept(page: RefObject<HTMLElement | null>, stage: string): void {
  useEffect(() => {
    let left = TIMES;
    const look = (): void => {
      if (!isFocusFree(page.current) || --left < 0) return clearInterval(timer);
      const first = page.current?.querySelector<HTMLElement>('[data-first]');
      const field = first?.matches(FIELDS) === false ? first.querySelector<HTMLElement>(FIELDS) : first;
      (field ?? first ?? page.current)?.focus({ preventScroll: true });
    };
    const timer = setInterval(look, EVERY_MS);
    look();
    return () => clearInterval(timer);
  }, [page, stage]);
}
