/**
 * A workbook that went out with its problems marked and comes back (更正): values that an earlier import read in a row with a
 * problem may be replaced by what the row says now. Everything else follows the policies, as with any file.
 */
import type { HouseholdRecord } from '#shared/derive/record';
import { importOfList } from '#shared/excel/write/errorBook/listSheet';
import { plainName } from '#shared/excel/write/errorBook/plainWorkbook';
import { changeKey } from '#shared/import/keys';
import { identityKey } from '#shared/import/matchHousehold';
import type { ImportPlan } from '#shared/import/plan';
import type { FieldChange, PlannedHousehold } from '#shared/import/types';
import type { Archive } from '../../store/db';
import { getBatch, importProblems } from '../../store/queries/batches';
import { provenanceOf } from '../../store/queries/provenance';
import { MARK } from './mark';
import type { ImportSheets } from './sheets';

export interface HandedBack {
  /** Changes that put right what was read wrong, by household. */
  readonly corrections: ReadonlyMap<string, ReadonlySet<string>>;
  /** Households that were entered with a wrong name or number, by `identityKey` of what the sheet says now. */
  readonly merged: ReadonlyMap<string, string>;
}

/** The imports whose lists of problems come back with the files. */
export function listsIn({ sheets }: Pick<ImportSheets, 'sheets'>): string[] {
  return [...new Set(sheets.flatMap(({ sheet }) => importOfList(sheet) ?? []))];
}

type Merged = HandedBack['merged'];

/** `planned`: what the rows would do as a file like any other, with these households merged. */
export async function handedBack(
  archive: Archive,
  lists: readonly string[],
  planned: (merged: Merged) => Promise<ImportPlan>,
): Promise<HandedBack> {
  const rows = new ReportedRows();
  for (const id of lists) await rows.add(archive, id);
  const corrections = new Map<string, ReadonlySet<string>>();
  if (rows.none) return { corrections, merged: new Map() };
  const plan = await planned(new Map());
  const merged = await foundAgain(archive, rows, plan);
  const { households } = merged.size === 0 ? plan : await planned(merged);
  for (const household of households) {
    const { existing } = household;
    const put = existing && (await corrected(archive, rows, existing, household));
    if (put && put.size > 0) corrections.set(existing.id, put);
  }
  return { corrections, merged };
}

/** Look-alikes of which exactly one was made from a row with a problem: it was that number or name that was wrong. */
async function foundAgain(archive: Archive, rows: ReportedRows, plan: ImportPlan): Promise<Merged> {
  const merged = new Map<string, string>();
  for (const { existing, incoming, suspects = [] } of plan.households) {
    if (existing !== undefined) continue;
    const known: string[] = [];
    for (const { id } of suspects) if (await rows.gave(archive, id, IDENTITY)) known.push(id);
    if (known.length === 1 && known[0] !== undefined) merged.set(identityKey(incoming.record), known[0]);
  }
  return merged;
}

/** Values that say from which row a household was made. */
const IDENTITY = [
  'members[0].id_no',
  'members[0].name',
  'fields.head_id_no',
  'fields.head_name',
  'fields.household_no',
];

async function corrected(
  archive: Archive,
  rows: ReportedRows,
  existing: HouseholdRecord,
  { changes }: PlannedHousehold,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const change of changes) {
    if (!change.conflict) continue;
    if (await rows.gave(archive, existing.id, pathsOf(change, existing))) found.add(changeKey(change));
  }
  return found;
}

/** Where the value that would be replaced stands; of 附加列 the entry with its text. */
function pathsOf({ path, key, before }: FieldChange, { extra }: HouseholdRecord): string[] {
  if (path !== 'extra') return [path];
  return extra.flatMap(({ header, text }, at) => (header === key && text === before ? [`extra[${at}]`] : []));
}

/** The rows in which the handed out workbooks have a problem. */
class ReportedRows {
  private readonly rows = new Set<string>();

  get none(): boolean {
    return this.rows.size === 0;
  }

  async add(archive: Archive, id: string): Promise<void> {
    if ((await getBatch(archive, id)) === null) return;
    for (const { file, sheet, cell } of await importProblems(archive, id)) {
      if (cell !== '') this.rows.add(rowKey(file, sheet, cell));
    }
  }

  /** Whether one of the values came from such a row and nobody changed it since. */
  async gave(archive: Archive, household: string, paths: readonly string[]): Promise<boolean> {
    for (const path of paths) {
      const from = await provenanceOf(archive, household, path);
      if (from?.kind !== 'import' || from.path === null || from.sheet === null || from.cell === null) continue;
      if (this.rows.has(rowKey(from.path, from.sheet, from.cell))) return true;
    }
    return false;
  }
}

/** The workbook is the same one under the name it went out with. */
function rowKey(path: string, sheet: string, cell: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const stem = name.replace(/\.[^.]*$/, '').replaceAll(MARK, '');
  // A sheet of another format may have come back under a name that Excel takes.
  return `${stem}|${plainName(sheet)}|${/\d+$/.exec(cell)?.[0] ?? ''}`;
}
