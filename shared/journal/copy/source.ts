/** Where the bytes of a copy come from and go to, and how a failure of either leaves the stream of bytes. */
import type { AppError } from '../../result';

/** A file that can be read at any place. `read` gives exactly the bytes asked for, or rejects (best with a CopyFailure). */
export interface ReadAt {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Takes the bytes of a file in their order; rejects (best with a CopyFailure) when they cannot be written. */
export type Sink = (bytes: Uint8Array) => Promise<void>;

/** SHA-256 over a stream. Passed in: each runtime has a faster one than the other. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** 64 hexadecimal digits, lower case; called once. */
  digest(): string;
}
export type MakeHasher = () => Hasher;

/** Carries a failure through generators; every function that other rooms call turns it into a Result again. */
export class CopyFailure extends Error {
  constructor(readonly error: AppError) {
    super(error.code);
  }
}

const CODE = /^[a-z]+(?:_[a-z]+)+$/;

/** Runs `work` and gives its value, or the failure that it threw. Anything else that is thrown is our own fault. */
export async function caught<T>(
  work: () => Promise<T>,
): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof CopyFailure) return { ok: false, error: error.error };
    // Sources of other rooms reject with the code as the message.
    if (error instanceof Error && CODE.test(error.message)) {
      return { ok: false, error: { code: error.message, params: {} } };
    }
    throw error;
  }
}

/** A part of the file is not what it should be. `part` is in the words of the reader (manifest.ts, `partName`). */
export function damaged(part: string): CopyFailure {
  return new CopyFailure({ code: 'backup_damaged', params: { part } });
}
