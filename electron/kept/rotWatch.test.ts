import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { SimulatedDisk } from '../../build/faults/simulatedDisk';
import { attachmentPath, Attachments } from './attachments';
import { FILES_A_LOOK, RotWatch } from './rotWatch';

const FOLDER = '/archive/attachments';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const go = (): boolean => false;

async function open(disk: SimulatedDisk, readOnly = false): Promise<Attachments> {
  const opened = await Attachments.open(FOLDER, disk, { readOnly });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

/** So many attachments, and their names in order. */
function plant(disk: SimulatedDisk, count: number): string[] {
  const names = Array.from({ length: count }, (_, n) => sha(`附件${n}`));
  names.forEach((name, n) => disk.plant(attachmentPath(FOLDER, name), bytes(`附件${n}`)));
  return names.sort();
}

test('everything has been looked at after as many looks as it takes, whatever starts lie between', async () => {
  const disk = new SimulatedDisk();
  const names = plant(disk, FILES_A_LOOK * 3);
  const last = names.at(-1) ?? '';
  disk.plant(attachmentPath(FOLDER, last), bytes('rotten'));
  for (let look = 0; look < 2; look++) {
    const attachments = await open(disk);
    await attachments.checkSome(go);
    expect(attachments.rotten).toEqual([]);
  }
  await (await open(disk)).checkSome(go);
  expect((await open(disk)).rotten).toEqual([last]);
  // Round again: what rots behind the last look is found, too.
  const first = names[0] ?? '';
  disk.plant(attachmentPath(FOLDER, first), bytes('rotten'));
  const again = await open(disk);
  await again.checkSome(go);
  expect(again.rotten).toEqual([first, last].sort());
});

test('what was brought back, or removed, is rotten no longer', async () => {
  const disk = new SimulatedDisk();
  const [one = '', two = ''] = plant(disk, 2);
  const texts = new Map(['附件0', '附件1'].map((text) => [sha(text), text]));
  for (const name of [one, two]) disk.plant(attachmentPath(FOLDER, name), bytes('x'));
  const attachments = await open(disk);
  await attachments.checkSome(go);
  expect(attachments.rotten).toEqual([one, two].sort());
  disk.plant(attachmentPath(FOLDER, one), bytes(texts.get(one) ?? ''));
  await disk.remove(attachmentPath(FOLDER, two));
  await attachments.checkSome(go);
  expect(attachments.rotten).toEqual([]);
  expect((await open(disk)).rotten).toEqual([]);
});

test('the whole check says the same, and a reader writes nothing', async () => {
  const disk = new SimulatedDisk();
  const [one = ''] = plant(disk, 3);
  disk.plant(attachmentPath(FOLDER, one), bytes('x'));
  const reader = await open(disk, true);
  const before = disk.paths();
  await reader.checkSome(go);
  expect((await reader.check()).rotten).toEqual([one]);
  expect(disk.paths()).toEqual(before);
  const owner = await open(disk);
  await owner.check();
  expect((await open(disk)).rotten).toEqual([one]);
});

test('it gives up at once when the program ends, and forgets nothing of what it knew', async () => {
  const disk = new SimulatedDisk();
  const [one = ''] = plant(disk, 3);
  disk.plant(attachmentPath(FOLDER, one), bytes('x'));
  const attachments = await open(disk);
  await attachments.checkSome(go);
  await attachments.checkSome(() => true);
  expect(attachments.rotten).toEqual([one]);
});

test('a list that makes no sense begins anew', async () => {
  const disk = new SimulatedDisk();
  plant(disk, 3);
  for (const text of ['', '{', 'null', '[1]', '{"after":5,"rotten":[1,"x"]}']) {
    disk.plant(`${FOLDER}/checked.json`, bytes(text));
    expect((await open(disk)).rotten).toEqual([]);
  }
});

test('one that was swept between being listed and being read is not called rotten', async () => {
  const disk = new SimulatedDisk();
  const [one = ''] = plant(disk, 3);
  const real = disk.open.bind(disk);
  disk.open = async (path, flags) => {
    if (path.endsWith(one)) await disk.remove(path);
    return real(path, flags);
  };
  const attachments = await open(disk);
  await attachments.checkSome(go);
  expect(attachments.rotten).toEqual([]);
  plant(disk, 3);
  expect(await attachments.check()).toEqual({ files: 2, rotten: [] });
});

test('a look under way takes nothing back of what the whole check finds meanwhile', async () => {
  const disk = new SimulatedDisk();
  const names = plant(disk, FILES_A_LOOK + 2);
  const last = names.at(-1) ?? '';
  const watch = await RotWatch.open(FOLDER, disk);
  const looking = watch.look(
    names.map((sha256) => ({ sha256, path: attachmentPath(FOLDER, sha256) })),
    go,
  );
  await watch.note([last]);
  await looking;
  expect(watch.rotten).toEqual([last]);
});

test('one that was put in again is whole at once', async () => {
  const disk = new SimulatedDisk();
  const [one = ''] = plant(disk, 3);
  disk.plant(attachmentPath(FOLDER, one), bytes('x'));
  const attachments = await open(disk);
  await attachments.check();
  expect(attachments.rotten).toEqual([one]);
  await attachments.noteKept(one);
  expect(attachments.rotten).toEqual([]);
  expect((await open(disk)).rotten).toEqual([]);
});
