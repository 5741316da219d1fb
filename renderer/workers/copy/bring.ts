/** 多出的记录: what lies only in the second place, looked at and brought in (renderer/store/course, bringPlan). */
import type { Preferred } from '#shared/derive/merge';
import type { HouseholdRecord } from '#shared/derive/record';
import { fail, ok, type Result } from '#shared/result';
import type { AsideFile } from '../../store/asideFile';
import { planBring, type BringPlan } from '../../store/bringPlan';
import { restoreCopy } from '../../store/commands/restore';
import { coursesOf, type BrokenCourse, type Course } from '../../store/course';
import { actingAs, type Archive } from '../../store/db';
import { storeFailure } from '../../store/failure';
import type { Journal } from '../../store/journal';
import { getMany } from '../../store/queries/households';
import { getSettings } from '../../store/queries/settings';
import type { AsideCourse, BringRow } from '../api';
import { isWhole } from './attachments';
import { bytesOf, type CopyFiles } from './files';

const ROWS = 200;
/** How often the plan is made anew because somebody saved meanwhile. */
const TRIES = 3;

/** Each course in these files with what it would bring, and those that cannot be brought in. See CopyApi.asides. */
export async function lookAside(
  archive: Archive,
  files: CopyFiles,
  names: readonly string[],
): Promise<Result<readonly AsideCourse[]>> {
  const courses = await readCourses(archive, files, names);
  if (!courses.ok) return courses;
  try {
    const shown: AsideCourse[] = [];
    for (const course of courses.value) {
      shown.push('code' in course ? brokenOne(course) : await described(archive, course));
    }
    return ok(shown);
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}

export interface Bringing {
  readonly names: readonly string[];
  readonly course: string;
  readonly preferred: Preferred;
}

/** Applies one course as one operation. See CopyApi.bringIn. */
export async function applyCourse(
  archive: Archive,
  files: CopyFiles,
  { names, course: name, preferred }: Bringing,
): Promise<Result<{ readonly operation: string | null; readonly missing: number }>> {
  const courses = await readCourses(archive, files, names);
  if (!courses.ok) return courses;
  const course = courses.value.find((one) => one.name === name);
  if (!course) return fail('aside_over');
  if ('code' in course) return fail(course.code);
  try {
    const { person } = await getSettings(archive);
    const own = actingAs(archive, { who: person });
    for (let tries = 1; ; tries++) {
      const whole = await planBring(own, course, preferred);
      const { plan, missing } = await withFiles(whole, files);
      const done = await restoreCopy(own, plan, {
        kind: 'bring',
        summary: `带入第二份多出的记录：${course.operations.length} 步`,
        brought: course.operations.map(({ id }) => id),
      });
      if (done.ok) return ok({ operation: done.value?.id ?? null, missing });
      if (done.error.code !== 'restore_stale' || tries === TRIES) return done;
    }
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}

async function readCourses(
  archive: Archive,
  files: CopyFiles,
  names: readonly string[],
): Promise<Result<readonly (Course | BrokenCourse)[]>> {
  const read: AsideFile[] = [];
  for (const name of names) {
    const bytes = await wholeFile(files, name);
    if (!bytes) return fail('aside_gone');
    read.push({ name, bytes });
  }
  const segments: Pick<Journal, 'segment'> = {
    segment: async (sha256) => {
      const aside = await files.aside(`segment:${sha256}`);
      return aside.ok ? aside : archive.journal.segment(sha256);
    },
  };
  try {
    return await coursesOf(archive, read, segments);
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}

async function wholeFile(files: CopyFiles, name: string): Promise<Uint8Array | null> {
  const file = await files.aside(name);
  if (!file.ok) return null;
  const whole = new Uint8Array(file.value.size);
  let at = 0;
  try {
    for await (const piece of bytesOf(file.value)) {
      whole.set(piece, at);
      at += piece.length;
    }
  } catch {
    return null;
  }
  return whole;
}

/** Attachments that come have their files here before the rows that name them; one that cannot be had is left out. */
async function withFiles(plan: BringPlan, files: CopyFiles): Promise<{ plan: BringPlan; missing: number }> {
  const attachments: BringPlan['attachments'][number][] = [];
  for (const change of plan.attachments) {
    if (change.after === null || (await isHere(files, change.after.sha256))) attachments.push(change);
  }
  return { plan: { ...plan, attachments }, missing: plan.attachments.length - attachments.length };
}

async function isHere(files: CopyFiles, sha256: string): Promise<boolean> {
  const known = await files.attachment(sha256);
  if (known.ok && (await isWhole(known.value, sha256))) return true;
  const aside = await files.aside(`attachment:${sha256}`);
  if (!aside.ok || !(await isWhole(aside.value, sha256))) return false;
  const output = await files.keepAttachment();
  if (!output.ok) return false;
  try {
    for await (const piece of bytesOf(aside.value)) {
      const written = await output.value.write(piece);
      if (!written.ok) return false;
    }
  } catch {
    await output.value.abort();
    return false;
  }
  const kept = await output.value.commit();
  return kept.ok && kept.value === sha256;
}

const NOTHING = { added: 0, changed: 0, removed: 0, attachments: 0, clashes: 0 };

function brokenOne({ name, code }: BrokenCourse): AsideCourse {
  return { name, broken: code, from: '', to: '', who: [], devices: [], operations: 0, counts: NOTHING, rows: [] };
}

async function described(archive: Archive, course: Course): Promise<AsideCourse> {
  const plan = await planBring(archive, course, 'ours');
  const { added, changed, removed, attachments, clashes } = plan;
  const { operations, name } = course;
  const different = (texts: readonly string[]): string[] => [...new Set(texts.filter((text) => text !== ''))];
  return {
    name,
    broken: null,
    from: operations[0]?.when ?? '',
    to: operations.at(-1)?.when ?? '',
    who: different(operations.map(({ who }) => who)),
    devices: different(operations.map(({ device }) => device)),
    operations: operations.length,
    counts: {
      added: added.length,
      changed: changed.length,
      removed: removed.length,
      attachments: attachments.length,
      clashes: clashes.length,
    },
    rows: await rowsOf(archive, plan),
  };
}

async function rowsOf(archive: Archive, { added, changed, removed, clashes }: BringPlan): Promise<BringRow[]> {
  const rows: BringRow[] = clashes
    .slice(0, ROWS)
    .map(({ why, household, path, ours, theirs }) => row(household, why, path, ours, theirs));
  for (const { record, changes } of changed.slice(0, ROWS)) {
    for (const [path, here, there] of changes) rows.push(row(record, 'changed', path, here, there));
  }
  rows.push(...added.slice(0, ROWS).map((record) => row(record, 'added')));
  const gone = await getMany(archive, removed.slice(0, ROWS));
  rows.push(...gone.map((record) => row(record, 'removed')));
  return rows.slice(0, ROWS);
}

function row(
  { fields }: HouseholdRecord,
  what: BringRow['what'],
  path: string | null = null,
  here: unknown = null,
  there: unknown = null,
): BringRow {
  const [household_no, head_name] = [String(fields['household_no'] ?? ''), String(fields['head_name'] ?? '')];
  return { household_no, head_name, what, path, here: here ?? null, there: there ?? null };
}
