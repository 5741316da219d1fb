import { expect, test } from 'vitest';
import { SimulatedDisk } from '../../build/faults/simulatedDisk';
import { OwnersEnd } from './ownersEnd';

const DIR = '/archive';
const bytes = (length: number): Uint8Array => new Uint8Array(length);

test('the end of the journal is told anew when it grew, was compacted or begun anew, not more often than every 5 s', async () => {
  const disk = new SimulatedDisk();
  let now = 0;
  const end = new OwnersEnd(DIR, disk, () => now);
  const later = (): Promise<string> => {
    now += 5_000;
    return end.look();
  };
  expect(await end.look()).toBe('');
  disk.plant(`${DIR}/journal/000000000001.jsonl`, bytes(10));
  expect(await end.look()).toBe('');
  const first = await later();
  expect(first).not.toBe('');
  expect(await later()).toBe(first);
  disk.plant(`${DIR}/journal/000000000001.jsonl`, bytes(20));
  const grown = await later();
  expect(grown).not.toBe(first);
  // What is no journal file says nothing; a new file does.
  disk.plant(`${DIR}/journal/x.tmp`, bytes(1));
  expect(await later()).toBe(grown);
  disk.plant(`${DIR}/journal/000000000009.jsonl`, bytes(20));
  const next = await later();
  expect(next).not.toBe(grown);
  // The drive is away for a moment.
  disk.plant(`${DIR}/journal/000000000001.jsonl`, null);
  disk.plant(`${DIR}/journal/000000000009.jsonl`, null);
  expect(await later()).toBe(next);
});
