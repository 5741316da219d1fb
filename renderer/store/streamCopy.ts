/**
 * Writing the archive out as a copy (docs/journal.md, "Copy") without holding anybody up: the tables are read page by page
 * while saves go on, and what was saved meanwhile is added from the journal.
 */
import { Sha256 } from '#shared/derive/sha256';
import { CHUNK_BYTES } from '#shared/ipc/channels';
import type { CopyFacts, CopyReason } from '#shared/ipc/desktop';
import type { JournalRow } from '#shared/journal/copy/rows';
import { CopyFailure, type Sink } from '#shared/journal/copy/source';
import { writeCopy, type CopyContent, type ManifestFacts, type WrittenCopy } from '#shared/journal/copy/writeCopy';
import type { JournalledTable } from '#shared/journal/entry';
import { fail, ok, type Result } from '#shared/result';
import type { Archive } from './db';
import { storeFailure } from './failure';
import { readSeal, type StateSeal } from './meta';
import { tablePages } from './pages';
import { hashArchive } from './queries/hashArchive';
import { countOperations } from './queries/operations';
import { getSettings } from './queries/settings';
import { chunksOf, ReplayFailure, steps } from './replay';

/** A save waits until the page that is being read has been: small ones where somebody may be typing. */
const PAGE = 500;
const GENTLE_PAGE = 100;
/** How often the archive is hashed again because somebody saved meanwhile, and how long is waited before. */
const HASH_TRIES = 3;
const HASH_WAIT_MS = 2_000;

export type AttachmentsOut = CopyContent['attachments'];

export interface StreamOptions {
  readonly reason: CopyReason;
  /** Version of the program. */
  readonly program?: string;
  /**
   * What the copy is sealed with, where nobody can write meanwhile (taking over a database without a seal); else the seal of
   * the database is read at the beginning and at the end.
   */
  readonly seal?: StateSeal;
  /** Files to put into the copy; none in copies that stay in the archive's folder. */
  readonly attachments?: AttachmentsOut;
  /** SHA-256 of attachments that could not be put in; asked last. */
  readonly missing?: () => readonly string[];
  /** Called between pages; waits as long as others should have the computer. */
  readonly rest?: () => Promise<void>;
}

/** SHA-256 where nothing faster takes a stream. */
export const makeHasher = (): Sha256 => new Sha256();

/**
 * Writes a copy of the archive as it stands into `sink`. Its state is that of the line in `manifest.line`; `manifest.hash` is
 * '' when saves would not pause long enough to hash that state. Failures: `copy_overtaken` (the state was replaced
 * meanwhile: try again), `store_not_ready`, the store's, the journal's and those that the sink throws as a CopyFailure.
 */
export async function streamCopy(archive: Archive, sink: Sink, options: StreamOptions): Promise<Result<WrittenCopy>> {
  try {
    const start = options.seal ?? (await readSeal(archive.db));
    if (!start) return fail('store_not_ready');
    const out = new Content(archive, start, options);
    return await writeCopy(sink, out, new Date().toISOString(), makeHasher);
  } catch (error) {
    if (error instanceof ReplayFailure) return { ok: false, error: error.error };
    return { ok: false, error: await storeFailure(error) };
  }
}

/** What the index of copies is told about a written one. */
export function factsOf({ manifest }: WrittenCopy): CopyFacts {
  const { line, sum, seq, households, members, reason, hash, made } = manifest;
  return { line, sum, seq, households, members, reason, hash, made };
}

interface Measured {
  readonly seal: StateSeal;
  readonly hash: string;
  readonly members: number;
  readonly operations: number;
}

class Content implements CopyContent {
  private measured: Measured | null = null;

  constructor(
    private readonly archive: Archive,
    private readonly start: StateSeal,
    private readonly options: StreamOptions,
  ) {}

  async *rows(table: JournalledTable): AsyncGenerator<readonly unknown[], void> {
    const { rest } = this.options;
    for await (const page of tablePages(this.archive.db, table, rest ? GENTLE_PAGE : PAGE)) {
      yield page;
      await rest?.();
    }
  }

