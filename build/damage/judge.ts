/** Judges one damaged sheet: what was found where, and whether any value that is read differs from the truth. */
import { examination } from '#shared/excel/doctor/examine';
import { repair } from '#shared/excel/doctor/repair';
import type { Damage, DamageKind, Person } from '#shared/excel/doctor/types';
import { cellText, gridOf } from '#shared/excel/understand/grid';
import { readersOf } from '#shared/excel/understand/readCells';
import { repaired } from '#shared/excel/understand/repaired';
import { toRecords } from '#shared/excel/understand/toRecords';
import type { UnderstoodSheet } from '#shared/import/types';
import { columnOfField } from '#shared/excel/understand/rowKeys';
import type { Bench, Case } from './bench';
import { TODAY } from './world';

export interface Wrong {
  readonly kind: DamageKind | 'none';
  readonly what: string;
}

export interface Judgement {
  readonly found: readonly (readonly [Case, Damage | undefined])[];
  /** Cases without the right finding, in words. */
  readonly missed: readonly string[];
  /** Findings that no case explains. */
  readonly stray: readonly Damage[];
  readonly wrong: readonly Wrong[];
}

export function judge(bench: Bench): Judgement {
  const table = bench.damaged();
  const { damages } = examination([table], { roster: rosterOf(bench), today: TODAY });
  const data = new Set(table.dataRows);
  const explained = new Set<Damage>();
  const found = bench.cases.map((one): readonly [Case, Damage | undefined] => {
    const hits = damages.filter((damage) => isAt(one, damage));
    for (const hit of hits) explained.add(hit);
    return [one, hits.find(({ kind }) => kind === one.kind)];
  });
  const missed = found.flatMap(([one, damage]) => {
    if (damage !== undefined || (one.isRow === true && one.kind !== 'duplicate_row' && !data.has(one.row))) return [];
    const instead = damages.filter((other) => other.row === one.row).map(({ kind, cell }) => `${kind}@${cell}`);
    return [`${one.kind} ${one.row + 1}/${one.column} “${show(bench, one)}” → ${instead.join(' ') || '–'}`];
  });
  const stray = damages.filter((damage) => !explained.has(damage) && !bench.cases.some((one) => concerns(one, damage)));
  // The first import of all knows nobody: what is then proposed must be right as well.
  const alone = examination([table], { roster: [], today: TODAY }).damages;
  const wrong = [...wrongValues(bench, table, damages), ...wrongValues(bench, table, alone)];
  return { found, missed, stray, wrong };
}

function show(bench: Bench, { row, column }: Case): string {
  return cellText(bench.get(row, column)).slice(0, 40);
}

function isAt(one: Case, damage: Damage): boolean {
  if (one.anyRow === true) return damage.column === one.column && damage.kind === one.kind;
  if (damage.note === true ? damage.column === one.column && damage.kind === one.kind : damage.row === one.row) {
    if (one.anyColumn === true || one.isRow === true) return true;
    if (one.kind === 'shifted_cells' && damage.kind === 'shifted_cells') {
      return Number(damage.params['first']) <= one.column && one.column <= Number(damage.params['last']);
    }
    return damage.column >= one.column && damage.column <= (one.lastColumn ?? one.column);
  }
  return false;
}

/** Whether a finding elsewhere is about the case all the same: the row of a shift, the run of a series. */
function concerns(one: Case, damage: Damage): boolean {
  return damage.row === one.row || (one.kind === 'hidden_rows' && damage.kind === 'hidden_rows');
}

/** The archive knows everybody of the sheet, and namesakes. */
function rosterOf(bench: Bench): Person[] {
  const { clean } = bench;
  const [name, id, no] = [
    columnOfField(clean, 'member', 'name'),
    columnOfField(clean, 'member', 'id_no'),
    columnOfField(clean, 'household', 'household_no'),
  ];
  return clean.dataRows.map((row) => {
    const text = (column: number | undefined): string =>
      column === undefined ? '' : cellText(clean.sheet.rows[row]?.[column] ?? null);
    return { name: text(name), id_no: text(id), household_no: text(no) };
  });
}

type Values = Map<string, string | number | undefined>;

