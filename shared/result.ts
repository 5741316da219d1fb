/**
 * Outcome values shared by every runtime. Expected failures are returned, never thrown, so that a failure keeps its
 * code and parameters across a worker or process border.
 */

/** A failure: `code` names a sentence in shared/messages, `params` fill its blanks. Never a stack trace or English text. */
export interface AppError {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(
  code: string,
  params: Readonly<Record<string, string | number>> = {},
): {
  readonly ok: false;
  readonly error: AppError;
} {
  return { ok: false, error: { code, params } };
}

/** Proves to the compiler that a union is exhausted; throws when data lied about its type. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
