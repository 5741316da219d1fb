import { useSyncExternalStore, type ReactElement } from 'react';
import { TINTS } from '../../picture/tints';
import type { Tiles } from '../../picture/tiles';
import { TINT_WORDS } from './roles';

/** Says what the tints mean that are in sight. */
export function Legend({ tiles }: { readonly tiles: Tiles }): ReactElement {
  useSyncExternalStore(tiles.subscribe, tiles.snapshot);
  const seen = new Set(tiles.all().flatMap(({ regions }) => regions.map(({ role }) => TINTS[role])));
  return (
    <div className="picture-foot">
      <ul className="legend note" aria-label="颜色的意思">
        {Object.entries(TINT_WORDS).map(([tint, word]) =>
          seen.has(tint) ? (
            <li key={tint}>
              <span className={`legend-mark tint-${tint}`} />
              {word}
            </li>
          ) : null,
        )}
      </ul>
      <span className="note">认错了？点行号说明这一行是什么；拖绿线改分界，拖边框改范围。</span>
    </div>
  );
}
