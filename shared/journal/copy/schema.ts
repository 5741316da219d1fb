/** JSON Schema (draft 2020-12) of the rows in a copy; goes into every copy as schema.json. */
import { JOURNALLED_META, JOURNALLED_TABLES } from '../entry';
import { JOURNAL_PART, tablePart } from './manifest';

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const list = (items: object) => ({ type: 'array', items }) as const;
const mapOf = (values: object) => ({ type: 'object', additionalProperties: values }) as const;
const ref = (name: string) => ({ $ref: `#/$defs/${name}` }) as const;

/** An object with exactly these keys, those in `optional` not always. */
function object(description: string, properties: Readonly<Record<string, object>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { description, type: 'object', properties, required, additionalProperties: false } as const;
}

const values = {
  description:
    'Fields by their key. Dates are yyyy, yyyymm or yyyymmdd; several values are joined by a comma. Absent = blank.',
  ...mapOf({ type: ['string', 'number'] }),
} as const;

const unread = object('Text that the field at `path` could not hold.', {
  path: text,
  text,
  source: { ...text, description: 'form, or file|sheet|cell' },
});
const extra = object(
  'A cell of a column without a field of its own.',
  { header: text, text, source: text, member: count, year: { type: 'integer' } },
  ['member', 'year'],
);

const LISTS = [
  ['members', 'Members of the household'],
  ['years', 'Conditions, income and expenditure of a year'],
  ['helpers', 'Helpers'],
  ['measures', 'Measures'],
  ['funds', 'Funds'],
  ['visits', 'Visits'],
  ['monitoring', 'Episodes of monitoring'],
  ['procedures', 'Procedures'],
  ['changes', 'Changes of the household'],
  ['materials', 'Materials'],
] as const;

const record = object('A household with everything about it.', {
  id: { ...text, description: 'ULID' },
  fields: ref('values'),
  ...Object.fromEntries(LISTS.map(([key, description]) => [key, { description, ...list(ref('values')) }])),
  relocation: ref('values'),
  unread: list(ref('unread')),
  extra: list(ref('extra')),
});

const household = object('One household.', {
  id: { ...text, description: 'Primary key, ULID' },
  no: { ...text, description: 'household_no; blank when there is none' },
  version: { ...count, description: 'seq of the operation that wrote it last' },
  born: { ...count, description: 'seq of the operation that created it' },
  doc: ref('record'),
});

const operation = object(
  'One action of a user.',
  {
    seq: { ...count, description: 'Primary key: 1, 2, 3 …' },
    id: text,
    undoes: { ...count, description: 'seq of the operation that it takes back' },
    undoneBy: { ...count, description: 'seq of the undo in force that took it back' },
    body: {
      type: 'object',
      properties: {
        id: text,
        kind: text,
        who: text,
        device: text,
        when: { ...text, description: 'ISO 8601 with offset' },
        households: count,
        summary: text,
        brought: { ...list(text), description: 'Ids of operations of another course that it brought in' },
      },
      required: ['id', 'kind', 'who', 'device', 'when', 'households', 'summary'],
    },
  },
  ['undoes', 'undoneBy'],
);

const change = {
  description: '[path, before, after]; null = nothing stood or stands there',
  type: 'array',
  minItems: 3,
  maxItems: 3,
  prefixItems: [text],
} as const;
const attachmentChange = object('An attachment as it stood and stands.', {
  id: text,
  before: { anyOf: [ref('attachment'), { type: 'null' }] },
  after: { anyOf: [ref('attachment'), { type: 'null' }] },
});
const attachments = list(ref('attachmentChange'));

