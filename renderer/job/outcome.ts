/** What a verb hands back: the object of the last line on stdout and the exit code. */
import { sentence } from '#shared/messages/sentence';
import type { AppError } from '#shared/result';

export interface Outcome {
  /** 0 done, 1 the input was refused or has problems that stop it, 2 the words after the verb make no sense. */
  readonly exit: 0 | 1 | 2;
  readonly json: Readonly<Record<string, unknown>>;
}

export function done(json: Readonly<Record<string, unknown>>): Outcome {
  return { exit: 0, json };
}

/** A refusal: {ok: false, code, text} and what else is known. */
export function refused(error: AppError, more: Readonly<Record<string, unknown>> = {}): Outcome {
  const about = Object.keys(error.params).length > 0 ? { params: error.params } : {};
  return {
    exit: 1,
    json: { ok: false, code: error.code, text: sentence(error.code, error.params), ...about, ...more },
  };
}
