/**
 * The one door for writing households. A draft is prepared – read, changed, sealed – before; under the lock it is only
 * checked that what was read still stands, the operation is numbered, and its rows are written ahead and applied.
 */
import type { RowChanges } from '#shared/journal/entry';
import { deepEqual } from '#shared/derive/diff';
import type { HouseholdRecord } from '#shared/derive/record';
import { ok, type Result } from '#shared/result';
import type { Archive } from './db';
import type { Writing } from './entries';
import { publish } from './events';
import type { StateSeal } from './meta';
import { seal, type Sealed } from './seal';
import {
  CREATED_CHUNK,
  createdKey,
  META_LOG,
  type AttachmentChange,
  type LogBody,
  type MetaChange,
  type StoredBatch,
  type StoredHousehold,
  type StoredLog,
  type StoredMeta,
  type StoredOperation,
} from './stored';
import type { Operation, OperationKind } from './types';
import { ulid } from './ulid';
import { writeAhead } from './writeAhead';

/** A household to write; `born` null = created by this operation. */
export interface DraftPut {
  readonly id: string;
  readonly no: string;
  readonly doc: Sealed<HouseholdRecord>;
  readonly born: number | null;
  /** It was born earlier but is not in the archive at present: it comes back. */
  readonly revived?: true;
}

export interface Draft {
  readonly kind: OperationKind;
  readonly summary: string;
  /** Seq of the last operation when the draft read the archive. */
  readonly readAt: number;
  /** True: any operation since `readAt` makes the draft stale. False: only one on the same households does. */
  readonly exclusive: boolean;
  readonly puts: readonly DraftPut[];
  readonly deletes: readonly string[];
  /** Log bodies by household; creations and meta changes are logged by the door itself. */
  readonly log: readonly (readonly [household: string, body: Sealed<LogBody>])[];
  /** Attachments to put (`after`) or delete (null); the log bodies of their households must hold the same changes. */
  readonly attachments?: readonly AttachmentChange[];
  /** Ids of operations of another course that it brings in. */
  readonly brought?: readonly string[];
  /** The import: its id, and all its rows. */
  readonly batch?: { readonly id: string; readonly rows: readonly StoredBatch[] };
  /** The files that the rows refer to are kept: awaited before the line is written. */
  readonly kept?: Promise<Result<null>>;
  /** The operation taken back, and the rows of those that it in turn had taken back, as they are to stand then. */
  readonly undoes?: { readonly target: StoredOperation; readonly links: readonly StoredOperation[] };
  /** Meta rows that belong to the same action; not in the log. */
  readonly meta?: Readonly<Record<string, unknown>>;
  /** Meta rows that an undo of this operation takes back, as far as they still stand. */
  readonly metaChanges?: readonly MetaChange[];
}

/** What is written, without the state that it was prepared from. */
export type Change = Omit<Draft, 'readAt' | 'exclusive'>;

/** The draft was prepared from a state that is gone: read again, or tell the user. */
export type Commit = { readonly stale: true } | { readonly stale: false; readonly operation: Operation };

/** Applies a draft atomically and announces it. */
export async function commit(archive: Archive, draft: Draft): Promise<Result<Commit>> {
  const made = async (head: StateSeal): Promise<Result<Change | null>> =>
    ok((await isStale(archive, draft, head)) ? null : draft);
  // The operation of an import is found by its batch, without looking through all operations.
  const done = await write(archive, draft.readAt, made, draft.batch?.id);
  if (!done.ok) return done;
  return ok(done.value ? { stale: false, operation: done.value } : { stale: true });
}

/**
 * Makes a draft from what stands in the archive while nobody else can write, and applies it: nothing it read can become
 * stale. `make` may be called again; null = nothing to write. Value null: no operation was made.
 */
export function commitFresh(
  archive: Archive,
  make: () => Promise<Result<Change | null>>,
): Promise<Result<Operation | null>> {
  return write(archive, 0, make);
}

async function write(
  archive: Archive,
  readAt: number,
  make: (head: StateSeal) => Promise<Result<Change | null>>,
  id = ulid(),
): Promise<Result<Operation | null>> {
  let refusal: Result<never> | null = null;
  const done = await writeAhead(archive, readAt, async (head) => {
    refusal = null;
    const made = await make(head);
    if (!made.ok) refusal = made;
    if (!made.ok || !made.value) return null;
    const operation = operationOf(archive, made.value, id);
    const body = await seal(operation);
    const log = [...made.value.log, ...(await ownLog(made.value))];
    const value = { operation: { ...operation, seq: head.seq + 1 }, draft: made.value };
    return { ...writingOf(made.value, head, { id, body }, log), value };
  });
  if (!done.ok || done.value === null) return refusal ?? (done.ok ? ok(null) : done);
  const { operation, draft } = done.value;
  const attached = (draft.attachments ?? []).flatMap(({ before, after }) => (after ?? before)?.household ?? []);
  publish(id, [...new Set([...draft.puts.map((put) => put.id), ...draft.deletes, ...attached])]);
  return ok(operation);
}

