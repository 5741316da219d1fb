/** Names of copies, and DIR/snapshots/index.json: what is known about each of them. */
import { join } from 'node:path';
import type { CopyFacts, CopyInfo, CopyReason } from '#shared/ipc/desktop';
import type { Disk } from '../files/disk';
import { readRange } from './hashing';
import { keepFile } from './writer';

export type IndexEntry = Omit<CopyInfo, 'name'>;

/** `<line 12 digits>-<yyyymmddThhmmss>.zip`; a second one of the same second gets a number. */
export const COPY_NAME = /^\d{12}-\d{8}T\d{6}(?:-\d{1,4})?\.zip$/;

const FORMAT = 'hudang-copies';
const VERSION = 1;
const FILE = 'index.json';
/** The list of all copies there can be is far smaller; a larger file is not ours. */
const MAX_BYTES = 16 * 1024 * 1024;

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

/** The name of a copy, in the time of this computer because people read it in the folder. */
export function copyName(facts: Pick<CopyFacts, 'line' | 'made'>, again = 1): string {
  const at = new Date(facts.made);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${String(at.getFullYear()).padStart(4, '0')}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  return `${String(facts.line).padStart(12, '0')}-${date}T${time}${again > 1 ? `-${again}` : ''}.zip`;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** An ISO time of a year with four digits, so that names of copies keep their length. */
function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-/.test(value) && !Number.isNaN(Date.parse(value));
}

/** Whether a line of the index, or of a manifest, tells what is told with a copy. */
export function isCopyFacts(value: unknown): value is CopyFacts {
  if (typeof value !== 'object' || value === null) return false;
  const { line, sum, seq, households, members, reason, hash, made } = value as Partial<
    Record<keyof CopyFacts, unknown>
  >;
  return (
    [line, seq, households, members].every(isCount) &&
    (line as number) < 1e12 &&
    typeof sum === 'string' &&
    /^[0-9A-Za-z_-]{43}$/.test(sum) &&
    typeof reason === 'string' &&
    Object.hasOwn(REASONS, reason) &&
    typeof hash === 'string' &&
    /^[0-9a-f]{0,64}$/.test(hash) &&
    isTime(made)
  );
}

function isEntry(value: unknown): value is IndexEntry {
  if (!isCopyFacts(value)) return false;
  const { bytes, checked, rehearsed, damaged, mirrored } = value as Partial<Record<keyof IndexEntry, unknown>>;
  return (
    isCount(bytes) &&
    (checked === null || isTime(checked)) &&
    (rehearsed === null || isTime(rehearsed)) &&
    typeof damaged === 'boolean' &&
    typeof mirrored === 'boolean'
  );
}

/** What the index says; entries that are not sound are left out, and all of them when the file is not. */
export async function readIndex(folder: string, disk: Disk): Promise<Map<string, IndexEntry>> {
  try {
    const bytes = await readRange(disk, join(folder, FILE), 0, MAX_BYTES);
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof value !== 'object' || value === null) return new Map();
    const { format, version, copies } = value as { format?: unknown; version?: unknown; copies?: unknown };
    if (format !== FORMAT || version !== VERSION || typeof copies !== 'object' || copies === null) return new Map();
    return new Map(Object.entries(copies).filter((pair): pair is [string, IndexEntry] => isEntry(pair[1])));
  } catch {
    return new Map();
  }
}

/** Replaces the index; false when it could not be written, which loses nothing. */
export async function writeIndex(
  folder: string,
  entries: ReadonlyMap<string, IndexEntry>,
  disk: Disk,
): Promise<boolean> {
  const text = JSON.stringify({ format: FORMAT, version: VERSION, copies: Object.fromEntries(entries) }, null, 1);
  return (await keepFile(join(folder, FILE), `${text}\n`, '副本目录', disk)).ok;
}
