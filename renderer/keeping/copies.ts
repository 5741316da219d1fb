/** Making and rehearsing copies, for the schedule and for the buttons of 数据安全. */
import type { CopyInfo, CopyReason } from '#shared/ipc/desktop';
import { fail, type Result } from '#shared/result';
import { desktop } from '../bridge/desktop';
import type { Archive } from '../store/db';
import type { Rehearsal } from '../workers/api';
import { copyApi } from '../workers/client';
import { askGuard } from './guard';
import { refreshKept } from './kept';
import { lacking } from './room';
import { noteRehearsal, oneAtATime } from './work';

/** Makes a copy in the archive's folder; it is re-read and verified before this answers. */
export async function makeCopy(archive: Archive, reason: CopyReason): Promise<Result<CopyInfo>> {
  const made = await oneAtATime('copy', () => copyApi().make(reason));
  await refreshKept(archive);
  return made;
}

/** Restores a copy into a sandbox and compares; the copy is marked when it came back whole. Code besides: rehearsal_no_room. */
export async function rehearse(archive: Archive, name: string): Promise<Result<Rehearsal>> {
  const done = await oneAtATime('rehearsal', async () => {
    const [copies, { free }] = await Promise.all([desktop.copies(), askGuard()]);
    const copy = copies.ok ? copies.value.find((each) => each.name === name) : undefined;
    const short = copy ? lacking(free, copy.bytes) : 0;
    return short > 0 ? fail('rehearsal_no_room', { megabytes: short }) : copyApi().rehearse(name);
  });
  if (done.ok) noteRehearsal(done.value);
  await refreshKept(archive);
  return done;
}
