/** Where the values of one data row go in its household. */
import type { Field, RecordPlace } from '../../catalogue/field';
import { placeOf } from '../../catalogue/index';
import type { ListPlace } from '../../derive/record';
import type { HouseholdDraft, Target } from './draft';
import { isBlank } from './grid';
import type { Source } from './source';

export interface RowTargets {
  /** The person of the row, on sheets of persons. */
  readonly member: Target | undefined;
  /** Year that the row itself states. */
  readonly statedYear: number | undefined;
  /** The row states a year that nobody can read (二三, 2021-2022): its yearly values belong to no year known. */
  readonly yearUnread: boolean;
  /** The row of the household that holds the field; null when the sheet's rows cannot hold it. */
  of(field: Field, headerYear: number | undefined): Target | null;
}

/** Lists that grow by one row per data row on sheets with one row per household. */
const GROWING: ReadonlySet<RecordPlace> = new Set<ListPlace>(['funds', 'visits', 'changes', 'materials']);

export function targetsOf(source: Source, row: number, draft: HouseholdDraft): RowTargets {
  const member = source.persons ? memberOf(source, row, draft) : undefined;
  const statedYear = numberIn(source, row, 'year.year');
  const year = statedYear ?? source.sheet.year;
  const yearCell = source.readerOf.get('year.year');
  const yearUnread =
    statedYear === undefined && yearCell !== undefined && !isBlank(source.grid.cell(row, yearCell.column));
  const find = (place: RecordPlace): Target | null => {
    switch (place) {
      case 'fields':
      case 'relocation':
        return draft.single(place);
      case 'members':
        return member ?? null;
      case 'years':
      case 'measures':
        return yearUnread ? null : draft.ofYear(place, year);
      case 'helpers':
        return draft.helper(source.sheet.kind === 'helper' ? textIn(source, row, 'helper.helper_name') : undefined);
      case 'monitoring':
      case 'procedures':
        return draft.at0(place);
      default:
        return !source.persons && GROWING.has(place) ? draft.append(place) : draft.at0(place);
    }
  };
  // A row's values go to a few rows of its household, found – or made – when the first of them is met.
  const found = new Map<RecordPlace, Target | null>();
  // The columns of a place stand side by side.
  let last: { readonly place: RecordPlace; readonly target: Target | null } | undefined;
  return {
    member,
    statedYear,
    yearUnread,
    of: (field, headerYear) => {
      const place = placeOf(field.entity);
      if (place === 'years' && headerYear !== undefined) return draft.ofYear(place, headerYear);
      if (last?.place === place) return last.target;
      const known = found.get(place);
      const target = known === undefined ? find(place) : known;
      if (known === undefined) found.set(place, target);
      last = { place, target };
      return target;
    },
  };
}

/** The row's person; none when all the person's columns are blank (the household's own row on some sheets). */
function memberOf(source: Source, row: number, draft: HouseholdDraft): Target | undefined {
  const filled = source.ofMember.some(({ column }) => !isBlank(source.grid.cell(row, column)));
  if (!filled) return undefined;
  const id = textIn(source, row, 'member.id_no');
  const name = textIn(source, row, 'member.name');
  return draft.member(source.index, id, name, numberIn(source, row, 'year.year') !== undefined && yearsVary(source));
}

/** Whether the year column holds more than one year, so that a person may stand on several rows. */
function yearsVary(source: Source): boolean {
  const known = VARYING.get(source);
  if (known !== undefined) return known;
  const years = new Set(
    source.sheet.dataRows.map((row) => numberIn(source, row, 'year.year')).filter((year) => year !== undefined),
  );
  VARYING.set(source, years.size > 1);
  return years.size > 1;
}
const VARYING = new WeakMap<Source, boolean>();

/** What the row says of a field, by entity.key. */
function valueIn(source: Source, row: number, field: string): string | number | undefined {
  const reader = source.readerOf.get(field);
  if (reader === undefined) return undefined;
  const parsed = reader.read(source.grid.cell(row, reader.column));
  return parsed.ok ? parsed.value : undefined;
}

function textIn(source: Source, row: number, field: string): string | undefined {
  const value = valueIn(source, row, field);
  return value === undefined ? undefined : String(value);
}

function numberIn(source: Source, row: number, field: string): number | undefined {
  const value = valueIn(source, row, field);
  return typeof value === 'number' ? value : undefined;
}
