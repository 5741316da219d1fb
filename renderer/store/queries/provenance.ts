/** Where a value of a household came from: the operation that set it last, and for imports file, sheet and cell. */
import { deepEqual, type Change } from '#shared/derive/diff';
import { parsePath, pathOf, type PathText } from '#shared/derive/path';
import { LIST_PLACES, type HouseholdRecord, type ListPlace, type Row } from '#shared/derive/record';
import { findCell } from '#shared/import/cells';
import { partId } from '../batches';
import type { Archive } from '../db';
import { unseal, unsealAll } from '../seal';
import { unlogged } from '../stored';
import type { BatchPart, BatchV1, ImportBatch, Operation, Provenance } from '../types';
import { anyBatch } from './batches';
import { getHousehold } from './households';
import { operationsBySeq } from './operations';

/** An operation in force and what it did to the household; null = it created the household. */
interface Step {
  readonly operation: Operation;
  readonly changes: readonly Change[] | null;
}

/** Where a value stood after the operation that set it. */
interface Spot {
  readonly place: string;
  readonly index?: number;
  readonly key: string;
}

/**
 * `path`: of a value (`members[1].phone`, `years[0].inc_total`, `fields.phone`), of a text that no field could hold (the
 * path of its field, or `unread[2]`), or of an 附加列 entry (`extra[3]`). null: nothing stands there.
 */
export async function provenanceOf(archive: Archive, household: string, path: PathText): Promise<Provenance | null> {
  const record = await getHousehold(archive, household);
  if (!record) return null;
  const loose = looseAt(record, path);
  if (loose) return provenanceOfText(archive, household, loose);
  const { place, index, key } = parsePath(path) ?? {};
  if (place === undefined || key === undefined || place === 'unread' || place === 'extra') return null;
  const row = rowAt(record, place, index);
  if (row?.[key] === undefined) return null;
  const spot: Spot = { place, key, ...(index === undefined ? {} : { index }) };
  const found = setBy(await stepsOf(archive, household), spot);
  if (!found) return null;
  const year = typeof row['year'] === 'number' ? { year: row['year'] } : {};
  return located(archive, household, found.step.operation, { ...found.spot, ...year });
}

/** The operations in force that touched the household, newest first. */
async function stepsOf(archive: Archive, household: string): Promise<Step[]> {
  const rows = await archive.db.log.where('household').equals(household).toArray();
  const stored = await archive.db.households.get(household);
  const bodies = await unsealAll(rows.map((row) => row.body));
  const seqs = [...new Set([...rows.map((row) => row.seq), ...(stored ? [stored.born] : [])])];
  const operations = await operationsBySeq(archive, seqs);
  const changes = new Map<number, readonly Change[] | null>();
  rows.forEach((row, i) => {
    const body = bodies[i];
    if (body && 'changes' in body) changes.set(row.seq, unlogged(body.changes));
  });
  if (stored) changes.set(stored.born, null);
  return [...changes]
    .toSorted(([a], [b]) => b - a)
    .flatMap(([seq, list]) => {
      const operation = operations.get(seq);
      // What was taken back, and the taking back itself, cancel each other.
      const counts =
        operation && (list === null || (operation.undoes === undefined && operation.undoneBy === undefined));
      return counts ? [{ operation, changes: list }] : [];
    });
}

function setBy(steps: readonly Step[], wanted: Spot): { readonly step: Step; readonly spot: Spot } | null {
  let spot = wanted;
  for (const step of steps) {
    if (step.changes === null) return { step, spot };
    for (const [path, before, after] of step.changes) {
      if (path === pathOf(spot.place as ListPlace, spot.index, spot.key)) return { step, spot };
      if (path !== spot.place || spot.index === undefined) continue;
      const origin = rowBefore(before as readonly Row[], after as readonly Row[], spot.index, spot.key);
      if (origin === null) return { step, spot };
      spot = { ...spot, index: origin };
    }
  }
  return null;
}

/** Where the row stood before its list was replaced, with the same value; null = the value came with the list. */
function rowBefore(before: readonly Row[], after: readonly Row[], index: number, key: string): number | null {
  const row = after[index];
  if (row === undefined) return null;
  const same = (at: number): boolean => before[at] !== undefined && deepEqual(before[at], row);
  // Equal rows keep their order: the n-th of them is the n-th.
  const nth = after.slice(0, index).filter((other) => deepEqual(other, row)).length;
  const equals = before.flatMap((_, at) => (same(at) ? [at] : []));
  const whole = equals[nth] ?? equals.at(-1);
  const at = whole ?? (after.length >= before.length && index < before.length ? index : nearest(before, row));
  return at !== undefined && before[at]?.[key] !== undefined && before[at][key] === row[key] ? at : null;
}

