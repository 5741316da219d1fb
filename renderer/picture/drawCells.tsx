/** The cells of a drawn sheet that are in sight: tints, texts that run over blank neighbours, merged cells, damage. */
import type { ReactElement } from 'react';
import type { Range } from '#shared/excel/sheet';
import type { Picture, PictureFrame } from '../workers/api';
import { boxOf, type Geometry } from './geometry';
import { TINTS } from './tints';
import { TILE_COLUMNS, TILE_ROWS, type Tiles } from './tiles';

interface Drawing {
  readonly tiles: Tiles;
  readonly geometry: Geometry;
  readonly window: Range;
  readonly frame: PictureFrame;
  readonly lit: number | null;
}

/** Widest run of a text over its blank neighbours, in columns. */
const RUN = 12;

export function drawCells({ tiles, geometry, window, frame, lit }: Drawing): ReactElement[] {
  const drawn: ReactElement[] = [];
  const merged = new Set<string>();
  const bottom = Math.min(window.bottom, frame.rows - 1);
  const right = Math.min(window.right, frame.columns - 1);
  const hidden = new Set(frame.hiddenColumns);
  const begun = new Map<string, Range>();
  for (let tileTop = window.top - (window.top % TILE_ROWS); tileTop <= bottom; tileTop += TILE_ROWS) {
    for (let tileLeft = window.left - (window.left % TILE_COLUMNS); tileLeft <= right; tileLeft += TILE_COLUMNS) {
      const tile = tiles.at(tileTop, tileLeft);
      if (!tile) continue;
      const facts = factsOf(tile);
      for (const range of tile.households) begun.set(`${range.top}:${range.left}`, range);
      const from = { row: Math.max(tileTop, window.top), column: Math.max(tileLeft, window.left) };
      const to = {
        row: Math.min(tileTop + TILE_ROWS - 1, bottom),
        column: Math.min(tileLeft + TILE_COLUMNS - 1, right),
      };
      for (let row = from.row; row <= to.row; row++) {
        for (let column = from.column; column <= to.column; column++) {
          const at = (row - tile.top) * facts.width + (column - tile.left);
          const merge = facts.merges[at];
          if (merge !== undefined) {
            const key = `${merge.top}:${merge.left}`;
            if (merged.has(key)) continue;
            merged.add(key);
            drawn.push(mergedCell(tile, facts, merge, geometry, tint(facts, at, column, hidden, lit)));
            continue;
          }
          const text = tile.cells[row - tile.top]?.[column - tile.left] ?? '';
          const wide = text === '' ? 0 : runOf(tile, facts, row, column, text, geometry);
          const box = boxOf(geometry, { top: row, bottom: row, left: column, right: column });
          const damage = facts.damages.get(at);
          drawn.push(
            <div
              key={`${row}:${column}`}
              className={`picture-cell ${tint(facts, at, column, hidden, lit)}${damage ? ` sheet-damage sheet-damage-${damage}` : ''}${isFigure(text) ? ' sheet-figure' : ''}`}
              style={box}
            >
              {text !== '' && (
                <span
                  style={wide > box.width ? { width: wide - 12 } : undefined}
                  className={wide > box.width ? 'sheet-run' : undefined}
                >
                  {text}
                </span>
              )}
            </div>,
          );
        }
      }
    }
  }
  for (const [key, range] of begun) {
    const { left, top, width } = boxOf(geometry, range);
    drawn.push(<div key={`h${key}`} className="sheet-household" style={{ left, top, width }} />);
  }
  return drawn;
}

interface Facts {
  readonly width: number;
  readonly tints: readonly (string | undefined)[];
  readonly merges: readonly (Range | undefined)[];
  readonly damages: ReadonlyMap<number, string>;
}

const known = new WeakMap<Picture, Facts>();

/** What is known of each cell of a tile, by its place in it. */
function factsOf(tile: Picture): Facts {
  const before = known.get(tile);
  if (before) return before;
  const height = tile.cells.length;
  const width = Math.max(0, ...tile.cells.map((row) => row.length));
  const size = height * width;
  const tints = new Array<string | undefined>(size);
  const merges = new Array<Range | undefined>(size);
  const each = (range: Range, put: (at: number) => void): void => {
    for (let row = Math.max(0, range.top - tile.top); row <= Math.min(height - 1, range.bottom - tile.top); row++) {
      for (
        let column = Math.max(0, range.left - tile.left);
        column <= Math.min(width - 1, range.right - tile.left);
        column++
      ) {
        put(row * width + column);
      }
    }
  };
  for (const { role, range } of tile.regions) each(range, (at) => (tints[at] = TINTS[role]));
  for (const merge of tile.merges) each(merge, (at) => (merges[at] = merge));
  const damages = new Map(
    tile.damages.map(({ row, column, level }) => [(row - tile.top) * width + column - tile.left, level] as const),
  );
  const facts = { width, tints, merges, damages };
  known.set(tile, facts);
  return facts;
}

function tint(facts: Facts, at: number, column: number, hidden: ReadonlySet<number>, lit: number | null): string {
  const role = facts.tints[at];
  return `${role ? `tint-${role}` : 'tint-none'}${hidden.has(column) ? ' sheet-hidden' : ''}${column === lit ? ' sheet-lit' : ''}`;
}

function mergedCell(tile: Picture, facts: Facts, merge: Range, geometry: Geometry, className: string): ReactElement {
  const outside = tile.outside.find(({ range }) => range.top === merge.top && range.left === merge.left);
  const text = outside?.text ?? tile.cells[merge.top - tile.top]?.[merge.left - tile.left] ?? '';
  const damage = facts.damages.get((merge.top - tile.top) * facts.width + merge.left - tile.left);
  return (
    <div
      key={`m${merge.top}:${merge.left}`}
      className={`picture-cell sheet-merged ${className}${damage ? ` sheet-damage sheet-damage-${damage}` : ''}`}
      style={boxOf(geometry, merge)}
    >
      <span>{text}</span>
    </div>
  );
}

/** How wide the text may run: as in WPS, over neighbours that are blank. */
function runOf(tile: Picture, facts: Facts, row: number, column: number, text: string, geometry: Geometry): number {
  const own = (geometry.edges[column + 1] ?? 0) - (geometry.edges[column] ?? 0);
  if (textWidth(text) < own - 12 || isFigure(text)) return own;
  let last = column;
  while (last < column + RUN && last + 1 - tile.left < facts.width) {
    const at = (row - tile.top) * facts.width + last + 1 - tile.left;
    if (facts.merges[at] !== undefined || (tile.cells[row - tile.top]?.[last + 1 - tile.left] ?? '') !== '') break;
    last++;
  }
  return (geometry.edges[last + 1] ?? 0) - (geometry.edges[column] ?? 0);
}

/** Roughly, in pixels. */
function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += char > '\u2e7f' ? 13.5 : 7.2;
  return width;
}

/** Numbers stand at the right, as in WPS; long digit strings are names, not numbers. */
function isFigure(text: string): boolean {
  return text.length < 12 && /^-?\d+(\.\d+)?$/.test(text);
}
