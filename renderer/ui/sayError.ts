/** The Chinese sentence of a failure, whichever room it comes from. */
import { sentence } from '#shared/messages/sentence';
import type { AppError } from '#shared/result';

export function sayError(error: AppError): string {
  return sentence(error.code, error.params);
}
