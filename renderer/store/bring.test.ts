import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { deepEqual } from '#shared/derive/diff';
import { emptyRecord, type HouseholdRecord } from '#shared/derive/record';
import type { Result } from '#shared/result';
import { planBring } from './bringPlan';
import { addHousehold } from './commands/addHousehold';
import { addRow } from './commands/addRow';
import { removeHousehold } from './commands/removeHousehold';
import { restoreCopy } from './commands/restore';
import { saveField } from './commands/saveField';
import { undo } from './commands/undo';
import { coursesOf, type Course } from './course';
import { closeArchive, type Archive } from './db';
import { openDistrustful } from './openDistrustful';
import { MemoryJournal } from './memoryJournal';
import { asideFile } from './testAside';
import { act, allRows, importSome, KINDS, state, type Step } from './testHistory';

let serial = 0;
const open: Archive[] = [];
afterEach(() => open.splice(0).forEach(closeArchive));

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function archiveOver(journal: MemoryJournal): Promise<Archive> {
  const name = `bring-${++serial}`;
  const { archive } = value(await openDistrustful({ who: '王', device: 'PC' }, { name, journal }));
  open.push(archive);
  return archive;
}

interface Fork {
  readonly here: Archive;
  readonly there: Archive;
  /** What the second place would have set aside. */
  readonly aside: (first?: number) => { name: string; bytes: Uint8Array }[];
  readonly journal: MemoryJournal;
}

/** An archive with a common history, and the same once more, as it is opened in the second place. */
async function fork(common: (archive: Archive) => Promise<void>): Promise<Fork> {
  const journal = new MemoryJournal();
  const here = await archiveOver(journal);
  await common(here);
  const other = new MemoryJournal();
  other.lines = [...journal.lines];
  for (const [name, bytes] of journal.segments) other.segments.set(name, bytes);
  const there = await archiveOver(other);
  return {
    here,
    there,
    journal: other,
    aside: (first = 1) => [{ name: `1-${String(first).padStart(12, '0')}.jsonl`, bytes: asideFile(other, first) }],
  };
}

async function only({ here, aside, journal }: Fork, first?: number): Promise<Course> {
  const [course, ...more] = value(await coursesOf(here, aside(first), journal));
  if (!course || 'code' in course || more.length > 0) throw new Error(JSON.stringify(course));
  return course;
}

async function bring(at: Fork, preferred: 'ours' | 'theirs' = 'ours') {
  const course = await only(at);
  const plan = await planBring(at.here, course, preferred);
  const brought = course.operations.map(({ id }) => id);
  return { plan, done: value(await restoreCopy(at.here, plan, { kind: 'bring', summary: '带入', brought })) };
}

const sorted = (records: readonly HouseholdRecord[]) =>
  [...records].sort((a, b) => (a.id < b.id ? -1 : 1)).map((record) => JSON.parse(JSON.stringify(record)) as unknown);
const one = async (archive: Archive): Promise<HouseholdRecord> => (await state(archive))[0] ?? emptyRecord('');
const some = async (archive: Archive): Promise<void> => void (await importSome(archive, 3));

