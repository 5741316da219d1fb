/**
 * A layer beside an anchor (value lists, menus). It is drawn into the body so that no scroll box cuts it off, opens
 * upwards where there is no room below, and closes on a press outside.
 */
import { useEffect, useLayoutEffect, useRef, useState, type ReactElement, type ReactNode, type RefObject } from 'react';
import { createPortal } from 'react-dom';

interface Place {
  readonly left: number;
  readonly top?: number;
  readonly bottom?: number;
  readonly minWidth: number;
  readonly maxHeight: number;
}

/** Where the layer fits beside the anchor, in pixels of the viewport. */
function placeBeside(anchor: DOMRect, width: number): Place {
  const below = window.innerHeight - anchor.bottom - 8;
  const above = anchor.top - 8;
  const left = Math.max(4, Math.min(anchor.left, window.innerWidth - Math.max(width, anchor.width) - 4));
  const shared = { left, minWidth: anchor.width };
  return below >= 200 || below >= above
    ? { ...shared, top: anchor.bottom + 2, maxHeight: Math.min(below, 360) }
    : { ...shared, bottom: window.innerHeight - anchor.top + 2, maxHeight: Math.min(above, 360) };
}

/** Not to be seen until its size is known, but it can take the focus. */
const UNPLACED = { opacity: 0, top: 0 };

export function Popup({
  anchor,
  onClose,
  children,
  className = '',
}: {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}): ReactElement | null {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place | null>(null);

  useLayoutEffect(() => {
    if (!anchor.current) return;
    setPlace(placeBeside(anchor.current.getBoundingClientRect(), box.current?.offsetWidth ?? 0));
  }, [anchor]);

  useEffect(() => {
    const outside = (event: Event): void => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !anchor.current?.contains(target)) onClose();
    };
    document.addEventListener('pointerdown', outside, true);
    document.addEventListener('scroll', outside, true);
    window.addEventListener('resize', onClose);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
      document.removeEventListener('scroll', outside, true);
      window.removeEventListener('resize', onClose);
    };
  }, [anchor, onClose]);

  return createPortal(
    <div ref={box} className={`popup ${className}`} style={place ?? UNPLACED}>
      {children}
    </div>,
    document.body,
  );
}
