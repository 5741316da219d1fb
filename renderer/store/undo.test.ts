import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyRecord, type HouseholdRecord } from '#shared/derive/record';
import { addHousehold } from './commands/addHousehold';
import { addRow } from './commands/addRow';
import { clearSample } from './commands/clearSample';
import { putSample } from './commands/putSample';
import { removeHousehold } from './commands/removeHousehold';
import { saveField } from './commands/saveField';
import { undo } from './commands/undo';
import { closeArchive, type Archive } from './db';
import { openForTest } from './testArchive';
import { act, attachSome, importSome, KINDS, state } from './testHistory';
import { commit } from './commit';
import { readSeal } from './meta';
import { lastSeq } from './queries/changedSince';
import { historyOf } from './queries/history';
import { lastOperation } from './queries/operations';
import { getSettings } from './queries/settings';

let serial = 0;
const opened: Archive[] = [];

async function freshArchive(): Promise<Archive> {
  serial += 1;
  const archive = await openForTest({ who: '测试员', device: '测试机' }, `undo-${serial}`);
  if (!archive.ok) throw new Error(archive.error.code);
  opened.push(archive.value);
  return archive.value;
}

afterEach(() => opened.splice(0).forEach(closeArchive));

/** The seal counts what is there. */
async function isSealed(archive: Archive): Promise<boolean> {
  const [seal, households, seq] = [
    await readSeal(archive.db),
    await archive.db.households.count(),
    await lastSeq(archive),
  ];
  return seal?.households === households && seal.seq === seq;
}

