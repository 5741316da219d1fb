import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import type { Result } from '#shared/result';
import { editAttachments } from '../../store/attach';
import { saveField } from '../../store/commands/saveField';
import { undo } from '../../store/commands/undo';
import { closeArchive, type Archive } from '../../store/db';
import { MemoryJournal } from '../../store/memoryJournal';
import { openDistrustful } from '../../store/openDistrustful';
import { seal } from '../../store/seal';
import { asideFile } from '../../store/testAside';
import { importSome, state } from '../../store/testHistory';
import { ulid } from '../../store/ulid';
import { Copier } from './copier';
import { sha256Of, TestFiles } from './testFiles';

let serial = 0;
const open: Archive[] = [];
afterEach(() => open.splice(0).forEach(closeArchive));
const FILE = '1-000000000001.jsonl';

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function opened(journal: MemoryJournal): Promise<Archive> {
  const { archive } = value(
    await openDistrustful({ who: '李', device: 'PC-2' }, { name: `bring-copier-${++serial}`, journal }),
  );
  open.push(archive);
  return archive;
}

/** Here and, from the same beginning, there; `files` holds what the second place set aside. */
async function fork() {
  const journal = new MemoryJournal();
  const here = await opened(journal);
  await importSome(here, 2);
  const other = new MemoryJournal();
  other.lines = [...journal.lines];
  const there = await opened(other);
  const files = new TestFiles(journal);
  const copier = new Copier(here, files, { version: '1', today: '20260630', gentle: false });
  const [first] = await state(here);
  const setAside = () => files.asides.set(FILE, asideFile(other, 1));
  return { here, there, files, copier, journal, id: first?.id ?? '', setAside };
}

async function attach(archive: Archive, household: string, bytes: Uint8Array): Promise<void> {
  const body = await seal({ name: '照片.jpg', bytes: bytes.length, type: 'image/jpeg', added: '', who: '' });
  const after = { id: ulid(), household, sha256: sha256Of(bytes), body };
  await editAttachments(archive, household, '附件', () => ({
    ok: true,
    value: [{ id: after.id, before: null, after }],
  }));
}

test('looked at: who, where, how much and what, the clash first; brought in after a copy of the present state', async () => {
  const { here, there, copier, journal, id, setAside } = await fork();
  await saveField(there, id, { path: 'fields.phone', value: '1' });
  await saveField(there, id, { path: 'fields.remark', value: '那边' });
  await saveField(here, id, { path: 'fields.phone', value: '2' });
  setAside();
  const [course] = value(await copier.asides([FILE]));
  expect(course).toMatchObject({
    broken: null,
    devices: ['PC-2'],
    operations: 2,
    counts: { added: 0, changed: 1, removed: 0, attachments: 0, clashes: 1 },
    rows: [
      { what: 'edited', path: 'fields.phone', here: '2', there: '1' },
      { what: 'changed', path: 'fields.remark', here: null, there: '那边' },
    ],
  });
  const before = journal.copies.size;
  const done = value(await copier.bringIn([FILE], FILE, 'theirs'));
  expect((await state(here)).find((record) => record.id === id)?.fields).toMatchObject({ phone: '1', remark: '那边' });
  expect([...journal.copies.values()].slice(before).map(({ info }) => info.reason)).toEqual(['before']);
  expect(value(await copier.asides([FILE]))).toEqual([]);
  expect(await copier.bringIn([FILE], FILE, 'ours')).toMatchObject({ ok: false, error: { code: 'aside_over' } });
  value(await undo(here, done.operation ?? ''));
  expect((await state(here)).find((record) => record.id === id)?.fields['phone']).toBe('2');
});

test('an attachment comes with its file; one whose file is rotten there is left out and counted', async () => {
  const { here, there, files, copier, id, setAside } = await fork();
  const [whole, rotten] = [new Uint8Array(300).fill(1), new Uint8Array(300).fill(2)];
  await attach(there, id, whole);
  await attach(there, id, rotten);
  files.asides.set(`attachment:${sha256Of(whole)}`, whole);
  files.asides.set(`attachment:${sha256Of(rotten)}`, new Uint8Array(300).fill(9));
  setAside();
  expect(value(await copier.bringIn([FILE], FILE, 'ours')).missing).toBe(1);
  expect(files.attachments.get(sha256Of(whole))).toEqual(whole);
  expect((await here.db.attachments.toArray()).map(({ sha256 }) => sha256)).toEqual([sha256Of(whole)]);
});

test('the stick was pulled out: said, nothing done', async () => {
  const { here, there, copier, journal, id } = await fork();
  await saveField(there, id, { path: 'fields.phone', value: '1' });
  const line = journal.head().line;
  expect(await copier.asides([FILE])).toMatchObject({ ok: false, error: { code: 'aside_gone' } });
  expect(await copier.bringIn([FILE], FILE, 'ours')).toMatchObject({ ok: false, error: { code: 'aside_gone' } });
  expect((await state(here)).find((record) => record.id === id)?.fields['phone']).toBeUndefined();
  expect(journal.head().line).toBe(line);
});
