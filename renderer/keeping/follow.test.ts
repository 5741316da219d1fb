import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { emptyRecord } from '#shared/derive/record';
import type { Result } from '#shared/result';
import { addHousehold } from '../store/commands/addHousehold';
import type { Archive } from '../store/db';
import { MemoryJournal } from '../store/memoryJournal';
import { openDistrustful } from '../store/openDistrustful';
import { baseEntry } from '../store/rebuild';
import { importSome, state } from '../store/testHistory';
import { catchUp } from '../store/writeAhead';
import { follow, followedNow } from './follow';

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function opened(name: string, journal: MemoryJournal): Promise<Archive> {
  return value(await openDistrustful({ who: '', device: '' }, { name, journal })).archive;
}

const endOf = (journal: MemoryJournal): string => String(journal.lines.length);
const numbers = async (archive: Archive): Promise<unknown[]> =>
  (await state(archive)).map(({ fields }) => fields['household_no']);

test('what the owner saves comes by itself; a state that was replaced as a whole is told', async () => {
  const journal = new MemoryJournal();
  const owner = await opened('follow-owner', journal);
  const add = async (household_no: string): Promise<void> =>
    void value(await addHousehold(owner, { ...emptyRecord(''), fields: { household_no } }));
  await add('1');
  // Over the same journal, which it may only read.
  const theirs = new MemoryJournal();
  theirs.lines = journal.lines;
  theirs.access = { mode: 'read', why: 'owner', owner: '李', computer: '' };
  const reader = await opened('follow-reader', theirs);
  await follow(reader, endOf(journal));
  expect(followedNow()).toEqual({ at: null, stuck: false });

  await add('2');
  expect(await numbers(reader)).toEqual(['1']);
  await follow(reader, endOf(journal));
  expect(await numbers(reader)).toEqual(['1', '2']);
  const { at, stuck } = followedNow();
  expect([at !== null, stuck]).toEqual([true, false]);
  // Nothing new: nothing is read.
  theirs.state = () => Promise.reject(new Error('asked'));
  await follow(reader, endOf(journal));
  Reflect.deleteProperty(theirs, 'state');

  const { line, sum } = journal.head();
  const base = { databaseId: journal.databaseId, line, sum, seq: 9, households: 0 };
  value(await journal.append(line, JSON.stringify(baseEntry('x.zip', base, 'restored')), ['copy:x.zip']));
  await follow(reader, endOf(journal));
  expect(followedNow()).toEqual({ at, stuck: true });
  expect(await numbers(reader)).toEqual(['1', '2']);
});

test('rows that could not be read for a moment are not passed over: they come when they can be read', async () => {
  const journal = new MemoryJournal();
  const owner = await opened('follow-large-owner', journal);
  await importSome(owner, 1200);
  const theirs = new MemoryJournal();
  theirs.lines = journal.lines;
  for (const [name, bytes] of journal.segments) theirs.segments.set(name, bytes);
  theirs.access = { mode: 'read', why: 'owner', owner: '李', computer: '' };
  const reader = await opened('follow-large-reader', theirs);
  const before = await state(reader);

  await importSome(owner, 1200);
  value(await addHousehold(owner, { ...emptyRecord(''), fields: { household_no: '9999' } }));
  // The line is there, its segment is not: the drive was away for a moment.
  expect(await catchUp(reader)).toMatchObject({ ok: false, error: { code: 'store_reopen' } });
  expect(await state(reader)).toEqual(before);
  for (const [name, bytes] of journal.segments) theirs.segments.set(name, bytes);
  value(await catchUp(reader));
  expect(await state(reader)).toEqual(await state(owner));
});