describe('lines that only the second place holds', () => {
  test('are brought in as one operation; then nothing of them is unknown; undone, they are again', async () => {
    const at = await fork(some);
    const { id } = await one(at.there);
    await saveField(at.there, id, { path: 'fields.phone', value: '13900000000' });
    for (const household_no of ['801', '802']) {
      await addHousehold(at.there, { ...emptyRecord(''), fields: { household_no } });
    }
    await saveField(at.here, id, { path: 'fields.remark', value: '这里写的' });
    const before = await state(at.here);
    const { done, plan } = await bring(at);
    expect(plan).toMatchObject({ clashes: [], removed: [] });
    expect([plan.added.length, plan.changed.length]).toEqual([2, 1]);
    expect(done).toMatchObject({ kind: 'bring', households: 3 });
    const [first] = await state(at.here);
    expect(first?.fields).toMatchObject({ phone: '13900000000', remark: '这里写的' });
    expect(value(await coursesOf(at.here, at.aside(), at.journal))).toEqual([]);
    value(await undo(at.here));
    expect(sorted(await state(at.here))).toEqual(sorted(before));
    expect((await only(at)).operations).toHaveLength(3);
  });

  test('an edit in both is left as it is here and told, or taken from there', async () => {
    for (const preferred of ['ours', 'theirs'] as const) {
      const at = await fork(some);
      const { id } = await one(at.here);
      await saveField(at.there, id, { path: 'fields.phone', value: '13911111111' });
      await saveField(at.here, id, { path: 'fields.phone', value: '13922222222' });
      const { plan } = await bring(at, preferred);
      expect(plan.clashes).toMatchObject([
        { why: 'edited', path: 'fields.phone', ours: '13922222222', theirs: '13911111111' },
      ]);
      expect((await one(at.here)).fields['phone']).toBe(preferred === 'ours' ? '13922222222' : '13911111111');
    }
  });

  test('a household removed in one course and edited in the other is a clash both ways', async () => {
    for (const [removing, editing, why] of [
      ['here', 'there', 'removed_here'],
      ['there', 'here', 'removed_there'],
    ] as const) {
      const at = await fork(some);
      const { id } = await one(at.here);
      await removeHousehold(at[removing], id);
      await saveField(at[editing], id, { path: 'fields.phone', value: '13900000000' });
      const { plan } = await bring(at);
      expect(plan.clashes).toMatchObject([{ why, household: { id } }]);
      expect((await state(at.here)).some((record) => record.id === id)).toBe(removing === 'there');
    }
  });

  test('what came and went again there takes nothing away that was brought back here', async () => {
    const at = await fork(async (archive) => {
      await some(archive);
      await removeHousehold(archive, (await one(archive)).id);
    });
    const back = value(await undo(at.there));
    value(await undo(at.there, back?.id));
    value(await undo(at.here));
    const mine = sorted(await state(at.here));
    const { plan, done } = await bring(at);
    expect(plan).toMatchObject({ removed: [], added: [], changed: [], clashes: [] });
    expect(done).toBe(null);
    expect(sorted(await state(at.here))).toEqual(mine);
  });

  test('removed there and untouched here goes; the same 户编号 made in both is not made twice', async () => {
    const at = await fork(some);
    const { id } = await one(at.there);
    await removeHousehold(at.there, id);
    const twice = { ...emptyRecord(''), fields: { household_no: '777' } };
    await addHousehold(at.there, twice);
    await addHousehold(at.here, twice);
    const { plan } = await bring(at);
    expect(plan.removed).toEqual([id]);
    expect(plan.clashes).toMatchObject([{ why: 'number_taken', household: { fields: { household_no: '777' } } }]);
    expect((await state(at.here)).filter(({ fields }) => fields['household_no'] === '777')).toHaveLength(1);
  });

  test('a file that begins later is joined to ours by the checksum of the line before; where that is not ours it is refused', async () => {
    const at = await fork(some);
    const head = at.journal.head().line;
    await saveField(at.there, (await one(at.there)).id, { path: 'fields.phone', value: '1' });
    await saveField(at.there, (await one(at.there)).id, { path: 'fields.phone', value: '2' });
    expect((await only(at, head + 1)).operations).toHaveLength(2);
    expect(value(await coursesOf(at.here, at.aside(head + 2), at.journal))).toMatchObject([
      { code: 'aside_begins_later' },
    ]);
    // Both files together are whole.
    const [whole, end] = [at.aside(head + 1), at.aside(head + 2)];
    const course = value(await coursesOf(at.here, [...whole, ...end], at.journal));
    expect(course).toMatchObject([{ operations: [{}, {}] }]);
  });

  test('damage is told, never brought in: a flipped bit, a lost line, a lost segment, a restore of a backup', async () => {
    const at = await fork(async (archive) => void (await importSome(archive, 1200)));
    const { id } = await one(at.there);
    for (const phone of ['1', '2', '3']) await saveField(at.there, id, { path: 'fields.phone', value: phone });
    const told = async (files = at.aside()) => value(await coursesOf(at.here, files, at.journal));
    const [file] = at.aside();
    const bytes = file!.bytes.slice();
    const at9 = bytes.length - 60;
    bytes[at9] = (bytes[at9] ?? 0) ^ 1;
    expect(await told([{ ...file!, bytes }])).toMatchObject([{ code: 'aside_damaged' }]);
    const kept = at.journal.lines;
    at.journal.lines = kept.toSpliced(-2, 1);
    expect(await told()).toMatchObject([{ code: 'aside_damaged' }]);
    at.journal.lines = kept;
    const segments = new Map(at.journal.segments);
    at.journal.segments.clear();
    expect(segments.size).toBeGreaterThan(0);
    expect(await told()).toMatchObject([{ code: 'aside_damaged' }]);
    for (const [name, segment] of segments) at.journal.segments.set(name, segment);
    expect(await told()).toMatchObject([{ operations: [{}, {}, {}] }]);
  });

  const step: fc.Arbitrary<Step> = fc.tuple(fc.nat(KINDS - 1), fc.nat(20), fc.nat(20));
  const history = fc.array(step, { maxLength: 9 });

  test('whatever was done: alone it becomes exactly theirs, beside ours nothing of ours is lost, and the undo brings all back', async () => {
    let merged = 0;
    await fc.assert(
      // Often nothing was done here: only then theirs can be expected as it is.
      fc.asyncProperty(history, fc.oneof(fc.constant<Step[]>([]), history), history, async (common, ours, theirs) => {
        const at = await fork(async (archive) => {
          await importSome(archive, 2);
          for (const each of common) await act(archive, each);
        });
        const base = sorted(await state(at.here));
        for (const each of theirs) await act(at.there, each);
        for (const each of ours) await act(at.here, each);
        const [mine, rows] = [await state(at.here), await allRows(at.here)];
        const found = value(await coursesOf(at.here, at.aside(), at.journal));
        const [course] = found;
        if (!course) return;
        expect('code' in course).toBe(false);
        const { plan, done } = await bring(at);
        const now = await state(at.here);
        if (deepEqual(sorted(mine), base) && plan.clashes.length === 0) {
          expect(sorted(now)).toEqual(sorted(await state(at.there)));
          merged += 1;
        }
        // A field that was changed here, and what both changed, stands as it did here.
        for (const record of mine) {
          const was = (base as HouseholdRecord[]).find(({ id }) => id === record.id);
          const after = now.find(({ id }) => id === record.id);
          if (deepEqual(was, JSON.parse(JSON.stringify(record)))) continue;
          for (const key of Object.keys(record.fields)) {
            if (record.fields[key] !== was?.fields[key]) expect(after?.fields[key]).toBe(record.fields[key]);
          }
        }
        if (!done) return;
        value(await undo(at.here, done.id));
        expect(sorted(await state(at.here))).toEqual(sorted(mine));
        expect((await allRows(at.here))['attachments']).toEqual(rows['attachments']);
      }),
      { numRuns: 25 },
    );
    expect(merged).toBeGreaterThan(0);
  });

  test('what was brought in survives a rebuild from the journal', async () => {
    const at = await fork(some);
    await addRow(at.there, (await one(at.there)).id, 'members', { name: '小' });
    await bring(at);
    const wanted = sorted(await state(at.here));
    const again = await archiveOver(at.here.journal as MemoryJournal);
    expect(sorted(await state(again))).toEqual(wanted);
    expect(value(await coursesOf(again, at.aside(), at.journal))).toEqual([]);
  });
});
