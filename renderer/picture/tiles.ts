/** The cells of a sheet as they come into sight: fetched in tiles and kept while the sheet stands as it is. */
import { useMemo, useSyncExternalStore } from 'react';
import type { Range } from '#shared/excel/sheet';
import type { RegionRole } from '#shared/import/types';
import type { Picture } from '../workers/api';
import { holds, type GridPlace } from './moves';

/** The cells of a window of a sheet (0-based index); null = it is not there any more. A worker that is gone rejects. */
export type LoadPicture = (sheet: number, window: Range) => Promise<Picture | null>;

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
    private readonly loadPicture: LoadPicture,
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
    this.loadPicture(this.sheet, window)
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

  constructor(private readonly load: LoadPicture) {}

  tilesOf(sheet: number, version: string): Tiles {
    const { last } = this;
    if (last?.sheet === sheet && last.version === version) return last.tiles;
    const tiles = new Tiles(this.load, sheet, last?.sheet === sheet ? detached(last.tiles) : null);
    this.last = { sheet, version, tiles };
    return tiles;
  }
}

/** By where the pictures come from: the sheets of one file say nothing about those of another. */
const caches = new WeakMap<LoadPicture, TileCache>();

function cacheOf(load: LoadPicture): TileCache {
  const cache = caches.get(load) ?? new TileCache(load);
  caches.set(load, cache);
  return cache;
}

/** `load` must be the same function from one drawing to the next; `version` names the state of understanding. */
export function useTiles(load: LoadPicture, sheet: number, version: string): Tiles {
  const tiles = useMemo(() => cacheOf(load).tilesOf(sheet, version), [load, sheet, version]);
  useSyncExternalStore(tiles.subscribe, tiles.snapshot);
  return tiles;
}

/** Tiles of the state before, without those before it. */
function detached(tiles: Tiles): Tiles {
  return Object.assign(Object.create(Tiles.prototype) as Tiles, tiles, { older: null });
}

/** The rectangle that a cell is drawn as: its merged cell, or itself. */
export function mergeAt(tiles: Tiles, { row, column }: GridPlace): Range {
  const merge = tiles.at(row, column)?.merges.find((range) => holds(range, { row, column }));
  return merge ?? { top: row, bottom: row, left: column, right: column };
}

/** What stands in the cell, or in the merged cell it belongs to; '' where that is not there yet. */
export function textAt(tiles: Tiles, place: GridPlace): string {
  const { top, left } = mergeAt(tiles, place);
  const tile = tiles.at(top, left);
  return tile?.cells[top - tile.top]?.[left - tile.left] ?? '';
}

/** What the cell was taken for; null where it is no part of anything, or not known yet. */
export function roleAt(tiles: Tiles, place: GridPlace): RegionRole | null {
  return tiles.at(place.row, place.column)?.regions.findLast(({ range }) => holds(range, place))?.role ?? null;
}
