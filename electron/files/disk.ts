/**
 * Every call by which the archive's own files (journal, copies, attachments, drafts) touch the disk. All of them go through
 * this one interface, so that the fault harness can drop, reorder, tear and refuse any of them (docs/journal.md, P-02 … P-05).
 */
import { constants } from 'node:fs';
import { mkdir, open as openFile, readdir, realpath, rename, rm, stat, truncate } from 'node:fs/promises';
import type { OpenFile, WriteFs } from './atomicWrite';
import { errorCode } from './fileErrors';

/** An open file. Positions are bytes from the beginning. */
export interface DiskFile extends OpenFile {
  read(into: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position?: number,
  ): Promise<{ readonly bytesWritten: number }>;
  /** Content on the disk; names and lengths only as far as needed to read it back. */
  datasync(): Promise<void>;
  truncate(length: number): Promise<void>;
}

export interface Disk extends WriteFs {
  /** r: read · r+: read and write an existing file · wx: make a new one · a: append, made when missing. Folders: r only, for `sync`. */
  open(path: string, flags: 'r' | 'r+' | 'wx' | 'a'): Promise<DiskFile>;
  /** Makes a folder and its parents; existing ones are fine. */
  makeFolder(path: string): Promise<void>;
  /** Plain names in a folder; rejects with ENOENT when there is none. */
  list(path: string): Promise<string[]>;
  /** Rejects with ENOENT when there is none. */
  inspect(path: string): Promise<{
    readonly bytes: number;
    readonly folder: boolean;
    readonly modifiedMs: number;
    /** Two files with the same number lie on the same drive; undefined = not known. */
    readonly device?: number;
  }>;
  truncate(path: string, length: number): Promise<void>;
  /**
   * Makes names in a folder durable; silently nothing where the system cannot (Windows, some network drives). Rejects when
   * it went wrong.
   */
  syncFolder(path: string): Promise<void>;
}

const FLUSH_WENT_WRONG = new Set(['EIO', 'ENOSPC', 'EDQUOT']);

export const realDisk: Disk = {
  open: (path, flags) => openFile(path, flags),
  rename,
  remove: (path) => rm(path, { force: true }),
  inspect: async (path) => {
    const found = await stat(path);
    return { bytes: found.size, folder: found.isDirectory(), modifiedMs: found.mtimeMs, device: found.dev };
  },
  realPath: (path) => realpath(path),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
  makeFolder: async (path) => void (await mkdir(path, { recursive: true })),
  list: (path) => readdir(path),
  truncate: (path, length) => truncate(path, length),
  syncFolder: async (path) => {
    try {
      const folder = await openFile(path, constants.O_RDONLY);
      try {
        await folder.sync();
      } finally {
        await folder.close();
      }
    } catch (error) {
      // That it cannot be done is one thing, that it went wrong another: then the name may not be on the disk.
      if (FLUSH_WENT_WRONG.has(errorCode(error))) throw error;
    }
  },
};
