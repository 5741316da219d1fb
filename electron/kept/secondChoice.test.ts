import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bytes, DIR, filled, ID, MIRROR, must, USB } from '../../build/faults/secondWorld';
import { realDisk } from '../files/disk';
import { Attachments } from './attachments';
import { Copies } from './copies';
import { SecondPlace } from './secondPlace';

describe('choosing it', () => {
  test.each([DIR, `${DIR}/snapshots`])('%s is refused', async (folder) => {
    const world = await filled();
    expect(await world.second.choose(folder)).toMatchObject({ ok: false, error: { code: 'second_inside' } });
    expect(world.second.shown().folder).toBe('');
  });

  test('a missing folder, a full or read-only drive, another archive of the same ending, one that is open', async () => {
    const world = await filled();
    expect(await world.second.choose('/nowhere')).toMatchObject({ error: { code: 'folder_missing' } });
    expect(await world.second.choose(`${USB}/别的.txt`)).toMatchObject({ error: { code: 'folder_missing' } });
    world.disk.inject({ when: ({ path }) => path.startsWith(MIRROR), code: 'EROFS', times: 9 });
    expect(await world.second.choose(USB)).toMatchObject({ error: { code: 'folder_readonly' } });
    world.disk.clearFaults();
    world.disk.plant(`${MIRROR}/archive.json`, bytes(JSON.stringify({ databaseId: `X${ID.slice(1)}` })));
    expect(await world.second.choose(USB)).toMatchObject({ error: { code: 'second_taken' } });
    world.disk.plant(`${MIRROR}/archive.json`, bytes('torn'));
    world.disk.plant(`${MIRROR}/LOCK`, bytes('{}'));
    expect(await world.second.choose(USB)).toMatchObject({ error: { code: 'second_in_use' } });
    world.disk.plant(`${MIRROR}/LOCK`, null);
    expect((await world.second.choose(USB)).ok).toBe(true);
    await world.second.stop();
  });

  test('the mirror itself means the folder around it; null gives it up and deletes nothing', async () => {
    const world = await filled();
    await world.choose();
    expect(must(await world.second.choose(MIRROR)).folder).toBe(USB);
    await world.second.run();
    const before = world.below(USB);
    expect(must(await world.second.choose(null))).toMatchObject({
      folder: '',
      present: false,
      mirrored: null,
      line: 0,
    });
    expect(world.below(USB)).toEqual(before);
    expect(await world.copies.list()).toMatchObject([{ mirrored: false }]);
    await world.open();
    expect(world.second.shown().folder).toBe('');
    await world.second.stop();
  });

  test('nonsense in second.json: none is chosen', async () => {
    for (const text of ['', '{', '[]', 'null', '{"folder":5}']) {
      const world = await filled();
      world.disk.plant(`${DIR}/second.json`, bytes(text));
      await world.open();
      expect(world.second.shown().folder).toBe('');
    }
  });

  test('on the same drive it is allowed and said (real disk)', async () => {
    const root = mkdtempSync(join(tmpdir(), 'hudang-second-'));
    try {
      const dataDir = join(root, 'archive');
      for (const folder of [dataDir, join(root, 'other')]) mkdirSync(folder);
      writeFileSync(join(dataDir, 'archive.json'), JSON.stringify({ databaseId: ID }));
      const options = {
        dataDir,
        databaseId: ID,
        copies: must(await Copies.open(join(dataDir, 'snapshots'), realDisk)),
        attachments: must(await Attachments.open(join(dataDir, 'attachments'), realDisk)),
        head: () => ({ line: 0 }),
        refs: () => new Set<string>(),
      };
      const second = await SecondPlace.open(options);
      expect(must(await second.choose(join(root, 'other')))).toMatchObject({
        present: true,
        sameDrive: true,
      });
      await second.run();
      expect(second.shown()).toMatchObject({ failure: '', mirrored: expect.any(String) as string });
      await second.stop();
      // Also known in the next run.
      const again = await SecondPlace.open(options);
      await again.run();
      expect(again.shown()).toMatchObject({ present: true, sameDrive: true });
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
