import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addHousehold } from './commands/addHousehold';
import { closeArchive, type Archive } from './db';
import { breakLock, lockOf } from './lock';
import { MemoryJournal } from './memoryJournal';
import { openDistrustful, type DistrustfulOptions } from './openDistrustful';
import { countHouseholds } from './queries/households';
import { importSome } from './testHistory';

const ACTOR = { who: '甲', device: '机' };
let serial = 0;
let name = '';
let journal: MemoryJournal;
let archive: Archive | null = null;

async function open(options: DistrustfulOptions = {}): Promise<string> {
  const done = await openDistrustful(ACTOR, { name, journal, ...options });
  if (!done.ok) throw new Error(done.error.code);
  archive = done.value.archive;
  return done.value.story?.because ?? 'good';
}

async function loseOne(): Promise<void> {
  const db = new Dexie(name);
  await db.open();
  await db.table('households').limit(1).delete();
  db.close();
}

beforeEach(async () => {
  name = `counting-${++serial}`;
  journal = new MemoryJournal();
  await open();
  if (archive) await importSome(archive, 4);
  if (archive) closeArchive(archive);
});
afterEach(() => {
  vi.restoreAllMocks();
  if (archive) closeArchive(archive);
  breakLock(lockOf(name));
});

describe('counting the households after the opening', () => {
  it('opens before it counts, and counts before the first write', async () => {
    const order: string[] = [];
    const onMiscount = vi.fn();
    await open({ onMiscount });
    const households = archive?.db.households;
    if (!archive || !households) throw new Error();
    const counting = households.count.bind(households);
    vi.spyOn(households, 'count').mockImplementation((() => {
      order.push('counted');
      return counting();
    }) as typeof households.count);
    const lines = journal.head().line;
    expect((await addHousehold(archive)).ok).toBe(true);
    order.push('written');
    expect(order).toEqual(['counted', 'written']);
    expect(journal.head().line).toBe(lines + 1);
    expect(onMiscount).not.toHaveBeenCalled();
  });

  it('writes nothing into a database that lost households, and says so', async () => {
    await loseOne();
    const said = new Promise<void>(
      (told) => void open({ onMiscount: told }).then(() => archive && addHousehold(archive)),
    );
    const lines = journal.head().line;
    await said;
    await new Promise((done) => setTimeout(done, 20));
    expect(journal.head().line).toBe(lines);
  });

  it('finds the loss by itself when nobody writes', async () => {
    await loseOne();
    const said = await new Promise<string>((told) => void open({ onMiscount: () => told('miscounted') }));
    expect(said).toBe('miscounted');
  });

  it('mends the database at the opening that follows', async () => {
    await loseOne();
    expect(await open()).toBe('counts');
    if (archive) expect(await countHouseholds(archive)).toBe(4);
  });

  it('counts at once whatever is not good as it stands', async () => {
    await loseOne();
    const db = new Dexie(name);
    await db.open();
    await db.table('meta').put({ key: 'lastSeq', value: 7 });
    db.close();
    const onMiscount = vi.fn();
    expect(await open({ onMiscount })).toBe('counts');
    expect(onMiscount).not.toHaveBeenCalled();
  });
});
