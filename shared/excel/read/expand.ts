/** The sheet files inside whatever was dropped: files of folders, and zips of sheets, nested ones included. */
import type { Problem } from '../../import/types';
import { READ_LIMITS, type ReadLimits } from './limits';
import { signatureOf } from './signature';
import { isXlsx } from './xlsx';
import { openZip, type Zip } from './zip';

/** A file as the user gave it. */
export interface InputFile {
  /** Without folder. */
  readonly name: string;
  /** As dropped, with the folders above it: `三组/王五.xlsx`; equal to `name` for a single file. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file that may be a sheet: `path` goes through the zips it was found in, e.g. `李庄.zip/三组/王五.xlsx`. */
export type SheetFile = InputFile;

export interface Expanded {
  readonly files: readonly SheetFile[];
  /** What was left aside and why, and zips that could not be opened; `file` of a problem is the path. */
  readonly problems: readonly Problem[];
}

export type Found =
  { readonly kind: 'file'; readonly file: SheetFile } | { readonly kind: 'problem'; readonly problem: Problem };

export interface ExpandOptions {
  /** Ceilings other than the usual ones; for tests. */
  readonly limits?: Partial<ReadLimits>;
}

/** Zips in zips in zips; deeper nesting is how bombs are built. */
const DEEPEST = 3;
/** Most bytes that the files of one import may unfold to from zips, nested ones and all. */
const UNFOLDED_BYTES = 320 * 1024 * 1024;
/** Most files found inside zips. */
const MOST_FILES = 5_000;

/** Files of systems and of Office that no user knows of: lock files, thumbnails, resource forks. */
const JUNK = /(^|\/)(__MACOSX\/|\.DS_Store$|~\$|\._|Thumbs\.db$|desktop\.ini$|\.~lock\.|\.git\/)/i;
/** Names that promise a table; told apart by content all the same. */
const SHEET_NAME = /\.(xlsx|xlsm|xltx|xltm|xls|xlt|et|ett|xlsb|ods|ots|fods|csv|tsv|txt|tab|xml|html?|mht)$/i;
const FOREIGN_ARCHIVE = /\.(rar|7z|tar|gz|tgz|bz2|xz|cab|iso)$/i;

/**
 * All sheet files inside `files`. A file that is given directly is passed on whatever it is (reading it says what is wrong
 * with it); inside zips and folders, only what looks like a sheet. Junk is left aside silently, everything else in a note.
 */
export function expand(files: readonly InputFile[], options: ExpandOptions = {}): Expanded {
  const found: SheetFile[] = [];
  const problems: Problem[] = [];
  for (const item of eachFile(files, options)) {
    if (item.kind === 'file') found.push(item.file);
    else problems.push(item.problem);
  }
  return { files: found, problems };
}

/** Like `expand`, one file at a time: only the bytes of one unfolded file (and of the zips around it) are held. */
export function* eachFile(files: readonly InputFile[], options: ExpandOptions = {}): Generator<Found> {
  const limits = { ...READ_LIMITS, ...options.limits };
  const budget = { bytes: Math.min(UNFOLDED_BYTES, limits.totalBytes), files: MOST_FILES, deep: false };
  for (const file of files) {
    if (isJunk(file.path)) continue;
    if (!isArchive(file.bytes, limits)) {
      yield* plainFile(file, file.path !== file.name);
      continue;
    }
    yield* unfold(file, 1, limits, budget);
  }
}

function* plainFile(file: InputFile, picked: boolean): Generator<Found> {
  if (FOREIGN_ARCHIVE.test(file.name)) yield problem(file.path, 'archive_not_supported', 'fatal');
  else if (picked && !looksLikeSheet(file)) yield problem(file.path, 'left_aside', 'note');
  else yield { kind: 'file', file };
}

/** Whether the content is a zip that is no workbook by itself. */
function isArchive(bytes: Uint8Array, limits: ReadLimits): boolean {
  if (signatureOf(bytes) !== 'zip') return false;
  const zip = openZip(bytes, limits);
  if (!zip.ok) return false;
  return !isDocument(zip.value) && zip.value.names.length > 0;
}

/** Office documents of all kinds are zips, too: they are passed on as files. */
function isDocument(zip: Zip): boolean {
  return isXlsx(zip) || zip.has('[Content_Types].xml') || zip.has('mimetype') || zip.has('content.xml');
}

interface Budget {
  bytes: number;
  files: number;
  /** That something lay too deep has been said. */
  deep: boolean;
}

function* unfold(archive: InputFile, depth: number, limits: ReadLimits, budget: Budget): Generator<Found> {
  const zip = openZip(archive.bytes, { ...limits, graceBytes: Math.max(limits.graceBytes, GRACE) });
  if (!zip.ok) {
    yield problem(archive.path, zip.error.code, 'fatal');
    return;
  }
  let any = false;
  for (const entry of zip.value.names) {
    const inside = entry.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
    if (inside.endsWith('/') || inside === '' || isJunk(inside)) continue;
    any = true;
    const path = `${archive.path}/${inside}`;
    const name = inside.slice(inside.lastIndexOf('/') + 1);
    const size = zip.value.size(entry);
    if (budget.files <= 0 || size > budget.bytes) {
      yield problem(archive.path, 'zip_too_large', 'fatal', { first: inside });
      budget.files = 0;
      return;
    }
    budget.files--;
    const bytes = zip.value.read(entry);
    if (!bytes.ok || bytes.value === undefined) {
      const code = bytes.ok ? 'file_damaged' : bytes.error.code;
      if (code === 'password_protected') {
        yield problem(archive.path, 'password_zip', 'fatal');
        return;
      }
      yield problem(path, code, 'fatal');
      continue;
    }
    budget.bytes -= size;
    const file: InputFile = { name, path, bytes: bytes.value };
    if (!isArchive(file.bytes, limits)) yield* plainFile(file, true);
    else if (depth >= DEEPEST) {
      // Said once: a bomb of sixteen zips in each of sixteen would say it a thousand times.
      if (!budget.deep) yield problem(path, 'zip_too_deep', 'fatal');
      budget.deep = true;
    } else yield* unfold(file, depth + 1, limits, budget);
  }
  if (!any) yield problem(archive.path, 'not_in_zip', 'fatal');
}

/** Workbooks inside a zip are packed already; a text sheet may pack well, and is small. */
const GRACE = 16 * 1024 * 1024;

function looksLikeSheet({ name, bytes }: InputFile): boolean {
  const signature = signatureOf(bytes);
  if (signature === 'other') return false;
  if (SHEET_NAME.test(name)) return true;
  // Binary formats speak for themselves; a text without such a name is a text.
  return signature === 'ole' || signature === 'biff' || signature === 'zip';
}

function isJunk(path: string): boolean {
  return JUNK.test(path);
}

function problem(file: string, code: string, level: Problem['level'], more: Problem['params'] = {}): Found {
  return { kind: 'problem', problem: { file, sheet: '', cell: '', code, params: { file, ...more }, level } };
}
