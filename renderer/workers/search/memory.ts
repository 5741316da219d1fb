/** The register in memory: a few arrays of strings, one per column, and the text to search. Pure; the worker feeds it. */
import type { RegisterQuery, RegisterRow } from '../api';
import { REGISTER_COLUMNS, type RegisterColumnKey } from '../registerColumns';
import type { Described } from './describe';
import { Haystack } from './haystack';
import { packColumn, unpackColumn } from './packed';
import { ranksOf, sortByRank } from './ranks';
import { wordsOf } from './why';

const END = '\u0000';
const DEFAULT_SORT: RegisterColumnKey = 'household_no';
const KEYS = REGISTER_COLUMNS.map((column) => column.key);

export class MemoryColumns {
  private ids: string[] = [];
  private position = new Map<string, number>();
  private members: number[] = [];
  private texts: string[] = [];
  private columns = new Map<string, string[]>(KEYS.map((key) => [key, []]));
  private haystack = new Haystack(this.texts);
  private ranks = new Map<string, Uint32Array>();
  private order: { readonly by: string; readonly rows: Uint32Array } | null = null;

  get households(): number {
    return this.ids.length;
  }

  /** Number of persons of all households. */
  countMembers(): number {
    return this.members.reduce((sum, count) => sum + count, 0);
  }

  /** Adds or replaces a household. Its problems stay as they are. */
  put(id: string, described: Described): void {
    const known = this.position.get(id);
    const row = known ?? this.append(id);
    for (const [key, value] of Object.entries(described.cells)) this.setCell(row, key, value);
    this.members[row] = described.members;
    this.texts[row] = described.text.replaceAll(END, '');
    this.haystack.touch(row);
  }

  /** Sets the problem counts of a household, if it is known; '' = never judged. */
  setProblems(id: string, text: string): void {
    const row = this.position.get(id);
    if (row !== undefined) this.setCell(row, 'problems', text);
  }

  clearColumn(key: RegisterColumnKey): void {
    for (let row = 0; row < this.ids.length; row++) this.setCell(row, key, '');
  }

  remove(id: string): void {
    const row = this.position.get(id);
    if (row === undefined) return;
    // The last row takes the place, so that nothing else has to move.
    const last = this.ids.length - 1;
    const moved = this.ids[last] ?? id;
    this.ids[row] = moved;
    this.members[row] = this.members[last] ?? 0;
    this.texts[row] = this.texts[last] ?? '';
    for (const values of this.columns.values()) {
      values[row] = values[last] ?? '';
      values.pop();
    }
    this.ids.pop();
    this.members.pop();
    this.texts.pop();
    this.position.set(moved, row);
    this.position.delete(id);
    this.haystack.touch(row);
    this.haystack.touch(last);
    this.ranks.clear();
    this.order = null;
  }

  /** Positions of the households that match, in order. Words are divided by spaces; each must occur. */
  query(query: RegisterQuery): Uint32Array {
    const sort = query.sort !== null && this.columns.has(query.sort.key) ? query.sort : null;
    const order = this.orderBy(sort?.key ?? DEFAULT_SORT, sort?.descending ?? false);
    const words = wordsOf(query.text);
    const filters = Object.entries(query.filters).filter(([, values]) => values.length > 0);
    if (words.length === 0 && filters.length === 0) return order;
    const misses = new Uint8Array(this.ids.length);
    for (const word of words) this.markMisses(word, misses);
    for (const [key, accepted] of filters) {
      const values = this.columns.get(key) ?? [];
      const wanted = new Set(accepted);
      for (let row = 0; row < values.length; row++) if (!wanted.has(values[row] ?? '')) misses[row] = 1;
    }
    return order.filter((row) => misses[row] === 0);
  }

  row(row: number): RegisterRow {
    const cells = Object.fromEntries(KEYS.map((key) => [key, this.columns.get(key)?.[row] ?? '']));
    return { id: this.ids[row] ?? '', cells };
  }

