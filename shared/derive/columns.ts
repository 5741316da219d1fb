/** Columns and rows of the registers, derived from the catalogue. */
import type { EntityName, Field } from '../catalogue/field';
import { entityOf } from '../catalogue/index';
import type { Value } from '../values/codec';
import { currentEpisode, derivedValue, newestYear, type AsOf } from './facts';
import type { HouseholdRecord, Row } from './record';

export type ColumnKind = 'text' | 'number' | 'money' | 'date';

export interface RegisterColumn {
  /** entity.key */
  readonly key: string;
  readonly field: Field;
  /** Label with its unit, 耕地面积（亩）; reads back as the field on import. */
  readonly header: string;
  /** Width in half-width characters; a Chinese character counts two. */
  readonly width: number;
  readonly kind: ColumnKind;
  /** Stays in the sheet when no household has a value in it. */
  readonly always: boolean;
}

/** 户信息表, 家庭成员信息表, 收入表. */
export type RegisterName = 'household' | 'member' | 'income';

/** Say which household a row of persons or years belongs to. */
const KEYS = ['household_no', 'head_name', 'village', 'group'] as const;

const NARROW = 8;
const WIDE = 40;
const WIDTH_BY_TYPE: Partial<Record<Field['type'], number>> = {
  text: 12,
  longText: WIDE,
  idNumber: 24,
  phone: 14,
  bankAccount: 22,
  date: 12,
  money: 12,
  code: 14,
  multiCode: 20,
};

/**
 * Columns of a register. 户信息表: the household with the conditions of one year, its first helper, its current monitoring
 * episode, the measures of that year and its relocation. 家庭成员信息表: a row per person. 收入表: a row per household and year.
 * Derived fields are left out unless asked for: a sheet that is to be imported again must not hold them.
 */
export function registerColumns(name: RegisterName, withDerived = false): readonly RegisterColumn[] {
  return fieldsOf(name)
    .filter((field) => field.notOn?.register === undefined && (withDerived || field.derived !== true))
    .map((field) => columnOf(field, name));
}

/** Columns of the list of one entity's rows (走访记录, 程序公示 …), after the keys of the household. */
export function listColumns(entity: EntityName, withDerived = false): readonly RegisterColumn[] {
  return [...keyFields(), ...entityOf(entity).list]
    .filter((field) => field.notOn?.register === undefined && (withDerived || field.derived !== true))
    .map((field) => columnOf(field, entity));
}

/**
 * The rows of a household in a register, values in the order of the columns. `when.year` chooses the year: of the conditions
 * in 户信息表 (default: the newest up to the day), and the only rows of 收入表 (default: all years).
 */
export function registerRows(
  record: HouseholdRecord,
  name: RegisterName,
  columns: readonly RegisterColumn[],
  when: AsOf,
): (Value | undefined)[][] {
  return rowSets(record, name, when).map((rows) =>
    columns.map(({ field }) => {
      const row = rows[field.entity];
      return (
        row?.[field.key] ??
        (row && field.derived ? derivedValue(record, field.entity, row, field.key, when) : undefined)
      );
    }),
  );
}

type RowSet = Partial<Record<EntityName, Row>>;

function rowSets(record: HouseholdRecord, name: RegisterName, when: AsOf): readonly RowSet[] {
  const household = record.fields;
  if (name === 'member') return record.members.map((member) => ({ household, member }));
  if (name === 'income') {
    const years = record.years.filter((row) => when.year === undefined || row['year'] === when.year);
    return years.map((year) => ({ household, year }));
  }
  const year = newestYear(record, when.year ?? Number(when.asOf.slice(0, 4)));
  const measure = record.measures.findLast((row) => row['year'] === undefined || row['year'] === year?.['year']);
  const [helper, monitoring] = [record.helpers[0], currentEpisode(record)];
  return [
    {
      household,
      relocation: record.relocation,
      ...(year && { year }),
      ...(helper && { helper }),
      ...(monitoring && { monitoring }),
      ...(measure && { measure }),
    },
  ];
}

function keyFields(): readonly Field[] {
  return entityOf('household').list.filter((field) => (KEYS as readonly string[]).includes(field.key));
}

function fieldsOf(name: RegisterName): readonly Field[] {
  const { list: years } = entityOf('year');
  switch (name) {
    case 'member':
      return [...keyFields(), ...entityOf('member').list];
    case 'income':
      return [...keyFields(), ...years.filter(({ key, section }) => key === 'year' || section === 'income')];
    case 'household':
      return [
        ...entityOf('household').list,
        ...years.filter(({ section }) => section !== 'income'),
        ...entityOf('helper').list,
        ...entityOf('monitoring').list,
        // Projects are rows of their own, and the year stands among the conditions already.
        ...entityOf('measure').list.filter(({ key }) => key === 'measure_status' || key.startsWith('m_')),
        ...entityOf('relocation').list,
      ];
  }
}

function columnOf(field: Field, base: string): RegisterColumn {
  const header = field.unit === undefined || field.unit === '年' ? field.label : `${field.label}（${field.unit}）`;
  const own = field.entity === base || field.entity === 'household' || (base === 'income' && field.entity === 'year');
  return {
    key: `${field.entity}.${field.key}`,
    field,
    header,
    width: widthOf(field, header),
    kind: kindOf(field),
    always: own && field.required !== undefined,
  };
}

function kindOf({ type }: Field): ColumnKind {
  if (type === 'money' || type === 'date') return type;
  return type === 'integer' || type === 'decimal' || type === 'area' || type === 'year' ? 'number' : 'text';
}

/** Long headers wrap onto a second and third line rather than make a narrow value wide. */
function widthOf(field: Field, header: string): number {
  const header2 = Math.ceil(halfWidths(header) / 2) + 2;
  return Math.min(WIDE, Math.max(WIDTH_BY_TYPE[field.type] ?? NARROW, Math.min(header2, 20)));
}

function halfWidths(text: string): number {
  return [...text].reduce((width, char) => width + ((char.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1), 0);
}
