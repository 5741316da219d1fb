/** The cells of a sheet as they come into sight: fetched in tiles and kept while the sheet stands as it is. */
import { useMemo, useSyncExternalStore } from 'react';
import type { Range } from '#shared/excel/sheet';
import type { Picture } from '../../workers/api';
import { importApi } from '../../workers/client';

export const TILE_ROWS = 64;
export const TILE_COLUMNS = 24;
/** Tiles kept: enough for scrolling to and fro over a large sheet, a few megabytes of texts. */
const KEPT = 80;

/** The tiles of one sheet in one state of understanding; until a tile is there, that of the state before is shown. */
export class Tiles {
  private readonly tiles = new Map<string, Picture | null>();
  private readonly listeners = new Set<() => void>();
  private arrivals = 0;

  constructor(
    private readonly sheet: number,
    private readonly older: Tiles | null,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): number => this.arrivals;

  at(row: number, column: number): Picture | null {
    const key = keyOf(row, column);
    return this.tiles.get(key) ?? this.older?.have(key) ?? null;
  }

  have(key: string): Picture | null {
    return this.tiles.get(key) ?? null;
  }

  /** All tiles that are there, for what must be known of the whole window. */
  all(): readonly Picture[] {
    return [...this.tiles.values()].flatMap((tile) => (tile ? [tile] : []));
  }

  /** Asks for what is missing of a window. */
  load({ top, bottom, left, right }: Range): void {
    for (let row = top - (top % TILE_ROWS); row <= bottom; row += TILE_ROWS) {
      for (let column = left - (left % TILE_COLUMNS); column <= right; column += TILE_COLUMNS)
        this.loadTile(row, column);
    }
  }

  private loadTile(top: number, left: number): void {
    const key = keyOf(top, left);
    if (this.tiles.has(key)) return;
    this.tiles.set(key, null);
    const window = { top, left, bottom: top + TILE_ROWS - 1, right: left + TILE_COLUMNS - 1 };
    importApi()
      .picture(this.sheet, window)
      .then((picture) => {
        this.tiles.delete(key);
        if (!picture) return;
        this.tiles.set(key, picture);
        const oldest = this.tiles.keys().next().value;
        if (this.tiles.size > KEPT && oldest !== undefined) this.tiles.delete(oldest);
        this.arrivals++;
        for (const listener of this.listeners) listener();
      })
      // The worker was stopped: whoever stopped it reads the files again, and then everything is asked for again.
      .catch(() => this.tiles.delete(key));
  }
}

function keyOf(row: number, column: number): string {
  return `${Math.floor(row / TILE_ROWS)}:${Math.floor(column / TILE_COLUMNS)}`;
}

/** Keeps the tiles of the sheet on screen over a change of step, and those of the state before until new ones are there. */
class TileCache {
  private last: { readonly sheet: number; readonly version: string; readonly tiles: Tiles } | null = null;

  tilesOf(sheet: number, version: string): Tiles {
    const { last } = this;
    if (last?.sheet === sheet && last.version === version) return last.tiles;
    const tiles = new Tiles(sheet, last?.sheet === sheet ? detached(last.tiles) : null);
    this.last = { sheet, version, tiles };
    return tiles;
  }
}

const cache = new TileCache();

/** `version` names the state of understanding. */
export function useTiles(sheet: number, version: string): Tiles {
  const tiles = useMemo(() => cache.tilesOf(sheet, version), [sheet, version]);
  useSyncExternalStore(tiles.subscribe, tiles.snapshot);
  return tiles;
}

/** Tiles of the state before, without those before it. */
function detached(tiles: Tiles): Tiles {
  return Object.assign(Object.create(Tiles.prototype) as Tiles, tiles, { older: null });
}
