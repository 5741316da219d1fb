/**
 * Is a file a whole backup of ours: a zip whose comment, the last 64 bytes of the file, is the SHA-256 in hex of all bytes
 * before it (docs/journal.md, "Copy"). Nothing inside is looked at; one flipped bit anywhere is noticed.
 */
import { basename } from 'node:path';
import { fail, ok, type Result } from '#shared/result';
import { realDisk, type Disk } from '../files/disk';
import { readFailure } from '../files/fileErrors';
import { hashFile, readRange } from './hashing';

/** Longest end record of a zip: 22 bytes and a comment of 65,535. */
const END_BYTES = 22;
const MAX_COMMENT = 65_535;
const END_MARK = 'PK\u0005\u0006';
/** 64, at byte 20 of the end record. */
const COMMENT_LENGTH = '\u0040\u0000';
const DIGEST_BYTES = 64;
const DIGEST = /^[0-9a-f]{64}$/;
/** How our first entry begins: local header `PK\3\4` … name at byte 30. */
const FIRST_ENTRY = 'data/households.jsonl';
const NAME_AT = 30;
/** Which part is damaged, in the sentence: one checksum over everything cannot tell more. */
const CONTENT = '内容';

/**
 * Re-reads the whole file. `sha256` = the digest in its comment; `bytes` = its length. Codes: not_a_backup (something
 * else), backup_truncated (ours, the end is missing), backup_damaged (ours, the content is not what was written), and
 * those of reading.
 */
export async function checkBackup(
  path: string,
  disk: Disk = realDisk,
): Promise<Result<{ readonly sha256: string; readonly bytes: number }>> {
  const name = basename(path);
  try {
    const { bytes, folder } = await disk.inspect(path);
    if (folder) return fail('not_a_file', { name });
    const begin = await readRange(disk, path, 0, Math.min(bytes, NAME_AT + FIRST_ENTRY.length));
    const end = await readRange(disk, path, Math.max(0, bytes - END_BYTES - MAX_COMMENT), bytes);
    const digest = commentOf(end);
    if (digest === null) return fail(whatIsIt(begin, end), { name, part: CONTENT });
    const found = await hashFile(disk, path, bytes - DIGEST_BYTES);
    if (found.bytes !== bytes - DIGEST_BYTES || found.sha256 !== digest)
      return fail('backup_damaged', { name, part: CONTENT });
    return ok({ sha256: digest, bytes });
  } catch (error) {
    return readFailure(error, path);
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** The digest in the comment that ends the file; null when the file does not end like ours. */
function commentOf(end: Uint8Array): string | null {
  const record = latin1(end.subarray(-(END_BYTES + DIGEST_BYTES)));
  if (!record.startsWith(END_MARK) || record.slice(20, END_BYTES) !== COMMENT_LENGTH) return null;
  const comment = record.slice(END_BYTES);
  return DIGEST.test(comment) ? comment : null;
}

/** What a file is that does not end like ours, as far as its beginning and end tell. */
function whatIsIt(begin: Uint8Array, end: Uint8Array): 'not_a_backup' | 'backup_truncated' | 'backup_damaged' {
  const head = latin1(begin);
  const name = head.slice(NAME_AT);
  const zip = 'PK\u0003\u0004'.startsWith(head.slice(0, 4));
  const ours = head !== '' && zip && FIRST_ENTRY.startsWith(name);
  const tail = latin1(end);
  if (endsAlmost(tail)) return 'backup_damaged';
  if (!ours) return 'not_a_backup';
  const record = tail.lastIndexOf(END_MARK);
  const isWholeZip = record >= 0 && record + END_BYTES + lengthAt(tail, record + 20) === tail.length;
  if (isWholeZip) return 'not_a_backup';
  // Attachments that are zips themselves (.xlsx) have ends of their own, without a comment.
  let own = record;
  while (own >= 0 && tail.slice(own + 20, own + END_BYTES) !== COMMENT_LENGTH) {
    own = own === 0 ? -1 : tail.lastIndexOf(END_MARK, own - 1);
  }
  return own < 0 || tail.length - own < END_BYTES + DIGEST_BYTES ? 'backup_truncated' : 'backup_damaged';
}

function lengthAt(text: string, at: number): number {
  return text.charCodeAt(at) + 256 * text.charCodeAt(at + 1);
}

/** Our end with one byte of it changed: cut off, a file ends in the middle of something else. */
function endsAlmost(tail: string): boolean {
  const record = tail.slice(-(END_BYTES + DIGEST_BYTES));
  const marks = [...(END_MARK + COMMENT_LENGTH)];
  const found = [...record.slice(0, 4), ...record.slice(20, END_BYTES)];
  const wrongMarks = marks.filter((mark, at) => found[at] !== mark).length;
  const wrongDigits = DIGEST_BYTES - record.slice(END_BYTES).replaceAll(/[^0-9a-f]/g, '').length;
  return wrongMarks + wrongDigits <= 1;
}
