import { useSyncExternalStore, type ReactElement } from 'react';
import { address } from '#shared/excel/sheet';
import type { GridPlace } from '../../picture/moves';
import { TINTS } from '../../picture/tints';
import { roleAt, type Tiles } from '../../picture/tiles';
import { ROLE_WORDS, TINT_WORDS } from './roles';

/** Says what the tints mean that are in sight, and what the cell in work was taken for. */
export function Legend({ tiles, active }: { readonly tiles: Tiles; readonly active: GridPlace | null }): ReactElement {
  useSyncExternalStore(tiles.subscribe, tiles.snapshot);
  const seen = new Set(tiles.all().flatMap(({ regions }) => regions.map(({ role }) => TINTS[role])));
  const role = active && roleAt(tiles, active);
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
        {tiles.all().some(({ households }) => households.length > 0) && (
          <li>
            <span className="legend-line" />
            户与户之间
          </li>
        )}
      </ul>
      <span className="note" aria-live="polite">
        {active && (
          <b className="legend-cell">
            {address(active.row, active.column)} {role ? `认作${ROLE_WORDS[role]}` : '不在表里'}
          </b>
        )}
        认错了？点行号或按回车说明；拖绿线改分界，拖边框改范围。
      </span>
    </div>
  );
}
