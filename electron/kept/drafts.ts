/**
 * DIR/drafts/drafts.jsonl: text that is being typed and was not yet left, outside the record. Each line is flushed before
 * it is acknowledged; the file is rewritten when it is opened and whenever it has grown too long. A line that makes no
 * sense (the torn end of a power cut) is passed over.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FieldDraft, KeptDraft } from '#shared/ipc/desktop';
import { fail, ok, type Result } from '#shared/result';
import { realDisk, type Disk, type DiskFile } from '../files/disk';
import { errorCode, readFailure, writeFailure } from '../files/fileErrors';
import { draftLine, readDraftLines, type DraftRecord } from './draftLines';
import { readRange } from './hashing';
import { ensureFolder, keepFile, removeLeftovers } from './writer';

const KEEP_DECLINED_MS = 30 * 24 * 3_600_000;
/** The file is rewritten when it is longer than this and four times as long as what it says. */
const LONG_BYTES = 4 * 1024 * 1024;
const WHAT = '未存文字';

export interface DraftsOptions {
  /** Somebody else owns the archive: their drafts are not shown and none are kept. */
  readonly readOnly?: boolean;
  readonly now?: () => number;
}

export class Drafts {
  readonly #path: string;
  readonly #disk: Disk;
  readonly #readOnly: boolean;
  readonly #now: () => number;
  #drafts = new Map<string, KeptDraft>();
  /** Kept since the page was loaded: still being typed, and not offered. */
  #current = new Set<string>();
  /** null: the file does not hold what it should, and the next change rewrites it. */
  #file: DiskFile | null = null;
  #bytes = 0;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, disk: Disk, options: DraftsOptions) {
    this.#path = join(folder, 'drafts.jsonl');
    this.#disk = disk;
    this.#readOnly = options.readOnly ?? false;
    this.#now = options.now ?? Date.now;
  }

  /** Opens DIR/drafts. A full disk does not keep it from being opened. Codes: those of reading. */
  static async open(folder: string, disk: Disk = realDisk, options: DraftsOptions = {}): Promise<Result<Drafts>> {
    const drafts = new Drafts(folder, disk, options);
    if (drafts.#readOnly) return ok(drafts);
    try {
      drafts.#drafts = readDraftLines(await drafts.#text());
      drafts.#expire();
    } catch (error) {
      return readFailure(error, drafts.#path);
    }
    await ensureFolder(folder, disk).catch(() => undefined);
    await removeLeftovers(folder, disk).catch(() => undefined);
    await drafts.#rewrite(drafts.#drafts);
    return ok(drafts);
  }

  /**
   * Keeps text, flushed. It replaces what was kept for the same field since the page was loaded; what an earlier run left
   * there, undecided, counts as declined from now on and so is kept for 30 days. Codes: read_only, those of writing.
   */
  keep(draft: FieldDraft): Promise<Result<null>> {
    return this.#inTurn(() => {
      const same = this.#undecided(draft);
      const mine = same.find(({ id }) => this.#current.has(id));
      const id = mine?.id ?? randomBytes(12).toString('hex');
      const left = same.filter((other) => other !== mine).map((other) => other.id);
      const records: DraftRecord[] = [{ keep: { ...draft, id, declined: null } }];
      if (left.length > 0) records.push({ decline: left, at: this.#iso() });
      return this.#record(records, () => this.#current.add(id));
    });
  }

  /** Forgets drafts: with `id` exactly that one, without it those of the field that are not declined. */
  drop(
    fields: readonly { readonly household: string; readonly path: string; readonly id?: string | undefined }[],
  ): Promise<Result<null>> {
    return this.#inTurn(() => {
      const ids = fields.flatMap((field) =>
        field.id === undefined ? this.#undecided(field).map(({ id }) => id) : [field.id],
      );
      const known = ids.filter((id) => this.#drafts.has(id));
      return this.#record(known.length > 0 ? [{ drop: known }] : []);
    });
  }

  /** The clerk does not want them: they stay for 30 days. */
  decline(ids: readonly string[]): Promise<Result<null>> {
    return this.#inTurn(() => {
      const known = ids.filter((id) => this.#drafts.get(id)?.declined === null);
      return this.#record(known.length > 0 ? [{ decline: known, at: this.#iso() }] : []);
    });
  }

  /** What a crash left behind and what was declined, newest first; nothing that is still being typed. */
  list(): readonly KeptDraft[] {
    return [...this.#drafts.values()]
      .filter(({ id }) => !this.#current.has(id))
      .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  }

  /** The page is loaded anew: what was being typed in it is left behind and will be offered. */
  newPage(): void {
    this.#current.clear();
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#shut();
    });
  }

  #undecided({ household, path }: Pick<FieldDraft, 'household' | 'path'>): KeptDraft[] {
    return [...this.#drafts.values()].filter(
      (draft) => draft.declined === null && draft.household === household && draft.path === path,
    );
  }

  #iso(): string {
    return new Date(this.#now()).toISOString();
  }

  #expire(): void {
    for (const [id, { declined }] of this.#drafts) {
      if (declined !== null && this.#now() - Date.parse(declined) > KEEP_DECLINED_MS) this.#drafts.delete(id);
    }
  }

  async #text(): Promise<string> {
    try {
      return new TextDecoder().decode(await readRange(this.#disk, this.#path, 0, Number.MAX_SAFE_INTEGER));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return '';
      throw error;
    }
  }

  /** Writes and flushes records; only then they hold. `then` is done when they do. */
  async #record(records: readonly DraftRecord[], then: () => void = () => undefined): Promise<Result<null>> {
    if (this.#readOnly) return fail('read_only');
    if (records.length === 0) return ok(null);
    const lines = records.map(draftLine).join('');
    const next = readDraftLines(lines, this.#drafts);
    const written = (await this.#append(lines)) ?? (await this.#rewrite(next));
    if (!written.ok) return written;
    this.#drafts = next;
    then();
    if (this.#bytes > LONG_BYTES && this.#bytes > 4 * wholeText(next).length) await this.#rewrite(next);
    return written;
  }

  /**
   * null: the file has to be rewritten first. After a failed write or flush nobody knows how it ends: it is not appended to
   * again.
   */
  async #append(lines: string): Promise<Result<null> | null> {
    const file = this.#file;
    if (!file) return null;
    try {
      const bytes = new TextEncoder().encode(lines);
      for (let at = 0; at < bytes.byteLength;) {
        const { bytesWritten } = await file.write(bytes, at, bytes.byteLength - at);
        if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
        at += bytesWritten;
      }
      await file.datasync();
      this.#bytes += bytes.byteLength;
      return ok(null);
    } catch (error) {
      await this.#shut();
      return writeFailure(error, join(this.#path, '..', WHAT), 'fill');
    }
  }

  async #rewrite(drafts: ReadonlyMap<string, KeptDraft>): Promise<Result<null>> {
    await this.#shut();
    const text = wholeText(drafts);
    const kept = await keepFile(this.#path, text, WHAT, this.#disk);
    if (!kept.ok) return kept;
    try {
      this.#file = await this.#disk.open(this.#path, 'a');
      this.#bytes = text.length;
    } catch {
      // The content is safe; the next change tries to open it again by rewriting.
    }
    return ok(null);
  }

  async #shut(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close().catch(() => undefined);
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#last.then(step);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function wholeText(drafts: ReadonlyMap<string, KeptDraft>): string {
  return [...drafts.values()].map((keep) => draftLine({ keep })).join('');
}
