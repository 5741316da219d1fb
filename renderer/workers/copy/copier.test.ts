import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { emptyRecord } from '#shared/derive/record';
import { ok, type Result } from '#shared/result';
import { journalIn, openCopy } from '#shared/journal/copy/readCopy';
import { copySchema } from '#shared/journal/copy/schema';
import { overlayOf, stateRows } from '#shared/journal/copy/state';
import { memoryFile } from '#shared/journal/copy/testCopy';
import { JOURNALLED_TABLES } from '#shared/journal/entry';
import { editAttachments } from '../../store/attach';
import { putSample } from '../../store/commands/putSample';
import { rememberImport } from '../../store/commands/rememberImport';
import { saveField } from '../../store/commands/saveField';
import { undo } from '../../store/commands/undo';
import { closeArchive, type Archive } from '../../store/db';
import { openDistrustful } from '../../store/openDistrustful';
import { hashArchive } from '../../store/queries/hashArchive';
import { getImportMemory } from '../../store/queries/importMemory';
import { listOperations } from '../../store/queries/operations';
import { getSettings } from '../../store/queries/settings';
import { seal } from '../../store/seal';
import type { StoredAttachment } from '../../store/stored';
import { makeHasher } from '../../store/streamCopy';
import { journalOf, openForTest } from '../../store/testArchive';
import { act, allRows, importSome, lessonOf, state, type Step } from '../../store/testHistory';
import { ulid } from '../../store/ulid';
import { Copier } from './copier';
import { invalidAt } from './jsonSchema';
import { sha256Of, TestFiles } from './testFiles';

let serial = 0;
const open: Archive[] = [];
afterEach(() => open.splice(0).forEach(closeArchive));

interface Room {
  readonly archive: Archive;
  readonly copier: Copier;
  readonly files: TestFiles;
  readonly name: string;
}

async function room(databaseId?: string): Promise<Room> {
  const name = `copier-${++serial}`;
  if (databaseId !== undefined) Object.assign(journalOf(name), { databaseId });
  const archive = value(await openForTest({ who: '王', device: 'PC' }, name));
  open.push(archive);
  const files = new TestFiles(journalOf(name));
  return { archive, files, name, copier: copierOf(archive, files) };
}

