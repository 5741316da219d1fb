/**
 * What the user decided about households of the plan. A decision is bound to what was on the screen when it was made: the
 * row with its people, and both values of every difference. Where the sheets or the archive say something else by now, it is
 * asked anew – places alone would hand it to whoever stands there after a file was left out or a column was mapped again.
 */
import { originOf } from '#shared/excel/cellOf';
import { changeKey, decisionKey } from '#shared/import/keys';
import type { Decision, FieldChange, IncomingHousehold, PlannedHousehold, UnderstoodSheet } from '#shared/import/types';
import type { SaidDecision } from '../importReading';
import { nameOf } from './sheets';

type Tables = readonly UnderstoodSheet[];
type Sides = NonNullable<Decision['changes']>;

/** What a plan is made from, as far as decisions are concerned. */
export interface Ground {
  readonly tables: Tables;
  readonly households: readonly IncomingHousehold[];
  readonly existing: ReadonlyMap<string, unknown>;
}

export class Decisions {
  private readonly said = new Map<string, SaidDecision>();
  private now = new Map<string, Decision>();

  /** Those that hold for the plan in work, by `decisionKey`. */
  get current(): ReadonlyMap<string, Decision> {
    return this.now;
  }

  /** All of this import, for another worker. */
  get list(): readonly SaidDecision[] {
    return [...this.said.values()];
  }

  take(list: readonly SaidDecision[]): void {
    this.said.clear();
    this.now = new Map();
    for (const one of list) this.said.set(nameIn(one), one);
  }

  /** About a household as the plan shows it now; null takes everything back. */
  set({ incoming, changes }: PlannedHousehold, tables: Tables, decision: Decision | null): void {
    const place = placeOf(incoming, tables);
    const key = decisionKey(incoming);
    if (decision === null) {
      this.said.delete(nameIn(place));
      this.now.delete(key);
      return;
    }
    const wanted = decision.changes ?? {};
    const seen = changes.flatMap((change) =>
      changeKey(change) in wanted ? [[changeKey(change), valuesOf(change)] as const] : [],
    );
    this.said.set(nameIn(place), { ...place, decision, seen: Object.fromEntries(seen) });
    this.now.set(key, decision);
  }

  /** A plan is about to be made of this: what was decided about rows that still say the same holds. */
  renew({ tables, households, existing }: Ground): void {
    this.now = new Map();
    if (this.said.size === 0) return;
    for (const household of households) {
      const one = this.said.get(nameIn(placeOf(household, tables)));
      if (!one) continue;
      const { household: about, changes } = one.decision;
      const gone = about?.kind === 'merge' && !existing.has(about.id);
      const decision = { ...(about && !gone ? { household: about } : {}), ...(changes ? { changes } : {}) };
      if (Object.keys(decision).length > 0) this.now.set(decisionKey(household), decision);
    }
  }

  /** Drops choices between values that are not those in the plan; true = the plan has to be made again. */
  outdated(households: readonly PlannedHousehold[], tables: Tables): boolean {
    if (this.now.size === 0) return false;
    let dropped = false;
    for (const { incoming, changes } of households) {
      const key = decisionKey(incoming);
      const decision = this.now.get(key);
      if (decision?.changes === undefined) continue;
      const seen = this.said.get(nameIn(placeOf(incoming, tables)))?.seen ?? {};
      const stand = new Map(changes.map((change) => [changeKey(change), valuesOf(change)]));
      const left = Object.entries(decision.changes).filter(
        ([id]) => seen[id] !== undefined && stand.get(id) === seen[id],
      );
      if (left.length === Object.keys(decision.changes).length) continue;
      this.now.set(key, { ...decision, changes: Object.fromEntries(left) satisfies Sides });
      dropped = true;
    }
    return dropped;
  }
}

type Place = Pick<SaidDecision, 'file' | 'sheet' | 'row' | 'column' | 'who'>;

function nameIn({ file, sheet, row, column, who }: Place): string {
  return `${file}|${sheet}|${row}:${column}|${who}`;
}

/** Where the household first stands in the user's file, and what tells it from others. */
function placeOf({ at, record }: IncomingHousehold, tables: Tables): Place {
  const table = tables[at.sheet];
  const [row, column] = (table && originOf(table, at.row, table.columns[0]?.column ?? 0)) ?? [at.row, 0];
  const { household_no, head_name, head_id_no, village } = record.fields;
  const people = record.members.map(({ name, id_no }) => [name, id_no]);
  const who = JSON.stringify([household_no, head_name, head_id_no, village, people]);
  return { file: table?.file ?? '', sheet: table ? nameOf(table) : '', row, column, who };
}

function valuesOf({ before, after }: FieldChange): string {
  return JSON.stringify([before ?? null, after ?? null]);
}
