/** Real small disks for specs: a tmpfs of a fixed size, where we may mount one. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface SmallDisk {
  readonly path: string;
  /** Leaves `left` bytes; returns the file that takes the rest. */
  fillUp(left: number): string;
  remount(how: 'ro' | 'rw'): void;
  unmount(): void;
}

const PIECE = new Uint8Array(4 * 1024 * 1024);

/** A disk of its own below `folder`; null where we may not mount one. */
export function smallDisk(folder: string, megabytes: number): SmallDisk | null {
  const path = join(folder, 'disk');
  mkdirSync(path, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return {
    path,
    fillUp: (left) => {
      const filler = join(path, 'filler');
      const handle = openSync(filler, 'w');
      // Piece by piece: the app may be writing at the same moment, and then a single write would fail half-way.
      for (;;) {
        const { bavail, bsize } = statfsSync(path);
        const missing = Math.min(bavail * bsize - left, PIECE.byteLength);
        if (missing <= 0) break;
        try {
          writeSync(handle, PIECE, 0, missing);
        } catch {
          break;
        }
      }
      closeSync(handle);
      return filler;
    },
    remount: (how) => void execFileSync('mount', ['-o', `remount,${how}`, path]),
    unmount: () => void execFileSync('umount', ['-l', path]),
  };
}
