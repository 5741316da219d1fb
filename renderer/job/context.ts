/** What every verb is given. */
import type { JobRequest } from '#shared/ipc/job';
import type { Archive } from '../store/db';
import type { OpenStory } from '../store/openDistrustful';
import type { Outcome } from './outcome';

export interface JobContext {
  readonly request: JobRequest;
  readonly archive: Archive;
  /** What had to be done to open it; null = nothing. */
  readonly story: OpenStory | null;
  /** A line on stderr. */
  readonly progress: (text: string) => void;
}

export type Verb = (context: JobContext) => Promise<Outcome>;

/** A number given with --name, or null. */
export function numberOption({ options }: JobRequest, name: string): number | null {
  const value = options[name];
  return typeof value === 'number' ? value : null;
}

/** A text given with --name, or null. Dates arrive as yyyymmdd; a bare number is taken for such a text too. */
export function textOption({ options }: JobRequest, name: string): string | null {
  const value = options[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
