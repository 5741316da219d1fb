/**
 * `DIR/LOCK`: who holds the archive folder. It speaks to other users and other computers (a folder on a network drive or
 * a USB disk); two programs of one user on one computer are kept apart by Electron's own single-instance lock first.
 *
 * A lock is alive while its file is touched every minute. Ages are measured against a file written a moment ago in the
 * same folder, so that the clocks of two computers need not agree.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { desktopMessages } from '#shared/messages/desktop';
import { fill } from '#shared/messages/say';
import { fail, ok, type Result } from '#shared/result';
import { temporaryName } from '../files/atomicWrite';
import { errorCode, writeFailure } from '../files/fileErrors';

export interface LockOwner {
  /** Name of the system's user, shown to whoever finds the folder taken. */
  readonly owner: string;
  readonly computer: string;
  readonly pid: number;
  /** ISO time. */
  readonly since: string;
  readonly mode: 'window' | 'job';
}

/** A held lock. `release` may be called more than once. */
export interface Lock {
  /**
   * Who has it now, if not we: a computer that slept for minutes, or a drive that was away, may have lost it to another.
   * One that somebody deleted is made again.
   */
  lostTo(): LockOwner | null;
  release(): void;
}

const HEARTBEAT_MS = 30_000;
const DEAD_AFTER_MS = 120_000;

function lockPath(dataDir: string): string {
  return join(dataDir, 'LOCK');
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the system's list (containers).
    return 'unknown';
  }
}

/** Reads DIR/LOCK; null when there is none or it is not ours to understand. */
export function holderOf(dataDir: string): LockOwner | null {
  try {
    const value: unknown = JSON.parse(readFileSync(lockPath(dataDir), 'utf8'));
    return isOwner(value) ? value : null;
  } catch {
    return null;
  }
}

function isOwner(value: unknown): value is LockOwner {
  if (typeof value !== 'object' || value === null) return false;
  const { owner, computer, pid, since, mode } = value as Partial<Record<keyof LockOwner, unknown>>;
  return (
    typeof owner === 'string' &&
    typeof computer === 'string' &&
    typeof pid === 'number' &&
    typeof since === 'string' &&
    (mode === 'window' || mode === 'job')
  );
}

/**
 * Whoever else has the folder open right now: another user, or another computer. Null when nobody has, when it is a
 * leftover, or when it is ourselves (Electron's instance lock sees to that). Writes nothing where nothing can be written.
 */
export function otherHolder(dataDir: string, me = systemUser(), here = hostname()): LockOwner | null {
  const other = holderOf(dataDir);
  if (other === null || (other.owner === me && other.computer === here)) return null;
  try {
    return isFresh(dataDir) ? other : null;
  } catch {
    // A drive that cannot be written has no clock of its own to ask.
    return Math.abs(Date.now() - modifiedMs(lockPath(dataDir))) < DEAD_AFTER_MS ? other : null;
  }
}

function modifiedMs(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return -Infinity;
  }
}

/** An ISO moment as 2026-11-22 08:31 on this computer's clock. */
function onThisClock(iso: string): string {
  const at = new Date(iso);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The failure that names whoever has the folder; null = someone on this computer who has left no name. */
export function inUse(dataDir: string, holder: LockOwner | null): ReturnType<typeof fail> {
  const { holder_here, holder_elsewhere } = desktopMessages;
  const named = holder && fill(holder_elsewhere, { ...holder, since: onThisClock(holder.since) });
  return fail('archive_in_use', { folder: dataDir, holder: named ?? holder_here });
}

/**
 * Takes DIR/LOCK. Call it only while holding the single-instance lock of the same folder: a LOCK left by the same user
 * on the same computer is then a leftover. Codes: archive_in_use, and those of writing a file.
 */
export function takeLock(dataDir: string, mode: 'window' | 'job', me = systemUser(), here = hostname()): Result<Lock> {
  const path = lockPath(dataDir);
  const mine: LockOwner = { owner: me, computer: here, pid: process.pid, since: new Date().toISOString(), mode };
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (create(path, mine)) return ok(keepAlive(dataDir, mine));
      const other = holderOf(dataDir);
      const leftover = other !== null && other.owner === me && other.computer === here;
      if (!leftover && isFresh(dataDir)) return inUse(dataDir, other);
      discard(path, other);
    }
    return inUse(dataDir, holderOf(dataDir));
  } catch (error) {
    return writeFailure(error, path, 'create');
  }
}

/** False when there is a LOCK already. A LOCK that cannot be filled (disk full) does not stay behind empty. */
function create(path: string, mine: LockOwner): boolean {
  let handle: number;
  try {
    handle = openSync(path, 'wx');
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(handle, `${JSON.stringify(mine, null, 2)}\n`);
    fsyncSync(handle);
    return true;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
}

/**
 * True while the LOCK was touched within the last two minutes by the clock of the drive it lies on. One from the future was
 * left behind before that clock was set back.
 */
function isFresh(dataDir: string): boolean {
  const probe = join(dataDir, temporaryName());
  try {
    writeFileSync(probe, '');
    return Math.abs(statSync(probe).mtimeMs - statSync(lockPath(dataDir)).mtimeMs) < DEAD_AFTER_MS;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Moves a dead LOCK aside, and back again should another program have replaced it in between. */
function discard(path: string, judged: LockOwner | null): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
    const moved = readFileSync(aside, 'utf8');
    const same = judged === null || moved.includes(judged.since);
    if (same) rmSync(aside, { force: true });
    else renameSync(aside, path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** By the clock of the drive, as whoever judges it does: a time that we set would be that of this computer. */
function touch(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    writeSync(handle, '{', 0);
  } finally {
    closeSync(handle);
  }
}

function keepAlive(dataDir: string, mine: LockOwner): Lock {
  const path = lockPath(dataDir);
  const isMine = () => {
    const now = holderOf(dataDir);
    return now !== null && now.pid === mine.pid && now.since === mine.since && now.computer === mine.computer;
  };
  const timer = setInterval(() => {
    try {
      if (isMine()) touch(path);
    } catch {
      // The drive is away; the next save reports that in words.
    }
  }, HEARTBEAT_MS);
  timer.unref();
  return {
    lostTo: () => {
      if (isMine()) return null;
      const other = holderOf(dataDir);
      if (other) return other;
      try {
        create(path, mine);
      } catch {
        // The drive is away; the next save reports that in words.
      }
      return null;
    },
    release: () => {
      clearInterval(timer);
      if (isMine()) rmSync(path, { force: true });
    },
  };
}
