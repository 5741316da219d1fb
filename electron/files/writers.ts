/** The atomic writers that pages have open. They belong to a page and are taken back when it goes away. */
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { FileToken, SavedFile, WriterId } from '#shared/ipc/desktop';
import { fail, ok, type Result } from '#shared/result';
import { AtomicWriter } from './atomicWrite';
import { isInside, realPath } from './inside';
import type { FileTokens } from './tokens';

const MAX_OPEN = 16;

/** A file of the user's in the archive's folder could replace the journal itself. Codes: target_in_archive. */
export function outsideArchive(target: string, archive: string): Result<null> {
  return isInside(realPath(target), realPath(archive))
    ? fail('target_in_archive', { name: basename(target) })
    : ok(null);
}

export class Writers {
  readonly #tokens: FileTokens;
  readonly #open = new Map<
    WriterId,
    { readonly writer: AtomicWriter; readonly token: FileToken; readonly page: number }
  >();

  readonly #archive: string;

  /** `archive`: the archive's folder, in which nobody but the program itself may write. */
  constructor(tokens: FileTokens, archive: string) {
    this.#tokens = tokens;
    this.#archive = archive;
  }

  /** Starts a file for the page with webContents id `page`. */
  async open(page: number, token: FileToken, name?: string): Promise<Result<WriterId>> {
    const target = this.#tokens.writable(token, name);
    if (!target.ok) return target;
    const outside = outsideArchive(target.value, this.#archive);
    if (!outside.ok) return outside;
    if (this.#open.size >= MAX_OPEN) return fail('too_many_writers');
    const writer = await AtomicWriter.open(target.value);
    if (!writer.ok) return writer;
    const id = randomBytes(24).toString('base64url');
    this.#open.set(id, { writer: writer.value, token, page });
    return ok(id);
  }

  async write(page: number, id: WriterId, bytes: Uint8Array): Promise<Result<null>> {
    const entry = this.#entry(page, id);
    if (!entry) return fail('unknown_writer');
    const written = await entry.writer.write(bytes);
    if (!written.ok) this.#open.delete(id);
    return written;
  }

  async commit(page: number, id: WriterId): Promise<Result<SavedFile>> {
    const entry = this.#entry(page, id);
    if (!entry) return fail('unknown_writer');
    this.#open.delete(id);
    const saved = await entry.writer.commit();
    if (saved.ok) this.#tokens.noteWritten(entry.token, saved.value.path);
    return saved;
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
      if (page !== undefined && entry.page !== page) continue;
      this.#open.delete(id);
      await entry.writer.abort();
    }
  }

  #entry(page: number, id: WriterId) {
    const entry = this.#open.get(id);
    return entry?.page === page ? entry : undefined;
  }
}
