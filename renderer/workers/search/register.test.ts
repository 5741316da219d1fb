import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyRecord } from '#shared/derive/record';
import type { Finding } from '#shared/audit/finding';
import { addHousehold } from '../../store/commands/addHousehold';
import { putSample } from '../../store/commands/putSample';
import { saveField } from '../../store/commands/saveField';
import { saveFindings } from '../../store/commands/saveFindings';
import { undo } from '../../store/commands/undo';
import { closeArchive, type Archive } from '../../store/db';
import { openForTest } from '../../store/testArchive';
import * as households from '../../store/queries/households';
import { getFront } from '../../store/queries/front';
import { frontFrom } from '../frontData';
import { WHY_KEY } from '../registerColumns';
import { Register } from './register';

const ALL = { text: '', filters: {}, sort: null };
const BY = { ruleSet: '1', asOf: '20260630', year: 2025 };
let serial = 0;
let archive: Archive;

beforeEach(async () => {
  const opened = await openForTest({ who: '', device: '' }, `register-${++serial}`);
  if (!opened.ok) throw new Error(opened.error.code);
  archive = opened.value;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  closeArchive(archive);
});

async function add(no: string, head: string): Promise<string> {
  const done = await addHousehold(archive, { ...emptyRecord(''), fields: { household_no: no, head_name: head } });
  if (!done.ok) throw new Error(done.error.code);
  return done.value.id;
}

async function sample(count: number): Promise<void> {
  await putSample(
    archive,
    Array.from({ length: count }, (_, i) => ({
      ...emptyRecord(''),
      fields: { household_no: String(i), head_name: `户${i}` },
    })),
  );
}

async function heads(register: Register): Promise<(string | undefined)[]> {
  const { total } = await register.query(ALL);
  return (await register.rows(0, total)).map((row) => row.cells['head_name']);
}

function error(id: string): Finding {
  const nothing = { member: null, member_name: null, field: null, params: {} };
  return { rule: 1, code: 'r1', severity: 'E', household: '', id, ...nothing };
}