function operationOf({ actor }: Archive, draft: Change, id: string): Operation {
  return {
    id,
    seq: 0,
    kind: draft.kind,
    who: actor.who,
    device: actor.device,
    when: localIso(new Date()),
    ...(draft.batch ? { batch: draft.batch.id } : {}),
    ...(draft.undoes ? { undoes: draft.undoes.target.id } : {}),
    ...(draft.brought ? { brought: draft.brought } : {}),
    households: draft.puts.length + draft.deletes.length,
    summary: draft.summary,
  };
}

async function isStale(archive: Archive, draft: Draft, head: StateSeal): Promise<boolean> {
  if (head.seq === draft.readAt) return false;
  return draft.exclusive || head.seq < draft.readAt || (await touchedSince(archive, draft));
}

async function touchedSince(archive: Archive, draft: Draft): Promise<boolean> {
  const { db } = archive;
  for (const put of draft.puts) {
    const now = await db.households.get(put.id);
    const gone = put.born === null || put.revived;
    if (gone ? now !== undefined : now === undefined || now.version > draft.readAt) return true;
  }
  for (const id of draft.deletes) {
    const now = await db.households.get(id);
    if (now === undefined || now.version > draft.readAt) return true;
    const taken = (draft.attachments ?? []).filter(({ before }) => before?.household === id).length;
    if ((await db.attachments.where('household').equals(id).count()) !== taken) return true;
  }
  for (const { id, before, after } of draft.attachments ?? []) {
    if (!deepEqual((await db.attachments.get(id)) ?? null, before)) return true;
    const household = after?.household ?? '';
    const comes = draft.puts.some((put) => put.id === household);
    if (after && !comes && (await db.households.get(household)) === undefined) return true;
  }
  return false;
}

type Numbered = Pick<StoredOperation, 'id' | 'body'>;
type Log = Draft['log'];

/** The complete rows of the operation, in chunks. */
function writingOf(draft: Change, head: StateSeal, operation: Numbered, log: Log): Writing {
  const seq = head.seq + 1;
  const comes = draft.puts.filter((put) => put.born === null || put.revived).length;
  const chunks: RowChanges[] = [];
  for (let from = CREATED_CHUNK; from < draft.puts.length; from += CREATED_CHUNK) {
    chunks.push({ households: { put: householdRows(draft.puts.slice(from, from + CREATED_CHUNK), seq) } });
  }
  const logRows = log.map(([household, body]): StoredLog => ({ seq, household, operation: operation.id, body }));
  for (let from = CREATED_CHUNK; from < logRows.length; from += CREATED_CHUNK) {
    chunks.push({ log: { put: logRows.slice(from, from + CREATED_CHUNK) } });
  }
  const first = draft.puts.slice(0, CREATED_CHUNK);
  const attachments = draft.attachments ?? [];
  const attached = attachments.flatMap(({ after }) => after ?? []);
  const detached = attachments.flatMap(({ id, after }) => (after ? [] : [id]));
  const meta = metaRows(draft);
  const small: RowChanges = {
    ...part('households', householdRows(first, seq), draft.deletes),
    ...part('operations', operationRows(draft, seq, operation)),
    ...part('log', logRows.slice(0, CREATED_CHUNK)),
    ...part('batches', draft.batch?.rows ?? []),
    ...part('attachments', attached, detached),
    ...part('meta', meta.put, meta.del),
  };
  const households = head.households + comes - draft.deletes.length;
  return { chunks: [small, ...chunks], seq, households, ...(draft.kept ? { kept: draft.kept } : {}) };
}

function part(table: keyof RowChanges, put: readonly unknown[], del: readonly string[] = []): RowChanges {
  if (put.length === 0 && del.length === 0) return {};
  return { [table]: { ...(put.length > 0 ? { put } : {}), ...(del.length > 0 ? { del } : {}) } };
}

function householdRows(puts: readonly DraftPut[], seq: number): StoredHousehold[] {
  return puts.map(({ id, no, doc, born }) => ({ id, no, version: seq, born: born ?? seq, doc }));
}

function operationRows({ undoes }: Change, seq: number, { id, body }: Numbered): StoredOperation[] {
  if (!undoes) return [{ seq, id, body }];
  return [{ seq, id, undoes: undoes.target.seq, body }, { ...undoes.target, undoneBy: seq }, ...undoes.links];
}

function metaRows({ meta = {}, metaChanges = [] }: Change): { put: StoredMeta[]; del: string[] } {
  const put = Object.entries(meta).map(([key, value]): StoredMeta => ({ key, value }));
  const del: string[] = [];
  for (const { key, after } of metaChanges) {
    if (after === null) del.push(key);
    else put.push({ key, value: after });
  }
  return { put, del };
}

/** Log bodies that follow from the draft itself. */
async function ownLog({ puts, metaChanges = [] }: Change): Promise<Log> {
  const created = puts.filter((put) => put.born === null).map((put) => put.id);
  const log: [string, Sealed<LogBody>][] = [];
  for (let from = 0; from < created.length; from += CREATED_CHUNK) {
    const body = await seal<LogBody>({ created: created.slice(from, from + CREATED_CHUNK) });
    log.push([createdKey(log.length), body]);
  }
  if (metaChanges.length > 0) log.push([META_LOG, await seal<LogBody>({ meta: metaChanges })]);
  return log;
}

/** ISO 8601 with the offset of this computer: a clerk's "when" is local time. */
function localIso(at: Date): string {
  const offset = -at.getTimezoneOffset();
  const local = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}
