import { describe, expect, test } from 'vitest';
import type { FieldDraft } from '#shared/ipc/desktop';
import { randomFrom } from '../../build/faults/random';
import { SimulatedDisk } from '../../build/faults/simulatedDisk';
import { Drafts } from './drafts';

const FOLDER = '/archive/drafts';
const FILE = `${FOLDER}/drafts.jsonl`;
const DAY = 24 * 3_600_000;

async function open(disk: SimulatedDisk, readOnly = false): Promise<Drafts> {
  const opened = await Drafts.open(FOLDER, disk, { readOnly, now: () => disk.now() });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

function draft(text: string, more: Partial<FieldDraft> = {}): FieldDraft {
  const base = {
    household: 'H1',
    title: '0001 张三',
    path: 'fields.phone',
    label: '电话',
    before: '',
    at: '2026-06-30T08:00:00Z',
  };
  return { ...base, text, ...more };
}

const texts = (drafts: Drafts) => drafts.list().map(({ text }) => text);

describe('drafts', () => {
  test('what is being typed is not offered; after a crash it is, with everything that was told', async () => {
    const disk = new SimulatedDisk();
    const drafts = await open(disk);
    const row = draft('1380', { row: '{"a":1}', before: '139' });
    expect(await drafts.keep(row)).toEqual({ ok: true, value: null });
    expect(drafts.list()).toEqual([]);
    disk.crash(randomFrom(1).next);
    const after = await open(disk);
    expect(after.list()).toEqual([{ ...row, id: expect.any(String) as string, declined: null }]);
  });

  test('the page loaded anew in the same run is a crash too', async () => {
    const drafts = await open(new SimulatedDisk());
    await drafts.keep(draft('138'));
    drafts.newPage();
    expect(texts(drafts)).toEqual(['138']);
  });

  test('newer text of the same field replaces older, also an empty one; another field does not; newest first', async () => {
    const disk = new SimulatedDisk();
    const drafts = await open(disk);
    await drafts.keep(draft('1'));
    await drafts.keep(draft('138'));
    await drafts.keep(draft('x', { path: 'fields.name', at: '2026-06-30T08:00:02Z' }));
    await drafts.keep(draft('y', { household: 'H2', at: '2026-06-30T08:00:01Z' }));
    const again = await open(disk);
    expect(texts(again)).toEqual(['x', 'y', '138']);
    await again.drop([{ household: 'H1', path: 'fields.phone' }]);
    await again.keep(draft('139'));
    await again.keep(draft(''));
    expect(texts(await open(disk))).toEqual(['x', 'y', '']);
  });

  test('saved ones are forgotten for good', async () => {
    const disk = new SimulatedDisk();
    const drafts = await open(disk);
    await drafts.keep(draft('138'));
    await drafts.keep(draft('x', { path: 'fields.name' }));
    await drafts.drop([
      { household: 'H1', path: 'fields.phone' },
      { household: 'H9', path: 'fields.phone' },
    ]);
    disk.crash(randomFrom(2).next);
    expect(texts(await open(disk))).toEqual(['x']);
  });

  test('declined ones stay for 30 days and are not touched by typing in the same field', async () => {
    const disk = new SimulatedDisk();
    await (await open(disk)).keep(draft('138'));
    const second = await open(disk);
    const [old] = second.list();
    await second.decline([old!.id, 'unknown']);
    expect(second.list()).toEqual([{ ...old, declined: new Date(disk.now()).toISOString() }]);
    await second.keep(draft('139'));
    await second.drop([{ household: 'H1', path: 'fields.phone' }]);
    expect(texts(second)).toEqual(['138']);
    await disk.wait(DAY);
    await second.decline([old!.id]);
    await disk.wait(29 * DAY);
    expect(texts(await open(disk))).toEqual(['138']);
    await disk.wait(1);
    expect(texts(await open(disk))).toEqual([]);
    expect(new TextDecoder().decode(disk.peek(FILE)!)).toBe('');
  });

  test('with its id one is forgotten, declined or not', async () => {
    const disk = new SimulatedDisk();
    const first = await open(disk);
    await first.keep(draft('138'));
    await first.keep(draft('x', { path: 'fields.name' }));
    const drafts = await open(disk);
    await drafts.decline(drafts.list().map(({ id }) => id));
    const [one, other] = drafts.list();
    await drafts.drop([
      { household: 'H1', path: 'fields.phone', id: one!.id },
      { household: 'H1', path: 'a', id: 'unknown' },
    ]);
    expect((await open(disk)).list()).toEqual([other]);
  });

  test('typing where a crash left text that was not decided on keeps that text, as declined', async () => {
    const disk = new SimulatedDisk();
    await (await open(disk)).keep(draft('left by the crash'));
    const drafts = await open(disk);
    await drafts.keep(draft('new'));
    await drafts.drop([{ household: 'H1', path: 'fields.phone' }]);
    const [kept, ...others] = (await open(disk)).list();
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ text: 'left by the crash', declined: expect.any(String) as string });
  });

  test('torn ends, rubbish and lines of a newer program are passed over', async () => {
    const disk = new SimulatedDisk();
    await (await open(disk)).keep(draft('138'));
    const good = new TextDecoder().decode(disk.peek(FILE)!);
    const rubbish = [
      '\u0000\u0000',
      '{"keep":{"id":1}}',
      '{"keep":{"text":"x"}}',
      '{"later":1}',
      '[]',
      '7',
      '{"drop":["a",1]}',
      '{"decline":["a"],"at":"never"}',
    ];
    disk.plant(FILE, new TextEncoder().encode(`${rubbish.join('\n')}\n${good}\n{"keep":{"id":"zz","hou`));
    const after = await open(disk);
    expect(texts(after)).toEqual(['138']);
    expect(new TextDecoder().decode(disk.peek(FILE)!).trim()).toBe(good.trim());
    await after.keep(draft('x', { path: 'fields.name' }));
    expect([...texts(await open(disk))].sort()).toEqual(['138', 'x']);
  });

  test('a torn line cannot swallow the next one', async () => {
    const disk = new SimulatedDisk();
    const drafts = await open(disk);
    await drafts.keep(draft('1'));
    disk.inject({ when: ({ kind }) => kind === 'write', code: 'EIO', reach: 'half' });
    expect((await drafts.keep(draft('12'))).ok).toBe(false);
    expect(await drafts.keep(draft('123'))).toEqual({ ok: true, value: null });
    disk.crash(randomFrom(3).next);
    expect(texts(await open(disk))).toEqual(['123']);
  });

  test('power cut at any call: acknowledged text is there, or newer text', async () => {
    for (const system of ['posix', 'windows'] as const) {
      for (let n = 0; n < 120; n += 1) {
        const disk = new SimulatedDisk({ system });
        const first = await open(disk);
        await first.keep(draft('old', { path: 'fields.name' }));
        disk.failNth(n, 'power', undefined, n % 2 ? 'half' : 'nothing');
        let acknowledged = 0;
        const opened = await Drafts.open(FOLDER, disk);
        for (let i = 1; opened.ok && i <= 12; i += 1) {
          if ((await opened.value.keep(draft(String(i)))).ok) acknowledged = i;
        }
        disk.crash(randomFrom(n).next);
        const after = await open(disk);
        const found = after.list().find(({ path }) => path === 'fields.phone');
        expect(texts(after)).toContain('old');
        expect(Number(found?.text ?? 0)).toBeGreaterThanOrEqual(acknowledged);
      }
    }
  });

  test.each(['ENOSPC', 'EIO'])(
    'any call failing once with %s: what is acknowledged survives a power cut',
    async (code) => {
      for (let n = 0; n < 60; n += 1) {
        const disk = new SimulatedDisk();
        await (await open(disk)).keep(draft('old', { path: 'fields.name' }));
        disk.failNth(n, code);
        const opened = await Drafts.open(FOLDER, disk);
        const kept: string[] = ['old'];
        for (const text of ['a', 'b', 'c']) {
          if (opened.ok && (await opened.value.keep(draft(text, { path: text }))).ok) kept.push(text);
        }
        disk.crash(randomFrom(n).next);
        expect(texts(await open(disk))).toEqual(expect.arrayContaining(kept));
      }
    },
  );

  test('a full disk: refused, nothing forgotten, goes on when there is room', async () => {
    const disk = new SimulatedDisk();
    await (await open(disk)).keep(draft('old', { path: 'fields.name' }));
    disk.capacity = disk.used();
    const drafts = await open(disk);
    expect(texts(drafts)).toEqual(['old']);
    expect(await drafts.keep(draft('1'))).toMatchObject({ ok: false, error: { code: 'disk_full' } });
    expect(await drafts.decline([drafts.list()[0]!.id])).toMatchObject({ ok: false });
    expect(drafts.list()[0]?.declined).toBeNull();
    disk.capacity = Number.POSITIVE_INFINITY;
    expect(await drafts.keep(draft('12'))).toEqual({ ok: true, value: null });
    disk.crash(randomFrom(4).next);
    expect([...texts(await open(disk))].sort()).toEqual(['12', 'old']);
  });

  test('an hour of typing does not make the file grow without end', async () => {
    const disk = new SimulatedDisk();
    const drafts = await open(disk);
    const long = '很长的说明'.repeat(8000);
    let most = 0;
    for (let i = 0; i < 200; i += 1) {
      await drafts.keep(draft(`${long}${i}`));
      most = Math.max(most, disk.peek(FILE)!.length);
    }
    expect(most).toBeLessThan(6 * 1024 * 1024);
    await drafts.close();
    expect(texts(await open(disk))).toEqual([`${long}199`]);
  });

  test('calls that come at once are done in their order', async () => {
    const disk = new SimulatedDisk();
    const drafts = await open(disk);
    const field = { household: 'H1', path: 'fields.phone' };
    await Promise.all([
      drafts.keep(draft('1')),
      drafts.drop([field]),
      drafts.keep(draft('2')),
      drafts.keep(draft('3')),
    ]);
    expect(texts(await open(disk))).toEqual(['3']);
  });

  test('somebody else owns the archive: nothing is shown, kept or touched', async () => {
    const disk = new SimulatedDisk();
    await (await open(disk)).keep(draft('theirs'));
    const before = disk.log.length;
    const drafts = await open(disk, true);
    expect(drafts.list()).toEqual([]);
    expect(await drafts.keep(draft('x'))).toMatchObject({ ok: false, error: { code: 'read_only' } });
    expect(disk.log.length).toBe(before);
  });
});
