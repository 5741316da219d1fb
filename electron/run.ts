/** One run of the program: what its calls work with, and how it ends. */
import { app, session } from 'electron';
import { join } from 'node:path';
import { APP_ORIGIN } from '#shared/ipc/channels';
import { ok, type Result } from '#shared/result';
import { Holding } from './archive/holding';
import { Keeping } from './archive/keeping';
import type { Role } from './archive/role';
import { StoredWriters } from './archive/storedWriters';
import type { StoreReset } from './archive/storeReset';
import type { Command } from './commandLine';
import { openInSystem } from './files/dialogs';
import { realDisk } from './files/disk';
import { FileTokens } from './files/tokens';
import { Writers } from './files/writers';
import type { DesktopParts, JobPort } from './ipc/desktopHandlers';
import { jobPort } from './job';
import { toRequest } from './job/files';
import { Viewing } from './kept/viewing';
import type { Log } from './log';
import { ourPages, overruleLeaving, reloadPage } from './window';

/** The start is over by then, also on a slow computer. */
const LATER_MS = 15_000;
/** Some attachments are looked at this often. */
const LOOK_MS = 30 * 60_000;

export interface RunOptions {
  readonly command: Command;
  readonly role: Role;
  readonly reset: StoreReset;
  /** There is too little room to open the folder; it is opened when the page asks again. */
  readonly short: boolean;
  /** The ballast was given back for that. */
  readonly released: boolean;
  readonly log: Log;
}

export class Run {
  readonly keeping: Keeping;
  readonly #options: RunOptions;
  readonly #tokens = new FileTokens();
  readonly #writers: Writers;
  readonly #stored: StoredWriters;
  readonly #viewing: Promise<Viewing>;
  #ending: Promise<void> | null = null;

  constructor(options: RunOptions) {
    const { command, role, released } = options;
    const { dataDir, mode } = command;
    this.#options = options;
    const hold = () => Holding.take(dataDir, mode);
    this.keeping = new Keeping({ dataDir, role, disk: realDisk, released, hold });
    this.#writers = new Writers(this.#tokens, dataDir);
    this.#stored = new StoredWriters(this.keeping);
    // A reader leaves nothing in the folder, not even the memory of what it showed.
    const memory = join(role.kind === 'owner' ? dataDir : role.profile, 'viewing.json');
    this.#viewing = Viewing.start({ memory, open: openInSystem });
    if (mode === 'window') setTimeout(() => this.#later(), LATER_MS).unref();
    this.#endInOrder();
  }

  /** What the handlers need. Codes: those of the job's files. */
  async parts(): Promise<Result<DesktopParts>> {
    const job = await this.#job();
    if (!job.ok) return job;
    return ok({
      dataDir: this.#options.command.dataDir,
      keeping: this.keeping,
      stored: this.#stored,
      tokens: this.#tokens,
      writers: this.#writers,
      viewing: this.#viewing,
      job: job.value,
      resetBecause: () => this.#options.reset.because,
      reset: (reason, page) => this.#reset(reason, page),
    });
  }

  /** Opens journal and copies; a failure is told to whoever asks for them. */
  open(): void {
    void this.keeping.open();
  }

  /** What can wait until the program has started: mirroring, and removing what was thrown away. */
  #later(): void {
    void this.#options.reset.tidy();
    void this.keeping.part('second').then((second) => second.ok && !this.#ending && second.value.start());
    void this.#lookForRot();
    setInterval(() => void this.#lookForRot(), LOOK_MS).unref();
  }

  /** Rotten attachments are found by and by, also where nobody asks. */
  async #lookForRot(): Promise<void> {
    const attachments = await this.keeping.part('attachments');
    const may = await this.keeping.mayBegin();
    if (!attachments.ok || !may.ok || this.#ending) return;
    await this.keeping.track(attachments.value.checkSome(() => this.#ending !== null));
  }

  /** Takes back what a page left open. */
  async forget(page?: number): Promise<void> {
    await Promise.all([this.#writers.abortAll(page), this.#stored.abortAll(page)]);
  }

  pageLoaded(): void {
    void this.keeping.opened()?.then((parts) => {
      if (parts.ok && parts.value.drafts.ok) parts.value.drafts.value.newPage();
    });
  }

  /** Everything is finished, flushed and closed; only then the folder counts as closed in order. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    await this.forget();
    await (await this.#viewing).stop();
    await this.keeping.close();
  }

  async #job(): Promise<Result<JobPort | null>> {
    const { command, log } = this.#options;
    if (command.mode === 'window' || !command.call.ok) return ok(null);
    const request = await toRequest(command.call.value, this.#tokens, command.dataDir);
    return request.ok ? ok(jobPort(request.value, log, () => this.end())) : request;
  }

  async #reset(reason: string, page: number): Promise<Result<null>> {
    await this.forget(page);
    return this.#options.reset.reset(reason, page, {
      clear: () => session.defaultSession.clearStorageData({ origin: APP_ORIGIN, storages: ['indexdb'] }),
      reload: reloadPage,
      relaunch: () => {
        if (this.#options.command.mode === 'job') return false;
        app.relaunch();
        ourPages.forEach(overruleLeaving);
        app.quit();
        return true;
      },
    });
  }

  /** A window that is closed waits for what is being written. However it ends, the lock does not stay behind. */
  #endInOrder(): void {
    app.on('will-quit', (event) => {
      event.preventDefault();
      void this.end().finally(() => app.exit(0));
    });
    process.on('exit', () => this.keeping.release());
  }
}
