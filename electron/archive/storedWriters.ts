/** The kept files (segments, copies, attachments) that pages are writing. They belong to a page and go with it. */
import { randomBytes } from 'node:crypto';
import type { CopyFacts, CopyReason, WriterId } from '#shared/ipc/desktop';
import type { StoredFile, StoredKind } from '#shared/ipc/stored';
import { fail, ok, type Result } from '#shared/result';
import type { KeptWriter } from '../kept/writer';
import { isRoomy } from './level';
import type { Keeping } from './keeping';

const MAX_OPEN = 16;
/** These are made because something went wrong; they may use the room of the ballast. */
const EMERGENCY: ReadonlySet<CopyReason> = new Set<CopyReason>(['before', 'manual']);

interface Entry {
  readonly writer: KeptWriter;
  readonly kind: StoredKind;
  readonly page: number;
}

export class StoredWriters {
  readonly #keeping: Keeping;
  readonly #open = new Map<WriterId, Entry>();

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
  }

  has(id: WriterId): boolean {
    return this.#open.has(id);
  }

  /** Starts a kept file for the page with this id. Codes: read_only, disk_low, too_many_writers, those of writing. */
  async open(page: number, kind: StoredKind): Promise<Result<WriterId>> {
    const touch = this.#keeping.mayTouch();
    if (!touch.ok) return touch;
    // Why a copy is made is only said at its end; until then its pieces are weighed one by one.
    const may = kind === 'copy' ? await this.#keeping.guard.mayWriteEmergency() : await this.#keeping.mayBegin();
    if (!may.ok) return may;
    if (this.#open.size >= MAX_OPEN) return fail('too_many_writers');
    const writer = await this.#start(kind);
    if (!writer.ok) return writer;
    const id = randomBytes(24).toString('base64url');
    this.#open.set(id, { writer: writer.value, kind, page });
    return ok(id);
  }

  /** After a failure the file is gone and the writer closed. */
  async write(page: number, id: WriterId, bytes: Uint8Array): Promise<Result<null>> {
    const entry = this.#entry(page, id);
    if (!entry) return fail('unknown_writer');
    const { guard } = this.#keeping;
    const size = bytes.byteLength;
    const may = entry.kind === 'copy' ? await guard.mayWriteEmergency(size) : await guard.mayWrite(size);
    const written = may.ok ? await this.#keeping.track(entry.writer.write(bytes)) : may;
    if (!written.ok) await this.abort(page, id);
    return written;
  }

  /** Codes: malformed_message for a copy without facts, disk_low, those of writing and checking. */
  async commit(page: number, id: WriterId, facts: CopyFacts | undefined): Promise<Result<StoredFile>> {
    const entry = this.#entry(page, id);
    if (!entry) return fail('unknown_writer');
    const may = await this.#mayFinish(entry, facts);
    if (!may.ok) {
      await this.abort(page, id);
      return may;
    }
    this.#open.delete(id);
    if (!facts) return this.#keeping.track(entry.writer.commit());
    const copies = await this.#keeping.part('copies');
    return copies.ok ? this.#keeping.track(copies.value.commit(entry.writer, facts)) : copies;
  }

  async abort(page: number, id: WriterId): Promise<Result<null>> {
    const entry = this.#entry(page, id);
    if (!entry) return fail('unknown_writer');
    this.#open.delete(id);
    await entry.writer.abort();
    return ok(null);
  }

  /** Takes back everything a page left open, or all pages when none is named. */
  async abortAll(page?: number): Promise<void> {
    for (const [id, entry] of [...this.#open]) {
      if (page === undefined || entry.page === page) await this.abort(entry.page, id);
    }
  }

  async #start(kind: StoredKind): Promise<Result<KeptWriter>> {
    if (kind === 'segment') {
      const journal = await this.#keeping.part('journal');
      return journal.ok ? journal.value.openSegment() : journal;
    }
    const folder = await this.#keeping.part(kind === 'copy' ? 'copies' : 'attachments');
    return folder.ok ? folder.value.openWriter() : folder;
  }

  async #mayFinish({ kind }: Entry, facts: CopyFacts | undefined): Promise<Result<null>> {
    if ((kind === 'copy') !== (facts !== undefined)) return fail('malformed_message');
    if (facts === undefined || EMERGENCY.has(facts.reason)) return ok(null);
    const { level, free } = await this.#keeping.guard.look();
    return isRoomy(level) ? ok(null) : fail('disk_low', { megabytes: Math.floor(free / 1e6) });
  }

  #entry(page: number, id: WriterId): Entry | undefined {
    const entry = this.#open.get(id);
    return entry?.page === page ? entry : undefined;
  }
}
