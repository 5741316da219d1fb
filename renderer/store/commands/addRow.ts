import type { ListPlace, Row } from '#shared/derive/record';
import { ok, type Result } from '#shared/result';
import type { Archive } from '../db';
import { editHousehold } from '../edit';
import type { Operation } from '../types';

/** Adds a row (a member, a year, a visit …) at the end of its list. Gives the index of the new row. */
export async function addRow(
  archive: Archive,
  id: string,
  place: ListPlace,
  row: Row,
  label = '',
): Promise<Result<{ readonly index: number; readonly operation: Operation | null }>> {
  let index = -1;
  const done = await editHousehold(archive, id, `新增${label}`, (record) => {
    index = record[place].length;
    return ok({ ...record, [place]: [...record[place], row] });
  });
  return done.ok ? ok({ index, operation: done.value }) : done;
}
