/** The field that the clerk is at, or was at last: forms and sheets carry its path in the page. */
import { useEffect, useState, type RefObject } from 'react';

const FIELDS = '[data-path], [data-cell]';

/** Path in the record; null until a field was touched. */
export function useLookedAt(box: RefObject<HTMLElement | null>): string | null {
  const [path, setPath] = useState<string | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // A press as well: what cannot be typed into never has the focus.
    const look = (event: Event): void => {
      const field = (event.target as Element).closest<HTMLElement>(FIELDS);
      const at = field?.dataset['path'] ?? field?.dataset['cell'];
      if (at !== undefined) setPath(at);
    };
    element.addEventListener('focusin', look);
    element.addEventListener('pointerdown', look);
    return () => {
      element.removeEventListener('focusin', look);
      element.removeEventListener('pointerdown', look);
    };
  }, [box]);
  return path;
}
