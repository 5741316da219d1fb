/** Unit tests only: as much of JSON Schema (draft 2020-12) as schema.json of copies uses. An unknown keyword is an error. */

type Schema = Readonly<Record<string, unknown>>;

const ANNOTATIONS = new Set(['$schema', '$defs', 'title', 'description']);

/** Where `value` is not as `schema` says; empty = valid. */
export function invalidAt(schema: Schema, value: unknown, root: Schema = schema, at = ''): string[] {
  const wrong: string[] = [];
  for (const [keyword, rule] of Object.entries(schema)) {
    if (ANNOTATIONS.has(keyword)) continue;
    const check = CHECKS[keyword];
    if (!check) throw new Error(`keyword ${keyword} is not known here`);
    wrong.push(...check(rule as never, value, { root, at, schema }));
  }
  return wrong;
}

interface Context {
  readonly root: Schema;
  readonly at: string;
  readonly schema: Schema;
}
type Check = (rule: never, value: unknown, context: Context) => string[];

const when = (right: boolean, at: string, what: string): string[] => (right ? [] : [`${at}: ${what}`]);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const CHECKS: Readonly<Record<string, Check>> = {
  type: (rule: string | readonly string[], value, { at }) => {
    const fits = (type: string): boolean => (type === 'integer' ? Number.isInteger(value) : type === typeOf(value));
    return when([rule].flat().some(fits), at, `is ${typeOf(value)}, not ${String(rule)}`);
  },
  const: (rule, value, { at }) => when(value === rule, at, 'another value'),
  enum: (rule: readonly unknown[], value, { at }) => when(rule.includes(value), at, 'not in the list'),
  pattern: (rule: string, value, { at }) =>
    when(typeof value !== 'string' || new RegExp(rule).test(value), at, `does not match ${rule}`),
  minimum: (rule: number, value, { at }) => when(typeof value !== 'number' || value >= rule, at, 'too small'),
  minItems: (rule: number, value, { at }) => when(!Array.isArray(value) || value.length >= rule, at, 'too few'),
  maxItems: (rule: number, value, { at }) => when(!Array.isArray(value) || value.length <= rule, at, 'too many'),
  required: (rule: readonly string[], value, { at }) =>
    rule.flatMap((key) => when(!isObject(value) || key in value, at, `lacks ${key}`)),
  properties: (rule: Readonly<Record<string, Schema>>, value, { root, at }) =>
    isObject(value)
      ? Object.entries(rule).flatMap(([key, schema]) =>
          key in value ? invalidAt(schema, value[key], root, `${at}/${key}`) : [],
        )
      : [],
  additionalProperties: (rule: Schema | false, value, { root, at, schema }) => {
    if (!isObject(value)) return [];
    const known = (schema['properties'] ?? {}) as Readonly<Record<string, unknown>>;
    const more = Object.keys(value).filter((key) => !(key in known));
    if (rule === false) return more.map((key) => `${at}: has ${key}`);
    return more.flatMap((key) => invalidAt(rule, value[key], root, `${at}/${key}`));
  },
  items: (rule: Schema, value, { root, at }) =>
    Array.isArray(value) ? value.flatMap((item, i) => invalidAt(rule, item, root, `${at}/${i}`)) : [],
  prefixItems: (rule: readonly Schema[], value, { root, at }) =>
    Array.isArray(value) ? rule.flatMap((schema, i) => invalidAt(schema, value[i], root, `${at}/${i}`)) : [],
  anyOf: (rule: readonly Schema[], value, { root, at }) => {
    const tries = rule.map((schema) => invalidAt(schema, value, root, at));
    return tries.some((wrong) => wrong.length === 0) ? [] : [`${at}: none of ${rule.length}`, ...tries.flat()];
  },
  $ref: (rule: string, value, { root, at }) => {
    const schema = (root['$defs'] as Readonly<Record<string, Schema>>)[rule.replace('#/$defs/', '')];
    if (!schema) throw new Error(`${rule} is not there`);
    return invalidAt(schema, value, root, at);
  },
};