  /** The state that the copy will hold is decided here: after all rows were read, at a moment that can be hashed. */
  async *journal(): AsyncGenerator<readonly JournalRow[], void> {
    const { seal } = (this.measured = await this.measure());
    if (seal.line < this.start.line || seal.databaseId !== this.start.databaseId) throw overtaken();
    if (seal.line === this.start.line) return;
    for await (const { line, entry, lost } of steps(this.archive.journal, this.start.line + 1)) {
      if (line > seal.line) return;
      if (lost.length > 0 || entry?.kind === 'base') throw overtaken();
      if (!entry) continue;
      const chunks = await chunksOf(this.archive.journal, entry);
      if (chunks === null) throw overtaken();
      const { v, at, kind, seq, households } = entry;
      for await (const rows of chunks) yield [{ line, payload: { v, at, kind, seq, households, rows } }];
    }
  }

  async *attachments(): ReturnType<AttachmentsOut> {
    yield* this.options.attachments?.() ?? [];
  }

  async facts(): Promise<ManifestFacts> {
    if (!this.measured) throw overtaken();
    const { seal, hash, members, operations } = this.measured;
    const [settings, lineage] = [await getSettings(this.archive), await readLineage(this.archive)];
    return {
      program: this.options.program ?? '',
      databaseId: seal.databaseId,
      lineage,
      unit: settings.unit.filter((part) => part !== '').join(' '),
      reason: this.options.reason,
      lineStart: this.start.line,
      line: seal.line,
      sum: seal.sum,
      seq: seal.seq,
      households: seal.households,
      members,
      operations,
      hash,
      missing: this.options.missing?.() ?? [],
    };
  }

  private async measure(): Promise<Measured> {
    for (let tries = 1; ; tries++) {
      const before = await this.seal();
      const { hash, members } = await hashArchive(this.archive, this.options.rest);
      const operations = await countOperations(this.archive);
      const seal = await this.seal();
      if (!seal) throw overtaken();
      if (before?.line === seal.line) return { seal, hash, members, operations };
      if (tries === HASH_TRIES) return { seal, hash: '', members, operations };
      await new Promise((done) => setTimeout(done, HASH_WAIT_MS));
    }
  }

  private seal(): Promise<StateSeal | null> {
    return this.options.seal ? Promise.resolve(this.options.seal) : readSeal(this.archive.db);
  }
}

/** Meta key: ids of the archives from whose backups this one was taken over, oldest first. */
export const LINEAGE_KEY = 'lineage';

export async function readLineage(archive: Archive): Promise<readonly string[]> {
  const value = (await archive.db.meta.get(LINEAGE_KEY))?.value;
  return Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : [];
}

function overtaken(): CopyFailure {
  return new CopyFailure({ code: 'copy_overtaken', params: {} });
}

/** Pieces are collected to this length before they are sent: a message per row would cost more than the row. */
const PIECE = 2 * 1024 * 1024;

/** A sink for a file of the main process; what is still held back is written by `flush`. */
export function copySink(writer: { write(bytes: Uint8Array): Promise<Result<null>> }): {
  readonly sink: Sink;
  readonly flush: () => Promise<Result<null>>;
} {
  let held: Uint8Array[] = [];
  let bytes = 0;
  const flush = async (): Promise<Result<null>> => {
    const whole = new Uint8Array(bytes);
    let at = 0;
    for (const piece of held) {
      whole.set(piece, at);
      at += piece.length;
    }
    [held, bytes] = [[], 0];
    for (let from = 0; from < whole.length; from += CHUNK_BYTES) {
      const written = await writer.write(whole.length <= CHUNK_BYTES ? whole : whole.slice(from, from + CHUNK_BYTES));
      if (!written.ok) return written;
    }
    return ok(null);
  };
  const sink = async (piece: Uint8Array): Promise<void> => {
    held.push(piece);
    bytes += piece.length;
    if (bytes < PIECE) return;
    const written = await flush();
    if (!written.ok) throw new CopyFailure(written.error);
  };
  return { sink, flush };
}
