/** Schemas of stored rows and dumped households, derived from the catalogue. */
import { z } from 'zod';
import { codeList, labelFor } from '../catalogue/codes/index';
import type { Entity, EntityName, Field } from '../catalogue/field';
import { entityAt, entityOf } from '../catalogue/index';
import { fail, ok, type Result } from '../result';
import { FIRST_YEAR, isRealDate, LAST_YEAR } from '../values/dateText';
import { recordOf, slotsOf, type Dump } from './dump';
import { parsePath } from './path';
import { LIST_PLACES, type HouseholdRecord, type Row } from './record';

// Compiled parsers need `new Function`, which the pages' security policy forbids; even the probe for it would be reported.
z.config({ jitless: true });

const text = z.string().min(1);

/** The schema of a stored value: finite numbers, text that is not empty, labels of strict lists, real dates. */
export function valueSchema(field: Field): z.ZodType<string | number> {
  switch (field.type) {
    case 'integer':
      return z.number().int();
    case 'decimal':
    case 'money':
    case 'area':
      return z.number();
    case 'year':
      return z.number().int().min(FIRST_YEAR).max(LAST_YEAR);
    case 'date':
      return z.string().refine(isRealDate);
    case 'yesNo':
      return z.enum(['是', '否']);
    case 'code':
      return text.refine((value) => isStoredLabel(field, value));
    case 'multiCode':
      return text.refine((value) => value.split(',').every((label) => label !== '' && isStoredLabel(field, label)));
    case 'text':
    case 'longText':
    case 'idNumber':
    case 'phone':
    case 'bankAccount':
      return text;
  }
}

function isStoredLabel(field: Field, value: string): boolean {
  const list = field.codes === undefined ? undefined : codeList(field.codes);
  return list === undefined || !list.strict || labelFor(list, value) === value;
}

const rowSchemas = new Map<Entity, z.ZodType<Row>>();

/** Schema of a stored row; keys that the catalogue does not know, and derived fields, are refused. */
export function rowSchema(name: EntityName): z.ZodType<Row> {
  return schemaFrom(rowSchemas, entityOf(name), (entity) => z.strictObject(storedShape(entity)));
}

function storedShape(entity: Entity): Record<string, z.ZodType<string | number | undefined>> {
  const stored = entity.list.filter((field) => field.derived !== true);
  return Object.fromEntries(stored.map((field) => [field.key, valueSchema(field).optional()]));
}

type DumpedRow = Dump['fields'];
const dumpSchemas = new Map<Entity, z.ZodType<DumpedRow>>();

interface Shape {
  [key: string]: Shape | z.ZodType<string | number>;
}

/** Schema of a row as it is dumped, with its groups. */
function dumpedSchema(entity: Entity): z.ZodType<DumpedRow> {
  return schemaFrom(dumpSchemas, entity, (one) => {
    const shape: Shape = {};
    for (const { key, path } of slotsOf(one)) {
      const field = one.list.find((candidate) => candidate.key === key);
      if (field) putSchema(shape, path, valueSchema(field));
    }
    return objectOf(shape);
  });
}

function putSchema(shape: Shape, path: readonly string[], schema: z.ZodType<string | number>): void {
  const [step = '', ...rest] = path;
  if (rest.length === 0) {
    shape[step] = schema;
    return;
  }
  const inner = shape[step];
  const group: Shape = inner === undefined || inner instanceof z.ZodType ? {} : inner;
  shape[step] = group;
  putSchema(group, rest, schema);
}

function objectOf(shape: Shape): z.ZodType<DumpedRow> {
  const parts: Record<string, z.ZodType<string | number | DumpedRow | undefined>> = {};
  for (const [key, part] of Object.entries(shape)) {
    parts[key] = (part instanceof z.ZodType ? part : objectOf(part)).optional();
  }
  // Every value of the object is checked by a part; only the index signature of DumpRow is beyond what zod can infer.
  return z.strictObject(parts) as unknown as z.ZodType<DumpedRow>;
}

function schemaFrom<T>(
  known: Map<Entity, z.ZodType<T>>,
  entity: Entity,
  make: (entity: Entity) => z.ZodType<T>,
): z.ZodType<T> {
  const found = known.get(entity);
  if (found) return found;
  const made = make(entity);
  known.set(entity, made);
  return made;
}

const unreadSchema = z.strictObject({
  path: z.string().refine((path) => parsePath(path) !== undefined),
  text: z.string(),
  source: z.string(),
});
const extraSchema = z.strictObject({
  header: z.string(),
  text: z.string(),
  source: z.string(),
  member: z.number().int().min(0).optional(),
  year: z.number().int().optional(),
});

let whole: z.ZodType<Dump> | undefined;

/** Schema of a dumped household. */
export function dumpSchema(): z.ZodType<Dump> {
  whole ??= z.strictObject({
    id: z.string(),
    household_no: text.optional(),
    fields: dumpedSchema(entityAt('fields')),
    ...Object.fromEntries(LIST_PLACES.map((place) => [place, z.array(dumpedSchema(entityAt(place))).optional()])),
    relocation: dumpedSchema(entityAt('relocation')).optional(),
    unread: z.array(unreadSchema).optional(),
    extra: z.array(extraSchema).optional(),
  }) as z.ZodType<Dump>;
  return whole;
}

/** The record of a dumped household; code `not_a_household` with the place that is wrong. */
export function fromDump(object: unknown): Result<HouseholdRecord> {
  const parsed = dumpSchema().safeParse(object);
  if (parsed.success) return ok(recordOf(parsed.data));
  const issue = parsed.error.issues[0];
  const at = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])];
  return fail('not_a_household', { at: at.join('.') });
}