function copierOf(archive: Archive, files: TestFiles): Copier {
  return new Copier(archive, files, { version: '1', today: '20260630', gentle: false });
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** What must come back: everything but stamps that count operations. */
async function content({ archive }: Pick<Room, 'archive'>): Promise<unknown> {
  const { attachments } = await allRows(archive);
  const { hash } = await hashArchive(archive);
  return { hash, households: await state(archive), attachments };
}

const step: fc.Arbitrary<Step> = fc.tuple(fc.nat(13), fc.nat(20), fc.nat(20));
const history = fc.array(step, { maxLength: 14 });

async function attach(archive: Archive, household: string, bytes: Uint8Array): Promise<void> {
  const body = await seal({ name: '户口本.jpg', bytes: bytes.length, type: 'image/jpeg', added: '', who: '王' });
  const after: StoredAttachment = { id: ulid(), household, sha256: sha256Of(bytes), body };
  value(await editAttachments(archive, household, '附件', () => ok([{ id: after.id, before: null, after }])));
}

/** Rows of a copy in the order of their keys, as JSON has them. */
async function rowsOfCopy(bytes: Uint8Array): Promise<Record<string, unknown[]>> {
  const copy = value(await openCopy(memoryFile(bytes), makeHasher));
  const overlay = await overlayOf(copy, makeHasher);
  const tables: Record<string, unknown[]> = {};
  for (const table of JOURNALLED_TABLES) {
    const rows: unknown[] = [];
    for await (const batch of stateRows(copy, table, overlay, makeHasher)) rows.push(...batch);
    tables[table] = rows;
  }
  return tables;
}

const sorted = (tables: Readonly<Record<string, unknown[]>>): unknown =>
  Object.fromEntries(
    Object.entries(tables).map(([name, rows]) => [name, rows.map((row) => JSON.stringify(row)).sort()]),
  );

describe('a copy', () => {
  test('holds every row of any history, also of what was saved while it was written; the schema describes them', async () => {
    await fc.assert(
      fc.asyncProperty(history, history, async (before, during) => {
        const { archive, copier, name } = await room();
        for (const each of before) await act(archive, each);
        const acting = (async () => {
          for (const each of during) await act(archive, each);
        })();
        const made = value(await copier.make('manual'));
        const { bytes, info } = journalOf(name).copies.get(made.name) ?? { bytes: new Uint8Array(0), info: made };
        await acting;
        // The journal brings a database from there to where the archive is now.
        const rows = await rowsOfCopy(bytes);
        for (const table of JOURNALLED_TABLES) {
          const wrong = invalidAt(copySchema, { [`data/${table}.jsonl`]: rows[table] });
          expect(wrong).toEqual([]);
        }
        for await (const lines of journalIn(value(await openCopy(memoryFile(bytes), makeHasher)), makeHasher)) {
          expect(invalidAt(copySchema, { 'data/journal.jsonl': JSON.parse(JSON.stringify(lines)) })).toEqual([]);
        }
        const now = await allRows(archive);
        const lines = journalOf(name).lines.filter(({ line }) => line > info.line);
        if (lines.length === 0) {
          expect(sorted(rows)).toEqual(sorted(now));
          expect(info.hash).toBe((await hashArchive(archive)).hash);
        }
        closeArchive(archive);
        const rebuilt = value(await openDistrustful(archive.actor, { name, journal: archive.journal, rebuild: true }));
        expect(sorted(await allRows(rebuilt.archive))).toEqual(sorted(now));
        closeArchive(rebuilt.archive);
      }),
      { numRuns: 25 },
    );
  });

  test('a rehearsal gives the same hash, counts findings, notes it and leaves no database', async () => {
    const { archive, copier, files } = await room();
    await importSome(archive, 12);
    const made = value(await copier.make('manual'));
    const done = value(await copier.rehearse(made.name));
    const { hash, households, members } = await hashArchive(archive);
    expect(done).toMatchObject({ households, members, matches: true, matchesLive: true });
    expect(done.findings).toBeGreaterThan(0);
    expect(files.rehearsed.get(made.name)).toBe(hash);
    expect((await indexedDB.databases()).map((one) => one.name)).not.toContain(`${archive.db.name}-rehearsal`);
    // Saved since: nothing can be said about the archive as it stands.
    await importSome(archive, 1);
    expect(value(await copier.rehearse(made.name))).toMatchObject({ matches: true, matchesLive: null });
  });
});

describe('a restore', () => {
  test('within one archive: the state of the backup, as one operation; its undo gives the state before', async () => {
    await fc.assert(
      fc.asyncProperty(history, history, async (first, then) => {
        const here = await room();
        await importSome(here.archive, 3);
        for (const each of first) await act(here.archive, each);
        value(await here.copier.backup('a.zip'));
        const wanted = await content(here);
        for (const each of then) await act(here.archive, each);
        const before = await content(here);
        const changes = JSON.stringify(before) !== JSON.stringify(wanted);
        const operations = (await listOperations(here.archive, 1000)).length;
        const { counts, undoable } = value(await here.copier.preview('a.zip'));
        expect(undoable).toBe(true);
        if (counts.added + counts.changed + counts.removed > 0) expect(changes).toBe(true);
        const done = value(await here.copier.restore('a.zip'));
        expect(await content(here)).toEqual(wanted);
        expect(journalOf(here.name).copies.get(done.saved)?.info.reason).toBe('before');
        if (done.operation === null) return;
        const [newest] = await listOperations(here.archive, 1);
        expect([newest?.id, newest?.kind, newest?.seq]).toEqual([done.operation, 'restore', operations + 1]);
        const taken = value(await undo(here.archive, done.operation));
        expect(await content(here)).toEqual(before);
        // And once more: the restore comes back.
        value(await undo(here.archive, taken.id));
        expect(await content(here)).toEqual(wanted);
      }),
      { numRuns: 25 },
    );
  });

  test('an attachment that rotted or went away comes back, also where nothing else differs', async () => {
    const here = await room();
    await importSome(here.archive, 1);
    const [first] = await state(here.archive);
    const [rots, goes] = [new Uint8Array(3000).fill(1), new Uint8Array(20).fill(2)];
    for (const bytes of [rots, goes]) {
      await attach(here.archive, first?.id ?? '', bytes);
      here.files.attachments.set(sha256Of(bytes), bytes);
    }
    value(await here.copier.backup('a.zip'));
    here.files.attachments.set(sha256Of(rots), new Uint8Array(3000).fill(9));
    here.files.attachments.delete(sha256Of(goes));
    expect(value(await here.copier.restore('a.zip')).operation).toBeNull();
    expect(here.files.attachments.get(sha256Of(rots))).toEqual(rots);
    expect(here.files.attachments.get(sha256Of(goes))).toEqual(goes);
  });

  test('to before the sample village: its invented unit goes with it', async () => {
    const here = await room();
    value(await here.copier.backup('a.zip'));
    const invented = ['甲省', '甲市', '甲县', '甲乡', '示例村'] as const;
    value(await putSample(here.archive, [{ ...emptyRecord('x'), fields: { household_no: '1' } }], invented));
    value(await here.copier.restore('a.zip'));
    expect(await getSettings(here.archive)).toMatchObject({ isSample: false, unit: ['', '', '', '', ''] });
  });

  test('what imports have taught stays with a restore of this archive, and comes along from another one', async () => {
    const [here, there] = [await room(), await room('01JCCCCCCCCCCCCCCCCCCCCCCC')];
    await importSome(there.archive, 1);
    value(await rememberImport(there.archive, lessonOf(1, 5)));
    const taught = await getImportMemory(there.archive);
    const { hash } = await hashArchive(there.archive);
    value(await there.copier.backup('a.zip'));
    value(await rememberImport(there.archive, lessonOf(2, 6)));
    expect((await hashArchive(there.archive)).hash).toBe(hash);
    value(await there.copier.restore('a.zip'));
    expect([...(await getImportMemory(there.archive)).layouts.keys()].sort()).toEqual(['table-2-1', 'table-2-2']);
    here.files.files.set('a.zip', there.files.files.get('a.zip') ?? new Uint8Array(0));
    expect(value(await here.copier.restore('a.zip'))).toMatchObject({ reload: true });
    closeArchive(here.archive);
    const opened = value(await openDistrustful(here.archive.actor, { name: here.name, journal: here.archive.journal }));
    open.push(opened.archive);
    expect(await getImportMemory(opened.archive)).toEqual(taught);
  });

  test('into another archive: all of it, with history and attachments, and what stood there is in a copy', async () => {
    const there = await room('01JAAAAAAAAAAAAAAAAAAAAAAA');
    const picture = new Uint8Array(3000).map((_, i) => i % 251);
    await importSome(there.archive, 4);
    const [first] = await state(there.archive);
    await attach(there.archive, first?.id ?? '', picture);
    there.files.attachments.set(sha256Of(picture), picture);
    await saveField(there.archive, first?.id ?? '', { path: 'fields.phone', value: '13800000000' });
    const backup = value(await there.copier.backup('a.zip'));
    expect(backup.attachments).toBe(1);
    const wanted = await allRows(there.archive);

    for (const full of [false, true]) {
      const here = await room('01JBBBBBBBBBBBBBBBBBBBBBBB');
      if (full) await importSome(here.archive, 2);
      const stood = await content(here);
      here.files.files.set('a.zip', there.files.files.get('a.zip') ?? new Uint8Array(0));
      expect(value(await here.copier.preview('a.zip'))).toMatchObject({ undoable: false, attachments: 1 });
      const done = value(await here.copier.restore('a.zip'));
      expect(done).toMatchObject({ operation: null, reload: true });
      // This handle may not write any more: the database is behind.
      expect(await saveField(here.archive, 'x', { path: 'fields.phone', value: '1' })).toMatchObject({ ok: false });
      closeArchive(here.archive);
      const opened = value(
        await openDistrustful(here.archive.actor, { name: here.name, journal: here.archive.journal }),
      );
      open.push(opened.archive);
      const rows = await allRows(opened.archive);
      expect(rows['meta']).toContainEqual({ key: 'lineage', value: ['01JAAAAAAAAAAAAAAAAAAAAAAA'] });
      expect(sorted({ ...rows, meta: [] })).toEqual(sorted({ ...wanted, meta: [] }));
      expect((await hashArchive(opened.archive)).hash).toBe(backup.hash);
      expect([...here.files.attachments.keys()]).toEqual([sha256Of(picture)]);

      // The copy of what stood there brings it back, now as an ordinary operation of the same lineage.
      const saved = journalOf(here.name).copies.get(done.saved);
      here.files.files.set('before.zip', saved?.bytes ?? new Uint8Array(0));
      const again = copierOf(opened.archive, here.files);
      value(await again.restore('before.zip'));
      expect((await hashArchive(opened.archive)).hash).toBe((stood as { hash: string }).hash);
      // And a later backup of the first archive is known as of this one.
      expect(value(await again.preview('a.zip')).undoable).toBe(true);
    }
  });
});

describe('bad files', () => {
  test('damaged, cut, foreign ones: refused by name, nothing changed, no copy made', async () => {
    const { archive, copier, files, name } = await room();
    await importSome(archive, 3);
    value(await copier.backup('good.zip'));
    await importSome(archive, 2);
    const good = files.files.get('good.zip') ?? new Uint8Array(0);
    const flipped = (at: number): Uint8Array => good.map((byte, i) => (i === at ? byte ^ 16 : byte));
    const bad: Readonly<Record<string, Uint8Array>> = {
      backup_truncated: good.slice(0, good.length - 100),
      backup_damaged: flipped(100),
      not_a_backup: new TextEncoder().encode('户编号,姓名\n'.repeat(30)),
    };
    const before = [await allRows(archive), journalOf(name).lines.length, journalOf(name).copies.size];
    for (const [code, bytes] of Object.entries(bad)) {
      files.files.set('bad.zip', bytes);
      for (const call of [copier.preview('bad.zip'), copier.restore('bad.zip')]) {
        expect(await call).toMatchObject({ ok: false, error: { code, params: { name: 'bad.zip' } } });
      }
    }
    for (let i = 0; i < 40; i++) {
      files.files.set('bad.zip', flipped(Math.floor((i / 40) * good.length)));
      expect((await copier.restore('bad.zip')).ok).toBe(false);
    }
    files.files.set('bad.zip', new Uint8Array(0));
    expect(await copier.restore('bad.zip')).toMatchObject({ ok: false, error: { code: 'not_a_backup' } });
    expect([await allRows(archive), journalOf(name).lines.length, journalOf(name).copies.size]).toEqual(before);
  });
});
