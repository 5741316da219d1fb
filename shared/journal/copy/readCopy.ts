/**
 * Reads a copy, strictly: an entry that is missing, doubled, unknown, too long, too short or other than the manifest says is
 * damage. Rows come in batches; nothing that came may be kept before the call has ended with `ok`.
 */
import { fail, ok, type Result } from '../../result';
import { JOURNALLED_TABLES, type JournalledTable } from '../entry';
import { rowsOf } from './lines';
import {
  attachmentOf,
  attachmentPart,
  FIRST_PART,
  JOURNAL_PART,
  MANIFEST,
  parseManifest,
  partName,
  tablePart,
  type CopyManifest,
  type PartFacts,
} from './manifest';
import { fitsTable, isJournalRow, type JournalRow } from './rows';
import { caught, CopyFailure, damaged, type MakeHasher, type ReadAt } from './source';
import { entryContent, hashWhole } from './zipContent';
import { foreign } from './zipBytes';
import { openZip, type Zip, type ZipEntry } from './zipDirectory';

/** A manifest with a hundred thousand attachments has 20 MB. */
const MOST_MANIFEST = 64 * 1024 * 1024;

export interface OpenedCopy {
  readonly manifest: CopyManifest;
  /** What the zip comment claims; `checkCopy` compares it. */
  readonly sha256: string;
  readonly bytes: number;
  readonly zip: Zip;
  readonly parts: ReadonlyMap<string, { readonly facts: PartFacts; readonly entry: ZipEntry }>;
}

/**
 * Opens a copy: directory and manifest, not yet the content. Failures: `not_a_backup`, `backup_newer`, `backup_truncated`,
 * `backup_damaged` {part}, and what the source rejects with as a CopyFailure.
 */
export function openCopy(source: ReadAt, makeHasher: MakeHasher): Promise<Result<OpenedCopy>> {
  return reading(async () => {
    const zip = await openZip(source, FIRST_PART);
    const last = zip.entries.at(-1);
    // A zip of another program may end with a comment like ours.
    if (last?.name !== MANIFEST) throw zip.entries[0]?.name === FIRST_PART ? damaged(MANIFEST) : foreign();
    if (last.bytes > MOST_MANIFEST) throw damaged(MANIFEST);
    const decoder = new TextDecoder('utf-8');
    let text = '';
    for await (const piece of entryContent(zip, last, MANIFEST, null, makeHasher)) {
      text += decoder.decode(piece, { stream: true });
    }
    const manifest = parseManifest(text + decoder.decode());
    if (!manifest.ok) throw new CopyFailure(manifest.error);
    const { parts } = manifest.value;
    if (zip.entries.length !== parts.length + 1) throw damaged('directory');
    const byName = new Map<string, { readonly facts: PartFacts; readonly entry: ZipEntry }>();
    parts.forEach((facts, i) => {
      const entry = zip.entries[i];
      if (entry?.name !== facts.name || entry.bytes !== facts.bytes) throw damaged('directory');
      byName.set(facts.name, { facts, entry });
    });
    return { manifest: manifest.value, sha256: zip.sha256, bytes: source.size, zip, parts: byName };
  });
}

/** Reads everything and compares all checksums. The failure names the damaged part where it can be found. */
export function checkCopy(copy: OpenedCopy, makeHasher: MakeHasher): Promise<Result<{ readonly sha256: string }>> {
  return reading(async () => {
    const whole = (await hashWhole(copy.zip.source, makeHasher)) === copy.sha256;
    for (const { name } of copy.manifest.parts) {
      for await (const bytes of part(copy, name, makeHasher)) void bytes;
    }
    if (!whole) throw damaged('end');
    return { sha256: copy.sha256 };
  });
}

/**
 * The rows of a table as the pages were read, without what the journal of the copy changed since (state.ts has both
 * together). Throws a CopyFailure; what came before it must be thrown away.
 */
export function rowsIn(
  copy: OpenedCopy,
  table: JournalledTable,
  makeHasher: MakeHasher,
): AsyncGenerator<readonly unknown[], void> {
  return linesIn(copy, tablePart(table), makeHasher, (row) => fitsTable(table, row));
}