const log = object('What an operation did to one household.', {
  seq: { ...count, description: 'seq of the operation; primary key together with `household`' },
  household: { ...text, description: 'Id of the household; begins with * for rows about several' },
  operation: { ...text, description: 'Id of the operation' },
  body: {
    anyOf: [
      object('Changes.', { changes: list(ref('change')), attachments }, ['attachments']),
      object(
        'The household was deleted.',
        { deleted: object('', { record: ref('record'), born: count }), attachments },
        ['attachments'],
      ),
      object('Households that were created.', { created: list(text) }),
      object('Small rows that were written.', {
        meta: list(object('', { key: text, before: {}, after: {} })),
      }),
    ],
  },
});

const batchV1 = {
  description: 'An import before its files were kept.',
  type: 'object',
  properties: {
    id: text,
    when: text,
    sheets: list(object('', { file: text, sheet: text, columns: mapOf(text) })),
    rows: {
      description: 'Household id → [sheet, rows]',
      ...mapOf(list({ type: 'array', minItems: 2, maxItems: 2 })),
    },
    counts: mapOf({ type: 'number' }),
  },
  required: ['id', 'when', 'sheets', 'rows', 'counts'],
};

const importBatch = {
  description: 'An import as it was confirmed; its files are attachments/<sha256>.',
  type: 'object',
  properties: {
    id: text,
    version: { const: 2 },
    when: text,
    files: list(object('', { name: text, path: text, sha256, bytes: count })),
    tables: list({ type: 'object', required: ['file', 'sheet', 'columns'] }),
    counts: mapOf({ type: 'number' }),
    parts: { description: 'First and last household of each part with cells', ...list({ type: 'array' }) },
    results: count,
  },
  required: ['id', 'version', 'when', 'files', 'tables', 'counts', 'parts', 'results'],
};

const batch = object(
  'An import; or, under <id>#c0000 …, cells of its households; or, under <id>#r0000 …, what it reported.',
  {
    id: text,
    body: {
      anyOf: [
        importBatch,
        batchV1,
        object('Household id → entries table|row|targets|columns (hex, first column in the lowest bit) joined by ;', {
          cells: mapOf(text),
        }),
        object('', { problems: list({ type: 'object' }), leftOut: list({ type: 'object' }) }),
      ],
    },
  },
);

const attachment = object('A file that belongs to a household; its content is attachments/<sha256>.', {
  id: text,
  household: text,
  sha256,
  body: {
    type: 'object',
    properties: { name: text, bytes: count, type: text, added: text, who: text },
    required: ['name', 'bytes', 'type', 'added', 'who'],
  },
});

const meta = object('A small row of the archive.', { key: { enum: [...JOURNALLED_META] }, value: {} });

const TABLE_ROWS = {
  households: 'household',
  operations: 'operation',
  log: 'log',
  batches: 'batch',
  attachments: 'attachment',
  meta: 'meta',
} as const;

const rowChanges = {
  description: 'Rows to delete and rows to put, by table; deletions come first.',
  type: 'object',
  properties: Object.fromEntries(
    JOURNALLED_TABLES.map((table) => [
      table,
      object('', { put: list(ref(TABLE_ROWS[table])), del: { type: 'array' } }, ['put', 'del']),
    ]),
  ),
  additionalProperties: false,
} as const;

const journal = object('A journal line that was written while the rows were read. Apply in order, after the rows.', {
  line: count,
  payload: object('', {
    v: { const: 1 },
    at: text,
    kind: { const: 'rows' },
    seq: count,
    households: count,
    rows: ref('rowChanges'),
  }),
});

/** Every file of rows by its name in the zip; each line is one item. */
export const copySchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Rows of a backup (JSON Lines: each line of a file is one item of the array under its name)',
  type: 'object',
  properties: {
    ...Object.fromEntries(JOURNALLED_TABLES.map((table) => [tablePart(table), list(ref(TABLE_ROWS[table]))])),
    [JOURNAL_PART]: list(ref('journal')),
  },
  $defs: {
    values,
    unread,
    extra,
    record,
    household,
    operation,
    change,
    attachmentChange,
    log,
    batch,
    attachment,
    meta,
    rowChanges,
    journal,
  },
} as const;
