/**
 * What a copy says of itself: manifest.json, the last entry of the zip. Light on purpose – the main process reads it at its
 * start – and strict: a manifest that says anything we do not understand is refused.
 */
import { fail, ok, type Result } from '../../result';
import type { CopyFacts, CopyReason } from '../../ipc/desktop';
import { JOURNALLED_TABLES, type JournalledTable } from '../entry';

export const COPY_FORMAT = 'hudang-backup';
/** Of the container: a reader refuses a higher one. */
export const COPY_VERSION = 1;
/** Of the rows, with the archive folder's `schemaVersion`. 3: what imports have taught, batches with their files. */
export const ROW_SCHEMA = 3;
/** The oldest rows that this program reads as they are. */
const OLDEST_SCHEMA = 2;

export interface PartFacts {
  readonly name: string;
  /** Inflated. */
  readonly bytes: number;
  readonly sha256: string;
  /** Lines of a JSON Lines file; null for the others. */
  readonly rows: number | null;
}

export interface CopyManifest extends CopyFacts {
  readonly format: typeof COPY_FORMAT;
  readonly version: number;
  readonly schema: number;
  /** Version of the program that wrote it. */
  readonly program: string;
  readonly databaseId: string;
  /** Ids of the archives from whose backups this one was taken over, oldest first. */
  readonly lineage: readonly string[];
  /** Name of the unit, for people. */
  readonly unit: string;
  /** The line at which reading the rows began; lines up to `line` stand in data/journal.jsonl. */
  readonly lineStart: number;
  readonly operations: number;
  /** SHA-256 of attachments that are recorded but whose file was missing or rotten. */
  readonly missing: readonly string[];
  /** Every other entry of the zip, in its order. */
  readonly parts: readonly PartFacts[];
}

export const MANIFEST = 'manifest.json';
export const SCHEMA = 'schema.json';
export const README = 'README.txt';
export const JOURNAL_PART = 'data/journal.jsonl';

export function tablePart(table: JournalledTable): string {
  return `data/${table}.jsonl`;
}

export const FIRST_PART = tablePart(JOURNALLED_TABLES[0]);

/** The parts that every copy has before its attachments. */
export const DATA_PARTS: readonly string[] = [...JOURNALLED_TABLES.map(tablePart), JOURNAL_PART];

const ATTACHMENT = /^attachments\/([0-9a-f]{64})$/;

export function attachmentPart(sha256: string): string {
  return `attachments/${sha256}`;
}

/** The SHA-256 in the name of an attachment's entry, or null. */
export function attachmentOf(name: string): string | null {
  return ATTACHMENT.exec(name)?.[1] ?? null;
}

const PART_NAMES: Readonly<Record<string, string>> = {
  'data/households.jsonl': '住户资料',
  'data/operations.jsonl': '操作记录',
  'data/log.jsonl': '修改记录',
  'data/batches.jsonl': '导入记录',
  'data/attachments.jsonl': '附件目录',
  'data/meta.jsonl': '设置',
  [JOURNAL_PART]: '保存记录',
  [SCHEMA]: '格式说明',
  [README]: '说明文字',
  [MANIFEST]: '清单',
  directory: '文件目录',
  end: '文件结尾',
};

/** A part in a clerk's words, for the sentence of `backup_damaged`. */
export function partName(part: string): string {
  return PART_NAMES[part] ?? (attachmentOf(part) === null ? '文件目录' : '附件');
}

const REASONS: Readonly<Record<CopyReason, true>> = {
  start: true,
  count: true,
  daily: true,
  import: true,
  manual: true,
  before: true,
  adopted: true,
  restored: true,
};

/** Reads a manifest. Failures: `not_a_backup`, `backup_newer`, `backup_damaged` {part: the entry's name}. */
export function parseManifest(text: string): Result<CopyManifest> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail('backup_damaged', { part: MANIFEST });
  }
  if (!isObject(value) || value['format'] !== COPY_FORMAT) return fail('not_a_backup');
  if (isHigher(value['version'], COPY_VERSION) || isHigher(value['schema'], ROW_SCHEMA)) return fail('backup_newer');
  return isManifest(value) ? ok(value as unknown as CopyManifest) : fail('backup_damaged', { part: MANIFEST });
}

function isHigher(value: unknown, mine: number): boolean {
  return typeof value === 'number' && value > mine;
}

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const count: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const sha: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

const FIELDS: Readonly<Record<keyof CopyManifest, Check>> = {
  format: text,
  version: (value) => value === COPY_VERSION,
  schema: (value) => count(value) && Number(value) >= OLDEST_SCHEMA && Number(value) <= ROW_SCHEMA,
  program: text,
  databaseId: (value) => typeof value === 'string' && value.length === 26,
  lineage: list(text),
  unit: text,
  made: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  reason: (value) => typeof value === 'string' && Object.hasOwn(REASONS, value),
  lineStart: count,
  line: count,
  sum: (value) => typeof value === 'string' && /^[0-9A-Za-z_-]{43}$/.test(value),
  seq: count,
  households: count,
  members: count,
  operations: count,
  hash: (value) => value === '' || sha(value),
  missing: list(sha),
  parts: list(isPart),
};

function isManifest(value: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(FIELDS) as (keyof CopyManifest)[];
  if (Object.keys(value).length !== keys.length || !keys.every((key) => FIELDS[key](value[key]))) return false;
  if (Number(value['lineStart']) > Number(value['line'])) return false;
  return hasRightParts(value['parts'] as readonly PartFacts[]);
}

function isPart(value: unknown): boolean {
  if (!isObject(value) || Object.keys(value).length !== 4) return false;
  const { name, bytes, sha256, rows } = value;
  if (!text(name) || !count(bytes) || !sha(sha256)) return false;
  return DATA_PARTS.includes(String(name)) ? count(rows) : rows === null;
}

/** The data, then the attachments under their own checksum, then what explains them: none missing, none twice, no other. */
function hasRightParts(parts: readonly PartFacts[]): boolean {
  const names = parts.map((part) => part.name);
  const attachments = parts.slice(DATA_PARTS.length, -2);
  const order = [...DATA_PARTS, ...attachments.map((part) => part.name), SCHEMA, README];
  return (
    names.length === order.length &&
    names.every((name, i) => name === order[i]) &&
    attachments.every(({ name, sha256 }) => attachmentOf(name) === sha256) &&
    new Set(names).size === names.length
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
