import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyRecord, type HouseholdRecord } from '#shared/derive/record';
import type { PlannedHousehold } from '#shared/import/types';
import { addHousehold } from './commands/addHousehold';
import { addRow } from './commands/addRow';
import { applyImport } from './commands/applyImport';
import { clearSample } from './commands/clearSample';
import { putSample } from './commands/putSample';
import { removeHousehold } from './commands/removeHousehold';
import { removeRow } from './commands/removeRow';
import { saveField } from './commands/saveField';
import { undo } from './commands/undo';
import { closeArchive, type Archive } from './db';
import { openForTest } from './testArchive';
import { eachBatch } from './queries/households';
import { lastSeq } from './queries/changedSince';
import { historyOf } from './queries/history';
import { lastOperation, listOperations } from './queries/operations';
import { getSettings } from './queries/settings';
import { ulid } from './ulid';

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

async function state(archive: Archive): Promise<HouseholdRecord[]> {
  const records: HouseholdRecord[] = [];
  await eachBatch(archive, 7, (batch) => void records.push(...batch.map((entry) => entry.record)));
  return structuredClone(records);
}

function planned(result: HouseholdRecord, existing?: HouseholdRecord): PlannedHousehold {
  return {
    class: existing ? 'changed' : 'new',
    incoming: { record: result, at: { sheet: 0, row: 0 } },
    existing,
    changes: [],
    result,
    writes: true,
  };
}

async function importSome(archive: Archive, count: number, touch: readonly HouseholdRecord[]): Promise<string> {
  const fresh = Array.from({ length: count }, (_, i) => ({
    ...emptyRecord(ulid()),
    fields: { household_no: `9${i}` },
  }));
  const changed = touch.map((record) =>
    planned(
      { ...record, fields: { ...record.fields, remark: '已核' }, members: [...record.members, { name: '王小' }] },
      record,
    ),
  );
  const done = await applyImport(archive, {
    households: [...fresh.map((record) => planned(record)), ...changed],
    batch: { id: ulid(), when: '', sheets: [], rows: {}, counts: {} },
    readAt: await lastSeq(archive),
  });
  if (!done.ok || !done.value) throw new Error('import failed');
  return done.value.id;
}

type Step = readonly [kind: number, which: number, value: number];

/** One random user action; which household and row it meets follows from the numbers. */
async function act(archive: Archive, [kind, which, value]: Step): Promise<void> {
  const records = await state(archive);
  const record = records[which % Math.max(records.length, 1)];
  if (!record || kind === 0) {
    await addHousehold(archive, {
      ...emptyRecord(''),
      fields: { household_no: `62${value}` },
      members: [{ name: '甲' }],
    });
    return;
  }
  const member = value % Math.max(record.members.length, 1);
  const place = `members[${member}].phone`;
  if (kind === 1)
    await saveField(archive, record.id, { path: 'fields.phone', value: value % 3 ? String(value) : undefined });
  else if (kind === 2) await saveField(archive, record.id, { path: 'fields.head_name', unread: `乱${value}` });
  else if (kind === 3) await addRow(archive, record.id, 'members', { name: `人${value}` });
  else if (kind === 4) await removeRow(archive, record.id, 'members', member);
  else if (kind === 5 && record.members.length > 0) await saveField(archive, record.id, { path: place, unread: '?' });
  else if (kind === 6) await removeHousehold(archive, record.id);
  else if (kind === 7) await importSome(archive, 1 + (value % 4), records.slice(0, value % 3));
  else if (kind === 8) await undo(archive);
  else if (kind === 9) await undo(archive, (await listOperations(archive, 10))[which % 10]?.id);
}

describe('undo', () => {
  it('takes every sequence of actions back to the archive before it', async () => {
    const step = fc.tuple(fc.nat(9), fc.nat(20), fc.nat(50));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const archive = await freshArchive();
        const states = [await state(archive)];
        for (const one of steps) {
          await act(archive, one);
          states.push(await state(archive));
        }
        for (let guard = 0; guard < 60 && (await lastOperation(archive)); guard++) {
          const done = await undo(archive);
          expect(done.ok, JSON.stringify(done)).toBe(true);
        }
        expect(await state(archive)).toEqual(states[0]);
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
