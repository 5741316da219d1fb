/** The reading of everything that was dropped, file by file, told while it goes on and stopped when nobody wants it any more. */
import type { Problem } from '#shared/import/types';
import type { ImportFile, ImportProgress, OnProgress } from '../importReading';
import { pause, readDropped, type KeptFile, type Passwords } from './files';

export interface Reader {
  readonly passwords: Passwords;
  /** Files that are there already; those that are read are added. */
  readonly kept: KeptFile[];
  readonly stopped: () => boolean;
  readonly onProgress: OnProgress | undefined;
}

/** What was left aside and the number of rows read; null when it was stopped. */
export async function readFiles(
  files: readonly ImportFile[],
  { passwords, kept, stopped, onProgress }: Reader,
): Promise<{ readonly aside: readonly Problem[]; readonly rows: number } | null> {
  const taken = new Set(kept.map(({ path }) => path));
  const aside: Problem[] = [];
  let rows = 0;
  for (const [done, file] of files.entries()) {
    const tell = (at: string, more: Partial<ImportProgress> = {}): void =>
      onProgress?.({ phase: 'reading', at, done, total: files.length, rows, ...more });
    tell(file.path);
    await pause();
    if (stopped()) return null;
    const each = async (one: KeptFile): Promise<boolean> => {
      kept.push(one);
      rows += rowsOf(one);
      if (one.path !== file.path) {
        tell(one.path);
        await pause();
      }
      return !stopped();
    };
    const read = await readDropped(file, passwords, taken, each, (now, left) => {
      tell(file.path, { rows: rows + now, left });
    });
    if (read.stopped || stopped()) return null;
    aside.push(...read.problems);
  }
  return { aside, rows };
}

function rowsOf({ workbook }: KeptFile): number {
  return (workbook?.sheets ?? []).reduce((sum, sheet) => sum + sheet.rows.length, 0);
}
