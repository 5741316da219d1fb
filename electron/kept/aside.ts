/**
 * What a mirror held and the archive does not (`多出的记录` in the mirror): journal files of another course, begun by somebody
 * who opened the mirror, or of lines that were lost here. They are only read; the page brings them in (renderer/store/course).
 */
import { join } from 'node:path';
import { parseLine, refsOf } from '#shared/journal/line';
import type { Disk } from '../files/disk';
import { attachmentPath } from './attachments';
import { readRange } from './hashing';
import { ASIDE, linesOf } from './mirrorJournal';
import { namesIn } from './writer';

const FILE = /^[1-9]\d{0,5}-\d{12}\.jsonl$/;
const CONTENT = /^(segment|attachment):([0-9a-f]{64})$/;

/** Journal files that were set aside in the mirror, in the order in which they were, then by line. */
export async function asideFiles(disk: Disk, mirror: string): Promise<string[]> {
  const names = (await namesIn(join(mirror, ASIDE), disk)).filter((name) => FILE.test(name));
  return names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1));
}

/** Where one of those files lies, or `segment:<sha256>` and `attachment:<sha256>` of the mirror; null for any other name. */
export function asidePath(mirror: string, name: string): string | null {
  if (FILE.test(name)) return join(mirror, ASIDE, name);
  const [, kind, sha256 = ''] = CONTENT.exec(name) ?? [];
  if (kind === 'segment') return join(mirror, 'journal', 'segments', `${sha256}.jsonl`);
  return kind === 'attachment' ? attachmentPath(join(mirror, 'attachments'), sha256) : null;
}

/** `segment:<sha256>` and `copy:<name>` of all lines that were set aside. Rejects like the disk does. */
export async function asideRefs(disk: Disk, mirror: string): Promise<ReadonlySet<string>> {
  const refs = new Set<string>();
  for (const name of await asideFiles(disk, mirror)) {
    const bytes = await readRange(disk, join(mirror, ASIDE, name), 0, Number.MAX_SAFE_INTEGER);
    for (const line of linesOf(bytes)) for (const ref of refsOf(parseLine(line)?.refs ?? '-')) refs.add(ref);
  }
  return refs;
}
