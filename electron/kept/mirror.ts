/**
 * One pass of mirroring into the second place. The mirror has the layout of an archive folder without its profile, so that
 * it can be copied to another computer and opened there. What a line refers to is there before the line is; what goes away
 * here is deleted there only when the policy allows it there too.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { compactTo } from '#shared/journal/policy';
import type { CopyInfo } from '#shared/ipc/desktop';
import type { Disk } from '../files/disk';
import { errorCode } from '../files/fileErrors';
import { asideRefs } from './aside';
import { attachmentPath, Attachments } from './attachments';
import { Copies } from './copies';
import { eachPiece, readRange } from './hashing';
import { followFile, JOURNAL_FILE, lastLineOf, lengthOf, MirrorFailure, setAside } from './mirrorJournal';
import { KeptWriter, keepFile, namesIn, removeLeftovers } from './writer';

export const IDENTITY = 'archive.json';
const SEGMENT_FILE = /^([0-9a-f]{64})\.jsonl$/;

/** What is mirrored, and where to. */
export interface MirrorTask {
  readonly disk: Disk;
  /** DIR. */
  readonly from: string;
  /** The folder in the second place. */
  readonly to: string;
  readonly copies: Copies;
  readonly attachments: Attachments;
  /** The journal's last line now. */
  readonly head: () => { readonly line: number };
  /** `segment:<sha256>` and `copy:<name>` of all kept journal lines. */
  readonly refs: () => Promise<ReadonlySet<string> | null> | ReadonlySet<string> | null;
  /** Attachments that the sweep deleted here. */
  readonly swept: ReadonlySet<string>;
  /** Attachments known to lie in the mirror; grows. */
  readonly have: Set<string>;
  /** True = give up between two files. */
  readonly stopped: () => boolean;
  readonly now: number;
}

export interface Mirrored {
  /** Copies that lie in both places. */
  readonly copies: ReadonlySet<string>;
  /** Something that only the mirror held was set aside. */
  readonly diverged: boolean;
}

/** Makes the mirror complete. Rejects with what the disk said, or with a MirrorFailure. */
export async function mirrorAll(task: MirrorTask): Promise<Mirrored> {
  const { disk, from, to } = task;
  const journal = join(from, 'journal');
  // Lengths first: what lines up to there refer to was complete before they were written.
  const lengths = new Map<string, number>();
  for (const name of (await namesIn(journal, disk)).filter((file) => JOURNAL_FILE.test(file))) {
    lengths.set(name, (await lengthOf(disk, join(journal, name))) ?? 0);
  }
  await goOn(task);
  const target = opened(await Copies.open(join(to, 'snapshots'), disk));
  for (const folder of ['.', 'journal', 'journal/segments']) await removeLeftovers(join(to, folder), disk);
  await bringSegments(task);
  await bringAttachments(task);
  await bringCopies(task, target);
  let diverged = await asideWhatIsNewer(task, lengths);
  for (const [name, length] of lengths) {
    await goOn(task);
    diverged =
      (await unlessGone(() => followFile(disk, join(journal, name), join(to, 'journal', name), length))) || diverged;
  }
  await bringIdentity(task);
  diverged = (await asideCopiesBeyond(task, target)) || diverged;
  if (diverged) await asideProfile(task);
  diverged = (await tidy(task, target, lengths)) || diverged;
  const there = new Set((await target.list()).filter((copy) => !copy.damaged).map((copy) => copy.name));
  await goOn(task);
  return { copies: there, diverged };
}

function opened<T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!result.ok) throw new MirrorFailure(result.error.code);
  return result.value;
}

/** Before each file: a drive that was pulled out must not be made anew as a folder where it was. */
async function goOn(task: MirrorTask): Promise<void> {
  if (task.stopped()) throw new MirrorFailure('stopped');
  if ((await lengthOf(task.disk, join(task.to, IDENTITY)).catch(() => null)) === null) throw new MirrorFailure('gone');
}

