/** Copies for tests: invented rows, a file in memory, a hasher. */
import type { JournalledTable } from '../entry';
import type { JournalRow } from './rows';
import type { Hasher, ReadAt } from './source';
import { writeCopy, type CopyContent, type ManifestFacts, type WrittenCopy } from './writeCopy';
import { ok, type Result } from '../../result';

export type TestRows = { readonly [T in JournalledTable]?: readonly unknown[] };

export const testFacts: ManifestFacts = {
  program: '0.0.0',
  databaseId: '01JABCDEFGHJKMNPQRSTVWXYZ0',
  lineage: [],
  unit: '云南省某县某乡某村',
  reason: 'manual',
  lineStart: 3,
  line: 5,
  sum: 'A'.repeat(43),
  seq: 5,
  households: 2,
  members: 3,
  operations: 5,
  hash: '',
  missing: [],
};

export interface TestCopy {
  readonly rows?: TestRows;
  readonly journal?: readonly JournalRow[];
  readonly attachments?: ReadonlyMap<string, Uint8Array>;
  readonly facts?: Partial<ManifestFacts>;
  /** Rows a page. */
  readonly page?: number;
}

export const TEST_MADE = '2026-06-30T08:31:05.000Z';

/** Writes a copy into memory. */
export async function makeCopy(
  about: TestCopy,
  makeHasher: () => Hasher,
): Promise<Result<WrittenCopy & { readonly file: Uint8Array }>> {
  const pieces: Uint8Array[] = [];
  const { rows = {}, journal = [], attachments = new Map<string, Uint8Array>(), facts = {}, page = 100 } = about;
  const content: CopyContent = {
    rows: (table) => pagesOf(rows[table] ?? [], page),
    journal: () => pagesOf(journal, page),
    attachments: async function* () {
      for (const [sha256, bytes] of attachments) yield await Promise.resolve({ sha256, content: pagesOfBytes(bytes) });
    },
    facts: () => ({ ...testFacts, ...facts }),
  };
  const sink = (bytes: Uint8Array): Promise<void> => {
    pieces.push(bytes.slice());
    return Promise.resolve();
  };
  const written = await writeCopy(sink, content, TEST_MADE, makeHasher);
  return written.ok ? ok({ ...written.value, file: joined(pieces) }) : written;
}

async function* pagesOf<T>(rows: readonly T[], page: number): AsyncGenerator<readonly T[], void> {
  for (let from = 0; from < rows.length; from += page) yield await Promise.resolve(rows.slice(from, from + page));
}

async function* pagesOfBytes(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += 1000) yield await Promise.resolve(bytes.subarray(at, at + 1000));
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** A file in memory. */
export function memoryFile(bytes: Uint8Array): ReadAt {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)),
  };
}
