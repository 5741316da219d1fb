/**
 * What would have to change for the archive to have what a course did beside it (course.ts). What only the course changed
 * comes; where both changed the same thing the archive stays as it is, or the course is preferred. Reads, writes nothing.
 */
import { deepEqual, diffRecords } from '#shared/derive/diff';
import { mergeRecords, type Preferred } from '#shared/derive/merge';
import { emptyRecord, type HouseholdRecord } from '#shared/derive/record';
import type { Course, CourseHousehold } from './course';
import type { Archive } from './db';
import { numberOf } from './edit';
import { readLastSeq } from './meta';
import type { ChangedHousehold, RestorePlan } from './restorePlan';
import { blind, unseal } from './seal';
import type { AttachmentChange, StoredHousehold } from './stored';

/**
 * Something that the archive and the course changed, each in its own way. `path`: a field, row or list of a household that
 * both have; null: the household as a whole.
 * - `edited`: in both · `removed_here`, `removed_there`: in one, edited in the other · `number_taken`: new there, and a
 *   household of the same 户编号 is here.
 */
export interface HouseholdClash {
  readonly why: 'edited' | 'removed_here' | 'removed_there' | 'number_taken';
  readonly household: HouseholdRecord;
  readonly path: string | null;
  readonly ours: unknown;
  readonly theirs: unknown;
}

export interface BringPlan extends RestorePlan {
  readonly clashes: readonly HouseholdClash[];
}

const BATCH = 500;

export async function planBring(archive: Archive, course: Course, preferred: Preferred): Promise<BringPlan> {
  const readAt = await readLastSeq(archive.db);
  const planner = new Planner(archive, preferred);
  for (let from = 0; from < course.households.length; from += BATCH) {
    await planner.take(course.households.slice(from, from + BATCH));
  }
  const { added, changed, removed, clashes, same } = planner;
  const attachments = await attachmentsOf(archive, course, planner);
  return { readAt, undoable: true, added, changed, removed, same, attachments, meta: [], clashes };
}

class Planner {
  readonly added: HouseholdRecord[] = [];
  readonly changed: ChangedHousehold[] = [];
  readonly removed: string[] = [];
  readonly clashes: HouseholdClash[] = [];
  same = 0;

  constructor(
    private readonly archive: Archive,
    private readonly preferred: Preferred,
  ) {}

  async take(households: readonly CourseHousehold[]): Promise<void> {
    const stored = await this.archive.db.households.bulkGet(households.map(({ id }) => id));
    for (const [i, household] of households.entries()) {
      const row = stored[i];
      if (row) this.present(household, row, await unseal(row.doc));
      else await this.absent(household);
    }
  }

  private present({ before, after }: CourseHousehold, row: StoredHousehold, ours: HouseholdRecord): void {
    if (after === null) {
      // It came and went again there: that takes nothing away which came back here.
      if (before === null) {
        this.same += 1;
        return;
      }
      const untouched = deepEqual(before, ours);
      if (!untouched) this.clash('removed_there', ours, null);
      if (untouched || this.preferred === 'theirs') this.removed.push(row.id);
      return;
    }
    // Brought back in both courses, each by itself: what they had in common is not known.
    const { record, clashes } = mergeRecords(before ?? emptyRecord(row.id), ours, after, this.preferred);
    for (const { path, ours: here, theirs } of clashes) {
      this.clashes.push({ why: 'edited', household: ours, path, ours: here, theirs });
    }
    const changes = diffRecords(ours, record);
    if (changes.length > 0) this.changed.push({ before: row, record, changes });
    else if (clashes.length === 0) this.same += 1;
  }

  private async absent({ before, after }: CourseHousehold): Promise<void> {
    if (after === null) {
      this.same += 1;
      return;
    }
    if (before !== null) {
      if (deepEqual(before, after)) return;
      this.clash('removed_here', after, null);
    } else if (await this.isTaken(after)) this.clash('number_taken', after, null);
    else {
      this.added.push(after);
      return;
    }
    if (this.preferred === 'theirs') this.added.push(after);
  }

  private clash(why: HouseholdClash['why'], household: HouseholdRecord, path: string | null): void {
    this.clashes.push({ why, household, path, ours: null, theirs: null });
  }

  private async isTaken(record: HouseholdRecord): Promise<boolean> {
    const number = numberOf(record);
    if (number === '') return false;
    return (await this.archive.db.households.where('no').equals(blind(number)).count()) > 0;
  }
}

/** Attachments that came or went there, of households that are here afterwards; all of those that go. */
async function attachmentsOf(
  { db }: Archive,
  { attachments, households }: Course,
  { added, removed }: Pick<Planner, 'added' | 'removed'>,
): Promise<AttachmentChange[]> {
  const gone = new Set(removed);
  const coming = new Set(added.map(({ id }) => id));
  const removedThere = new Set(households.flatMap(({ id, after }) => (after === null ? [id] : [])));
  const changes: AttachmentChange[] = [];
  for (const household of removed) {
    const rows = await db.attachments.where('household').equals(household).toArray();
    changes.push(...rows.map((before): AttachmentChange => ({ id: before.id, before, after: null })));
  }
  for (const [id, after] of attachments) {
    const before = (await db.attachments.get(id)) ?? null;
    const household = (after ?? before)?.household ?? '';
    if (deepEqual(before, after) || gone.has(household) || removedThere.has(household)) continue;
    const stays = coming.has(household) || (await db.households.get(household)) !== undefined;
    if (stays && (before === null || after === null)) changes.push({ id, before, after });
  }
  return changes;
}