/** The row that has most in common; undefined when none has half. */
function nearest(before: readonly Row[], row: Row): number | undefined {
  const keys = Object.keys(row);
  const common = before.map((other) => keys.filter((key) => other[key] === row[key]).length);
  const most = Math.max(0, ...common);
  return most * 2 >= keys.length && most > 0 ? common.indexOf(most) : undefined;
}

async function located(
  archive: Archive,
  household: string,
  operation: Operation,
  wanted: Spot & { readonly year?: number },
): Promise<Provenance> {
  const batch = operation.batch === undefined ? null : await anyBatch(archive, operation.batch);
  if (batch?.version !== 2) return about(operation, batch);
  const cell = findCell(await cellsOf(archive, batch, household), batch.tables, wanted);
  if (!cell) return about(operation, batch);
  const table = batch.tables[cell.table];
  const file = batch.files[table?.file ?? -1];
  return {
    ...about(operation, batch),
    file: file?.name ?? null,
    path: file?.path ?? null,
    sha256: file?.sha256 ?? null,
    sheet: table?.sheet ?? null,
    cell: cell.cell,
    header: cell.header,
  };
}

async function cellsOf(archive: Archive, batch: ImportBatch, household: string): Promise<string> {
  const n = batch.parts.findIndex(([first, last]) => first <= household && household <= last);
  const row = n < 0 ? undefined : await archive.db.batches.get(partId(batch.id, 'c', n));
  return row ? (((await unseal(row.body)) as BatchPart).cells[household] ?? '') : '';
}

function about(operation: Operation, batch: ImportBatch | BatchV1 | null): Provenance {
  const { id, kind, when, who, device } = operation;
  const nowhere = { file: null, path: null, sha256: null, sheet: null, cell: null, header: null, text: null };
  return { operation: id, kind, when, who, device, batch: batch?.id ?? null, ...nowhere };
}

interface Loose {
  readonly list: 'unread' | 'extra';
  readonly text: string;
  readonly header: string;
  readonly source: string;
}

/** A refused text or an 附加列 entry at the path. */
function looseAt(record: HouseholdRecord, path: PathText): Loose | null {
  const [, list, at] = /^(unread|extra)\[(\d+)\]$/.exec(path) ?? [];
  const index = Number(at);
  if (list === 'extra') {
    const entry = record.extra[index];
    return entry ? { list, text: entry.text, header: entry.header, source: entry.source } : null;
  }
  const entry = list === 'unread' ? record.unread[index] : record.unread.find((one) => one.path === path);
  const { place, index: row, key } = parsePath(path) ?? {};
  // A value that stands there says more than a text that could not be read beside it.
  const value =
    list === undefined && place !== undefined && key !== undefined ? rowAt(record, place, row)?.[key] : undefined;
  return entry && value === undefined ? { list: 'unread', text: entry.text, header: '', source: entry.source } : null;
}

/** Such texts say themselves where they stood; the log says which operation brought them. */
async function provenanceOfText(archive: Archive, household: string, loose: Loose): Promise<Provenance | null> {
  const has = (list: unknown): boolean =>
    Array.isArray(list) &&
    (list as readonly Loose[]).some(({ text, source }) => text === loose.text && source === loose.source);
  const steps = await stepsOf(archive, household);
  const step =
    steps.find(({ changes }) =>
      changes?.some(([path, before, after]) => path === loose.list && has(after) && !has(before)),
    ) ?? steps.find(({ changes }) => changes === null);
  if (!step) return null;
  const { operation } = step;
  const batch = operation.batch === undefined ? null : await anyBatch(archive, operation.batch);
  const said = { ...about(operation, batch), header: loose.header === '' ? null : loose.header, text: loose.text };
  const place = placeIn(loose.source, batch);
  return place === null ? said : { ...said, ...place };
}

/** file|sheet|cell, where file and sheet may have a `|` of their own. */
function placeIn(
  source: string,
  batch: ImportBatch | BatchV1 | null,
): Pick<Provenance, 'file' | 'path' | 'sha256' | 'sheet' | 'cell'> | null {
  if (batch?.version === 2) {
    for (const { file, sheet } of batch.tables) {
      const known = batch.files[file];
      const prefix = `${known?.name ?? ''}|${sheet}|`;
      if (known && source.startsWith(prefix)) {
        const { name, path, sha256 } = known;
        return { file: name, path, sha256, sheet, cell: source.slice(prefix.length) };
      }
    }
  }
  const parts = source.split('|');
  const cell = parts.at(-1);
  const sheet = parts.at(-2);
  if (batch === null || cell === undefined || sheet === undefined || parts.length < 3) return null;
  return { file: parts.slice(0, -2).join('|'), path: null, sha256: null, sheet, cell };
}

function rowAt(record: HouseholdRecord, place: string, index: number | undefined): Row | undefined {
  if (place === 'fields' || place === 'relocation') return record[place];
  const list = LIST_PLACES.find((name) => name === place);
  return list === undefined || index === undefined ? undefined : record[list][index];
}
