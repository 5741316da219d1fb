/** Unit tests only: lines of a journal in memory as a file that was set aside in the second place. */
import { encodeHeader, ownSum, refsField } from '#shared/journal/line';
import { sha256 } from './asideFile';
import type { MemoryJournal } from './memoryJournal';

/** The file that begins with line `first`. */
export function asideFile({ lines }: MemoryJournal, first: number): Uint8Array {
  const encoder = new TextEncoder();
  const before = lines.find(({ line }) => line === first - 1)?.sum ?? 'A'.repeat(43);
  const kept = lines.filter(({ line }) => line >= first);
  const text = kept.map(({ line, sum, payload, refs }) => {
    const own = ownSum(sha256, encoder.encode(payload));
    return `${line} ${refsField(refs) ?? '-'} ${own} ${sum} ${payload}\n`;
  });
  const header = encodeHeader(sha256, first, before);
  const body = encoder.encode(text.join(''));
  const bytes = new Uint8Array(header.length + body.length);
  bytes.set(header);
  bytes.set(body, header.length);
  return bytes;
}
