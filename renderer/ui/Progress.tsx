/** Work that takes longer than a moment: what is being done, and how far where that is known. */
import type { ReactElement } from 'react';

export function Progress({ text, share }: { readonly text: string; readonly share?: number }): ReactElement {
  const percent = share === undefined ? undefined : Math.round(share * 100);
  return (
    <div className="progress">
      <div
        className={`progress-line${percent === undefined ? ' progress-open' : ''}`}
        role="progressbar"
        aria-label={text}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div className="progress-done" style={percent === undefined ? undefined : { width: `${percent}%` }} />
      </div>
      <span className="note">
        {text}
        {percent !== undefined && ` ${percent}%`}
      </span>
    </div>
  );
}
