/**
 * Courses: journal lines that only a mirror held, because somebody opened the mirror and worked there, or because they were
 * lost here (多出的记录 of the second place). Read here from the files that were set aside: which operations of them the
 * archive does not know, and what they made of each household.
 */
import { applyDiff } from '#shared/derive/diff';
import type { HouseholdRecord } from '#shared/derive/record';
import type { JournalLine } from '#shared/ipc/desktop';
import type { RowChanges } from '#shared/journal/entry';
import { ok, type Result } from '#shared/result';
import { chainsOf, type AsideFile, type Chain } from './asideFile';
import type { Archive } from './db';
import type { Journal } from './journal';
import { chunksOf, replaying, stepsOf } from './replay';
import { unseal, unsealAll } from './seal';
import {
  unlogged,
  type LogBody,
  type StoredAttachment,
  type StoredHousehold,
  type StoredLog,
  type StoredOperation,
} from './stored';
import type { Operation } from './types';

/** One household before and after the unknown operations of a course; null = it was not there. */
export interface CourseHousehold {
  readonly id: string;
  readonly before: HouseholdRecord | null;
  readonly after: HouseholdRecord | null;
}

export interface Course {
  /** Name of its first file: by it the course is asked for again. */
  readonly name: string;
  /** The operations that the archive does not know, in their order; never empty. */
  readonly operations: readonly Operation[];
  readonly households: readonly CourseHousehold[];
  /** By id: as it stands after the course; null = removed there. */
  readonly attachments: ReadonlyMap<string, StoredAttachment | null>;
}

/** Why a course cannot be brought in by itself. */
export interface BrokenCourse {
  readonly name: string;
  /** aside_damaged: lines are missing or damaged · aside_begins_later · aside_replaced: its state was taken from a backup. */
  readonly code: 'aside_damaged' | 'aside_begins_later' | 'aside_replaced';
}

/**
 * The courses in these files that hold something which the archive does not know, and those that cannot be brought in by
 * themselves. `segments` reads the rows of large operations. Failures: store_newer, those of the journal.
 */
export function coursesOf(
  archive: Archive,
  files: readonly AsideFile[],
  segments: Pick<Journal, 'segment'>,
): Promise<Result<readonly (Course | BrokenCourse)[]>> {
  return replaying(async () => {
    const known = await knownOperations(archive);
    const courses: (Course | BrokenCourse)[] = [];
    for (const chain of chainsOf(files)) {
      const course = await courseOf(archive, chain, known, segments);
      if (course) courses.push(course);
    }
    return ok(courses);
  });
}

/** Ids of the operations of the archive, and of those that were brought in and not taken back. */
async function knownOperations({ db }: Archive): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  await db.operations.each((row) => {
    known.add(row.id);
  });
  const inForce = await db.operations.filter((row) => row.undoneBy === undefined).toArray();
  for (const { brought = [] } of await unsealAll(inForce.map((row) => row.body))) {
    for (const id of brought) known.add(id);
  }
  return known;
}

/** Null: everything in it is known here. */
async function courseOf(
  archive: Archive,
  chain: Chain,
  known: ReadonlySet<string>,
  segments: Pick<Journal, 'segment'>,
): Promise<Course | BrokenCourse | null> {
  const { name, lines } = chain;
  const [first] = lines;
  if (!first) return null;
  const broken = (code: BrokenCourse['code']): BrokenCourse => ({ name, code });
  const found = new Found();
  let [incomplete, begun] = [chain.damaged, await followsOurs(archive, chain, first.line)];
  for await (const { entry, lost } of stepsOf(inOrder(lines), first.line)) {
    if (lost.length > 0) incomplete = true;
    if (entry?.kind === 'base') return broken('aside_replaced');
    const chunks = entry ? await chunksOf(segments, entry) : [];
    if (chunks === null) incomplete = true;
    const rows: RowChanges[] = [];
    for await (const chunk of chunks ?? []) rows.push(chunk);
    const own = operationsIn(rows, entry?.seq);
    if (own && known.has(own.id)) begun = true;
    else if (own) await found.add(own, rows);
  }
  if (incomplete) return broken('aside_damaged');
  if (found.operations.length === 0) return null;
  return begun ? found.course(name) : broken('aside_begins_later');
}

/** Whether the first line stands directly behind one of ours. */
async function followsOurs({ journal }: Archive, { before }: Chain, first: number): Promise<boolean> {
  if (first === 1) return true;
  const read = await journal.read(first - 1);
  return read.ok && read.value[0]?.line === first - 1 && read.value[0].sum === before;
}

async function* inOrder(lines: readonly JournalLine[]): AsyncGenerator<JournalLine, void> {
  for (const line of lines) yield await Promise.resolve(line);
}

/** The operation that wrote these rows; the rows of others among them are only marked as undone. */
function operationsIn(rows: readonly RowChanges[], seq: number | undefined): StoredOperation | undefined {
  return rows
    .flatMap((chunk) => (chunk.operations?.put ?? []) as readonly StoredOperation[])
    .find((row) => row.seq === seq);
}

/** What the unknown operations of a course did, gathered operation by operation. */
class Found {
  readonly operations: Operation[] = [];
  private readonly households = new Map<string, CourseHousehold>();
  private readonly attachments = new Map<string, StoredAttachment | null>();

  async add(operation: StoredOperation, rows: readonly RowChanges[]): Promise<void> {
    this.operations.push({ ...(await unseal(operation.body)), seq: operation.seq });
    const docs = new Map<string, HouseholdRecord>();
    const log: StoredLog[] = [];
    for (const chunk of rows) {
      const stored = (chunk.households?.put ?? []) as readonly StoredHousehold[];
      const records = await unsealAll(stored.map((row) => row.doc));
      for (const record of records) docs.set(record.id, record);
      log.push(...((chunk.log?.put ?? []) as readonly StoredLog[]));
      for (const id of chunk.attachments?.del ?? []) this.attachments.set(String(id), null);
      for (const row of (chunk.attachments?.put ?? []) as readonly StoredAttachment[])
        this.attachments.set(row.id, row);
    }
    for (const [i, body] of (await unsealAll(log.map((row) => row.body))).entries()) {
      this.household(log[i]?.household ?? '', body, docs);
    }
  }

  course(name: string): Course {
    const { operations, attachments } = this;
    return { name, operations, households: [...this.households.values()], attachments };
  }

  private household(id: string, body: LogBody, docs: ReadonlyMap<string, HouseholdRecord>): void {
    if ('meta' in body) return;
    if ('created' in body) for (const one of body.created) this.note(one, null, docs.get(one) ?? null);
    else if ('deleted' in body) this.note(id, body.deleted.record, null);
    else {
      const after = docs.get(id);
      if (after) this.note(id, applyDiff(after, unlogged(body.changes).reverse(), 'backward'), after);
    }
  }

  private note(id: string, before: HouseholdRecord | null, after: HouseholdRecord | null): void {
    const known = this.households.get(id);
    this.households.set(id, { id, before: known ? known.before : before, after });
  }
}