describe('undo', () => {
  it('takes every sequence of actions back to the archive before it', async () => {
    const step = fc.tuple(fc.nat(KINDS - 1), fc.nat(20), fc.nat(50));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const archive = await freshArchive();
        const before = await state(archive);
        for (const one of steps) await act(archive, one);
        for (let guard = 0; guard < 60 && (await lastOperation(archive)); guard++) {
          const done = await undo(archive);
          expect(done.ok, JSON.stringify(done)).toBe(true);
        }
        expect(await state(archive)).toEqual(before);
        expect(await archive.db.attachments.toArray()).toEqual([]);
        expect(await isSealed(archive)).toBe(true);
        expect(await lastOperation(archive)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('restores each earlier state step by step', async () => {
    const archive = await freshArchive();
    const states: HouseholdRecord[][] = [];
    for (const one of [
      [0, 0, 1],
      [2, 0, 1],
      [3, 0, 1],
      [5, 0, 1],
      [4, 0, 0],
      [7, 0, 5],
      [6, 1, 0],
      [1, 0, 4],
    ] as const) {
      states.push(await state(archive));
      await act(archive, one);
    }
    for (const before of states.reverse()) {
      await undo(archive);
      expect(await state(archive)).toEqual(before);
    }
  });

  it('takes an earlier operation back when nothing later touched its paths, and names the paths otherwise', async () => {
    const archive = await freshArchive();
    const added = await addHousehold(archive, { ...emptyRecord(''), members: [{ name: '甲' }] });
    if (!added.ok) throw new Error();
    const { id } = added.value;
    const phone = await saveField(archive, id, { path: 'fields.phone', value: '1' });
    await saveField(archive, id, { path: 'members[0].name', value: '乙' });
    const name = await saveField(archive, id, { path: 'members[0].name', value: '丙' });
    await addRow(archive, id, 'members', { name: '丁' });
    if (!phone.ok || !name.ok) throw new Error();

    expect(await undo(archive, added.value.operation.id)).toMatchObject({ ok: false, error: { code: 'undo_blocked' } });
    expect(await undo(archive, name.value?.id)).toMatchObject({
      ok: false,
      error: { code: 'undo_blocked', params: { paths: `${id}:members[0].name` } },
    });
    expect(await undo(archive, phone.value?.id)).toMatchObject({ ok: true, value: { undoes: phone.value?.id } });
    expect(await state(archive)).toMatchObject([{ fields: {}, members: [{ name: '丙' }, { name: '丁' }] }]);
    expect(await undo(archive, phone.value?.id)).toMatchObject({ ok: false, error: { code: 'already_undone' } });
    await undo(archive);
    expect(await undo(archive, name.value?.id)).toMatchObject({ ok: true });
  });

  it('brings an undone operation back by undoing the undo', async () => {
    const archive = await freshArchive();
    await addHousehold(archive, { ...emptyRecord(''), fields: { household_no: '1' } });
    await importSome(archive, 3, await state(archive));
    const imported = await state(archive);
    const taken = await undo(archive);
    if (!taken.ok) throw new Error();
    expect(await state(archive)).toHaveLength(1);
    expect((await undo(archive, taken.value.id)).ok).toBe(true);
    expect(await state(archive)).toEqual(imported);
    expect((await lastOperation(archive))?.kind).toBe('import');
    await undo(archive);
    expect(await state(archive)).toHaveLength(1);
  });

  it('takes attachments and small rows with it, and lets stand what was written meanwhile', async () => {
    const archive = await freshArchive();
    const added = await addHousehold(archive);
    if (!added.ok) throw new Error();
    await attachSome(archive, added.value.id, 'a');
    await attachSome(archive, added.value.id, 'b');
    const both = await archive.db.attachments.toArray();
    const removed = await removeHousehold(archive, added.value.id);
    expect(await archive.db.attachments.count()).toBe(0);
    const back = await undo(archive, removed.ok ? removed.value.id : '');
    expect(await archive.db.attachments.toArray()).toEqual(both);
    const gone = await undo(archive, back.ok ? back.value.id : '');
    expect(await archive.db.attachments.count()).toBe(0);
    await undo(archive, gone.ok ? gone.value.id : '');
    expect(await archive.db.attachments.toArray()).toEqual(both);
    await undo(archive);
    expect(await archive.db.attachments.toArray()).toEqual(both.slice(0, 1));
    expect((await historyOf(archive, added.value.id)).at(-2)?.operation.kind).toBe('attachment');

    const lineage = async (before: unknown, after: unknown): Promise<string> => {
      const draft = { kind: 'restore', summary: '', exclusive: true, puts: [], deletes: [], log: [] } as const;
      const metaChanges = [{ key: 'lineage', before, after }];
      const done = await commit(archive, { ...draft, readAt: await lastSeq(archive), metaChanges });
      if (!done.ok || done.value.stale) throw new Error();
      return done.value.operation.id;
    };
    const first = await lineage(null, ['A']);
    const second = await lineage(['A'], ['A', 'B']);
    await undo(archive, second);
    expect((await archive.db.meta.get('lineage'))?.value).toEqual(['A']);
    await undo(archive, first);
    expect(await archive.db.meta.get('lineage')).toBeUndefined();
    const again = await lineage(null, ['C']);
    await lineage(['C'], ['D']);
    await undo(archive, again);
    expect((await archive.db.meta.get('lineage'))?.value).toEqual(['D']);
  });

  it('is an operation with its own number and stands in the history', async () => {
    const archive = await freshArchive();
    const added = await addHousehold(archive);
    if (!added.ok) throw new Error();
    await saveField(archive, added.value.id, { path: 'fields.phone', value: '1' }, '联系电话');
    await undo(archive);
    const history = await historyOf(archive, added.value.id);
    expect(history.map((entry) => [entry.operation.seq, entry.what, entry.operation.kind])).toEqual([
      [3, 'changed', 'undo'],
      [2, 'changed', 'form'],
      [1, 'created', 'form'],
    ]);
    expect(history[1]?.operation).toMatchObject({
      who: '测试员',
      device: '测试机',
      undoneBy: history[0]?.operation.id,
    });
    expect(history[1]?.changes).toEqual([['fields.phone', undefined, '1']]);
  });

  it('ends the sample mark together with the sample village', async () => {
    const archive = await freshArchive();
    await putSample(archive, [emptyRecord('')], ['甘肃省', '', '', '', '']);
    expect(await getSettings(archive)).toMatchObject({ isSample: true, unit: ['甘肃省', '', '', '', ''] });
    await undo(archive);
    expect(await getSettings(archive)).toMatchObject({ isSample: false });
    expect(await undo(archive)).toMatchObject({ ok: false, error: { code: 'nothing_to_undo' } });
  });

  it('clears the sample village with what was tried on it, but never an import on top of it', async () => {
    const archive = await freshArchive();
    await putSample(archive, [emptyRecord('')], ['甘肃省', '', '', '', '']);
    const real = await importSome(archive, 2, []);
    const before = await state(archive);
    expect(await clearSample(archive)).toMatchObject({ ok: false, error: { code: 'sample_with_imports' } });
    expect(await state(archive)).toEqual(before);
    await undo(archive, real);
    expect(await clearSample(archive)).toEqual({ ok: true, value: null });
    expect(await state(archive)).toEqual([]);
  });
});
