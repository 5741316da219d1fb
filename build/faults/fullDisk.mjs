/**
 * A real small disk filled to the brim by another program while the real app imports: the import stands whole or not at all,
 * what was there stays, and work goes on when there is room again. Where no tmpfs may be mounted this is skipped and said.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { job, look, mustJob, randomFrom, sayEnd, startJob, village } from './realApp.mjs';
import { badRun, goodRun } from './report.mjs';

/** The guard wants 96 MB to be left: on a smaller disk nothing could ever be saved. */
const SIZES_MB = [256, 192, 224];
/** Numbers are given from 1 on: the households of the small village stand in the place of the first of the large one. */
const LARGE = 3000;
const MOMENTS = ['读取', '写入', ''];

export async function start(kind, seeds, context, done) {
  const [small] = await village(context.work, 'small', 20, 41);
  const [large] = await village(context.work, 'large', LARGE, 42);
  for (const seed of seeds) {
    const disk = mount(join(context.work, `disk-${seed}`), SIZES_MB[seed % SIZES_MB.length]);
    if (!disk) return context.report.skip('fulldisk: mounting a disk of a fixed size needs root on Linux');
    try {
      done({ ...(await once(kind, seed, disk, { small, large })), slow: true });
    } catch (error) {
      done({ ...badRun(kind, seed, 'full disk', String(error?.stack ?? error)), slow: true });
    } finally {
      execFileSync('umount', ['-l', disk.path]);
    }
  }
}

function mount(path, megabytes) {
  mkdirSync(path, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return { path, megabytes };
}

/** Leaves `left` bytes. */
function fillUp(disk, left) {
  const { bavail, bsize } = statfsSync(disk.path);
  const filler = join(disk.path, 'filler');
  try {
    writeFileSync(filler, new Uint8Array(Math.max(0, bavail * bsize - left)));
  } catch (error) {
    // The app was faster: what is left now is nothing.
    if (error.code !== 'ENOSPC') throw error;
  }
  return filler;
}

async function once(kind, seed, disk, { small, large }) {
  const random = randomFrom(seed);
  const data = join(disk.path, 'archive');
  const defects = [];
  await mustJob('import', small, '--data', data);
  const before = await look(data);
  const left = Math.floor(random() * 4_000_000);
  const moment = MOMENTS[seed % MOMENTS.length];
  const started = await startJob(['import', large, '--data', data]);
  if (moment) await Promise.race([started.said(moment), started.end]);
  await new Promise((resolve) => setTimeout(resolve, random() * 1500));
  const filler = fillUp(disk, left);
  const full = await started.end;
  const sentence = full.json?.ok === false && /[\u4e00-\u9fff]{5}/.test(full.json.text ?? '');
  if (full.exit !== 0 && !(full.exit === 1 && sentence)) defects.push(`the import: ${sayEnd(full)}`);
  // As long as there is no room: saved things are not thrown away, whatever is said.
  for (let start = 0; start < 2; start++) {
    const ended = await job('verify', '--data', data);
    if (ended.exit === 0 && ended.json.households < before.households.length) defects.push(`full: ${sayEnd(ended)}`);
    if (ended.exit !== 0 && ended.exit !== 1) defects.push(`full: ${sayEnd(ended)}`);
  }
  rmSync(filler);
  const free = await look(data);
  const whole = LARGE;
  if (free.refused) defects.push(`with room again: ${free.refused}`);
  const count = free.households.length;
  const half = !free.refused && count !== before.households.length && count !== whole ? 1 : 0;
  if (half) defects.push(`${count} households`);
  if (count === before.households.length && free.hash !== before.hash) defects.push('other content than before');
  if (full.exit === 0 && count !== whole) defects.push(`the import had ended well, ${count} households are there`);
  const again = await job('import', large, '--data', data);
  const end = await look(data);
  if (again.exit !== 0 || end.households.length !== whole)
    defects.push(`again: ${sayEnd(again)}, ${end.households.length} households`);
  return goodRun(
    kind,
    seed,
    `${disk.megabytes} MB, ${left} bytes left ${moment ? `at ${moment}` : 'at any time'}: ${full.json?.code ?? 'went through'}`,
    {
      lost: defects.length > 0 && !half ? 1 : 0,
      half,
      empty: !free.refused && count === 0 ? 1 : 0,
      defects,
      recover: [free.ms],
      counts: { 'full disks': 1 },
    },
  );
}
