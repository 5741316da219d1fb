/** Rows as they stand in the tables. Beside keys, counts and stamps everything is sealed. */
import type { Finding } from '#shared/audit/finding';
import type { Change } from '#shared/derive/diff';
import type { PathText, Subtree } from '#shared/derive/path';
import type { HouseholdRecord } from '#shared/derive/record';
import type { Sealed } from './seal';
import type { BatchPart, BatchV1, ImportBatch, Operation, ResultPart } from './types';

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

/** A change as it rests in the log: null where nothing stood or stands, for JSON knows no undefined. */
export type LoggedChange = readonly [path: PathText, before: Subtree, after: Subtree];

/** An attachment of a household as it stood and stands; null = none. */
export interface AttachmentChange {
  readonly id: string;
  readonly before: StoredAttachment | null;
  readonly after: StoredAttachment | null;
}

/** A small row of the archive as it stood and stands; null = none. */
export interface MetaChange {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * What an operation did to one household and its attachments, or – under a key from `createdKey` – the households that it
 * created, or – under `META_LOG` – the small rows that it wrote.
 */
export type LogBody =
  | { readonly changes: readonly LoggedChange[]; readonly attachments?: readonly AttachmentChange[] }
  | {
      readonly deleted: { readonly record: HouseholdRecord; readonly born: number };
      readonly attachments?: readonly AttachmentChange[];
    }
  | { readonly created: readonly string[] }
  | { readonly meta: readonly MetaChange[] };

/** Key in place of a household for the small rows that an operation wrote; sorts before every ULID. */
export const META_LOG = '*meta';

/** Changes in the form that rests in the log. */
export function logged(changes: readonly Change[]): LoggedChange[] {
  return changes.map(([path, before, after]) => [path, before ?? null, after ?? null]);
}

/** Changes as they were before `logged`. */
export function unlogged(changes: readonly LoggedChange[]): Change[] {
  return changes.map(([path, before, after]) => [path, before ?? undefined, after ?? undefined]);
}

export interface StoredLog {
  readonly seq: number;
  readonly household: string;
  readonly operation: string;
  readonly body: Sealed<LogBody>;
}

/** An import, or – under a key of `partId` – a piece of what it keeps. */
export interface StoredBatch {
  readonly id: string;
  readonly body: Sealed<ImportBatch | BatchV1 | BatchPart | ResultPart>;
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

/** What an attachment says of itself beside its content, which the main process keeps under the SHA-256. */
export interface AttachmentBody {
  readonly name: string;
  readonly bytes: number;
  /** Media type as the file's ending tells it; '' when unknown. */
  readonly type: string;
  /** ISO 8601. */
  readonly added: string;
  /** Who added it. */
  readonly who: string;
}

export interface StoredAttachment {
  /** ULID. */
  readonly id: string;
  readonly household: string;
  readonly sha256: string;
  readonly body: Sealed<AttachmentBody>;
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
