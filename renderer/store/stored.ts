/** Rows as they stand in the tables. Beside keys, counts and stamps everything is sealed. */
import type { Finding } from '#shared/audit/finding';
import type { Change } from '#shared/derive/diff';
import type { HouseholdRecord } from '#shared/derive/record';
import type { Sealed } from './seal';
import type { ImportBatch, Operation } from './types';

export interface StoredHousehold {
  readonly id: string;
  /** Blinded household_no; '' when blank. Not unique: duplicates are findings. */
  readonly no: string;
  /** Seq of the operation that wrote this version of the record. */
  readonly version: number;
  /** Seq of the operation that created the household. */
  readonly born: number;
  readonly doc: Sealed<HouseholdRecord>;
}

export interface StoredOperation {
  readonly seq: number;
  readonly id: string;
  /** Seq of the operation that this one takes back. */
  readonly undoes?: number;
  /** Seq of the undo that took this one back and is itself in force. */
  readonly undoneBy?: number;
  readonly body: Sealed<Operation>;
}

/** What an operation did to one household, or – under a key from `createdKey` – the households that it created. */
export type LogBody =
  | { readonly changes: readonly Change[] }
  | { readonly deleted: { readonly record: HouseholdRecord; readonly born: number } }
  | { readonly created: readonly string[] };

export interface StoredLog {
  readonly seq: number;
  readonly household: string;
  readonly operation: string;
  readonly body: Sealed<LogBody>;
}

export interface StoredBatch {
  readonly id: string;
  readonly body: Sealed<ImportBatch>;
}

/** The judgement of one household, or – with an id from outside the households – of the archive as a whole. */
export interface StoredFindings {
  readonly id: string;
  /** Version of the record that was judged. */
  readonly version: number;
  /** Fingerprint of the rules that judged. */
  readonly ruleSet: string;
  /** yyyymmdd. */
  readonly asOf: string;
  readonly year: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly body: Sealed<readonly Finding[]>;
}

/** One part of the persisted memory columns. */
export interface StoredColumn {
  readonly key: string;
  /** Seq of the last operation that the columns know. */
  readonly seq: number;
  readonly body: Sealed<unknown>;
}

export interface StoredMeta {
  readonly key: string;
  readonly value: unknown;
}

/** Creations are logged in chunks, not a row each: 10,000 imported households would cost as many log rows. */
export const CREATED_CHUNK = 1000;

/** Key of the n-th creation chunk in place of a household id; sorts before every ULID. */
export function createdKey(chunk: number): string {
  return `*${String(chunk).padStart(6, '0')}`;
}
