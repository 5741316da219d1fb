/** A household while sheets are being read into it: values, the texts that no field could hold, and what contradicted. */
import type { Field } from '../../catalogue/field';
import type { RowSource } from '../../import/types';
import {
  emptyRecord,
  type Extra,
  type HouseholdRecord,
  type ListPlace,
  type Row,
  type Value,
} from '../../derive/record';
import { withLazyExtra } from '../../derive/lazyExtra';
import { pathOf, type Place } from '../../derive/path';
import { codecFor } from '../../values/index';
import { personKey } from '../../values/idNumber';
import { ExtraList } from './extras';
import type { Source } from './source';
import type { RowTargets } from './targets';

/** Where a value goes: a row of the draft and its place; the index in the place is known only when all is read. */
export interface Target {
  readonly place: Place;
  readonly row: Row;
}

interface LooseText {
  readonly target: Target;
  readonly field: Field;
  readonly text: string;
  readonly source: string;
  readonly header: string;
}

/** `refined`: a more precise date took the place of a coarser one. */
export type Outcome = 'set' | 'refined' | 'same' | 'differs';

/** The cells of one row of a sheet that gave values, while the rows of the record may still move. */
export interface DraftSource {
  readonly sheet: number;
  readonly row: number;
  /** Shared by the rows that are filled alike. */
  readonly columns: readonly number[];
  /** Rows of list places that the row's values went to. */
  readonly targets: readonly Target[];
}

const NO_ROW = { row: undefined, member: -1 } as const;

export class HouseholdDraft {
  private readonly record: HouseholdRecord = emptyRecord('');
  // Most households have neither: made when needed, for a sheet may be of 200,000 households.
  private loose: LooseText[] | undefined;
  private extras: ExtraList | undefined;
  private lastRow: { readonly row: Row | undefined; readonly member: number } = NO_ROW;
  /** Members that rows of the sheet being read have already claimed, by sheet index. */
  private claimed: { readonly sheet: number; readonly members: Set<Row> } | undefined;

  private readonly cells: DraftSource[] = [];

  /** All data rows read into it, as [sheet, row]. */
  readonly rows: (readonly [sheet: number, row: number])[] = [];

  constructor(readonly at: { readonly sheet: number; readonly row: number }) {}

  get members(): readonly Row[] {
    return this.record.members;
  }

  get fields(): Row {
    return this.record.fields;
  }

  /** Single rows: the household's fields, its relocation. */
  single(place: 'fields' | 'relocation'): Target {
    return { place, row: this.record[place] };
  }

  /** The row of a list place at a position, made when it is missing. */
  at0(place: ListPlace): Target {
    return this.found(place, () => true);
  }

  /** The row of a list place for a year (years, measures). */
  ofYear(place: 'years' | 'measures', year: number): Target {
    const target = this.found(place, (row) => row['year'] === year);
    target.row['year'] = year;
    return target;
  }

  /** The helper of that name; the first helper when the sheet names none. */
  helper(name: string | undefined): Target {
    return name === undefined
      ? this.at0('helpers')
      : this.found('helpers', ({ helper_name }) => (helper_name ?? name) === name);
  }

  append(place: ListPlace): Target {
    const row: Row = {};
    this.record[place].push(row);
    return { place, row };
  }

  private found(place: ListPlace, test: (row: Row) => boolean): Target {
    const row = this.record[place].find(test);
    return row === undefined ? this.append(place) : { place, row };
  }

  /**
   * The member a person row speaks of. Within one sheet every row is a member of its own (a doubled person is a finding, not
   * a reader's business), unless the rows differ in year; other sheets speak of the members known by ID, then by name.
   */
  member(sheet: number, id: string | undefined, name: string | undefined, otherYear: boolean): Target {
    if (this.claimed?.sheet !== sheet) this.claimed = { sheet, members: new Set() };
    const claimed = this.claimed.members;
    const { members } = this.record;
    // All of them claimed is the usual case, and the dear one where a sheet puts ten thousand persons into one household.
    const isFull = !otherYear && claimed.size >= members.length;
    const free = isFull ? [] : members.filter((row) => otherYear || !claimed.has(row));
    const key = id === undefined ? undefined : personKey(id);
    const byId =
      key === undefined ? undefined : free.find(({ id_no }) => id_no !== undefined && personKey(String(id_no)) === key);
    const named =
      name === undefined
        ? []
        : free.filter((row) => row['name'] === name && (key === undefined || row['id_no'] === undefined));
    const row = byId ?? (named.length === 1 ? named[0] : undefined);
    const target = row === undefined ? this.append('members') : { place: 'members' as const, row };
    claimed.add(target.row);
    return target;
  }

