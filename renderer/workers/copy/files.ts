/** The files that copies are read from and written to: those of the main process, or of a test. */
import { CHUNK_BYTES } from '#shared/ipc/channels';
import type { CopyInfo, DesktopApi, FileToken, SavedFile } from '#shared/ipc/desktop';
import { CopyFailure, type ReadAt } from '#shared/journal/copy/source';
import { fail, ok, type Result } from '#shared/result';

export interface Output<T> {
  write(bytes: Uint8Array): Promise<Result<null>>;
  commit(): Promise<Result<T>>;
  abort(): Promise<void>;
}

export interface CopyFiles {
  /** A file that the user chose, or a kept copy, with its plain name. */
  open(token: FileToken): Promise<Result<ReadAt & { readonly name: string }>>;
  /** Re-reads a file natively against the checksum in its comment. */
  check(token: FileToken): Promise<Result<{ readonly sha256: string }>>;
  /** A file of the user, written atomically. */
  create(token: FileToken): Promise<Result<Output<SavedFile>>>;
  copies(): Promise<Result<readonly CopyInfo[]>>;
  noteRehearsed(name: string, hash: string): Promise<Result<null>>;
  attachment(sha256: string): Promise<Result<ReadAt>>;
  /** What only the second place holds, by its name for `storedToken`. */
  aside(name: string): Promise<Result<ReadAt>>;
  /** Puts an attachment into the store; `commit` gives the SHA-256 of what was written. */
  keepAttachment(): Promise<Result<Output<string>>>;
}

/** Through the main process. */
export function desktopFilesOf(desktop: DesktopApi): CopyFiles {
  const open = async (token: FileToken): Promise<Result<ReadAt & { readonly name: string }>> => {
    const about = await desktop.stat(token);
    if (!about.ok) return about;
    const { name, bytes: size } = about.value;
    return ok({ name, size, read: (offset, length) => readPieces(desktop, token, offset, length) });
  };
  const output = <T>(writer: string, commit: () => Promise<Result<T>>): Output<T> => ({
    write: (bytes) => desktop.write(writer, bytes),
    commit,
    abort: async () => void (await desktop.abort(writer)),
  });
  return {
    open,
    check: (token) => desktop.checkBackup(token),
    create: async (token) => {
      const writer = await desktop.openWriter(token);
      return writer.ok ? ok(output(writer.value, () => desktop.commit(writer.value))) : writer;
    },
    copies: () => desktop.copies(),
    noteRehearsed: (name, hash) => desktop.noteRehearsed(name, hash),
    attachment: async (sha256) => {
      const token = await desktop.storedToken('attachment', sha256);
      return token.ok ? open(token.value) : token;
    },
    aside: async (name) => {
      const token = await desktop.storedToken('aside', name);
      return token.ok ? open(token.value) : token;
    },
    keepAttachment: async () => {
      const writer = await desktop.openStored('attachment');
      if (!writer.ok) return writer;
      const commit = async (): Promise<Result<string>> => {
        const stored = await desktop.commitStored(writer.value);
        return stored.ok ? ok(stored.value.sha256) : stored;
      };
      return ok(output(writer.value, commit));
    },
  };
}

/** Throws a CopyFailure: a reader of copies has nothing to return it in. */
async function readPieces(desktop: DesktopApi, token: string, offset: number, length: number): Promise<Uint8Array> {
  const whole = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const piece = await desktop.read(token, offset + at, Math.min(CHUNK_BYTES, length - at));
    if (!piece.ok) throw new CopyFailure(piece.error);
    if (piece.value.byteLength === 0) return whole.subarray(0, at);
    whole.set(piece.value, at);
    at += piece.value.byteLength;
  }
  return whole;
}

const PIECE = 1024 * 1024;

/** The bytes of a file in their order. Throws a CopyFailure when it ends too early. */
export async function* bytesOf(source: ReadAt): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < source.size; at += PIECE) {
    const length = Math.min(PIECE, source.size - at);
    const bytes = await source.read(at, length);
    if (bytes.length < length) throw new CopyFailure({ code: 'backup_truncated', params: {} });
    yield bytes;
  }
}

/** The sentences about a bad file say which. */
export function naming<T>(name: string, result: Result<T>): Result<T> {
  if (result.ok) return result;
  return fail(result.error.code, { name, ...result.error.params });
}
