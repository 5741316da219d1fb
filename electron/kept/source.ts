/** Kept copies for the pure reader of shared/journal/copy. */
import { createHash } from 'node:crypto';
import { readManifest } from '#shared/journal/copy/readCopy';
import type { CopyManifest } from '#shared/journal/copy/manifest';
import type { MakeHasher, ReadAt } from '#shared/journal/copy/source';
import type { Disk } from '../files/disk';

export const nodeHasher: MakeHasher = () => {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') };
};

/** What the manifest inside a copy says about it; null when there is no such manifest. Rejects like the disk does. */
export async function factsOfCopy(path: string, disk: Disk): Promise<CopyManifest | null> {
  const { bytes: size } = await disk.inspect(path);
  const file = await disk.open(path, 'r');
  try {
    const source: ReadAt = {
      size,
      read: async (offset, length) => {
        const bytes = new Uint8Array(length);
        for (let filled = 0; filled < length;) {
          const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled);
          if (bytesRead === 0) throw new Error('backup_truncated');
          filled += bytesRead;
        }
        return bytes;
      },
    };
    const manifest = await readManifest(source, nodeHasher);
    return manifest.ok ? manifest.value : null;
  } finally {
    await file.close();
  }
}
