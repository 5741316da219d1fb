/**
 * Which columns the registers have. A register must come back through import without a change, so every header is the
 * field's own label, and fields that import refuses (computed ones) have no column.
 */
import type { EntityName, Field } from '../../catalogue/field';
import { entityOf, fieldIn } from '../../catalogue/index';
import type { HouseholdRecord, Row, Value } from '../../derive/record';

export type RecordRegister = 'household' | 'member' | 'income';

/** The rows of a record that one line of a register draws from. */
export interface Line {
  readonly household: Row;
  readonly member?: Row | undefined;
  readonly year?: Row | undefined;
  readonly helper?: Row | undefined;
  readonly monitoring?: Row | undefined;
  readonly relocation?: Row | undefined;
}

export interface RegisterColumn {
  readonly field: Field;
  /** Shown even when no household has a value. */
  readonly core: boolean;
  value(line: Line): Value | undefined;
}

/** Columns that say which household a line belongs to; they come first. Not all registers show the last: see `keeps`. */
const KEYS: readonly string[] = ['household_no', 'head_name', 'head_id_no'];

/** The columns of a register in order, those that may turn out empty included. */
export function columnsOf(register: RecordRegister): RegisterColumn[] {
  const keys = KEYS.flatMap((key) => fieldIn('household', key) ?? []).map((field) => column(field, 'household', true));
  switch (register) {
    case 'household':
      return [
        ...keys,
        ...rest('household', (field) => !KEYS.includes(field.key)),
        ...yearColumn(),
        ...rest('year', (field) => field.key !== 'year' && field.section !== 'income'),
        ...rest('helper'),
        ...rest('monitoring'),
        ...rest('relocation'),
      ];
    case 'member':
      return [...keys, ...rest('member')];
    case 'income':
      return [...keys, ...yearColumn(), ...rest('year', (field) => field.key !== 'year' && field.section === 'income')];
  }
}

/** Without 年度 the values of a year would be taken for those of another when the register comes back. */
function yearColumn(): RegisterColumn[] {
  const field = fieldIn('year', 'year');
  return field ? [column(field, 'year', true)] : [];
}

function rest(entity: keyof Line & EntityName, wanted: (field: Field) => boolean = () => true): RegisterColumn[] {
  return entityOf(entity)
    .list.filter((field) => field.notOn?.register === undefined && field.notOn?.import === undefined && !field.derived)
    .filter(wanted)
    .map((field) => column(field, entity, field.required === 'always'));
}

function column(field: Field, entity: keyof Line, core: boolean): RegisterColumn {
  return { field, core, value: (line) => line[entity]?.[field.key] };
}

/**
 * The lines of a household in a register.
 * @param year the year whose conditions the household register shows; undefined = each household's newest
 */
export function linesOf(register: RecordRegister, record: HouseholdRecord, year: number | undefined): Line[] {
  const household = record.fields;
  switch (register) {
    case 'household':
      return [
        {
          household,
          year: chosenYear(record.years, year),
          helper: record.helpers[0],
          monitoring: currentEpisode(record.monitoring),
          relocation: record.relocation,
        },
      ];
    case 'member':
      return record.members.map((member) => ({ household, member }));
    case 'income': {
      const years = year === undefined ? record.years : record.years.filter((row) => row['year'] === year);
      return years.toSorted((a, b) => yearOf(a) - yearOf(b)).map((row) => ({ household, year: row }));
    }
  }
}

function yearOf(row: Row): number {
  return Number(row['year'] ?? 0);
}

function chosenYear(years: readonly Row[], year: number | undefined): Row | undefined {
  if (year !== undefined) return years.find((row) => row['year'] === year);
  return years.reduce<Row | undefined>(
    (newest, row) => (newest && yearOf(newest) >= yearOf(row) ? newest : row),
    undefined,
  );
}

/** The episode that is still open, else the one identified last. */
function currentEpisode(episodes: readonly Row[]): Row | undefined {
  const open = episodes.filter((row) => row['risk_removed'] !== '是');
  return (open.length > 0 ? open : episodes).reduce<Row | undefined>((latest, row) => {
    return latest && String(latest['monitor_start'] ?? '') > String(row['monitor_start'] ?? '') ? latest : row;
  }, undefined);
}
