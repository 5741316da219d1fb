/**
 * A question or a report that must be answered before anything else. The browser's own dialog: it keeps the focus inside,
 * closes on Escape, and gives the focus back.
 */
import { useId, useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { Icon } from './Icon';
import { isComposing } from './ime';
import type { NoticeKind } from './Notice';

interface DialogProps {
  readonly title: string;
  /** An icon before the title, coloured as a notice of this kind. */
  readonly kind?: NoticeKind;
  readonly children: ReactNode;
  /** Buttons, the primary one first. */
  readonly actions: ReactNode;
  /** Escape; a dialog that must not be left this way takes no notice. */
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** As large as the window, for what must be seen as a whole; its body does not scroll. */
  readonly whole?: boolean;
}

export function Dialog({
  title,
  kind,
  children,
  actions,
  onClose,
  wide = false,
  whole = false,
}: DialogProps): ReactElement {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Closed while it still stands in the page: only then the browser gives the focus back.
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={box}
      className={`dialog${wide ? ' dialog-wide' : ''}${whole ? ' dialog-whole' : ''}`}
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        // Taken here, because Chromium closes a dialog at the second Escape whatever `cancel` says.
        if (event.key !== 'Escape' || isComposing(event)) return;
        event.preventDefault();
        onClose();
      }}
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id={titleId} className={`dialog-title${kind ? ` dialog-${kind}` : ''}`}>
        {kind && <Icon name={kind} />}
        <span>{title}</span>
      </h2>
      <div className="dialog-body selectable">{children}</div>
      <div className="dialog-actions">{actions}</div>
    </dialog>
  );
}