  /** Sets a value; of two that differ the first stays, but a more precise date replaces a coarser one that it refines. */
  set({ row }: Target, field: Field, value: Value): Outcome {
    const before = row[field.key];
    if (before === undefined) {
      row[field.key] = value;
      return 'set';
    }
    if (field.type === 'date' && String(value).startsWith(String(before))) {
      row[field.key] = value;
      return String(value) === String(before) ? 'same' : 'refined';
    }
    if (field.type === 'date' && String(before).startsWith(String(value))) return 'same';
    return codecFor(field).same(before, value) ? 'same' : 'differs';
  }

  /** Notes which cells of a row gave values. */
  noteRow(noted: DraftSource): void {
    this.cells.push(noted);
  }

  /** Where every value stands, in the order of reading; to be called after `finish`. */
  sources(): RowSource[] {
    const places = new Map<ListPlace, ReadonlyMap<Row, number>>();
    const positionOf = (place: ListPlace, row: Row): number => {
      const positions = places.get(place) ?? new Map(this.record[place].map((each, at) => [each, at] as const));
      places.set(place, positions);
      return positions.get(row) ?? -1;
    };
    return this.cells.map(({ sheet, row, columns, targets }) => {
      const at: Partial<Record<ListPlace, number>> = {};
      for (const { place, row: target } of targets) {
        if (isList(place)) at[place] = positionOf(place, target);
      }
      return { sheet, row, columns, targets: at };
    });
  }

  /** Keeps a text that the field refused. False when the same text at the same place is kept already. */
  keepUnread(target: Target, field: Field, text: string, source: string, header: string): boolean {
    const loose = (this.loose ??= []);
    const kept = loose.some(
      (entry) => entry.target.row === target.row && entry.field.key === field.key && entry.text === text,
    );
    if (!kept) loose.push({ target, field, text, source, header });
    return !kept;
  }

  /**
   * Keeps the cell of a column without a field, or a value that lost against another. `row` = the member it stands with;
   * `twin` tells columns of one header apart. What stands there already is kept once.
   */
  keepExtra(extra: Extra, row?: Row, twin = 0): void {
    this.extraList().keep(placed(extra, this.memberAt(row)), twin);
  }

  /** Like `keepExtra`; false when the same stands there already. */
  keepNewExtra(extra: Extra, row?: Row): boolean {
    return this.extraList().keepNew(placed(extra, this.memberAt(row)));
  }

  /** Keeps all cells without a field of a row, beside the member of the row; `cells` = how many there are. */
  keepLoose(source: Source, row: number, targets: Pick<RowTargets, 'member' | 'statedYear'>, cells: number): void {
    const member = this.memberAt(targets.member?.row);
    this.extraList().keepRow({ source, row, member, year: targets.statedYear }, cells);
  }

  private extraList(): ExtraList {
    return (this.extras ??= new ExtraList());
  }

  /** Members are only ever added, so that their index stays. */
  private memberAt(row: Row | undefined): number {
    if (row !== this.lastRow.row) {
      this.lastRow = { row, member: row === undefined ? -1 : this.record.members.lastIndexOf(row) };
    }
    return this.lastRow.member;
  }

  /** The record as far as the sheets fill it: years ascending, rows without any value left out, `id` ''. */
  finish(): HouseholdRecord {
    const { record } = this;
    record.years.sort((a, b) => Number(a['year']) - Number(b['year']));
    record.measures.sort((a, b) => Number(a['year']) - Number(b['year']));
    for (const { target, field, text, source, header } of this.loose ?? []) {
      const path = this.pathOf(target, field.key);
      // A readable value came from another row: the refused text stays as an 附加列 beside it.
      if (target.row[field.key] === undefined) record.unread.push({ path, text, source });
      else this.keepExtra({ header, text, source }, target.place === 'members' ? target.row : undefined);
    }
    const { extras } = this;
    if (extras === undefined) return record;
    if (extras.isLarge) return withLazyExtra(record, () => extras.list());
    record.extra = extras.list();
    return record;
  }

  private pathOf(target: Target, key: string): string {
    const rows = this.record[target.place];
    if (!Array.isArray(rows)) return pathOf(target.place, undefined, key);
    return pathOf(target.place, (rows as Row[]).indexOf(target.row), key);
  }
}

function placed({ header, text, source, year }: Extra, member: number): Extra {
  if (member < 0) return year === undefined ? { header, text, source } : { header, text, source, year };
  return year === undefined ? { header, text, source, member } : { header, text, source, year, member };
}

/** Whether rows stand at the place. */
export function isList(place: Place): place is ListPlace {
  return place !== 'fields' && place !== 'relocation' && place !== 'unread' && place !== 'extra';
}
