/** The catalogue: every fact about a field, declared once. */
import { change } from './entities/change';
import { fund } from './entities/fund';
import { helper } from './entities/helper';
import { household } from './entities/household';
import { material } from './entities/material';
import { measure } from './entities/measure';
import { member } from './entities/member';
import { monitoring } from './entities/monitoring';
import { procedure } from './entities/procedure';
import { relocation } from './entities/relocation';
import { visit } from './entities/visit';
import { year } from './entities/year';
import type { Entity, EntityName, Field, RecordPlace, RowOf } from './field';

const BY_NAME = {
  household,
  member,
  year,
  helper,
  measure,
  fund,
  visit,
  monitoring,
  procedure,
  relocation,
  change,
  material,
} as const satisfies Record<EntityName, Entity>;

/** All entities, in the order of the household page. */
export const ENTITIES: readonly Entity[] = Object.values(BY_NAME);

/** All fields of all entities, in order. */
export const ALL_FIELDS: readonly Field[] = ENTITIES.flatMap((entity) => entity.list);

const BY_PLACE: ReadonlyMap<string, Entity> = new Map(ENTITIES.map((entity) => [entity.place, entity]));
const BY_PATH: ReadonlyMap<string, Field> = new Map(ALL_FIELDS.map((field) => [`${field.entity}.${field.key}`, field]));

export function entityOf<N extends EntityName>(name: N): (typeof BY_NAME)[N] {
  return BY_NAME[name];
}

/** The field of `entity.key`, e.g. `member.id_no`; undefined when the catalogue has none. */
export function fieldOf(path: string): Field | undefined {
  return BY_PATH.get(path);
}

/** The field of a key within an entity; undefined when the entity has none. */
export function fieldIn(entity: EntityName, key: string): Field | undefined {
  return BY_PATH.get(`${entity}.${key}`);
}

/** Where the entity's rows stand in a household record. */
export function placeOf(entity: EntityName): RecordPlace {
  return BY_NAME[entity].place;
}

/** The entity whose rows stand at a place of the record. */
export function entityAt(place: RecordPlace): Entity {
  const entity = BY_PLACE.get(place);
  if (entity === undefined) throw new Error(`no entity at ${place}`);
  return entity;
}

/** Whether a field's value is stored as a number; all others are stored as text. */
export function isNumeric(field: Field): boolean {
  return NUMERIC.has(field.type);
}
const NUMERIC: ReadonlySet<string> = new Set(['integer', 'decimal', 'money', 'area', 'year']);

export type HouseholdRow = RowOf<typeof household>;
export type MemberRow = RowOf<typeof member>;
export type YearRow = RowOf<typeof year>;
export type HelperRow = RowOf<typeof helper>;
export type MeasureRow = RowOf<typeof measure>;
export type FundRow = RowOf<typeof fund>;
export type VisitRow = RowOf<typeof visit>;
export type MonitoringRow = RowOf<typeof monitoring>;
export type ProcedureRow = RowOf<typeof procedure>;
export type RelocationRow = RowOf<typeof relocation>;
export type ChangeRow = RowOf<typeof change>;
export type MaterialRow = RowOf<typeof material>;

export type { Entity, EntityName, Field, FieldSpec, RecordPlace, Surface, ValueType } from './field';
