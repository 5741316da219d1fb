/** An import on its way into the table `batches`: the batch, the cells of its households in parts, and its result. */
import type { Problem, PlannedHousehold, UnderstoodSheet } from '#shared/import/types';
import { CellWriter } from '#shared/import/cells';
import { seal } from './seal';
import type { StoredBatch } from './stored';
import type { BatchPart, BatchTable, ImportBatch, ImportedFile, LeftOut, ResultPart } from './types';

/** Households with cells in one part, and problems in one part of the result. */
const PART = 1000;

export interface BatchFacts extends Pick<ImportBatch, 'policy' | 'columns' | 'counts' | 'files' | 'merged'> {
  readonly id: string;
  readonly tables: readonly UnderstoodSheet[];
  readonly problems: readonly Problem[];
  readonly leftOut: readonly LeftOut[];
}

export interface MadeBatch {
  readonly batch: ImportBatch;
  readonly parts: readonly BatchPart[];
  readonly results: readonly ResultPart[];
}

/** The batch of the households that are written. */
export function makeBatch(facts: BatchFacts, writing: readonly PlannedHousehold[]): MadeBatch {
  const { id, files, tables, policy, columns, counts, merged, problems, leftOut } = facts;
  const writer = new CellWriter(tables);
  const cells = writing
    .map((household): readonly [string, string] => [household.result.id, writer.write(household)])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const parts = chunks(cells).map((chunk): BatchPart => ({ cells: Object.fromEntries(chunk) }));
  const results = resultParts(problems, leftOut);
  const batch: ImportBatch = {
    id,
    version: 2,
    when: new Date().toISOString(),
    files,
    tables: tables.map((table) => tableOf(table, files)),
    policy,
    ...(columns === undefined ? {} : { columns }),
    counts,
    written: writing.length,
    skipped: leftOut.length,
    problems: problems.length,
    ...(merged === undefined || Object.keys(merged).length === 0 ? {} : { merged }),
    parts: chunks(cells).map((chunk) => [chunk[0]?.[0] ?? '', chunk.at(-1)?.[0] ?? ''] as const),
    results: results.length,
  };
  return { batch, parts, results };
}

/** The rows of a batch. The batch itself comes first. */
export async function batchRows({ batch, parts, results }: MadeBatch): Promise<StoredBatch[]> {
  const rows: StoredBatch[] = [{ id: batch.id, body: await seal<ImportBatch | BatchPart | ResultPart>(batch) }];
  for (const [n, part] of parts.entries())
    rows.push({ id: partId(batch.id, 'c', n), body: await seal<ImportBatch | BatchPart | ResultPart>(part) });
  for (const [n, part] of results.entries())
    rows.push({ id: partId(batch.id, 'r', n), body: await seal<ImportBatch | BatchPart | ResultPart>(part) });
  return rows;
}

/** Key of the n-th part: c = cells, r = result. Batches themselves have no `#`. */
export function partId(batch: string, kind: 'c' | 'r', n: number): string {
  return `${batch}#${kind}${String(n).padStart(4, '0')}`;
}

function resultParts(problems: readonly Problem[], leftOut: readonly LeftOut[]): ResultPart[] {
  const parts = chunks(problems).map((chunk): ResultPart => ({ problems: chunk, leftOut: [] }));
  return [...parts, ...chunks(leftOut).map((chunk): ResultPart => ({ problems: [], leftOut: chunk }))];
}

function tableOf(table: UnderstoodSheet, files: readonly ImportedFile[]): BatchTable {
  const { file, sheet, original, arrangement = 'table', year, fingerprint, headerRows, columns } = table;
  return {
    file: files.findIndex(({ name }) => name === file),
    sheet: (original ?? sheet).name,
    arrangement,
    year,
    ...(fingerprint === undefined ? {} : { fingerprint }),
    headerRows: headerRows.map((row) => (table.origin?.(row, columns[0]?.column ?? 0)?.[0] ?? row) + 1),
    columns: columns.map(({ column, header, field, year: own }) => ({
      at: column,
      header,
      field: field === null ? null : `${field.entity}.${field.key}`,
      ...(own === undefined ? {} : { year: own }),
    })),
  };
}

function chunks<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / PART) }, (_, n) => list.slice(n * PART, (n + 1) * PART));
}
