/** DIR/second.json: which second place was chosen and how far it is complete. */
import { join } from 'node:path';
import type { Disk } from '../files/disk';
import { SHA256 } from './attachments';
import { readRange } from './hashing';
import { keepFile } from './writer';

export interface SecondState {
  /** The folder that was chosen; the mirror is a folder inside it. '' = none. */
  readonly folder: string;
  /** ISO time of the last complete mirroring. */
  readonly mirrored: string | null;
  /** Journal line up to which it was complete then. */
  readonly line: number;
  /** Attachments deleted here that the mirror may still have. */
  readonly swept: readonly string[];
}

export const NO_SECOND: SecondState = { folder: '', mirrored: null, line: 0, swept: [] };

const FILE = 'second.json';
const MAX_BYTES = 64 * 1024 * 1024;

/** NO_SECOND when there is no such file or it makes no sense: a second place can be chosen again. */
export async function readSecond(dataDir: string, disk: Disk): Promise<SecondState> {
  try {
    const text = new TextDecoder().decode(await readRange(disk, join(dataDir, FILE), 0, MAX_BYTES));
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return NO_SECOND;
    const { folder, mirrored, line, swept } = value as Partial<Record<keyof SecondState, unknown>>;
    if (typeof folder !== 'string') return NO_SECOND;
    return {
      folder,
      mirrored: typeof mirrored === 'string' && !Number.isNaN(Date.parse(mirrored)) ? mirrored : null,
      line: typeof line === 'number' && Number.isSafeInteger(line) && line >= 0 ? line : 0,
      swept: Array.isArray(swept)
        ? swept.filter((sha): sha is string => typeof sha === 'string' && SHA256.test(sha))
        : [],
    };
  } catch {
    return NO_SECOND;
  }
}

export async function writeSecond(dataDir: string, state: SecondState, disk: Disk) {
  const text = JSON.stringify({ format: 'hudang-second', version: 1, ...state }, null, 1);
  return keepFile(join(dataDir, FILE), `${text}\n`, FILE, disk);
}

/** What is said of the second place for failures of writing, by their codes. */
export const FAILURES: Readonly<Record<string, string>> = {
  disk_full: 'second_full',
  folder_readonly: 'second_readonly',
  target_locked: 'second_readonly',
  drive_gone: 'second_gone',
  gone: 'second_gone',
  second_in_use: 'second_in_use',
};
