/** DIR/attachments: files that belong to households, named by their content (`ab/<sha256>`), kept once however often used. */
import { join } from 'node:path';
import type { Usage } from '#shared/ipc/stored';
import { fail, ok, type Result } from '#shared/result';
import { realDisk, type Disk } from '../files/disk';
import { errorCode, readFailure } from '../files/fileErrors';
import { patiently } from './patience';
import { judged, RotWatch } from './rotWatch';
import { ensureFolder, KeptWriter, namesIn, removeLeftovers } from './writer';

export const SHA256 = /^[0-9a-f]{64}$/;
const GROUP = /^[0-9a-f]{2}$/;
/** A file that nothing refers to stays as long: what referred to it may be taken back by an undo or a restore. */
const KEEP_MS = 30 * 24 * 3_600_000;

interface Found {
  readonly sha256: string;
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** Where an attachment lies under `folder` (DIR/attachments, or that of the second place). */
export function attachmentPath(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256);
}

export class Attachments {
  readonly folder: string;
  readonly #disk: Disk;
  readonly #readOnly: boolean;
  /** Written in this run: what refers to them may not have been saved yet. */
  readonly #fresh = new Set<string>();
  readonly #watch: RotWatch;

  private constructor(folder: string, disk: Disk, readOnly: boolean, watch: RotWatch) {
    this.#watch = watch;
    this.folder = folder;
    this.#disk = disk;
    this.#readOnly = readOnly;
  }

  /** Opens DIR/attachments, made when missing; what a crash left half-written is removed. Codes: those of files. */
  static async open(
    folder: string,
    disk: Disk = realDisk,
    options: { readonly readOnly?: boolean } = {},
  ): Promise<Result<Attachments>> {
    const readOnly = options.readOnly ?? false;
    try {
      if (!readOnly) {
        await ensureFolder(folder, disk);
        await removeLeftovers(folder, disk);
      }
      return ok(new Attachments(folder, disk, readOnly, await RotWatch.open(folder, disk)));
    } catch (error) {
      return readFailure(error, folder);
    }
  }

  /** A writer for a new attachment; its `commit` names it by its content. One that is there already is fine. */
  async openWriter(): Promise<Result<KeptWriter>> {
    if (this.#readOnly) return fail('read_only');
    const place = (sha256: string) => {
      this.#fresh.add(sha256);
      return { path: attachmentPath(this.folder, sha256), name: sha256 };
    };
    return KeptWriter.open(this.folder, '附件', place, this.#disk);
  }

  /** Where an attachment lies. Code: file_not_found. */
  async path(sha256: string): Promise<Result<string>> {
    if (!SHA256.test(sha256)) return fail('file_not_found', { name: sha256 });
    const path = attachmentPath(this.folder, sha256);
    try {
      await this.#disk.inspect(path);
      return ok(path);
    } catch (error) {
      return readFailure(error, path);
    }
  }

  /** Rejects when the folder cannot be read. */
  async usage(): Promise<Usage['attachments']> {
    const usage = { files: 0, bytes: 0 };
    for await (const { bytes } of this.#each()) {
      usage.files += 1;
      usage.bytes += bytes;
    }
    return usage;
  }

  /** Re-reads everything. `rotten`: those whose content is not what their name says, or that cannot be read. */
  async check(): Promise<{ readonly files: number; readonly rotten: readonly string[] }> {
    let files = 0;
    const rotten: string[] = [];
    for await (const file of this.#each()) {
      const { state } = await judged(this.#disk, file);
      if (state !== 'gone') files += 1;
      if (state === 'rotten') rotten.push(file.sha256);
    }
    if (!this.#readOnly) await this.#watch.note(rotten);
    return { files, rotten };
  }

  /** Those that were found rotten when they were looked at last, by `check` or by `checkSome`. */
  get rotten(): readonly string[] {
    return this.#watch.rotten;
  }

  /** One was written, and read back: whatever was found rotten under its name is whole again. */
  noteKept(sha256: string): Promise<void> {
    return this.#watch.mended(sha256);
  }

  /** Looks at the next few; to be called now and then. Never rejects. `stopped` = give up between two files. */
  async checkSome(stopped: () => boolean): Promise<void> {
    if (this.#readOnly) return;
    const names = await this.names().catch(() => []);
    await this.#watch.look(
      names.map((sha256) => ({ sha256, path: attachmentPath(this.folder, sha256) })),
      stopped,
    );
  }

  /**
   * Deletes those that nothing refers to and whose file is older than 30 days; never one written in this run.
   * Code: read_only.
   */
  async sweep(
    referenced: ReadonlySet<string>,
    now = Date.now(),
  ): Promise<Result<{ readonly files: number; readonly bytes: number; readonly names: readonly string[] }>> {
    if (this.#readOnly) return fail('read_only');
    let bytes = 0;
    const names: string[] = [];
    for await (const found of this.#each()) {
      const wanted = referenced.has(found.sha256) || this.#fresh.has(found.sha256);
      if (wanted || now - found.modifiedMs <= KEEP_MS) continue;
      try {
        await patiently(this.#disk, () => this.#disk.remove(found.path));
        names.push(found.sha256);
        bytes += found.bytes;
      } catch {
        // Held by another program: the next sweep tries again.
      }
    }
    return ok({ files: names.length, bytes, names });
  }

  /** The SHA-256 of every attachment that is there. Rejects when the folder cannot be read. */
  async names(): Promise<string[]> {
    const names: string[] = [];
    for (const group of await namesIn(this.folder, this.#disk)) {
      if (!GROUP.test(group)) continue;
      const inside = await namesIn(join(this.folder, group), this.#disk);
      names.push(...inside.filter((name) => SHA256.test(name) && name.startsWith(group)));
    }
    return names;
  }

  async *#each(): AsyncGenerator<Found> {
    for (const sha256 of await this.names()) {
      const path = attachmentPath(this.folder, sha256);
      const found = await this.#disk.inspect(path).catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return null;
        throw error;
      });
      if (found) yield { sha256, path, bytes: found.bytes, modifiedMs: found.modifiedMs };
    }
  }
}
