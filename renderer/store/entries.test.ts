import { describe, expect, it } from 'vitest';
import type { RowChanges } from '#shared/journal/entry';
import { journalSegment } from './entries';
import { MemoryJournal } from './memoryJournal';
import { Gate } from './watch';

/** What a segment holds that these chunks were written into, and how it was handed over. */
async function segmentOf(chunks: readonly RowChanges[]): Promise<{ text: string; pieces: number[] }> {
  const journal = new MemoryJournal();
  const pieces: number[] = [];
  const openKept = journal.openKept.bind(journal);
  journal.openKept = async (kind) => {
    const opened = await openKept(kind);
    if (!opened.ok) return opened;
    const { value } = opened;
    return {
      ok: true,
      value: {
        ...value,
        write: (bytes) => {
          pieces.push(bytes.length);
          return value.write(bytes);
        },
      },
    };
  };
  const opened = await journal.openKept('segment');
  if (!opened.ok) throw new Error(opened.error.code);
  const to = { writer: opened.value, gate: new Gate() };
  const written = await journalSegment(journal, 0, { chunks, seq: 1, households: 1 }, to);
  expect(written.ok).toBe(true);
  const [bytes] = [...journal.segments.values()];
  return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), pieces };
}

const lines = (chunks: readonly RowChanges[]): string => chunks.map((chunk) => `${JSON.stringify(chunk)}\n`).join('');

describe('rows on their way into a segment', () => {
  it('are the JSON of each chunk in a line, whatever its tables', async () => {
    const chunks: RowChanges[] = [
      {
        households: { put: [{ id: 'A', doc: { fields: { 'a"b': '甲\n乙', n: 1.5 } } }, { id: 'B' }], del: ['C', 'D'] },
        log: { put: [{ seq: 1, household: 'A', body: null }] },
      },
      { log: { del: [[1, 'A']] } },
      { meta: { put: [] } },
      { batches: {} },
      {},
    ];
    expect((await segmentOf(chunks)).text).toBe(lines(chunks));
  });

  it('are cut into pieces that fit into a message, never within a character', async () => {
    const row = (n: number): object => ({ id: String(n), text: `${'𠮷'.repeat(n)}${'村a'.repeat(700_000)}` });
    const chunks: RowChanges[] = [{ households: { put: [row(1), row(2), row(3)] } }, { households: { put: [row(0)] } }];
    const { text, pieces } = await segmentOf(chunks);
    expect(text === lines(chunks)).toBe(true);
    expect(pieces.length).toBeGreaterThan(4);
    expect(Math.max(...pieces)).toBeLessThanOrEqual(2 * 1024 * 1024);
  });
});
