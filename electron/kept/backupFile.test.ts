import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeCopy } from '#shared/journal/copy/testCopy';
import { randomFrom } from '../../build/faults/random';
import { SimulatedDisk } from '../../build/faults/simulatedDisk';
import { checkBackup } from './backupFile';
import { nodeHasher } from './source';

const PATH = '/usb/备份.zip';

async function backup(): Promise<Uint8Array> {
  const household = { id: 'A', no: 'A', version: 1, born: 1, doc: { id: 'A', fields: { head_name: '张三' } } };
  const made = await makeCopy({ rows: { households: [household] } }, nodeHasher);
  if (!made.ok) throw new Error(made.error.code);
  return made.value.file;
}

const FILE = await backup();

async function judged(content: Uint8Array): Promise<string> {
  const disk = new SimulatedDisk();
  disk.plant(PATH, content);
  const found = await checkBackup(PATH, disk);
  return found.ok ? 'whole' : found.error.code;
}

describe('is it a whole backup', () => {
  test('yes, with the digest of all bytes before the comment', async () => {
    const disk = new SimulatedDisk();
    disk.plant(PATH, FILE);
    const sha256 = createHash('sha256').update(FILE.subarray(0, -64)).digest('hex');
    expect(await checkBackup(PATH, disk)).toEqual({ ok: true, value: { sha256, bytes: FILE.length } });
  });

  test('a bit flipped anywhere: refused, and told as damage of a backup (but where its beginning or end makes it unknowable)', async () => {
    const told = new Map<string, number>();
    for (let at = 0; at < FILE.length; at += 1) {
      const flipped = FILE.slice();
      flipped[at] = FILE[at]! ^ (1 << (at % 8));
      const code = await judged(flipped);
      told.set(code, (told.get(code) ?? 0) + 1);
    }
    expect([...told.keys()].sort()).toEqual(['backup_damaged']);
    expect(told.get('backup_damaged')).toBe(FILE.length);
  });

  test('bytes overwritten at random, everywhere', async () => {
    const random = randomFrom(7);
    for (let run = 0; run < 200; run += 1) {
      const broken = FILE.slice();
      const from = random.below(FILE.length);
      for (let at = from; at < Math.min(FILE.length, from + random.between(1, 600)); at += 1)
        broken[at] = random.below(256);
      if (Buffer.compare(broken, FILE) !== 0) expect(await judged(broken)).not.toBe('whole');
    }
  });

  test('cut off anywhere: told as truncated', async () => {
    for (let length = 1; length < FILE.length; length += 1) {
      expect(await judged(FILE.slice(0, length)), String(length)).toBe('backup_truncated');
    }
    expect(await judged(new Uint8Array(0))).toBe('not_a_backup');
  });

  test('cut off behind an attachment that is a zip itself', async () => {
    const inner = new Uint8Array(22);
    inner.set(new TextEncoder().encode('PK\u0005\u0006'));
    const cut = new Uint8Array([...FILE.slice(0, FILE.length - 100), ...inner, ...new Uint8Array(200)]);
    expect(await judged(cut)).toBe('backup_truncated');
  });

  test('more behind the end', async () => {
    expect(await judged(new Uint8Array([...FILE, 0]))).toBe('backup_damaged');
    expect(await judged(new Uint8Array([...FILE, ...FILE]))).toBe('backup_damaged');
  });

  test('something else', async () => {
    const zip = new Uint8Array([
      ...new TextEncoder().encode('PK\u0003\u0004'),
      ...new Uint8Array(26),
      ...new TextEncoder().encode('xl/workbook.xml'),
      ...new Uint8Array(500),
    ]);
    const end = new Uint8Array([0x50, 0x4b, 5, 6, ...new Uint8Array(18)]);
    expect(await judged(zip)).toBe('not_a_backup');
    expect(await judged(new Uint8Array([...zip, ...end]))).toBe('not_a_backup');
    // Unpacked and packed again by another program: our entries, another end.
    expect(await judged(new Uint8Array([...FILE.subarray(0, -86), ...end]))).toBe('not_a_backup');
    expect(await judged(new TextEncoder().encode('户编号,姓名\n'.repeat(99)))).toBe('not_a_backup');
    expect(await judged(new Uint8Array(5000))).toBe('not_a_backup');
  });

  test('what cannot be read is not judged', async () => {
    const disk = new SimulatedDisk();
    expect(await checkBackup(PATH, disk)).toMatchObject({ ok: false, error: { code: 'file_not_found' } });
    disk.plant(PATH, FILE);
    expect(await checkBackup('/usb', disk)).toMatchObject({ ok: false, error: { code: 'not_a_file' } });
    for (let n = 0; n < 8; n += 1) {
      disk.failNth(n, 'EIO');
      const found = await checkBackup(PATH, disk);
      if (!found.ok) expect(found.error.code).toBe('read_failed');
    }
    disk.lock(() => true, 60_000);
    expect(await checkBackup(PATH, disk)).toMatchObject({ ok: false, error: { code: 'read_locked' } });
  });
});
