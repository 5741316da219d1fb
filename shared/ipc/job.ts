/**
 * The verbs of `npm run -s job -- VERB …` and their options: one declaration for the command line (main process), the
 * usage text and the hidden window that does the work. Exit: 0 done, 1 input refused, 2 wrong usage, 3 our own fault.
 */
import type { FileToken } from './desktop';

export type JobVerb = 'generate' | 'import' | 'audit' | 'export' | 'find' | 'dump' | 'verify' | 'undo' | 'bench';

export interface JobInput {
  readonly token: FileToken;
  readonly name: string;
  readonly bytes: number;
}

export interface JobRequest {
  readonly verb: JobVerb;
  /** Options without files: numbers and texts as typed, flags as true. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** Positional words that are not files (the query of `find`). */
  readonly words: readonly string[];
  readonly inputs: readonly JobInput[];
  /** Output files and folders by option name (out, json, report). */
  readonly outputs: Readonly<Record<string, FileToken>>;
}
