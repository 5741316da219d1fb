/** Opaque names for files: the only way a page can speak of one. A token says what may be done and never reveals more. */
import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import type { FileToken } from '#shared/ipc/desktop';
import { fail, ok, type Result } from '#shared/result';
import { isPlainFileName } from './fileName';

/**
 * read: an existing file; write: one file to create or replace; folder: files by plain name inside one folder; place: a
 * folder that may become the second place, and nothing else.
 */
export type FileRight = 'read' | 'write' | 'folder' | 'place';

interface Entry {
  readonly path: string;
  readonly right: FileRight;
  /** The file that was last written through this token. */
  written: string | null;
}

export class FileTokens {
  readonly #entries = new Map<FileToken, Entry>();

  issue(path: string, right: FileRight): FileToken {
    const token = randomBytes(24).toString('base64url');
    this.#entries.set(token, { path, right, written: null });
    return token;
  }

  /** The file a token allows to read. Codes: unknown_token, no_right. */
  readable(token: FileToken): Result<string> {
    const entry = this.#entries.get(token);
    if (!entry) return fail('unknown_token');
    return entry.right === 'read' ? ok(entry.path) : fail('no_right');
  }

  /** The file a token (and, in a folder, a name) allows to write. Codes: unknown_token, no_right, name_required, bad_file_name. */
  writable(token: FileToken, name?: string): Result<string> {
    const entry = this.#entries.get(token);
    if (!entry) return fail('unknown_token');
    if (entry.right === 'write') return name === undefined ? ok(entry.path) : fail('no_right');
    if (entry.right !== 'folder') return fail('no_right');
    if (name === undefined) return fail('name_required');
    return isPlainFileName(name) ? ok(join(entry.path, name)) : fail('bad_file_name', { name: name.slice(0, 60) });
  }

  /** The folder a token allows to choose as the second place. Codes: unknown_token, no_right. */
  place(token: FileToken): Result<string> {
    const entry = this.#entries.get(token);
    if (!entry) return fail('unknown_token');
    return entry.right === 'place' ? ok(entry.path) : fail('no_right');
  }

  noteWritten(token: FileToken, path: string): void {
    const entry = this.#entries.get(token);
    if (entry) entry.written = path;
  }

  /** The file written through this token in this run. Codes: unknown_token, not_written. */
  written(token: FileToken): Result<string> {
    const entry = this.#entries.get(token);
    if (!entry) return fail('unknown_token');
    return entry.written === null ? fail('not_written') : ok(entry.written);
  }

  /** A path as it is shown to the user; never used to open anything. */
  static nameOf(path: string): string {
    return basename(path);
  }
}