  /** The searchable text of a row. */
  textAt(row: number): string {
    return this.texts[row] ?? '';
  }

  idAt(row: number): string | null {
    return this.ids[row] ?? null;
  }

  rowOf(id: string): number | undefined {
    return this.position.get(id);
  }

  membersOf(rows: Uint32Array): number {
    return rows.reduce((sum, row) => sum + (this.members[row] ?? 0), 0);
  }

  /** Distinct values of a column with counts, most frequent first; blanks included as ''. */
  facet(key: string): { value: string; count: number }[] {
    const counts = new Map<string, number>();
    for (const value of this.columns.get(key) ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
  }

  /** The content as few large values, for persisting. */
  save(): Map<string, unknown> {
    const parts = new Map<string, unknown>([
      ['ids', this.ids.join(END)],
      ['texts', this.texts.join(END)],
      ['members', Uint16Array.from(this.members)],
    ]);
    for (const [key, values] of this.columns) parts.set(`column.${key}`, packColumn(values));
    return parts;
  }

  /** Takes what `save` gave; false (and unchanged) when it does not fit the columns of this version. */
  load(parts: ReadonlyMap<string, unknown>): boolean {
    const joined = parts.get('ids');
    const members = parts.get('members');
    if (typeof joined !== 'string' || !(members instanceof Uint16Array)) return false;
    const ids = joined === '' ? [] : joined.split(END);
    const texts = unpackColumn(parts.get('texts'), ids.length);
    const columns = new Map<string, string[]>();
    for (const key of KEYS) {
      const values = unpackColumn(parts.get(`column.${key}`), ids.length);
      if (values) columns.set(key, values);
    }
    if (!texts || columns.size !== KEYS.length || members.length !== ids.length) return false;
    this.replace(ids, texts, [...members], columns);
    return true;
  }

  clear(): void {
    this.replace([], [], [], new Map(KEYS.map((key) => [key, []])));
  }

  private replace(ids: string[], texts: string[], members: number[], columns: Map<string, string[]>): void {
    this.ids = ids;
    this.texts = texts;
    this.members = members;
    this.columns = columns;
    this.position = new Map(ids.map((id, row) => [id, row]));
    this.haystack = new Haystack(texts);
    this.ranks.clear();
    this.order = null;
  }

  private append(id: string): number {
    const row = this.ids.push(id) - 1;
    this.position.set(id, row);
    this.members.push(0);
    this.texts.push('');
    for (const values of this.columns.values()) values.push('');
    this.ranks.clear();
    this.order = null;
    return row;
  }

  private setCell(row: number, key: string, value: string): void {
    const values = this.columns.get(key);
    const clean = value.replaceAll(END, '');
    if (!values || values[row] === clean) return;
    values[row] = clean;
    this.ranks.delete(key);
    if (key === DEFAULT_SORT || this.order?.by.startsWith(`${key} `)) this.order = null;
  }

  private markMisses(word: string, misses: Uint8Array): void {
    const hits = new Uint8Array(misses.length);
    this.haystack.find(word, (row) => (hits[row] = 1));
    for (let row = 0; row < misses.length; row++) if (hits[row] === 0) misses[row] = 1;
  }

  private orderBy(key: string, descending: boolean): Uint32Array {
    const by = `${key} ${descending}`;
    if (this.order?.by === by) return this.order.rows;
    const all = Uint32Array.from(this.ids, (_, row) => row);
    // Ties stand in the order of the household numbers, whatever the column.
    const base = key === DEFAULT_SORT ? all : sortByRank(all, this.rank(DEFAULT_SORT), false);
    const rows = sortByRank(base, this.rank(key), descending);
    this.order = { by, rows };
    return rows;
  }

  private rank(key: string): Uint32Array {
    const known = this.ranks.get(key);
    if (known) return known;
    const kind = REGISTER_COLUMNS.find((column) => column.key === key)?.kind ?? 'text';
    const made = ranksOf(this.columns.get(key) ?? [], kind);
    this.ranks.set(key, made);
    return made;
  }
}
