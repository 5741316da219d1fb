/**
 * DIR/logs: what went wrong, for support. Never what was written: an error's message may quote a name or a number of a
 * household, so only its kind, its code and our own stack frames are kept (promises.md P-36).
 */
import { appendFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { errorCode } from './files/fileErrors';

const KEEP_FILES = 10;
const MAX_FRAMES = 12;

/** The frames of a stack without the message above them; files by their last name only. */
export function stackFrames(error: unknown): string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  // The stack repeats the message first, and a message may look like a frame.
  const start = error.stack.indexOf(error.message) + error.message.length;
  const frames = error.stack
    .slice(start)
    .matchAll(/^\s+at (?:async )?(?:([\w$.<>#[\] ]+) \()?([^()\s]+):(\d+):(\d+)\)?$/gm);
  return [...frames]
    .slice(0, MAX_FRAMES)
    .map(([, name, file, line]) => `${name ?? ''} ${basename(file ?? '')}:${line ?? ''}`.trim());
}

/** What may be kept of an error. */
export function describeError(error: unknown): {
  readonly kind: string;
  readonly code?: string;
  readonly frames: string[];
} {
  const code = errorCode(error);
  return {
    kind: error instanceof Error ? error.constructor.name : typeof error,
    ...(code === 'UNKNOWN' ? {} : { code }),
    frames: stackFrames(error),
  };
}

export class Log {
  #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'logs');
  }

  /** From now on the log lies in another folder: a reader leaves nothing in the archive's. */
  moveTo(folder: string): void {
    this.#folder = join(folder, 'logs');
  }

  /** Appends one line; `where` is a place in our code, never data. A log that cannot be written stops nothing. */
  note(where: string, error: unknown): void {
    const when = new Date().toISOString();
    try {
      mkdirSync(this.#folder, { recursive: true });
      const line = JSON.stringify({ when, where, ...describeError(error) });
      appendFileSync(join(this.#folder, `main-${when.slice(0, 10)}.log`), `${line}\n`);
      this.#dropOld();
    } catch {
      return;
    }
  }

  #dropOld(): void {
    const logs = readdirSync(this.#folder).filter((name) => /^main-\d{4}-\d\d-\d\d\.log$/.test(name));
    for (const name of logs.sort().slice(0, -KEEP_FILES)) rmSync(join(this.#folder, name), { force: true });
  }
}
