/** Which copies a rebuild may begin with, and in which order. */
import type { CopyInfo, JournalHead, JournalLine, OpenState } from '#shared/ipc/desktop';
import type { Journal } from './journal';
import type { BaseEntry } from './replay';

/** What a rebuild may begin with, best first; null = with nothing, where the journal is kept from its first line on. */
export async function beginnings(journal: Journal, { journal: head, copies }: OpenState): Promise<(CopyInfo | null)[]> {
  const good: CopyInfo[] = [];
  const newestFirst = [...copies].sort((a, b) => b.line - a.line || (a.made < b.made ? 1 : -1));
  for (const copy of newestFirst) {
    if (!copy.damaged && (await belongs(journal, head, copy))) good.push(copy);
  }
  // With damaged copies only, one that can still be read is better than none.
  const last = newestFirst.filter((copy) => copy.damaged);
  const fromNothing = head.first === 1 && (head.line > 0 || copies.length === 0);
  return [...good, ...(fromNothing ? [null] : []), ...last, ...(fromNothing || head.line === 0 ? [] : [null])];
}

/** Whether the copy was made in the course that the journal tells: an older journal may have been put back. */
async function belongs(journal: Journal, head: JournalHead, copy: CopyInfo): Promise<boolean> {
  if (copy.reason === 'restored' && head.line > 0) {
    // It became the state by the line behind it, if that was ever written.
    if (copy.line === head.line) return false;
    const based = await lineAt(journal, head, copy.line + 1);
    return !based || isBaseOf(based.payload, copy.name);
  }
  const line = await lineAt(journal, head, copy.line);
  return !line || line.sum === copy.sum;
}

/** Undefined = it is not kept, or damaged. */
async function lineAt(journal: Journal, { first, line }: JournalHead, n: number): Promise<JournalLine | undefined> {
  const read = n < first || n > line ? null : await journal.read(n);
  return read?.ok ? read.value.find((found) => found.line === n) : undefined;
}

function isBaseOf(payload: string, copy: string): boolean {
  try {
    const entry = JSON.parse(payload) as Partial<BaseEntry>;
    return entry.kind === 'base' && entry.copy === copy;
  } catch {
    return false;
  }
}
