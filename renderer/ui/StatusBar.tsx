/** What is true right now: when something was saved, who is filling in, which year, and to when all of it can be brought back. */
import type { ReactElement } from 'react';
import { clock, words } from '../strings';
import { Icon } from './Icon';
import { go } from './route';
import { useStatusText } from './status';

interface StatusLight {
  readonly level: 'good' | 'warn' | 'bad' | 'none';
  readonly short: string;
  readonly title: string;
}

export function StatusBar({
  savedAt,
  saving,
  person,
  year,
  light,
}: {
  /** When the last save was acknowledged: its journal line is on the disk. */
  readonly savedAt: Date | null;
  /** A save waits for the disk longer than usual. */
  readonly saving: boolean;
  readonly person: string;
  readonly year: number;
  /** null until it is known. */
  readonly light: StatusLight | null;
}): ReactElement {
  const page = useStatusText();
  return (
    <footer className="statusbar">
      <span role="status" className={savedAt && !saving ? 'statusbar-saved' : ''}>
        {saving ? (
          words.saving
        ) : savedAt ? (
          <>
            <Icon name="check" size={0.875} />
            {words.saved} {clock(savedAt)}
          </>
        ) : (
          words.nothingSaved
        )}
      </span>
      <span className="statusbar-person">填报人 {person || words.notFilled}</span>
      <span>{year} 年度</span>
      <span className="statusbar-page">{page}</span>
      {light && (
        <button type="button" className="light" title={light.title} onClick={() => go({ page: 'safety' })}>
          {light.short}
          <LightDot level={light.level} />
        </button>
      )}
    </footer>
  );
}

/** The light itself; the words beside it say the same. */
export function LightDot({ level }: { readonly level: StatusLight['level'] }): ReactElement {
  return <span className={`light-dot light-${level}`} aria-hidden="true" />;
}
