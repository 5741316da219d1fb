import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import { emptyRecord } from '#shared/derive/record';
import type { Result } from '#shared/result';
import { saveField } from '../../store/commands/saveField';
import { putSample } from '../../store/commands/putSample';
import { closeArchive, type Archive } from '../../store/db';
import { MemoryJournal } from '../../store/memoryJournal';
import { openDistrustful } from '../../store/openDistrustful';
import { hashArchive } from '../../store/queries/hashArchive';
import { openForTest, journalOf } from '../../store/testArchive';
import { state } from '../../store/testHistory';
import { ulid } from '../../store/ulid';
import { Copier } from './copier';
import { TestFiles } from './testFiles';
import { lookAtBackup, restoreUnopened } from './unopened';

const ACTOR = { who: '王', device: 'PC' };
const VILLAGE = Array.from({ length: 30 }, () => emptyRecord(ulid()));
let serial = 0;
const open: Archive[] = [];
afterEach(() => open.splice(0).forEach(closeArchive));

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** A backup of an archive with households, as bytes, and the hash of what it holds. */
async function backup(): Promise<{ bytes: Uint8Array; hash: string; households: number }> {
  const name = `unopened-from-${++serial}`;
  const archive = value(await openForTest(ACTOR, name));
  open.push(archive);
  value(await putSample(archive, VILLAGE));
  const [first] = await state(archive);
  value(await saveField(archive, first?.id ?? '', { path: 'fields.address', value: '山脚下' }));
  const files = new TestFiles(journalOf(name));
  const copier = new Copier(archive, files, { version: '1', today: '20260630', gentle: false });
  const { households } = value(await copier.backup('out.zip'));
  const bytes = files.files.get('out.zip');
  if (!bytes) throw new Error('no backup');
  return { bytes, hash: (await hashArchive(archive)).hash, households };
}

/** A folder in which nothing can be opened, with the backup at hand. */
async function ruin(
  journal: MemoryJournal,
): Promise<{ name: string; files: TestFiles; backup: Awaited<ReturnType<typeof backup>> }> {
  const made = await backup();
  const files = new TestFiles(journal);
  files.files.set('备份.zip', made.bytes);
  return { name: `unopened-${++serial}`, files, backup: made };
}

const RUINS: readonly (readonly [string, string, (journal: MemoryJournal) => Promise<void> | void])[] = [
  ['everything was deleted', 'archive_emptied', (journal) => void (journal.used = true)],
  [
    'only copies that cannot be read are left',
    'no_copy',
    (journal) => {
      const facts = { made: '2026-01-01T00:00:00.000Z', line: 7, sum: 'B'.repeat(43), seq: 7 } as const;
      const counts = { households: 3, members: 3, reason: 'daily', hash: '' } as const;
      const name = journal.keepCopy({ ...facts, ...counts }, new Uint8Array(500));
      const kept = journal.copies.get(name)!;
      journal.copies.set(name, { ...kept, info: { ...kept.info, damaged: true } });
    },
  ],
];

for (const [what, code, break_] of RUINS) {
  test(`${what}: refused, and a backup file gives the archive back`, async () => {
    const journal = new MemoryJournal();
    await break_(journal);
    const { name, files, backup: made } = await ruin(journal);
    const refused = await openDistrustful(ACTOR, { name, journal });
    expect(refused).toMatchObject({ ok: false, error: { code } });
    expect(await openDistrustful(ACTOR, { name, journal })).toMatchObject({ ok: false, error: { code } });

    const looked = value(await lookAtBackup(files, '备份.zip'));
    expect(looked).toMatchObject({ name: '备份.zip', households: made.households });
    value(await restoreUnopened(files, journal, '备份.zip', '1', name));
    const opened = value(await openDistrustful(ACTOR, { name, journal }));
    open.push(opened.archive);
    expect(opened.story).toMatchObject({ what: 'rebuilt', households: made.households });
    expect((await hashArchive(opened.archive)).hash).toBe(made.hash);
    // It goes on from there.
    const [first] = await state(opened.archive);
    value(await saveField(opened.archive, first?.id ?? '', { path: 'fields.address', value: '新地址' }));
    closeArchive(opened.archive);
    const again = value(await openDistrustful(ACTOR, { name, journal }));
    open.push(again.archive);
    expect(again.story).toBeNull();
  });

  test(`${what}: a damaged backup changes nothing`, async () => {
    const journal = new MemoryJournal();
    await break_(journal);
    const { name, files, backup: made } = await ruin(journal);
    const bytes = made.bytes.slice();
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    files.files.set('备份.zip', bytes);
    const before = JSON.stringify([journal.lines, [...journal.copies.keys()]]);
    expect(await lookAtBackup(files, '备份.zip')).toMatchObject({ ok: false });
    expect(await restoreUnopened(files, journal, '备份.zip', '1', name)).toMatchObject({ ok: false });
    expect(JSON.stringify([journal.lines, [...journal.copies.keys()]])).toBe(before);
    expect(await openDistrustful(ACTOR, { name, journal })).toMatchObject({ ok: false, error: { code } });
  });
}

test('nothing is left, and the clerk begins anew: the archive is empty, and asked about until something is saved', async () => {
  const journal = new MemoryJournal();
  journal.used = true;
  const name = `unopened-${++serial}`;
  const begun = value(await openDistrustful(ACTOR, { name, journal, begin: true }));
  closeArchive(begun.archive);
  expect(await openDistrustful(ACTOR, { name, journal })).toMatchObject({ error: { code: 'archive_emptied' } });
  const again = value(await openDistrustful(ACTOR, { name, journal, begin: true }));
  value(await putSample(again.archive, VILLAGE));
  closeArchive(again.archive);
  const later = value(await openDistrustful(ACTOR, { name, journal }));
  open.push(later.archive);
  expect(later.story).toBeNull();
});
