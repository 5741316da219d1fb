import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { encodeLine, GENESIS_SUM } from '#shared/journal/line';
import { bytes, filled, journalFile, lines, MIRROR, must, sha } from '../../build/faults/secondWorld';

const hash = (content: Uint8Array): Uint8Array => createHash('sha256').update(content).digest();

/** A line of another course that refers to a segment. */
function large(n: number, segment: string): string {
  const line = encodeLine(hash, GENESIS_SUM, n, [`segment:${sha(segment)}`], JSON.stringify({ n, segment }));
  return new TextDecoder().decode(line?.bytes);
}

const segmentPath = (segment: string): string => `${MIRROR}/journal/segments/${sha(segment)}.jsonl`;

/** Somebody opened the mirror and imported there; here the work went on. */
async function diverged() {
  const world = await filled();
  await world.choose();
  world.disk.plant(`${MIRROR}/${journalFile(41)}`, bytes(lines(41, 55) + large(56, 'theirs') + lines(57, 58)));
  world.disk.plant(segmentPath('theirs'), bytes('theirs'));
  world.write(41, 60);
  await world.second.run();
  return world;
}

test('what only the mirror held is named, in this run and in the next, and can be read', async () => {
  const world = await diverged();
  const names = ['1-000000000041.jsonl'];
  expect(world.second.shown()).toMatchObject({ notice: 'second_diverged', aside: names });
  await world.open();
  await world.second.run();
  expect(world.second.shown().aside).toEqual(names);
  expect(await world.second.asidePath(names[0]!)).toEqual({ ok: true, value: `${MIRROR}/多出的记录/${names[0]!}` });
  expect(must(await world.second.asidePath(`segment:${sha('theirs')}`))).toBe(segmentPath('theirs'));
});

test('nothing else of the second place can be named', async () => {
  const world = await diverged();
  const other = [
    '../archive.json',
    '1-profile',
    '2-000000000041.jsonl',
    '1-000000000041.jsonl/../../archive.json',
    'segment:../../archive.json',
    `segment:${sha('nowhere')}`,
    `attachment:${sha('nowhere')}`,
    `copy:${sha('theirs')}`,
  ];
  for (const name of other) {
    expect(await world.second.asidePath(name)).toMatchObject({ ok: false, error: { code: 'file_not_found' } });
  }
  await world.second.choose(null);
  expect((await world.second.asidePath('1-000000000041.jsonl')).ok).toBe(false);
});

test('the rows of lines that were set aside stay, whatever is tidied up; others go', async () => {
  const world = await diverged();
  world.disk.plant(segmentPath('needed by nobody'), bytes('needed by nobody'));
  for (let n = 61; n < 64; n += 1) {
    world.write(41, n);
    await world.second.run();
  }
  expect(world.disk.peek(segmentPath('theirs'))).toEqual(bytes('theirs'));
  expect(world.disk.peek(segmentPath('needed by nobody'))).toBeNull();
});
