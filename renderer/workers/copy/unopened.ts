/**
 * Restoring a backup where no archive can be opened: the database is lost, and journal and copies do not give it back. It
 * runs in the page, as workers work with opened archives only.
 */
import type { FileToken } from '#shared/ipc/desktop';
import { attachmentsIn } from '#shared/journal/copy/readCopy';
import { ok, type Result } from '#shared/result';
import { takeOverUnopened } from '../../store/commands/restore';
import { DATABASE_NAME } from '../../store/db';
import type { Journal } from '../../store/journal';
import { takeAttachments } from './attachments';
import { checkedCopy } from './checked';
import { naming, type CopyFiles } from './files';

/** What a backup holds, for the question whether it is the right one. */
export interface BackupFacts {
  readonly name: string;
  readonly bytes: number;
  /** ISO time at which it was made. */
  readonly made: string;
  /** 省 市 县 乡 村, joined by blanks; '' = not filled in. */
  readonly unit: string;
  readonly households: number;
  readonly members: number;
  readonly attachments: number;
}

/** Looks into the file, all of it; nothing is changed. Failures: those of `checkedCopy`. */
export async function lookAtBackup(files: CopyFiles, token: FileToken): Promise<Result<BackupFacts>> {
  const copy = await checkedCopy(files, token);
  if (!copy.ok) return copy;
  const { name, bytes, manifest } = copy.value;
  const { made, unit, households, members } = manifest;
  return ok({ name, bytes, made, unit, households, members, attachments: attachmentsIn(copy.value).length });
}

/**
 * Makes the state of the backup the archive's; the page has to be loaded anew then. Failures: those of `checkedCopy`, and of
 * the journal (read_only, disk_low, …); what was there is untouched then.
 */
export async function restoreUnopened(
  files: CopyFiles,
  journal: Journal,
  token: FileToken,
  program: string,
  name = DATABASE_NAME,
): Promise<Result<null>> {
  const copy = await checkedCopy(files, token);
  if (!copy.ok) return copy;
  const taken = await takeAttachments(copy.value, files);
  if (!taken.ok) return naming(copy.value.name, taken);
  const done = await takeOverUnopened(name, journal, copy.value, program);
  return done.ok ? ok(null) : naming(copy.value.name, done);
}
