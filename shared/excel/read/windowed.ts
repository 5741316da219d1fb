/**
 * A part that is scanned while it is being inflated: only a window of its bytes is held. What does not end within the window
 * stays in it and is looked at again, whole, with the bytes that follow.
 */

import { wideXml } from './xml';

/** Bytes collected before they are scanned. */
const STEP = 256 * 1024;
/** No single cell, row head or string is as long: Excel allows 32,767 characters, each perhaps a run with a font of its own. */
const MOST_HELD = 8 * 1024 * 1024;

export type Trouble = 'file_damaged' | 'file_unsafe' | 'file_too_large';

/** A name ends before a blank, `>` or `/`. */
export function endsName(byte: number | undefined): boolean {
  return byte === 62 || byte === 47 || (byte !== undefined && byte <= 32);
}

/** Takes a part as it is being inflated. */
export interface PartScanner {
  /** Why the part cannot be read; once set, nothing more is wanted. */
  readonly trouble: Trouble | undefined;
  push(chunk: Uint8Array): void;
  end(): void;
}

export abstract class WindowedScanner implements PartScanner {
  /** Why the part cannot be read; once set, nothing more is looked at. */
  trouble: Trouble | undefined;
  protected bytes: Uint8Array = new Uint8Array(0);

  private buffer = new Uint8Array(0);
  private filled = 0;
  /** Scanning begins when so much is held: doubled after a look that found nothing whole, so that no byte is seen often. */
  private wanted = STEP;

  /** Set when the part is in UTF-16, which is legal but never seen in numbers: it is re-encoded on its way in. */
  private wide: TextDecoder | null | undefined;

  /** Takes the next bytes of the part. They are copied. */
  push(part: Uint8Array): void {
    if (this.trouble !== undefined || part.length === 0) return;
    if (this.wide === undefined) {
      const page = wideXml(part);
      this.wide = page === undefined ? null : new TextDecoder(page);
    }
    const chunk = this.wide ? new TextEncoder().encode(this.wide.decode(part, { stream: true })) : part;
    this.reserve(this.filled + chunk.length);
    this.buffer.set(chunk, this.filled);
    this.filled += chunk.length;
    if (this.filled >= this.wanted) this.look(false);
  }

  /** Says that the part has ended. */
  end(): void {
    if (this.trouble === undefined) this.look(true);
    this.buffer = this.bytes = new Uint8Array(0);
  }

  /** Scans `bytes`; returns how many of them are done with. `last` = nothing follows. */
  protected abstract scan(last: boolean): number;

  private look(last: boolean): void {
    this.bytes = this.buffer.subarray(0, this.filled);
    const done = this.scan(last);
    const left = this.filled - done;
    if (left > MOST_HELD) this.trouble ??= 'file_unsafe';
    this.wanted = Math.max(STEP, left * 2);
    this.buffer.copyWithin(0, done, this.filled);
    this.filled = left;
  }

  private reserve(size: number): void {
    if (size <= this.buffer.length) return;
    // Doubled: growing by what comes would copy a long text as often as it has chunks.
    const larger = new Uint8Array(Math.max(size, this.buffer.length * 2));
    larger.set(this.buffer.subarray(0, this.filled));
    this.buffer = larger;
  }
}
