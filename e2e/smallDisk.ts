/** Real small disks for specs: a tmpfs of a fixed size, where we may mount one. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SmallDisk {
  readonly path: string;
  /** Leaves `left` bytes; returns the file that takes the rest. */
  fillUp(left: number): string;
  remount(how: 'ro' | 'rw'): void;
  unmount(): void;
}

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
      const { bavail, bsize } = statfsSync(path);
      const filler = join(path, 'filler');
      writeFileSync(filler, new Uint8Array(Math.max(0, bavail * bsize - left)));
      return filler;
    },
    remount: (how) => void execFileSync('mount', ['-o', `remount,${how}`, path]),
    unmount: () => void execFileSync('umount', ['-l', path]),
  };
}
