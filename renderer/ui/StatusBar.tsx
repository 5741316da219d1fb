/** What is true right now: when something was saved, who is filling in, which year, and what protects the data. */
import type { ReactElement } from 'react';
import { clock, words } from '../strings';
import { Icon } from './Icon';
import { useStatusText } from './status';

export function StatusBar({
  savedAt,
  person,
  year,
}: {
  readonly savedAt: Date | null;
  readonly person: string;
  readonly year: number;
}): ReactElement {
  const page = useStatusText();
  return (
    <footer className="statusbar">
      <span role="status" className={savedAt ? 'statusbar-saved' : ''}>
        {savedAt ? (
          <>
            <Icon name="check" size={0.875} />
            {words.saved} {clock(savedAt)}
          </>
        ) : (
          words.nothingSaved
        )}
      </span>
      <span>填报人 {person || words.notFilled}</span>
      <span>{year} 年度</span>
      <span>{page}</span>
      <span className="statusbar-end">
        <Icon name="info" size={0.875} />
        {words.protection}
      </span>
    </footer>
  );
}