/** A file that went away here in between (compacted, pruned) is not missed: the next pass sees what replaced it. */
async function unlessGone<T>(step: () => Promise<T>): Promise<T | null> {
  try {
    return await step();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Streams `path` into a writer; the SHA-256 of what was read, null when it cannot be read here (the writer is closed). */
async function pour(disk: Disk, path: string, writer: KeptWriter): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await eachPiece(disk, path, async (piece) => {
      hash.update(piece);
      opened(await writer.write(piece));
    });
  } catch (error) {
    await writer.abort();
    if (error instanceof MirrorFailure) throw error;
    return null;
  }
  return hash.digest('hex');
}

/** Copies a file named by its content; one that is rotten here is not passed on. */
async function bringContent(
  task: MirrorTask,
  from: string,
  folder: string,
  to: string,
  sha256: string,
): Promise<boolean> {
  await goOn(task);
  const place = () => ({ path: to, name: sha256 });
  const writer = opened(await KeptWriter.open(folder, sha256, place, task.disk));
  if ((await pour(task.disk, from, writer)) !== sha256) {
    await writer.abort();
    return false;
  }
  opened(await writer.commit());
  return true;
}

async function bringSegments(task: MirrorTask): Promise<void> {
  const [from, to] = [join(task.from, 'journal', 'segments'), join(task.to, 'journal', 'segments')];
  const there = new Set(await namesIn(to, task.disk));
  for (const name of await namesIn(from, task.disk)) {
    const sha256 = SEGMENT_FILE.exec(name)?.[1];
    if (sha256 === undefined || there.has(name)) continue;
    await bringContent(task, join(from, name), to, join(to, name), sha256);
  }
}

async function bringAttachments(task: MirrorTask): Promise<void> {
  const folder = join(task.to, 'attachments');
  if (task.have.size === 0) {
    const there = opened(await Attachments.open(folder, task.disk));
    for (const sha256 of await there.names()) task.have.add(sha256);
  }
  for (const sha256 of await task.attachments.names()) {
    if (task.have.has(sha256)) continue;
    const from = attachmentPath(task.attachments.folder, sha256);
    const brought = await bringContent(task, from, folder, attachmentPath(folder, sha256), sha256);
    if (brought) task.have.add(sha256);
  }
}

async function bringCopies(task: MirrorTask, target: Copies): Promise<void> {
  const there = new Map((await target.list()).map((copy) => [copy.name, copy]));
  const isThere = ({ name, bytes }: CopyInfo): boolean => {
    const copy = there.get(name);
    return copy !== undefined && copy.bytes === bytes && !copy.damaged;
  };
  for (const copy of await task.copies.list()) {
    if (copy.damaged || isThere(copy)) continue;
    await goOn(task);
    const writer = opened(await target.openWriter());
    const read = await pour(task.disk, join(task.copies.folder, copy.name), writer);
    if (read === null) continue;
    const kept = await target.commit(writer, copy, copy.name);
    // Rotten here: that is for the check of this archive to say, not a failure of the second place.
    if (!kept.ok && kept.error.code !== 'backup_damaged') throw new MirrorFailure(kept.error.code);
  }
}

/** The unit's name and the format may change; the id never does. */
async function bringIdentity(task: MirrorTask): Promise<void> {
  const [from, to] = [join(task.from, IDENTITY), join(task.to, IDENTITY)];
  const mine = new TextDecoder().decode(await readRange(task.disk, from, 0, 1024 * 1024));
  const theirs = await unlessGone(() => readRange(task.disk, to, 0, 1024 * 1024));
  if (theirs && new TextDecoder().decode(theirs) === mine) return;
  opened(await keepFile(to, mine, IDENTITY, task.disk));
}

const firstLine = (name: string): number => Number.parseInt(name, 10);

/** Files that the archive would still have if the mirror followed it: somebody wrote in the mirror, or the journal was lost here. */
async function asideWhatIsNewer(task: MirrorTask, lengths: ReadonlyMap<string, number>): Promise<boolean> {
  const folder = join(task.to, 'journal');
  const oldest = [...lengths.keys()][0];
  let aside = false;
  for (const name of await namesIn(folder, task.disk)) {
    if (!JOURNAL_FILE.test(name) || lengths.has(name)) continue;
    if (oldest === undefined || firstLine(name) < firstLine(oldest)) continue;
    await setAside(task.disk, join(folder, name));
    aside = true;
  }
  return aside;
}

