/** The one search box (⌃F): asks while typing, but never in the middle of a composition. */
import { useEffect, useRef, type ReactElement } from 'react';
import { words } from '../strings';
import { Icon } from './Icon';
import { isComposing } from './ime';

/** A pause this long between keys counts as a question. */
const PAUSE_MS = 120;

export function SearchBox({
  text,
  onSearch,
  onEnter,
}: {
  /** The question in force; shown when it changes from outside. */
  readonly text: string;
  readonly onSearch: (text: string) => void;
  readonly onEnter: () => void;
}): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = text;
  }, [text]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey && event.key.toLowerCase() === 'f' && !isComposing(event)) {
        event.preventDefault();
        input.current?.select();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const ask = (now: string): void => {
    clearTimeout(timer.current);
    onSearch(now.trim());
  };
  const askSoon = (): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => ask(input.current?.value ?? ''), PAUSE_MS);
  };

  return (
    <div className="search" role="search">
      <Icon name="search" />
      <input
        ref={input}
        className="search-box"
        type="search"
        defaultValue={text}
        placeholder={words.search}
        aria-label={words.searchLabel}
        spellCheck={false}
        onInput={(event) => {
          if (!(event.nativeEvent as InputEvent).isComposing) askSoon();
        }}
        onCompositionEnd={askSoon}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'Enter') {
            ask(event.currentTarget.value);
            onEnter();
          } else if (event.key === 'Escape' && event.currentTarget.value !== '') {
            event.currentTarget.value = '';
            ask('');
          }
        }}
      />
      {text !== '' ? (
        <button
          type="button"
          className="button button-quiet search-clear"
          aria-label="清除搜索"
          title="清除搜索"
          onClick={() => {
            if (input.current) input.current.value = '';
            ask('');
          }}
        >
          <Icon name="close" size={0.875} />
        </button>
      ) : (
        <span className="search-key note" aria-hidden="true">
          Ctrl+F
        </span>
      )}
    </div>
  );
}
