/** The folders beside IndexedDB, opened together. What could not be opened says so wherever it is needed. */
import { join } from 'node:path';
import { fail, ok, type Result } from '#shared/result';
import type { Disk } from '../files/disk';
import { Journal } from '../journal/journal';
import { Attachments } from '../kept/attachments';
import { Copies } from '../kept/copies';
import { Drafts } from '../kept/drafts';
import { SecondPlace } from '../kept/secondPlace';
import { factsOfCopy } from '../kept/source';

export interface Parts {
  readonly journal: Result<Journal>;
  readonly copies: Result<Copies>;
  readonly attachments: Result<Attachments>;
  readonly drafts: Result<Drafts>;
  /** A reader has none: code read_only. */
  readonly second: Result<SecondPlace>;
}

export interface PartsOptions {
  readonly dataDir: string;
  readonly disk: Disk;
  readonly databaseId: string;
  readonly readOnly: boolean;
  /** The last owner closed the archive in order. */
  readonly clean: boolean;
}

/** Opens all of them; none waits for another, but the second place, which needs the others whole. */
export async function openParts({ dataDir, disk, databaseId, readOnly, clean }: PartsOptions): Promise<Parts> {
  const [journal, copies, attachments, drafts] = await Promise.all([
    Journal.open(join(dataDir, 'journal'), disk, { readOnly, clean }),
    Copies.open(join(dataDir, 'snapshots'), disk, { readOnly, factsOf: factsOfCopy, databaseId }),
    Attachments.open(join(dataDir, 'attachments'), disk, { readOnly }),
    Drafts.open(join(dataDir, 'drafts'), disk, { readOnly }),
  ]);
  const open = { journal, copies, attachments, drafts };
  if (readOnly) return { ...open, second: fail('read_only') };
  if (!journal.ok || !copies.ok || !attachments.ok) {
    const failure = [journal, copies, attachments].find((part) => !part.ok);
    return { ...open, second: failure && !failure.ok ? failure : fail('internal') };
  }
  const head = () => journal.value.head();
  const refs = () => journal.value.refs();
  const known = { dataDir, databaseId, copies: copies.value, attachments: attachments.value, head, refs, disk };
  return { ...open, second: ok(await SecondPlace.open(known)) };
}

/** What is being written is finished; files are given up. */
export async function shutParts({ journal, drafts, second }: Parts): Promise<void> {
  if (second.ok) await second.value.stop();
  if (drafts.ok) await drafts.value.close();
  if (journal.ok) await journal.value.close();
}
