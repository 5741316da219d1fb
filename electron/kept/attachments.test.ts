import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../build/faults/random';
import { SimulatedDisk } from '../../build/faults/simulatedDisk';
import { attachmentPath, Attachments } from './attachments';

const FOLDER = '/archive/attachments';
const DAY = 24 * 3_600_000;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

async function open(disk: SimulatedDisk, readOnly = false): Promise<Attachments> {
  const opened = await Attachments.open(FOLDER, disk, { readOnly });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

async function put(attachments: Attachments, text: string) {
  const writer = await attachments.openWriter();
  if (!writer.ok) return writer;
  const written = await writer.value.write(bytes(text));
  return written.ok ? writer.value.commit() : written;
}

describe('attachments', () => {
  test('named by content, found, counted', async () => {
    const attachments = await open(new SimulatedDisk());
    expect(await put(attachments, '户口本')).toMatchObject({ ok: true, value: { name: sha('户口本'), bytes: 9 } });
    await put(attachments, '户口本');
    await put(attachments, '身份证');
    expect(await attachments.path(sha('户口本'))).toEqual({ ok: true, value: attachmentPath(FOLDER, sha('户口本')) });
    expect(await attachments.usage()).toEqual({ files: 2, bytes: 18 });
    expect([...(await attachments.names())].sort()).toEqual([sha('户口本'), sha('身份证')].sort());
    for (const name of [sha('x'), '../../archive.json', '', 'AB']) {
      expect(await attachments.path(name)).toMatchObject({ ok: false, error: { code: 'file_not_found' } });
    }
  });

  test('leftovers of a crash are removed at start, other files are not touched', async () => {
    const disk = new SimulatedDisk();
    disk.plant(`${FOLDER}/.hudang-0123456789ab.tmp`, bytes('half'));
    disk.plant(`${FOLDER}/说明.txt`, bytes('mine'));
    disk.plant(`${FOLDER}/ab/foreign`, bytes('mine'));
    disk.plant(`${FOLDER}/ab/cd${'0'.repeat(62)}`, bytes('misplaced'));
    const attachments = await open(disk);
    expect(disk.paths()).toEqual([`${FOLDER}/ab/cd${'0'.repeat(62)}`, `${FOLDER}/ab/foreign`, `${FOLDER}/说明.txt`]);
    expect(await attachments.usage()).toEqual({ files: 0, bytes: 0 });
    expect(await attachments.check()).toEqual({ files: 0, rotten: [] });
  });

  test('the check finds flipped, shortened and unreadable ones', async () => {
    const disk = new SimulatedDisk();
    const attachments = await open(disk);
    const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(2000));
    for (const text of texts) await put(attachments, text);
    const path = (i: number) => attachmentPath(FOLDER, sha(texts[i]!));
    disk.plant(path(0), bytes(`${'a'.repeat(1999)}b`));
    disk.plant(path(1), bytes('b'));
    disk.inject({ when: (call) => call.kind === 'read' && call.path === path(2), code: 'EIO', times: 99 });
    const found = await attachments.check();
    expect(found.files).toBe(4);
    expect([...found.rotten].sort()).toEqual([0, 1, 2].map((i) => sha(texts[i]!)).sort());
  });

  test('only unreferenced ones older than 30 days are swept, never one put in this run', async () => {
    const disk = new SimulatedDisk();
    const first = await open(disk);
    for (const text of ['used', 'old', 'put again']) await put(first, text);
    await disk.wait(20 * DAY);
    await put(first, 'young');
    await disk.wait(10 * DAY + 1);
    const attachments = await open(disk);
    await put(attachments, 'put again');
    const swept = await attachments.sweep(new Set([sha('used')]), disk.now());
    expect(swept).toEqual({ ok: true, value: { files: 1, bytes: 3, names: [sha('old')] } });
    expect([...(await attachments.names())].sort()).toEqual(['used', 'put again', 'young'].map(sha).sort());
    expect(await first.sweep(new Set(), disk.now() + 90 * DAY)).toMatchObject({ value: { files: 0 } });
    expect(await (await open(disk)).sweep(new Set([sha('used')]), disk.now() + 90 * DAY)).toMatchObject({
      value: { files: 2 },
    });
  });

  test('one that is held by another program stays for the next sweep', async () => {
    const disk = new SimulatedDisk();
    await put(await open(disk), 'old');
    await disk.wait(40 * DAY);
    disk.lock(() => true, 60_000);
    const attachments = await open(disk);
    expect(await attachments.sweep(new Set(), disk.now())).toMatchObject({ value: { files: 0, names: [] } });
    await disk.wait(60_000);
    expect(await attachments.sweep(new Set(), disk.now())).toMatchObject({ value: { files: 1 } });
  });

  test('acknowledged ones survive a power cut at any later moment, half-written ones never appear', async () => {
    const dry = new SimulatedDisk();
    await put(await open(dry), 'x'.repeat(3000));
    for (let n = 0; n < dry.log.length; n += 1) {
      const disk = new SimulatedDisk();
      await put(await open(disk), 'first');
      disk.failNth(n, 'power');
      const opened = await Attachments.open(FOLDER, disk);
      if (opened.ok) await put(opened.value, 'x'.repeat(3000));
      disk.crash(randomFrom(n).next);
      const after = await open(disk);
      expect(await after.names()).toContain(sha('first'));
      expect((await after.check()).rotten).toEqual([]);
    }
  });

  test('somebody else owns the folder: nothing is made, removed or written', async () => {
    const disk = new SimulatedDisk();
    const attachments = await open(disk, true);
    expect(await attachments.openWriter()).toMatchObject({ ok: false, error: { code: 'read_only' } });
    expect(await attachments.sweep(new Set())).toMatchObject({ ok: false, error: { code: 'read_only' } });
    expect(await attachments.usage()).toEqual({ files: 0, bytes: 0 });
    disk.plant(`${FOLDER}/.hudang-0123456789ab.tmp`, bytes('being written'));
    await open(disk, true);
    expect(disk.paths()).toHaveLength(1);
    expect(disk.log.some(({ kind }) => ['makeFolder', 'remove', 'write', 'rename'].includes(kind))).toBe(false);
  });
});
