/** One byte flipped anywhere in a backup file: the check of the main process and the reader of the store must both refuse it. */
import { createHash } from 'node:crypto';
import type { JournalledTable } from '#shared/journal/entry';
import { checkCopy, openCopy } from '#shared/journal/copy/readCopy';
import type { Hasher } from '#shared/journal/copy/source';
import { writeCopy } from '#shared/journal/copy/writeCopy';
import { hasSentence } from '#shared/messages/sentence';
import { checkBackup } from '../../electron/kept/backupFile';
import { Life } from './life';
import { DATABASE_ID, FOLDER } from './machine';
import { rowsOf, type Image } from './memoryIndexedDb';
import { Clerk } from './model';
import { randomFrom } from './random';
import { SimulatedDisk } from './simulatedDisk';
import type { Ended } from './simulate';

/** 15 runs make more than 1,000. */
const FLIPS = 70;
const PATH = `${FOLDER}/backup.zip`;

const hasher = (): Hasher => {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') };
};

export async function backups(seed: number): Promise<Ended> {
  const random = randomFrom(seed);
  const life = new Life(new SimulatedDisk());
  const clerk = new Clerk(random, 0);
  const started = await life.start();
  if (started !== 'good') life.fail('lost', `the archive does not open: ${life.lastCode}`);
  for (let step = 0; step < 6 && life.defects.length === 0; step++) await life.do(clerk.next(life.state));
  const bytes = await backup(life.image);
  life.disk.plant(PATH, bytes);
  if (!(await check(life.disk, bytes)).every((code) => code === '')) life.fail('lost', 'the whole backup is refused');
  for (let flip = 0; flip < FLIPS && life.defects.length === 0; flip++) {
    const at = random.below(bytes.byteLength);
    const spoiled = bytes.slice();
    spoiled[at] = (spoiled[at] ?? 0) ^ (1 << random.below(8));
    await refuse(life, spoiled, `byte ${at} of ${bytes.byteLength} flipped`);
    const length = random.below(bytes.byteLength);
    if (flip % 10 === 0) await refuse(life, bytes.slice(0, length), `cut to ${length} of ${bytes.byteLength}`);
  }
  life.look();
  return { life, what: `${life.counts['refused'] ?? 0} spoiled backups of ${bytes.byteLength} bytes` };
}

async function refuse(life: Life, spoiled: Uint8Array, how: string): Promise<void> {
  const [main = '', reader = ''] = await check(life.disk, spoiled);
  if (main === '') life.fail('lost', `${how}: accepted by the main process`);
  if (reader === '') life.fail('lost', `${how}: accepted by the reader`);
  for (const code of [main, reader])
    if (code && !hasSentence(code)) life.fail('lost', `${how}: no sentence for ${code}`);
  life.count('refused');
}

/** The codes of main's check and of the reader; '' = accepted. */
async function check(disk: SimulatedDisk, bytes: Uint8Array): Promise<readonly string[]> {
  disk.plant(PATH, bytes);
  const main = await checkBackup(PATH, disk);
  const source = {
    size: bytes.byteLength,
    read: (offset: number, length: number) => Promise.resolve(bytes.slice(offset, offset + length)),
  };
  const opened = await openCopy(source, hasher);
  const read = opened.ok ? await checkCopy(opened.value, hasher) : opened;
  return [main.ok ? '' : main.error.code, read.ok ? '' : read.error.code];
}

async function backup(image: Image): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const households = rowsOf(image, 'hudang', 'households').length;
  const operations = rowsOf(image, 'hudang', 'operations').length;
  const written = await writeCopy(
    (bytes) => {
      pieces.push(bytes.slice());
      return Promise.resolve();
    },
    {
      rows: async function* (table: JournalledTable) {
        const rows = rowsOf(image, 'hudang', table);
        const journalled = (row: unknown): boolean => table !== 'meta' || (row as { key: string }).key === 'settings';
        yield await Promise.resolve(rows.filter(journalled));
      },
      journal: async function* () {
        yield await Promise.resolve([]);
      },
      attachments: async function* () {
        yield* await Promise.resolve([]);
      },
      facts: () => ({
        program: 'faults',
        databaseId: DATABASE_ID,
        lineage: [],
        unit: '',
        lineStart: operations,
        line: operations,
        sum: 'A'.repeat(43),
        seq: operations,
        households,
        members: 0,
        operations,
        reason: 'manual',
        hash: '',
        missing: [],
      }),
    },
    new Date(0).toISOString(),
    hasher,
  );
  if (!written.ok) throw new Error(`no backup: ${written.error.code}`);
  return new Uint8Array(Buffer.concat(pieces));
}
