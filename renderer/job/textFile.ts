/** Writes a long text file in pieces, atomically: nothing of it is ever whole in memory. */
import { CHUNK_BYTES } from '#shared/ipc/channels';
import type { FileToken, SavedFile } from '#shared/ipc/desktop';
import { ok, type Result } from '#shared/result';
import { desktop } from '../bridge/desktop';

/** UTF-16 units after which a piece is sent: at most three bytes each, so a piece fits a message. */
const PIECE_UNITS = Math.floor(CHUNK_BYTES / 3);

export class TextFile {
  private waiting: string[] = [];
  private units = 0;

  private constructor(private readonly writer: string) {}

  static async open(token: FileToken): Promise<Result<TextFile>> {
    const writer = await desktop.openWriter(token);
    return writer.ok ? ok(new TextFile(writer.value)) : writer;
  }

  /** Adds text; one that fails has failed the file, which `abort` then gives up. */
  async add(text: string): Promise<Result<null>> {
    this.waiting.push(text);
    this.units += text.length;
    return this.units < PIECE_UNITS ? ok(null) : this.flush();
  }

  async commit(): Promise<Result<SavedFile>> {
    const flushed = await this.flush();
    return flushed.ok ? desktop.commit(this.writer) : flushed;
  }

  async abort(): Promise<void> {
    await desktop.abort(this.writer);
  }

  private async flush(): Promise<Result<null>> {
    const bytes = new TextEncoder().encode(this.waiting.join(''));
    this.waiting = [];
    this.units = 0;
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const written = await desktop.write(this.writer, bytes.slice(at, at + CHUNK_BYTES));
      if (!written.ok) return written;
    }
    return ok(null);
  }
}

/** Writes these pieces as one file. */
export async function saveText(token: FileToken, pieces: Iterable<string>): Promise<Result<SavedFile>> {
  const file = await TextFile.open(token);
  if (!file.ok) return file;
  for (const piece of pieces) {
    const added = await file.value.add(piece);
    if (!added.ok) {
      await file.value.abort();
      return added;
    }
  }
  return file.value.commit();
}
