/**
 * The household record: one nested document per household. Row types come from the catalogue; nothing about a field is
 * written here. Shape and meaning: ../shared design, "contracts.md – One household in job dump".
 */

/** A stored value: numbers for numeric types (元, 亩, …), text for all others. Absent = no key; never '' or null. */
export type Value = string | number;
export type Row = { [key: string]: Value | undefined };

/** Text that the field at `path` could not hold: kept, shown, and a finding. */
export interface Unread {
  /** Path as in `PathText`, e.g. `members[2].birth_date`. */
  path: string;
  text: string;
  /** Where it came from: `form`, or `file|sheet|cell`. */
  source: string;
}

/** A cell of a column that maps to no field. Kept per household, or per member when `member` is given. */
export interface Extra {
  header: string;
  text: string;
  source: string;
  /** Index in `members`, when the cell stood on a person's row. */
  member?: number;
  year?: number;
}

export interface HouseholdRecord {
  /** Sortable ULID, the primary key; not part of the hash. */
  id: string;
  fields: Row;
  members: Row[];
  years: Row[];
  helpers: Row[];
  measures: Row[];
  funds: Row[];
  visits: Row[];
  monitoring: Row[];
  procedures: Row[];
  relocation: Row;
  changes: Row[];
  materials: Row[];
  unread: Unread[];
  extra: Extra[];
}

/** The places that hold a list of rows. */
export const LIST_PLACES = [
  'members',
  'years',
  'helpers',
  'measures',
  'funds',
  'visits',
  'monitoring',
  'procedures',
  'changes',
  'materials',
] as const;
export type ListPlace = (typeof LIST_PLACES)[number];

/** An empty record with the given id. */
export function emptyRecord(id: string): HouseholdRecord {
  return {
    id,
    fields: {},
    members: [],
    years: [],
    helpers: [],
    measures: [],
    funds: [],
    visits: [],
    monitoring: [],
    procedures: [],
    relocation: {},
    changes: [],
    materials: [],
    unread: [],
    extra: [],
  };
}
