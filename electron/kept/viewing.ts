/**
 * Looking at attachments: each is shown as a read-only copy in a temporary folder of our own, so that what WPS does to it
 * never reaches the archive. The folder is emptied at exit; one that a crash left behind is remembered and emptied at the
 * next start (promises.md P-35).
 */
import { chmod, mkdtemp, open as openFile, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '#shared/result';
import { realDisk, type Disk } from '../files/disk';
import { readFailure, writeFailure } from '../files/fileErrors';
import { isPlainFileName } from '../files/fileName';
import { eachPiece, hashFile } from './hashing';
import { keepFile } from './writer';

/** Everything else (programs, scripts, shortcuts, pages) is kept but never handed to the system to open. */
export const VIEWABLE: ReadonlySet<string> = new Set(
  'pdf jpg jpeg png bmp gif webp tif tiff doc docx xls xlsx wps et txt csv ofd heic'.split(' '),
);

const PREFIX = 'hudang-view-';
/** Names that mkdtemp makes; nothing else is ever emptied, whatever the list of folders says. */
const OURS = /^hudang-view-[0-9A-Za-z]{6}$/;

export interface ViewingOptions {
  /** File that remembers our temporary folders across a crash. Not in DIR/attachments. */
  readonly memory: string;
  /** Opens a file in the system's program; '' or the system's reason for not doing so (Electron's shell.openPath). */
  readonly open: (path: string) => Promise<string>;
  /** Where temporary folders are made; the system's unless told. */
  readonly temporary?: string;
  readonly disk?: Disk;
}

export class Viewing {
  readonly #options: ViewingOptions;
  readonly #temporary: string;
  readonly #disk: Disk;
  /** Ours of this run, and those of earlier runs that could not be emptied yet. */
  #folders: string[] = [];
  #mine: Promise<string> | null = null;

  private constructor(options: ViewingOptions, temporary: string) {
    this.#options = options;
    this.#temporary = temporary;
    this.#disk = options.disk ?? realDisk;
  }

  /** Empties what earlier runs left behind. Never fails: what cannot be removed is tried again at exit and next start. */
  static async start(options: ViewingOptions): Promise<Viewing> {
    const temporary = options.temporary ?? tmpdir();
    const viewing = new Viewing(options, await realpath(temporary).catch(() => temporary));
    viewing.#folders = await viewing.#remembered();
    await viewing.stop();
    return viewing;
  }

  /**
   * Copies the attachment at `path` under `name` and opens the copy. Codes: kind_not_opened {kind}, file_rotten {name},
   * view_not_opened {name}, file_not_found, and those of reading and writing.
   */
  async show(path: string, sha256: string, name: string): Promise<Result<null>> {
    const kind = /\.([0-9A-Za-z]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';
    if (!VIEWABLE.has(kind)) return fail('kind_not_opened', { name, kind: kind || name });
    const shown = isPlainFileName(name) ? name : `附件.${kind}`;
    const copied = await this.#copy(path, sha256, shown);
    if (!copied.ok) return copied;
    const refused = await this.#options.open(copied.value).catch((error: unknown) => String(error));
    return refused === '' ? ok(null) : fail('view_not_opened', { name: shown });
  }

  /** Empties the folders; at exit. What a program still holds open stays, and is remembered. */
  async stop(): Promise<void> {
    const left: string[] = [];
    for (const folder of this.#folders) if (!(await empty(folder))) left.push(folder);
    this.#mine = null;
    if (left.length !== this.#folders.length) await this.#remember(left);
    this.#folders = left;
  }

  async #copy(path: string, sha256: string, name: string): Promise<Result<string>> {
    const rotten = fail('file_rotten', { name });
    let folder: string;
    try {
      folder = await mkdtemp(join(await this.#folder(), 'view-'));
    } catch (error) {
      this.#mine = null;
      return writeFailure(error, join(this.#temporary, name), 'create');
    }
    const target = join(folder, name);
    const read = await this.#copyInto(path, target);
    if (!read.ok) return read;
    // What the program will see, whether the archive's file or the copy is at fault.
    const copy = await hashFile(this.#disk, target).catch(() => null);
    if (copy?.sha256 !== sha256) {
      await empty(folder);
      return rotten;
    }
    await chmod(target, 0o444).catch(() => undefined);
    return ok(target);
  }

  async #copyInto(path: string, target: string): Promise<Result<null>> {
    let reading = false;
    try {
      const file = await openFile(target, 'wx', 0o600);
      reading = true;
      try {
        await eachPiece(this.#disk, path, async (piece) => {
          reading = false;
          await file.writeFile(piece);
          reading = true;
        });
      } finally {
        await file.close();
      }
      return ok(null);
    } catch (error) {
      await empty(dirname(target));
      return reading ? readFailure(error, join(dirname(path), basename(target))) : writeFailure(error, target, 'fill');
    }
  }

  /** The folder of this run, remembered before anything is put into it. */
  #folder(): Promise<string> {
    this.#mine ??= (async () => {
      const folder = await mkdtemp(join(this.#temporary, PREFIX));
      this.#folders = [...this.#folders, folder];
      await this.#remember(this.#folders);
      return folder;
    })();
    return this.#mine;
  }

  async #remember(folders: readonly string[]): Promise<void> {
    await keepFile(this.#options.memory, `${JSON.stringify({ folders })}\n`, '查看用的临时文件夹', this.#disk);
  }

  /** Only folders right under the system's temporary one that bear our name: the list itself is not trusted. */
  async #remembered(): Promise<string[]> {
    try {
      const value: unknown = JSON.parse(await readFile(this.#options.memory, 'utf8'));
      const { folders } = value as { folders?: unknown };
      if (!Array.isArray(folders)) return [];
      return folders.filter(
        (folder): folder is string =>
          typeof folder === 'string' && dirname(folder) === this.#temporary && OURS.test(basename(folder)),
      );
    } catch {
      return [];
    }
  }
}

/** Removes a folder with everything in it; false when something is still there. Read-only files are made writable first. */
async function empty(folder: string): Promise<boolean> {
  try {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of found) {
      if (entry.isFile()) await chmod(join(entry.parentPath, entry.name), 0o600).catch(() => undefined);
    }
    await rm(folder, { recursive: true, force: true });
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}
