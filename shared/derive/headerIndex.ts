/** Which fields a header text may name, from the labels and aliases of the catalogue. */
import type { EntityName, Field } from '../catalogue/field';
import { ALL_FIELDS, ENTITIES } from '../catalogue/index';
import { normaliseHeader, splitHeader } from '../text';

/** Normalised header → fields of all entities: those whose label it is first, then those with it as an alias. */
export const HEADER_INDEX: ReadonlyMap<string, readonly Field[]> = index((field) => [
  [field.label],
  field.aliases ?? [],
]);

const SHARED: ReadonlyMap<string, readonly Field[]> = index((field) => [field.sharedAliases ?? []]);

const BY_ENTITY: ReadonlyMap<EntityName, ReadonlyMap<string, Field>> = new Map(
  ENTITIES.map((entity) => [
    entity.name,
    new Map(
      entity.list.flatMap((field) =>
        [...(field.aliases ?? []), field.label].map((text): [string, Field] => [normaliseHeader(text), field]),
      ),
    ),
  ]),
);

/**
 * Fields that the header may name, labels before aliases; at most one per entity. Units, `*`, spaces and widths do not
 * matter. Empty when the catalogue does not know the header.
 */
export function candidates(header: string): readonly Field[] {
  return HEADER_INDEX.get(normaliseHeader(header)) ?? [];
}

/**
 * Fields that the header does not name by itself, but whose values may stand under it (`sharedAliases`): household types
 * under 农户属性, the head's name under 姓名 in a sheet of households.
 */
export function alternatives(header: string): readonly Field[] {
  return SHARED.get(normaliseHeader(header)) ?? [];
}

/** The one field of an entity that the header names. */
export function candidateIn(entity: EntityName, header: string): Field | undefined {
  return BY_ENTITY.get(entity)?.get(normaliseHeader(header));
}

/** The unit in parentheses behind a header, half width: 万元, 亩, 月. */
export function unitOfHeader(header: string): string | undefined {
  return splitHeader(header).unit;
}

/** Groups of texts in order of rank: all fields by their first group, then all by their second. */
function index(textsOf: (field: Field) => readonly (readonly string[])[]): ReadonlyMap<string, readonly Field[]> {
  const found = new Map<string, Field[]>();
  const ranked = ALL_FIELDS.flatMap((field) =>
    textsOf(field).flatMap((texts, rank) => texts.map((text) => ({ rank, field, key: normaliseHeader(text) }))),
  ).toSorted((a, b) => a.rank - b.rank);
  for (const { field, key } of ranked) {
    const fields = found.get(key);
    if (fields === undefined) found.set(key, [field]);
    else if (!fields.includes(field)) fields.push(field);
  }
  return found;
}
