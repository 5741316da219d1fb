/**
 * The main process of one simulated computer: the real journal, copies and segments over the simulated disk, handed to the
 * real store in the same process instead of through messages.
 */
import { join } from 'node:path';
import type { OpenState } from '#shared/ipc/desktop';
import { CopyFailure, type ReadAt } from '#shared/journal/copy/source';
import { fail, ok, type Result } from '#shared/result';
import type { Disk } from '../../electron/files/disk';
import { Journal as KeptJournal } from '../../electron/journal/journal';
import { readRange } from '../../electron/kept/hashing';
import { Copies } from '../../electron/kept/copies';
import type { Journal } from '../../renderer/store/journal';

export const FOLDER = '/archive';
/** As main makes it; the simulation never changes archive.json. */
export const DATABASE_ID = '01HUDANGFAULTSSIMULATED000';

export interface Boot {
  /** The computer was switched off in order. */
  readonly clean: boolean;
  readonly now: () => number;
  readonly rotateBytes: number | undefined;
}

export class Machine {
  readonly journal: KeptJournal;
  readonly copies: Copies;
  readonly #disk: Disk;
  readonly #cleanExit: boolean;
  #resetBecause: string | null = null;
  /** Resolves with the reason when the store asks for its database to be thrown away. */
  resetAsked: Promise<{ readonly reset: string }> = new Promise(() => undefined);
  #askReset: (reason: string) => void = () => undefined;

  private constructor(disk: Disk, journal: KeptJournal, copies: Copies, clean: boolean) {
    this.#disk = disk;
    this.journal = journal;
    this.copies = copies;
    this.#cleanExit = clean;
  }

  /** A page is loaded; `because` = why the one before it asked for its database to be thrown away. */
  load(because: string | null): void {
    this.#resetBecause = because;
    this.resetAsked = new Promise((resolve) => (this.#askReset = (reset) => resolve({ reset })));
  }

  /** Starts the main process. Failures: those of opening journal and copies. */
  static async boot(disk: Disk, boot: Boot): Promise<Result<Machine>> {
    const copies = await Copies.open(join(FOLDER, 'snapshots'), disk);
    if (!copies.ok) return copies;
    const { clean, now, rotateBytes } = boot;
    const options = { clean, now, ...(rotateBytes === undefined ? {} : { rotateBytes }) };
    const journal = await KeptJournal.open(join(FOLDER, 'journal'), disk, options);
    if (!journal.ok) return journal;
    return ok(new Machine(disk, journal.value, copies.value, clean));
  }

  /** What the store is given in place of the messages. */
  get door(): Journal {
    return {
      // What a handler throws becomes `internal` (electron/ipc/serve).
      state: () => this.#state().then(ok, () => fail('internal')),
      append: (after, payload, refs = []) => this.journal.append(after, payload, refs),
      read: (from) => this.journal.read(from),
      openKept: async (kind) => {
        const opened = kind === 'copy' ? await this.copies.openWriter() : await this.journal.openSegment();
        if (!opened.ok) return opened;
        const writer = opened.value;
        return ok({
          write: (bytes) => writer.write(bytes),
          commit: async (facts) => {
            if (kind === 'copy' && !facts) return fail('malformed_message');
            const kept = facts ? await this.copies.commit(writer, facts) : await writer.commit();
            return kept.ok ? ok(kept.value.name) : kept;
          },
          abort: () => writer.abort(),
        });
      },
      segment: (sha256) => this.#readAt(this.journal.segmentPath(sha256)),
      copy: async (name) => {
        const path = await this.copies.path(name);
        return path.ok ? this.#readAt(path.value) : path;
      },
      reset: (reason) => {
        this.#askReset(reason);
        // The page is loaded anew: whoever asked never hears an answer.
        return new Promise<never>(() => undefined);
      },
    };
  }

  async #state(): Promise<OpenState> {
    return {
      databaseId: DATABASE_ID,
      access: { mode: 'write' },
      journal: this.journal.head(),
      copies: await this.copies.list(),
      cleanExit: this.#cleanExit,
      rotten: [],
      used: this.journal.head().line > 0,
      resetBecause: this.#resetBecause,
    };
  }

  async #readAt(path: string): Promise<Result<ReadAt>> {
    try {
      const { bytes: size } = await this.#disk.inspect(path);
      return ok({ size, read: (offset, length) => this.#piece(path, offset, length) });
    } catch {
      return fail('file_not_found', { name: path });
    }
  }

  async #piece(path: string, offset: number, length: number): Promise<Uint8Array> {
    const bytes = await readRange(this.#disk, path, offset, offset + length).catch(() => null);
    if (bytes?.byteLength !== length) throw new CopyFailure({ code: 'read_failed', params: { name: path } });
    return bytes;
  }
}
