import { describe, expect, test } from 'vitest';
import {
  bytes,
  DAY,
  DIR,
  filled,
  ID,
  journalFile,
  lines,
  MIRROR,
  must,
  sha,
  USB,
  ZIP,
} from '../../build/faults/secondWorld';
import { randomFrom } from '../../build/faults/random';
import { makeCopy } from '#shared/journal/copy/testCopy';
import { attachmentPath, Attachments } from './attachments';
import { Copies } from './copies';
import { nodeHasher } from './source';

describe('the second place', () => {
  test('without one nothing is done', async () => {
    const world = await filled();
    await world.second.run();
    expect(world.second.shown()).toEqual({ folder: '', present: false, mirrored: null, line: 0, failure: '' });
    expect(world.below(USB)).toEqual(['别的.txt']);
  });

  test('holds a whole archive folder without profile; marks the copies; is remembered', async () => {
    const world = await filled();
    await world.choose();
    world.expectSame();
    const at = new Date(world.disk.now()).toISOString();
    expect(world.second.shown()).toEqual({ folder: USB, present: true, mirrored: at, line: 55, failure: '' });
    expect(await world.copies.list()).toMatchObject([{ line: 30, mirrored: true }]);
    const again = must(await Copies.open(`${MIRROR}/snapshots`, world.disk));
    expect(await again.list()).toMatchObject([{ line: 30, damaged: false, checked: expect.any(String) as string }]);
    await world.second.stop();
    await world.open();
    expect(world.second.shown()).toMatchObject({ folder: USB, mirrored: at, line: 55 });
  });

  test('what grew is continued, what is there is not written again, a line half-written is left for later', async () => {
    const world = await filled();
    await world.choose();
    const whole = lines(41, 60);
    world.disk.plant(`${DIR}/${journalFile(41)}`, bytes(`${whole}61 - half`));
    world.line = 60;
    const from = world.disk.log.length;
    await world.second.run();
    expect(world.mirrored(journalFile(41))).toBe(whole);
    expect(world.second.shown()).toMatchObject({ line: 60, failure: '' });
    const written = world.disk.log.slice(from).filter(({ kind, path }) => kind === 'write' && path.startsWith(USB));
    expect(written.map(({ path }) => path)).toEqual([`${MIRROR}/${journalFile(41)}`]);
    world.write(41, 62);
    await world.attach('新的照片');
    await world.copy(61, world.disk.now());
    await world.second.run();
    world.expectSame();
  });

  test('a flush after every line that is mirrored: it survives the power cut', async () => {
    const world = await filled();
    await world.choose();
    world.write(41, 70);
    await world.second.run();
    world.disk.crash(randomFrom(5).next);
    world.expectSame();
  });

  test('nothing new: nothing is written, and it counts as complete now', async () => {
    const world = await filled();
    await world.choose();
    await world.disk.wait(DAY);
    const from = world.disk.log.length;
    await world.second.run();
    expect(world.disk.log.slice(from).every(({ kind }) => ['inspect', 'open', 'read', 'close'].includes(kind))).toBe(
      true,
    );
    expect(world.second.shown().mirrored).toBe(new Date(world.disk.now()).toISOString());
  });

  test('the stick is away: silence; back again: caught up', async () => {
    const world = await filled();
    await world.choose();
    const stick = world.pull();
    world.disk.plant(USB, null);
    world.write(41, 80);
    await world.second.run();
    expect(world.second.shown()).toMatchObject({ present: false, failure: '', line: 55 });
    world.plugIn(stick);
    await world.second.run();
    expect(world.second.shown()).toMatchObject({ present: true, failure: '', line: 80 });
    world.expectSame();
  });

  test('another stick under the same letter gets nothing', async () => {
    const world = await filled();
    await world.choose();
    world.pull();
    world.disk.plant(`${USB}/别人的.txt`, bytes('x'));
    world.write(41, 80);
    await world.second.run();
    expect(world.second.shown()).toMatchObject({ present: false, failure: 'second_other_drive' });
    expect(world.below(USB)).toEqual(['别人的.txt']);
  });

  test.each([
    ['ENOSPC', 'second_full'],
    ['EROFS', 'second_readonly'],
    ['EIO', 'second_gone'],
    ['EWEIRD', 'second_failed'],
  ])('%s while writing there is told as %s; the archive is untouched; the next pass goes on', async (code, told) => {
    const dry = await filled();
    await dry.choose();
    const world = await filled();
    must(await world.second.choose(USB));
    await world.second.run();
    for (let n = 0; n < 24; n += 1) {
      world.write(41, 100 + n);
      await world.attach(`照片 ${n}`);
      let seen = -1;
      world.disk.inject({
        when: (call) =>
          call.path.startsWith(MIRROR) && ['write', 'datasync', 'rename'].includes(call.kind) && ++seen === n % 8,
        code,
        reach: n % 3 ? 'half' : 'nothing',
      });
      const before = world.below(DIR).filter((path) => path !== 'second.json');
      await world.second.run();
      const { failure } = world.second.shown();
      expect(['', told]).toContain(failure);
      expect(world.below(DIR).filter((path) => path !== 'second.json')).toEqual(before);
      world.disk.clearFaults();
      await world.second.run();
      expect(world.second.shown().failure).toBe('');
      world.expectSame();
    }
  });

  test('pulled out in the middle of a pass, at any call: told, nothing is made where it was, caught up later', async () => {
    const dry = await filled();
    await dry.choose();
    dry.write(41, 90);
    await dry.attach('照片');
    const before = dry.disk.log.length;
    await dry.second.run();
    const calls = dry.disk.log.findLastIndex(({ path }) => path.startsWith(USB)) - before;
    const told = new Set<string>();
    for (let n = 2; n < calls; n += 3) {
      const world = await filled();
      await world.choose();
      world.write(41, 90);
      await world.attach('照片');
      let stick: Map<string, Uint8Array> | null = null;
      const at = world.disk.log.length + n;
      world.disk.inject({
        when: (call) => {
          if (call.n >= at && !stick) stick = world.pull();
          return stick !== null && call.path.startsWith(USB);
        },
        code: 'ENOENT',
        times: 9999,
      });
      await world.second.run();
      expect(world.second.shown(), String(n)).toMatchObject({ present: false });
      told.add(world.second.shown().failure);
      expect(world.below(USB)).toEqual([]);
      world.disk.clearFaults();
      world.plugIn(stick!);
      await world.second.run();
      expect(world.second.shown()).toMatchObject({ present: true, failure: '', line: 90 });
      world.expectSame();
    }
    // In the first calls, which look whether it is there, it is simply away, or another one.
    told.delete('');
    told.delete('second_other_drive');
    expect([...told]).toEqual(['second_gone']);
  });

  test('power cut at any call of a pass: the mirror never holds a wrong line, and is completed by the next', async () => {
    for (const system of ['posix', 'windows'] as const) {
      for (let n = 0; n < 150; n += 4) {
        const world = await filled({ system });
        await world.choose();
        world.write(41, 90);
        await world.attach('照片');
        await world.copy(60, world.disk.now());
        world.disk.failNth(n, 'power');
        await world.second.run();
        world.disk.crash(randomFrom(n).next);
        await world.open();
        await world.second.run();
        expect(world.second.shown()).toMatchObject({ failure: '', line: 90 });
        world.expectSame();
      }
    }
  });

  test('what the policy deleted here goes there as well, but only as far as the mirror can spare it', async () => {
    const world = await filled();
    await world.choose();
    const now = world.disk.now() + 100 * DAY;
    await world.disk.wait(100 * DAY);
    for (let i = 0; i < 5; i += 1) await world.copy(100 + 10 * i, now - 50 * DAY + i * 1000);
    world.write(41, 99);
    world.write(100, 150);
    await world.second.run();
    expect(world.below(MIRROR).filter((path) => path.startsWith('snapshots/'))).toHaveLength(6);
    world.disk.plant(`${DIR}/${journalFile(1)}`, null);
    world.disk.plant(`${DIR}/${journalFile(41)}`, null);
    const gone = await world.copies.prune(now, new Set());
    expect(gone).toHaveLength(2);
    const attachments = must(await Attachments.open(`${DIR}/attachments`, world.disk));
    const swept = must(await attachments.sweep(new Set([sha('户口本')]), now));
    await world.second.noteSwept(swept.names);
    expect(swept.names).toHaveLength(1);
    await world.second.run();
    world.expectSame();
    expect(world.below(MIRROR)).not.toContain(attachmentPath('attachments', sha('身份证')));
    expect(world.second.shown().failure).toBe('');
  });

  test('rows of imports go when no kept line refers to them, not when they were lost here', async () => {
    const world = await filled();
    await world.choose();
    const [segment] = world.below(`${MIRROR}/journal/segments`);
    world.disk.plant(`${DIR}/journal/segments/${segment!}`, null);
    world.write(41, 60);
    await world.second.run();
    expect(world.below(`${MIRROR}/journal/segments`)).toEqual([segment]);
    world.refs.clear();
    world.write(41, 61);
    await world.second.run();
    expect(world.below(`${MIRROR}/journal/segments`)).toEqual([]);
  });

  test('lines that no three verified copies there cover stay there', async () => {
    const world = await filled();
    await world.choose();
    world.disk.plant(`${DIR}/${journalFile(1)}`, null);
    world.write(41, 60);
    await world.second.run();
    expect(world.mirrored(journalFile(1))).toBe(lines(1, 40));
  });

  test('what was lost here and not deleted by the policy stays there', async () => {
    const world = await filled();
    for (let i = 0; i < 4; i += 1) await world.copy(40 + i, world.disk.now() - i * 1000);
    await world.choose();
    const before = world.below(MIRROR);
    for (const path of world.below(DIR)) {
      if (/^(?:journal|snapshots|attachments)/.test(path)) world.disk.plant(`${DIR}/${path}`, null);
    }
    world.refs.clear();
    await world.open();
    await world.second.run();
    expect(world.below(MIRROR)).toEqual(before);
  });

  test('the journal was lost here and begun anew: its other end stays in the second place', async () => {
    const world = await filled();
    await world.choose();
    world.disk.plant(`${DIR}/${journalFile(1)}`, null);
    world.disk.plant(`${DIR}/${journalFile(41)}`, null);
    world.line = 0;
    world.write(51, 57, 'new');
    for (let i = 0; i < 4; i += 1) await world.copy(60 + i, world.disk.now() - i * 1000);
    await world.open();
    await world.second.run();
    expect(world.mirrored(journalFile(51))).toBe(lines(51, 57, 'new'));
    const kept = world.below(MIRROR).filter((path) => path.startsWith('多出的记录/'));
    expect(kept.map((path) => world.mirrored(path))).toContain(lines(41, 55));
    expect(world.second.shown().notice).toBe('second_diverged');
  });

  test('somebody worked in the mirror: their lines are set aside, not overwritten, every time', async () => {
    const world = await filled();
    await world.choose();
    for (const round of [1, 2]) {
      world.disk.plant(`${MIRROR}/${journalFile(41)}`, bytes(lines(41, 50) + lines(51, 60, `there ${round}`)));
      world.disk.plant(`${MIRROR}/${journalFile(900)}`, bytes(lines(900, 901)));
      world.write(41, 60 + round);
      await world.second.run();
      expect(world.mirrored(journalFile(41))).toBe(lines(41, 60 + round));
      const kept = world.below(MIRROR).filter((path) => path.startsWith('多出的记录/'));
      expect(kept).toHaveLength(2 * round);
      expect(kept.map((path) => world.mirrored(path))).toContain(lines(41, 50) + lines(51, 60, `there ${round}`));
    }
    expect(world.second.shown()).toMatchObject({ failure: '', notice: 'second_diverged' });
  });

  test('a torn or zeroed end in the mirror is repaired without fuss', async () => {
    const world = await filled();
    await world.choose();
    for (const end of ['', '41 - hal', '\u0000'.repeat(700), lines(99, 99).replace('{', '[')]) {
      world.disk.plant(`${MIRROR}/${journalFile(41)}`, bytes(lines(41, 50).slice(0, -7) + end));
      world.write(41, world.line + 1);
      await world.second.run();
      world.expectSame();
    }
  });

  test('what is appended there is read back', async () => {
    const world = await filled();
    await world.choose();
    const path = `${MIRROR}/${journalFile(41)}`;
    world.write(41, 60);
    world.disk.inject({
      when: ({ kind, path: at }) => {
        if (kind === 'datasync' && at === path)
          world.disk.plant(path, bytes(lines(41, 60).replaceAll('"n":58', '"n":85')));
        return false;
      },
      code: 'EIO',
    });
    await world.second.run();
    expect(world.second.shown()).toMatchObject({ failure: 'second_failed', line: 55 });
    world.disk.clearFaults();
    await world.second.run();
    expect(world.mirrored(journalFile(41))).toBe(lines(41, 60));
  });

  test('rotten files are not passed on, and do not spoil the good ones there', async () => {
    const world = await filled();
    await world.choose();
    const path = attachmentPath('attachments', sha('户口本'));
    world.disk.plant(`${DIR}/${path}`, bytes('rot'));
    await world.attach('照片');
    world.disk.plant(`${DIR}/${attachmentPath('attachments', sha('照片'))}`, bytes('rot'));
    const name = await world.copy(50, world.disk.now());
    const rotten = ZIP.slice();
    rotten[99] = rotten[99]! ^ 1;
    world.disk.plant(`${DIR}/snapshots/${name}`, rotten);
    world.write(41, 56);
    await world.second.run();
    expect(world.second.shown()).toMatchObject({ failure: '', line: 56 });
    expect(world.mirrored(path)).toBe('户口本');
    expect(world.below(MIRROR)).not.toContain(attachmentPath('attachments', sha('照片')));
    expect(world.below(MIRROR)).not.toContain(`snapshots/${name}`);
    expect((await world.copies.list()).find((copy) => copy.name === name)?.mirrored).toBe(false);
  });

  test('no append ever waits: a pass under way is joined, and ended between two files', async () => {
    const world = await filled();
    must(await world.second.choose(USB));
    expect(world.second.run()).toBe(world.second.run());
    await world.second.stop();
    expect(world.second.shown()).toMatchObject({ failure: '', mirrored: null });
    await world.second.run();
    world.expectSame();
  });

  test('a copy that is damaged there is written again', async () => {
    const world = await filled();
    await world.choose();
    const [copy] = await world.copies.list();
    world.disk.plant(`${MIRROR}/snapshots/${copy!.name}`, ZIP.slice(0, 99));
    world.write(41, 56);
    await world.second.run();
    world.expectSame();
  });

  test('the unit renamed: the identity follows', async () => {
    const world = await filled();
    await world.choose();
    world.disk.plant(`${DIR}/archive.json`, bytes(JSON.stringify({ databaseId: ID, unit: '乙村' })));
    world.write(41, 56);
    await world.second.run();
    expect(world.mirrored('archive.json')).toContain('乙村');
  });

  test('whoever has the mirror open is not disturbed', async () => {
    const world = await filled();
    await world.choose();
    world.disk.plant(`${MIRROR}/LOCK`, bytes('{}'));
    world.write(41, 60);
    await world.second.run();
    expect(world.second.shown()).toMatchObject({ failure: 'second_in_use', line: 55 });
    await world.disk.wait(DAY);
    await world.second.run();
    expect(world.second.shown()).toMatchObject({ failure: '', line: 60 });
  });

  test('somebody worked in the mirror: copy and profile of that course go aside with its lines, or the mirror would open as it', async () => {
    const world = await filled();
    await world.choose();
    // On another computer, while this one was away: lines up to 70, a copy of line 66, a database.
    world.disk.plant(`${MIRROR}/${journalFile(41)}`, bytes(lines(41, 55) + lines(56, 70, '别的电脑')));
    const theirs = must(await makeCopy({ facts: { line: 66 } }, nodeHasher)).file;
    world.disk.plant(`${MIRROR}/snapshots/000000000066-20260101T000000.zip`, theirs);
    world.disk.plant(`${MIRROR}/profile/IndexedDB/000003.log`, bytes('of line 70'));
    // The simulated disk cannot rename folders.
    const profiles: string[] = [];
    const rename = world.disk.rename.bind(world.disk);
    world.disk.rename = (from, to) =>
      from === `${MIRROR}/profile` ? Promise.resolve(void profiles.push(to)) : rename(from, to);
    world.write(41, 60);
    await world.second.run();
    expect(world.second.shown()).toMatchObject({ failure: '', notice: 'second_diverged' });
    const target = must(await Copies.open(`${MIRROR}/snapshots`, world.disk));
    expect((await target.list()).map(({ line }) => line)).toEqual([30]);
    const aside = world.below(MIRROR).filter((path) => path.startsWith('多出的记录/'));
    expect(aside).toEqual(['多出的记录/1-000000000041.jsonl', '多出的记录/1-000000000066-20260101T000000.zip']);
    expect(profiles).toEqual([`${MIRROR}/多出的记录/1-profile`]);
    // What the policy here gives up is no other course.
    world.write(41, 61);
    await world.second.run();
    expect(world.below(MIRROR).filter((path) => path.startsWith('多出的记录/'))).toEqual(aside);
  });
});