/**
 * Copies of lines that the archive has not come to: of another course, begun by somebody who opened the mirror. Whoever opens
 * it again would be given their state, for they seem to know more than the journal.
 */
async function asideCopiesBeyond(task: MirrorTask, target: Copies): Promise<boolean> {
  const mine = new Set((await task.copies.list()).map((copy) => copy.name));
  const { line } = task.head();
  const beyond = (await target.list()).filter((copy) => copy.line > line && !mine.has(copy.name));
  // An archive in which nothing stands was lost: then the mirror is what is left of it.
  if (line === 0) return false;
  for (const { name } of beyond) await setAside(task.disk, join(target.folder, name));
  return beyond.length > 0;
}

/** The database of that other course: it would seem to be ahead of the journal. A folder that somebody holds stays. */
async function asideProfile({ disk, to }: MirrorTask): Promise<void> {
  const profile = join(to, 'profile');
  if ((await lengthOf(disk, profile)) !== null) await setAside(disk, profile, to).catch(() => undefined);
}

/** Deletes what the policy deleted here, as far as the mirror by itself could spare it. */
async function tidy(task: MirrorTask, target: Copies, lengths: ReadonlyMap<string, number>): Promise<boolean> {
  const { disk, to } = task;
  const refs = await task.refs();
  // As long as the journal here is damaged, nobody knows what its lines need.
  if (!refs) return false;
  const mine = (await task.copies.list()).map((copy) => copy.name);
  const pinned = [...refs].filter((ref) => ref.startsWith('copy:')).map((ref) => ref.slice('copy:'.length));
  const newest = (await target.list()).find((copy) => !copy.damaged);
  // When the newest is no longer here, copies were lost here and not pruned.
  if (newest && mine.includes(newest.name)) await target.prune(task.now, new Set([...mine, ...pinned]));
  const aside = await tidyJournal(task, lengths, compactTo(await target.list()));
  const journal = (await namesIn(join(to, 'journal'), disk)).filter((name) => JOURNAL_FILE.test(name));
  // Only when no older line is left there that might refer to one.
  if (lengths.size > 0 && journal.every((name) => lengths.has(name))) await tidySegments(task, refs);
  const here = new Set(await task.attachments.names());
  for (const sha256 of task.swept) {
    if (here.has(sha256)) continue;
    await disk.remove(attachmentPath(join(to, 'attachments'), sha256));
    task.have.delete(sha256);
  }
  return aside;
}

async function tidyJournal(task: MirrorTask, lengths: ReadonlyMap<string, number>, covered: number): Promise<boolean> {
  const folder = join(task.to, 'journal');
  const names = (await namesIn(folder, task.disk)).filter((name) => JOURNAL_FILE.test(name));
  let aside = false;
  for (const [at, name] of names.entries()) {
    const next = names[at + 1];
    if (lengths.size === 0 || lengths.has(name) || next === undefined || firstLine(next) - 1 > covered) continue;
    const path = join(folder, name);
    // Its end was never in the archive of today (the journal was lost here): not ours to delete.
    if ((await lastLineOf(task.disk, path)) >= firstLine(next)) {
      await setAside(task.disk, path);
      aside = true;
    } else {
      await task.disk.remove(path);
    }
  }
  return aside;
}

async function tidySegments(task: MirrorTask, refs: ReadonlySet<string>): Promise<void> {
  const [from, to] = [join(task.from, 'journal', 'segments'), join(task.to, 'journal', 'segments')];
  const here = new Set(await namesIn(from, task.disk));
  const needless = (await namesIn(to, task.disk)).filter((name) => {
    const sha256 = SEGMENT_FILE.exec(name)?.[1];
    return sha256 !== undefined && !here.has(name) && !refs.has(`segment:${sha256}`);
  });
  if (needless.length === 0) return;
  // Lines that were set aside are still to be brought in, with their rows.
  const aside = await asideRefs(task.disk, task.to);
  for (const name of needless) {
    if (!aside.has(`segment:${name.slice(0, -'.jsonl'.length)}`)) await task.disk.remove(join(to, name));
  }
}
