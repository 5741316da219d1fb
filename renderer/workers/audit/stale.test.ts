import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyRecord, type Row } from '#shared/derive/record';
import { addHousehold } from '../../store/commands/addHousehold';
import { saveField } from '../../store/commands/saveField';
import { undo } from '../../store/commands/undo';
import { closeArchive, type Archive } from '../../store/db';
import { openForTest } from '../../store/testArchive';
import { getAuditRun, saveAuditRun } from '../../store/auditRun';
import * as households from '../../store/queries/households';
import { Auditor } from './auditor';

let serial = 0;
const opened: Archive[] = [];

async function freshArchive(): Promise<Archive> {
  const archive = await openForTest({ who: '', device: '' }, `stale-${++serial}`);
  if (!archive.ok) throw new Error(archive.error.code);
  opened.push(archive.value);
  return archive.value;
}

async function add(archive: Archive, no: string, members: Row[] = []): Promise<string> {
  const done = await addHousehold(archive, { ...emptyRecord(''), fields: { household_no: no }, members });
  if (!done.ok) throw new Error(done.error.code);
  return done.value.id;
}

afterEach(() => opened.splice(0).forEach(closeArchive));

describe('judging anew after others changed the archive', () => {
  const twin: Row[] = [{ name: '甲', id_no: '520199199001010018' }];

  it('knows households that came and went since: no twin is missed, no ghost is kept', async () => {
    const archive = await freshArchive();
    const auditor = new Auditor(archive, '20260630');
    const first = await add(archive, '1', twin);
    await auditor.run('20260630', null);
    const shared = async (): Promise<unknown> =>
      (await auditor.rejudge(first)).flatMap(({ households }) => households ?? []);
    expect(await shared()).toEqual([]);
    const second = await add(archive, '2', twin);
    expect(await shared()).toContain('2');
    expect((await auditor.byHousehold(second)).length).toBeGreaterThan(0);
    await undo(archive);
    expect(await shared()).toEqual([]);
    expect(await auditor.byHousehold(second)).toEqual([]);
    expect((await auditor.findings()).filter(({ household }) => household === '2')).toEqual([]);
  });

  it('loses no judgement when several are asked for at once', async () => {
    const archive = await freshArchive();
    const wrong = [{ name: '甲', id_no: '520199199001010011' }];
    const ids = [await add(archive, '1', wrong), await add(archive, '2', wrong), await add(archive, '3', wrong)];
    const auditor = new Auditor(archive, '20260630');
    await Promise.all(ids.map((id) => auditor.rejudge(id)));
    const own = async (): Promise<string[]> =>
      (await auditor.findings()).flatMap(({ id, households }) => (households || id === '' ? [] : [id]));
    expect(new Set(await own())).toEqual(new Set(ids));
    await Promise.all([auditor.run('20260630', null), auditor.rejudge(ids[0] ?? '')]);
    const again = new Auditor(archive, '20260630');
    expect((await again.findings()).length).toBe((await auditor.findings()).length);
  });

  it('does not show what an older program found', async () => {
    const archive = await freshArchive();
    const id = await add(archive, '1', twin);
    await add(archive, '2', twin);
    expect((await new Auditor(archive, '20260630').run('20260630', null)).ok).toBe(true);
    const run = await getAuditRun<Record<string, unknown>>(archive);
    await saveAuditRun(archive, { ...run, ruleSet: 'of another version' });
    const later = new Auditor(archive, '20260630');
    expect(await later.last()).toBeNull();
    expect(await later.byHousehold(id)).toEqual([]);
    expect(await later.findings()).toEqual([]);
  });

  it('stores no judgement of a state that was overwritten while the audit ran', async () => {
    const archive = await freshArchive();
    const id = await add(archive, '1');
    const read = households.eachBatch;
    vi.spyOn(households, 'eachBatch').mockImplementationOnce(async (...args) => {
      await read(...args);
      await saveField(archive, id, { path: 'fields.phone', value: '13800000001' });
    });
    await new Auditor(archive, '20260630').run('20260630', null);
    const household = await archive.db.households.get(id);
    expect(household?.version).toBe(2);
    expect((await archive.db.findings.get(id))?.version).toBe(2);
  });
});
