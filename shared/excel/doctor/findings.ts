/** What has been found so far: one finding a cell, the most specific; exact counts, a bounded list. */
import { cellOf } from '../cellOf';
import type { CellValue } from '../sheet';
import type { UnderstoodSheet } from '../../import/types';
import { NOTE_KINDS, RANK, type DamageKind } from './kinds';
import {
  MOST_PER_KIND,
  type CellChange,
  type Damage,
  type DamageEffect,
  type DamageLevel,
  type Examination,
} from './types';

/** What a check says of a cell; the place and the words around it are added by whoever asked. */
export interface Verdict {
  readonly kind: DamageKind;
  readonly level: DamageLevel;
  readonly proposal?: CellValue;
  readonly also?: readonly CellChange[];
  /** Missing: `cell` with a proposal, `none` without. */
  readonly effect?: DamageEffect;
  readonly byDefault?: boolean;
  readonly params?: Readonly<Record<string, string | number>>;
}

interface Entry {
  readonly verdict: Verdict;
  readonly row: number;
  readonly column: number;
  readonly before: string;
}

/** More columns than any spreadsheet has, so that row and column make one number. */
const WIDTH = 16_384;

export class TableFindings {
  /** By place. Beyond the limit of a kind only the kind is kept. */
  private readonly entries = new Map<number, Entry | DamageKind>();
  private readonly notes = new Map<string, { entry: Entry; count: number }>();
  private readonly counts = new Map<DamageKind, number>();

  private readonly shifted = new Set<number>();

  constructor(
    private readonly table: UnderstoodSheet,
    private readonly index: number,
    private readonly headers: ReadonlyMap<number, string>,
  ) {}

  add(row: number, column: number, before: string, verdict: Verdict): void {
    if (verdict.kind === 'shifted_cells') this.shifted.add(row);
    const place = row * WIDTH + column;
    const known = this.entries.get(place);
    if (known !== undefined) {
      const kind = typeof known === 'string' ? known : known.verdict.kind;
      if ((RANK.get(kind) ?? 0) <= (RANK.get(verdict.kind) ?? 0)) return;
      this.count(kind, -1);
    }
    this.entries.set(
      place,
      this.count(verdict.kind, 1) > MOST_PER_KIND ? verdict.kind : { verdict, row, column, before },
    );
  }

  /** Something harmless: the first cell of the column stands for all. */
  note(kind: DamageKind, row: number, column: number, before: string): void {
    const key = `${kind}:${column}`;
    const known = this.notes.get(key);
    if (known !== undefined) known.count++;
    else this.notes.set(key, { entry: { verdict: { kind, level: 'certain' }, row, column, before }, count: 1 });
  }

  at(row: number, column: number): Verdict | undefined {
    const known = this.entries.get(row * WIDTH + column);
    return known === undefined || typeof known === 'string' ? undefined : known.verdict;
  }

  has(row: number, column: number): boolean {
    return this.entries.has(row * WIDTH + column);
  }

  /** Gives a finding a proposal that another column vouches for, or takes it away (undefined). */
  amend(row: number, column: number, change: Partial<Verdict>): void {
    const place = row * WIDTH + column;
    const known = this.entries.get(place);
    if (known === undefined || typeof known === 'string') return;
    this.entries.set(place, { ...known, verdict: { ...known.verdict, ...change } });
  }

  /** Takes findings back: another one explains them all. */
  remove(test: (row: number, column: number, kind: DamageKind) => boolean): void {
    for (const [place, entry] of this.entries) {
      const kind = typeof entry === 'string' ? entry : entry.verdict.kind;
      if (!test(Math.floor(place / WIDTH), place % WIDTH, kind)) continue;
      this.entries.delete(place);
      this.count(kind, -1);
    }
  }

  removeAt(row: number, from: number, to: number): void {
    for (let column = from; column <= to; column++) {
      const place = row * WIDTH + column;
      const entry = this.entries.get(place);
      if (entry === undefined) continue;
      this.entries.delete(place);
      this.count(typeof entry === 'string' ? entry : entry.verdict.kind, -1);
    }
  }

  /** Whether the cells of the row stand in wrong columns, so that they say nothing of each other. */
  isShifted(row: number): boolean {
    return this.shifted.has(row);
  }

  finish(): Examination {
    const listed = [...this.entries.values()].filter((entry) => typeof entry !== 'string');
    const damages = listed.map((entry) => this.damageOf(entry));
    for (const { entry, count } of this.notes.values()) {
      damages.push({ ...this.damageOf(entry, { count }), note: true });
      this.count(entry.verdict.kind, 1);
    }
    damages.sort((a, b) => a.row - b.row || a.column - b.column || (RANK.get(a.kind) ?? 0) - (RANK.get(b.kind) ?? 0));
    return { damages, counts: Object.fromEntries([...this.counts].filter(([, count]) => count > 0)) };
  }

  private damageOf({ verdict, row, column, before }: Entry, more: Record<string, number> = {}): Damage {
    const { kind, level, proposal, also, byDefault = false } = verdict;
    const label = this.headers.get(column) ?? '';
    return {
      id: `${this.index}:${kind}:${row}:${column}`,
      table: this.index,
      cell: cellOf(this.table, row, column),
      row,
      column,
      kind,
      level,
      params: { text: before, label, ...verdict.params, ...more },
      before,
      ...(proposal === undefined ? {} : { proposal }),
      ...(also === undefined ? {} : { also }),
      effect: verdict.effect ?? (proposal === undefined && also === undefined ? 'none' : 'cell'),
      byDefault: byDefault && !NOTE_KINDS.has(kind),
    };
  }

  private count(kind: DamageKind, by: number): number {
    const count = (this.counts.get(kind) ?? 0) + by;
    this.counts.set(kind, count);
    return count;
  }
}
