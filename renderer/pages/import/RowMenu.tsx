/** What a row is, as the clerk says it: a menu at the row's number. */
import { useEffect, useRef, type KeyboardEvent, type ReactElement, type RefObject } from 'react';
import { Popup } from '../../ui/Popup';
import type { RowChoice } from './hints';

const CHOICES: readonly { readonly role: RowChoice | 'forget'; readonly word: string; readonly tint: string }[] = [
  { role: 'header', word: '表头', tint: 'header' },
  { role: 'data', word: '数据', tint: 'data' },
  { role: 'total', word: '合计、小计', tint: 'total' },
  { role: 'note', word: '说明，不要', tint: 'note' },
];

export function RowMenu({
  rows: [from, to],
  anchor,
  said,
  onPick,
  onClose,
}: {
  /** 0-based, both ends inclusive. */
  readonly rows: readonly [number, number];
  readonly anchor: RefObject<HTMLElement | null>;
  /** Whether something was said about these rows that can be taken back. */
  readonly said: boolean;
  readonly onPick: (role: RowChoice | 'forget') => void;
  readonly onClose: () => void;
}): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      return onClose();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <Popup anchor={anchor} onClose={onClose}>
      <div ref={list} role="menu" className="row-menu" aria-label="这一行是什么" onKeyDown={onKeyDown}>
        <p className="note">{from === to ? `第 ${from + 1} 行是` : `第 ${from + 1}—${to + 1} 行是`}</p>
        {[...CHOICES, ...(said ? [{ role: 'forget' as const, word: '由软件判断', tint: 'none' }] : [])].map(
          ({ role, word, tint }) => (
            <button key={role} type="button" role="menuitem" className="row-choice" onClick={() => onPick(role)}>
              <span className={`legend-mark tint-${tint}`} />
              {word}
            </button>
          ),
        )}
      </div>
    </Popup>
  );
}