describe('Register', () => {
  it('finds what stands in 附加列 only, and says so', async () => {
    const extra = [
      { header: '基本情况/片区', text: '东山片', source: 'a.xlsx|1|C2' },
      { header: '微信昵称', text: '快乐每一天', source: 'a.xlsx|1|D2', member: 0 },
      { header: '备用', text: '赵甲', source: 'a.xlsx|1|E2' },
    ];
    const fields = { household_no: '1', head_name: '赵甲' };
    await addHousehold(archive, { ...emptyRecord(''), fields, members: [{ name: '赵乙' }], extra });
    await add('2', '东山');
    const register = new Register(archive, '20260630');
    const ask = async (text: string): Promise<unknown[]> => {
      const { total, byExtra } = await register.query({ ...ALL, text });
      return [byExtra, (await register.rows(0, total)).map(({ cells }) => [cells['head_name'], cells[WHY_KEY]])];
    };
    expect(await ask('东山片')).toEqual([1, [['赵甲', '片区：东山片']]]);
    expect(await ask('每一天 赵甲')).toEqual([1, [['赵甲', '微信昵称：快乐每一天（赵乙）']]]);
    // What the household itself is found by needs no reason; a header is no text.
    expect(await ask('赵甲')).toEqual([0, [['赵甲', undefined]]]);
    expect(await ask('微信昵称')).toEqual([0, []]);
    expect(await ask('东山')).toEqual([
      1,
      [
        ['赵甲', '片区：东山片'],
        ['东山', undefined],
      ],
    ]);
  });

  it('sees every commit at the next query, undo and removal included', async () => {
    const register = new Register(archive, '20260630');
    expect(await register.open()).toEqual({ households: 0, members: 0 });
    const id = await add('1', '甲');
    await add('2', '乙');
    expect(await heads(register)).toEqual(['甲', '乙']);
    await saveField(archive, id, { path: 'fields.head_name', value: '丙' });
    expect(await heads(register)).toEqual(['丙', '乙']);
    expect(await register.positionOf(id)).toBe(0);
    expect(await register.idAt(0)).toBe(id);
    await undo(archive);
    await undo(archive);
    expect(await heads(register)).toEqual(['甲']);
    await undo(archive);
    expect(await heads(register)).toEqual([]);
    expect(await register.idAt(0)).toBeNull();
  });

  it('starts from the persisted columns without reading the documents, and catches up with what came after', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await sample(600);
    const first = new Register(archive, '20260630');
    await first.open();
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    await vi.waitFor(async () => expect(await archive.db.columns.count()).toBeGreaterThan(3), 20_000);
    await add('600', '后来');

    const scan = vi.spyOn(households, 'eachBatch');
    const second = new Register(archive, '20260630');
    expect(await second.open()).toEqual({ households: 601, members: 0 });
    expect((await heads(second)).at(-1)).toBe('后来');
    expect(scan).not.toHaveBeenCalled();

    // Columns of another program are not trusted.
    await archive.db.columns.update('program', { body: 'older' as never });
    expect(await new Register(archive, '20260630').open()).toEqual({ households: 601, members: 0 });
    expect(scan).toHaveBeenCalled();
  });

  it('keeps the first screen after every change, in step with the archive and its findings', async () => {
    const kept = async (change: () => Promise<unknown>): Promise<unknown> => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      await change();
      await register.open();
      vi.advanceTimersByTime(10_000);
      vi.useRealTimers();
      // Behind the persisting, in the same queue.
      await register.announced({ operation: 'x', keys: [] });
      const front = frontFrom(await getFront(archive));
      return front && [front.households, front.problems, front.rows.map(({ cells }) => cells['head_name'])];
    };
    const register = new Register(archive, '20260630');
    let id = '';
    expect(await kept(async () => (id = await add('2', '乙')))).toEqual([1, [{ value: '', count: 1 }], ['乙']]);
    expect(await kept(() => add('1', '甲'))).toEqual([2, [{ value: '', count: 2 }], ['甲', '乙']]);
    const judge = async (): Promise<void> => {
      await saveFindings(archive, BY, [{ id, version: 1, findings: [error(id)] }]);
      expect(frontFrom(await getFront(archive))).toBeNull();
      await register.announced({ operation: '', keys: [id] });
    };
    expect(await kept(judge)).toEqual([2, expect.arrayContaining([{ value: '1/0', count: 1 }]), ['甲', '乙']]);
    // One save more, of which the register knows nothing yet: what was kept no longer holds.
    await add('3', '丙');
    expect(await getFront(archive)).toBeNull();
  });

  it('sends the first rows with the answer', async () => {
    await sample(7);
    const register = new Register(archive, '20260630');
    const { rows } = await register.query(ALL, 5);
    expect(rows).toEqual(await register.rows(0, 5));
    expect((await register.query(ALL)).rows).toEqual([]);
  });

  it('scans again when more changed than fetching is worth', async () => {
    const register = new Register(archive, '20260630');
    await register.open();
    await sample(5001);
    expect(await register.open()).toMatchObject({ households: 5001 });
  });

  it('shows the counts of findings, as they are announced or as it finds them', async () => {
    const id = await add('1', '甲');
    await saveFindings(archive, BY, [{ id, version: 1, findings: [error(id), error(id)] }]);
    const register = new Register(archive, '20260630');
    await register.query(ALL);
    expect((await register.rows(0, 1))[0]?.cells['problems']).toBe('2/0');
    await saveFindings(archive, BY, [{ id, version: 1, findings: [] }]);
    await register.announced({ operation: '', keys: [id] });
    expect((await register.rows(0, 1))[0]?.cells['problems']).toBe('0/0');
  });

  it('counts no problems of a household that changed since it was judged', async () => {
    const register = new Register(archive, '20260630');
    const [id, other] = [await add('1', '甲'), await add('2', '乙')];
    await saveFindings(archive, BY, [
      { id, version: 1, findings: [error(id)] },
      { id: other, version: 2, findings: [error(other)] },
    ]);
    expect(await register.facet('problems')).toEqual([{ value: '1/0', count: 2 }]);
    await saveField(archive, id, { path: 'fields.phone', value: '1' });
    const changed = [
      { value: '', count: 1 },
      { value: '1/0', count: 1 },
    ];
    const sorted = async (reading: Register): Promise<unknown> =>
      (await reading.facet('problems')).toSorted((a, b) => a.value.length - b.value.length);
    expect(await sorted(register)).toEqual(changed);
    expect(await sorted(new Register(archive, '20260630'))).toEqual(changed);
    // Judged anew: in either order of the two announcements the new count stands.
    await saveFindings(archive, BY, [{ id, version: 3, findings: [] }]);
    await register.announced({ operation: '', keys: [id] });
    await register.announced({ operation: 'x', keys: [id] });
    expect((await register.facet('problems')).map(({ value }) => value).sort()).toEqual(['0/0', '1/0']);
  });

  it('opens at the second attempt when the first one failed', async () => {
    await add('1', '甲');
    const register = new Register(archive, '20260630');
    vi.spyOn(households, 'eachBatch').mockRejectedValueOnce(new Error('torn'));
    await expect(register.open()).rejects.toThrow('torn');
    expect(await register.open()).toEqual({ households: 1, members: 0 });
  });
});
