/**
 * Throwing IndexedDB away when it cannot be used, so that it is built anew from journal and copies. Chromium is asked
 * first; what it cannot remove (files held by another program, a folder it does not understand) is moved aside at the
 * next start, before it opens anything.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '#shared/result';

/** One that does not get well by then never will. */
const MAX_RESETS = 3;
const ASIDE = /^IndexedDB\.broken-/;

interface Note {
  readonly reason: string;
  readonly resets: number;
}

/** What only Electron can do. */
export interface Browser {
  /** Deletes IndexedDB of our pages; may reject. */
  clear(): Promise<void>;
  /** Loads the page with this id again. */
  reload(page: number): void;
  /** Ends this process and starts the program anew with the same arguments; false where that is not possible (job). */
  relaunch(): boolean;
}

export class StoreReset {
  readonly #profile: string;
  readonly #rename: typeof renameSync;
  #last: Note | null;

  /**
   * Before the session opens: finishes what the last run could not. The note lies beside IndexedDB, in the profile that
   * it is about.
   */
  constructor(profile: string, rename: typeof renameSync = renameSync) {
    this.#profile = profile;
    this.#rename = rename;
    this.#last = this.#takeNote();
    if (this.#last) this.#moveAside();
  }

  /** The reason of the last reset of this run (a relaunch belongs to the same run); null = there was none. */
  get because(): string | null {
    return this.#last?.reason ?? null;
  }

  /** Removes what was moved aside. To be called when nobody waits for the disk. */
  async tidy(): Promise<void> {
    for (const name of this.#names().filter((each) => ASIDE.test(each))) {
      await rm(join(this.#profile, name), { recursive: true, force: true }).catch(() => undefined);
    }
  }

  /** See DesktopApi.resetStore. Code: reset_in_vain. */
  async reset(reason: string, page: number, browser: Browser): Promise<Result<null>> {
    const note: Note = { reason, resets: (this.#last?.resets ?? 0) + 1 };
    if (note.resets > MAX_RESETS) return fail('reset_in_vain');
    this.#last = note;
    await browser.clear().catch(() => undefined);
    if (this.#isGone() || this.#moveAside()) {
      browser.reload(page);
      return ok(null);
    }
    try {
      writeFileSync(this.#notePath(), JSON.stringify(note), { flush: true });
    } catch {
      return fail('reset_in_vain');
    }
    return browser.relaunch() ? ok(null) : fail('reset_in_vain');
  }

  #folder(): string {
    return join(this.#profile, 'IndexedDB');
  }

  #notePath(): string {
    return join(this.#profile, 'reset.json');
  }

  #names(): string[] {
    try {
      return readdirSync(this.#profile);
    } catch {
      return [];
    }
  }

  /** True when no database of ours is left. */
  #isGone(): boolean {
    try {
      return readdirSync(this.#folder()).length === 0;
    } catch {
      return !existsSync(this.#folder());
    }
  }

  /** True when the folder is out of the way. Fails on Windows while Chromium holds its files. */
  #moveAside(): boolean {
    if (!existsSync(this.#folder())) return true;
    try {
      this.#rename(this.#folder(), `${this.#folder()}.broken-${Date.now()}`);
      return true;
    } catch {
      return false;
    }
  }

  #takeNote(): Note | null {
    try {
      const value: unknown = JSON.parse(readFileSync(this.#notePath(), 'utf8'));
      rmSync(this.#notePath(), { force: true });
      if (typeof value !== 'object' || value === null) return null;
      const { reason, resets } = value as Partial<Record<keyof Note, unknown>>;
      return typeof reason === 'string' && typeof resets === 'number' ? { reason, resets } : null;
    } catch {
      return null;
    }
  }
}