/** Every value of every data row as it would be stored, by undamaged row and field. */
function valuesOf(
  table: UnderstoodSheet,
  identity: readonly number[],
): Map<string, { value: string | number; row: number; column: number }> {
  const source = repaired(table);
  const grid = gridOf(source.sheet);
  const values = new Map<string, { value: string | number; row: number; column: number }>();
  for (const reader of readersOf(source)) {
    for (const row of source.dataRows) {
      const parsed = reader.read(grid.cell(row, reader.column));
      if (!parsed.ok || parsed.value === undefined) continue;
      const key = `${identity[row] ?? -1}|${row < 0 ? '' : reader.field.entity}.${reader.field.key}`;
      values.set(identity[row] === -1 ? `${row}!${key}` : key, { value: parsed.value, row, column: reader.column });
    }
  }
  return values;
}

/**
 * Wrong values: with everything accepted, a cell that a repair changed and that is not the truth; with what is ticked in
 * advance, a value that is not the truth although nothing was found at its cell, or that such a repair made.
 */
function wrongValues(bench: Bench, table: UnderstoodSheet, damages: readonly Damage[]): Wrong[] {
  const truth = valuesOf(
    bench.clean,
    bench.clean.sheet.rows.map((_, row) => row),
  );
  const wrong: Wrong[] = [];
  const seen = new Set<string>();
  const compare = (accepted: readonly Damage[], mode: string): void => {
    // What is accepted must be right; what is only said covers its cells.
    const acting = new Set(accepted.filter(({ effect }) => effect !== 'none'));
    const open = damages.filter((damage) => !acting.has(damage));
    const [after] = repair([table], accepted);
    if (after === undefined) return;
    for (const [key, { value, row, column }] of valuesOf(after, bench.identity)) {
      const real = bench.truth.get(key) ?? truth.get(key)?.value;
      const changed = after.repairs?.has(`${row}:${column}`) === true;
      if (real === value || (!changed && covered(open, row, column)) || seen.has(`${row}:${column}`)) continue;
      seen.add(`${row}:${column}`);
      const kind = damages.find((damage) => damage.row === row && damage.column === column)?.kind ?? 'none';
      wrong.push({ kind, what: `${mode} ${key}: ${String(value)} ≠ ${String(real)} (${kind})` });
    }
    wrong.push(...wrongRecords(bench, after, truth, open, mode, seen));
  };
  compare(
    damages.filter(({ byDefault }) => byDefault),
    'by default',
  );
  compare(damages, 'all accepted');
  return wrong;
}

/** Said once for all cells of the column. */
const WHOLE = /_columns?$|^(?:column_in_wan|bare_codes|names_shifted|torn_blocks|sex_inverted|date_system)$/;

function covered(damages: readonly Damage[], row: number, column: number): boolean {
  return damages.some(
    (damage) =>
      (damage.row === row &&
        (damage.column === column ||
          damage.effect === 'row_out' ||
          damage.kind === 'shifted_cells' ||
          damage.kind === 'hidden_rows')) ||
      (damage.column === column && WHOLE.test(damage.kind)) ||
      (damage.kind === 'swapped_columns' && Number(damage.params['other']) === column) ||
      (damage.also ?? []).some((change) => change.row === row && change.column === column),
  );
}

/** The members of the records themselves: each value must stand in the truth of its row. */
function wrongRecords(
  bench: Bench,
  table: UnderstoodSheet,
  truth: ReturnType<typeof valuesOf>,
  damages: readonly Damage[],
  mode: string,
  seen: ReadonlySet<string>,
): Wrong[] {
  const wrong: Wrong[] = [];
  for (const { record, rows = [] } of toRecords([table]).households) {
    if (rows.length !== record.members.length) continue;
    record.members.forEach((member, at) => {
      const row = rows[at]?.[1] ?? -1;
      for (const [key, value] of Object.entries(member) as [
        string,
        Values extends Map<string, infer V> ? V : never,
      ][]) {
        const column = columnOfField(table, 'member', key);
        if (column === undefined || seen.has(`${row}:${column}`)) continue;
        const place = `${bench.identity[row] ?? -1}|member.${key}`;
        const real = bench.truth.get(place) ?? truth.get(place)?.value;
        const changed = table.repairs?.has(`${row}:${column}`) === true;
        if (real === value || (!changed && covered(damages, row, column))) continue;
        wrong.push({
          kind: 'none',
          what: `${mode}, record, row ${row + 1} ${key}: ${String(value)} ≠ ${String(real)}`,
        });
      }
    });
  }
  return wrong;
}
