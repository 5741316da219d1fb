/** The end of a job: one JSON object as the last line on stdout, whole, and then the exit code. */
import { app } from 'electron';
import { writeSync } from 'node:fs';
import { desktopMessages } from '#shared/messages/desktop';
import { keepingMessages } from '#shared/messages/keeping';
import { fill } from '#shared/messages/say';
import type { AppError } from '#shared/result';
import { errorCode } from '../files/fileErrors';

export type ExitCode = 0 | 1 | 2 | 3;

const STDOUT = 1;
let finished = false;

/**
 * Prints and ends the process; only the first call counts. Written synchronously, so that nothing of a large answer is
 * lost in a pipe and nothing can come after it.
 */
export function finishJob(exitCode: ExitCode, json: string): void {
  if (finished) return;
  finished = true;
  const line = Buffer.from(`${json.replace(/[\r\n]+/g, ' ')}\n`);
  for (let at = 0; at < line.byteLength;) {
    try {
      at += writeSync(STDOUT, line, at);
    } catch (error) {
      // A full pipe that is not blocking: the reader needs a moment. Anything else: nobody is listening any more.
      if (errorCode(error) !== 'EAGAIN') break;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  app.exit(exitCode);
}

/** The sentence of a failure of ours. */
export function sayError(error: AppError): string {
  const templates: Readonly<Record<string, string>> = { ...desktopMessages, ...keepingMessages };
  const template = templates[error.code];
  return template ? fill(template, error.params) : error.code;
}

/** Ends a job that could not even start. */
export function refuseJob(exitCode: ExitCode, error: AppError): void {
  finishJob(exitCode, JSON.stringify({ ok: false, code: error.code, text: sayError(error) }));
}

/** A line of progress; stdout stays clean. */
export function reportProgress(text: string): void {
  process.stderr.write(`${text.replace(/[\r\n]+/g, ' ')}\n`);
}