/**
 * The journal lines that were written while the pages were read, in their order; those that were never applied are not among
 * them. The rows of a large operation come as several entries under one line number. Throws a CopyFailure.
 */
export function journalIn(copy: OpenedCopy, makeHasher: MakeHasher): AsyncGenerator<readonly JournalRow[], void> {
  const { lineStart, line } = copy.manifest;
  let last = lineStart;
  const fits = (row: unknown): boolean => {
    if (!isJournalRow(row) || row.line <= lineStart || row.line < last || row.line > line) return false;
    last = row.line;
    return true;
  };
  return linesIn(copy, JOURNAL_PART, makeHasher, fits) as AsyncGenerator<readonly JournalRow[], void>;
}

/** `rowsIn` for a visitor. Nothing that it was given may be kept unless the answer is ok. */
export function readRows(
  copy: OpenedCopy,
  table: JournalledTable,
  makeHasher: MakeHasher,
  visit: (rows: readonly unknown[]) => Promise<void> | void,
): Promise<Result<null>> {
  return reading(async () => {
    for await (const rows of rowsIn(copy, table, makeHasher)) await visit(rows);
    return null;
  });
}

/** `journalIn` for a visitor. */
export function readJournal(
  copy: OpenedCopy,
  makeHasher: MakeHasher,
  visit: (lines: readonly JournalRow[]) => Promise<void> | void,
): Promise<Result<null>> {
  return reading(async () => {
    for await (const lines of journalIn(copy, makeHasher)) await visit(lines);
    return null;
  });
}

/** The attachments inside, by SHA-256. */
export function attachmentsIn(copy: OpenedCopy): readonly { readonly sha256: string; readonly bytes: number }[] {
  return copy.manifest.parts.flatMap(({ name, bytes }) => {
    const sha256 = attachmentOf(name);
    return sha256 === null ? [] : [{ sha256, bytes }];
  });
}

/** The bytes of one attachment. */
export function readAttachment(
  copy: OpenedCopy,
  sha256: string,
  makeHasher: MakeHasher,
  visit: (bytes: Uint8Array) => Promise<void> | void,
): Promise<Result<null>> {
  return reading(async () => {
    for await (const bytes of part(copy, attachmentPart(sha256), makeHasher)) await visit(bytes);
    return null;
  });
}

/** The manifest alone, for whoever lists files. Failures as `openCopy`. */
export async function readManifest(source: ReadAt, makeHasher: MakeHasher): Promise<Result<CopyManifest>> {
  const copy = await openCopy(source, makeHasher);
  return copy.ok ? ok(copy.value.manifest) : copy;
}

/** Sum of the rows of all tables, for progress. */
export function rowCount(manifest: CopyManifest): number {
  const names = new Set(JOURNALLED_TABLES.map(tablePart));
  return manifest.parts.reduce((sum, { name, rows }) => (names.has(name) ? sum + (rows ?? 0) : sum), 0);
}

async function* linesIn(
  copy: OpenedCopy,
  name: string,
  makeHasher: MakeHasher,
  fits: (row: unknown) => boolean,
): AsyncGenerator<readonly unknown[], void> {
  let rows = 0;
  for await (const batch of rowsOf(part(copy, name, makeHasher), name)) {
    if (!batch.every(fits)) throw damaged(name);
    rows += batch.length;
    yield batch;
  }
  if (rows !== copy.parts.get(name)?.facts.rows) throw damaged(name);
}

async function* part(copy: OpenedCopy, name: string, makeHasher: MakeHasher): AsyncGenerator<Uint8Array, void> {
  const found = copy.parts.get(name);
  if (!found) throw damaged(name);
  yield* entryContent(copy.zip, found.entry, name, found.facts, makeHasher);
}

/**
 * Runs `work`, which may read from a copy, and gives what a reader throws as a failure, with the part in a clerk's words.
 */
export async function reading<T>(work: () => Promise<T>): Promise<Result<T>> {
  const done = await caught(work);
  if (done.ok || done.error.code !== 'backup_damaged') return done;
  return fail('backup_damaged', { ...done.error.params, part: partName(String(done.error.params['part'])) });
}
