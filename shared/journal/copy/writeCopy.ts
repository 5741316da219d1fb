/** Writes a copy: the rows page by page, then what the journal got meanwhile, then attachments and what explains it all. */
import type { Result } from '../../result';
import { JOURNALLED_TABLES, type JournalledTable } from '../entry';
import { linesFrom } from './lines';
import {
  attachmentPart,
  COPY_FORMAT,
  COPY_VERSION,
  JOURNAL_PART,
  MANIFEST,
  README,
  ROW_SCHEMA,
  SCHEMA,
  tablePart,
  type CopyManifest,
  type PartFacts,
} from './manifest';
import { copyReadme } from './readme';
import type { JournalRow } from './rows';
import { copySchema } from './schema';
import { caught, type MakeHasher, type Sink } from './source';
import { ZipWriter } from './zipWrite';

/** What the writer does not find out by itself; asked when everything else was written. */
export type ManifestFacts = Omit<CopyManifest, 'format' | 'version' | 'schema' | 'parts' | 'made'>;

export interface CopyContent {
  /** The rows of a table, some pages at a time. */
  rows(table: JournalledTable): AsyncIterable<readonly unknown[]>;
  /** Asked when all rows were read: the lines since they began to be read, those left out that were never applied. */
  journal(): AsyncIterable<readonly JournalRow[]>;
  /** Content of attachments, each given once; it must be what its SHA-256 says. */
  attachments(): AsyncIterable<{ readonly sha256: string; readonly content: AsyncIterable<Uint8Array> }>;
  facts(): ManifestFacts | Promise<ManifestFacts>;
}

export interface WrittenCopy {
  readonly manifest: CopyManifest;
  /** Of all bytes before the zip comment. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Writes a copy into the sink, in bounded memory. `made` (ISO) is the time that it and all its entries show: the same content
 * gives the same bytes. Failures are those that sink and content throw as CopyFailure; then the file is to be thrown away.
 */
export function writeCopy(
  sink: Sink,
  content: CopyContent,
  made: string,
  makeHasher: MakeHasher,
): Promise<Result<WrittenCopy>> {
  return caught(async () => {
    const zip = new ZipWriter(sink, makeHasher, new Date(made));
    const parts: PartFacts[] = [];
    const lines = async (name: string, source: AsyncIterable<readonly unknown[]>): Promise<void> => {
      let rows = 0;
      const written = await zip.entry(
        name,
        linesFrom(source, (more) => (rows += more)),
        'deflate',
      );
      parts.push({ ...written, rows });
    };
    for (const table of JOURNALLED_TABLES) await lines(tablePart(table), content.rows(table));
    await lines(JOURNAL_PART, content.journal());
    for await (const { sha256, content: bytes } of content.attachments()) {
      parts.push({ ...(await zip.entry(attachmentPart(sha256), bytes, 'store')), rows: null });
    }
    for (const [name, text] of [
      [SCHEMA, `${JSON.stringify(copySchema, null, 1)}\n`],
      [README, copyReadme],
    ] as const) {
      parts.push({ ...(await zip.entry(name, once(text), 'deflate')), rows: null });
    }
    const facts = await content.facts();
    const manifest: CopyManifest = {
      format: COPY_FORMAT,
      version: COPY_VERSION,
      schema: ROW_SCHEMA,
      made,
      ...facts,
      parts,
    };
    await zip.entry(MANIFEST, once(`${JSON.stringify(manifest, null, 1)}\n`), 'deflate');
    return { manifest, ...(await zip.finish()) };
  });
}

async function* once(text: string): AsyncGenerator<Uint8Array, void> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}
