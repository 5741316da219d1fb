/** The clerk gives a header of the 附加列 a field: for all households at once, as one operation. */
import type { Field } from '#shared/catalogue/field';
import { diffRecords } from '#shared/derive/diff';
import { assignExtra } from '#shared/import/assignExtra';
import { ok, type Result } from '#shared/result';
import { commitFresh, type DraftPut } from '../commit';
import type { Archive } from '../db';
import { numberOf } from '../edit';
import { storeFailure } from '../failure';
import { blind, seal, unseal, type Sealed } from '../seal';
import { logged, type LogBody } from '../stored';
import type { Operation } from '../types';

const BATCH = 500;

export interface AssignedColumn {
  /** Null when no text could become a value. */
  readonly operation: Operation | null;
  /** Texts that are values now, and texts that stay as they are. */
  readonly moved: number;
  readonly kept: number;
}

/** `year` = 数据年度 of texts that state none. Failures: the store's own. */
export async function assignExtraColumn(
  archive: Archive,
  header: string,
  field: Field,
  year: number,
): Promise<Result<AssignedColumn>> {
  let [moved, kept] = [0, 0];
  try {
    const done = await commitFresh(archive, async () => {
      [moved, kept] = [0, 0];
      const puts: DraftPut[] = [];
      const log: [string, Sealed<LogBody>][] = [];
      const ids = await archive.db.households.toCollection().primaryKeys();
      for (let from = 0; from < ids.length; from += BATCH) {
        for (const stored of await archive.db.households.bulkGet(ids.slice(from, from + BATCH))) {
          if (!stored) continue;
          const before = await unseal(stored.doc);
          const assigned = assignExtra(before, header, field, year);
          moved += assigned.moved;
          kept += assigned.kept;
          if (assigned.moved === 0) continue;
          const { record } = assigned;
          puts.push({ id: record.id, no: blind(numberOf(record)), doc: await seal(record), born: stored.born });
          log.push([record.id, await seal<LogBody>({ changes: logged(diffRecords(before, record)) })]);
        }
      }
      if (puts.length === 0) return ok(null);
      const summary = `附加列“${header.split('/').at(-1) ?? ''}”归入${field.label} ${puts.length} 户`;
      return ok({ kind: 'form', summary, puts, deletes: [], log });
    });
    return done.ok ? ok({ operation: done.value, moved, kept }) : done;
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}
