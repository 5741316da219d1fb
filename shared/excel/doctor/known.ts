/**
 * Everybody who is known: the archive's roster and the people of all sheets of the import. A number that lost its last
 * digits is looked up here; it is given back only when exactly one person is left.
 */
import type { UnderstoodSheet } from '../../import/types';
import { checksumHolds, normaliseId } from '../../values/idNumber';
import { clean } from '../../values/clean';
import { columnOfField } from '../understand/rowKeys';
import { Bearers, type Witness } from './bearers';
import type { Trace } from './digits';
import type { Person } from './types';

export class Known {
  private byName: Map<string, Bearers> | undefined;
  private rosterById: Map<string, Set<string>> | undefined;

  constructor(
    private readonly tables: readonly UnderstoodSheet[],
    private readonly roster: readonly Person[],
  ) {}

  /**
   * The one full ID number of a person of that name for which `fits` holds and which agrees with birth, sex and check
   * character; undefined when there is none or more than one.
   */
  idOf(witness: Witness, fits: (id: string) => boolean, trace: Trace = {}): string | undefined {
    if (witness.name === undefined) return undefined;
    this.byName ??= this.index();
    return this.byName.get(bareName(witness.name))?.idOf(witness, fits, trace);
  }

  /**
   * Whether what is known of people speaks against `id` being the number of a person of that name: the archive keeps it for
   * somebody else, keeps only other numbers for that name, or somebody of that name was born on `birth`, as the row says.
   */
  speaksAgainst(name: string, id: string, birth: string | undefined): boolean {
    this.byName ??= this.index();
    this.rosterById ??= this.indexRoster();
    const key = bareName(name);
    const kept = this.rosterById.get(id);
    if (kept !== undefined) return !kept.has(key);
    const namesakes = this.byName.get(key);
    if (namesakes === undefined) return false;
    // The archive does not keep `id`, so whoever it keeps by that name has another.
    return namesakes.isKept || (birth !== undefined && namesakes.bornOn(birth).some((other) => other !== id));
  }

  private indexRoster(): Map<string, Set<string>> {
    const byId = new Map<string, Set<string>>();
    for (const { name, id_no } of this.roster) {
      if (typeof name !== 'string' || typeof id_no !== 'string') continue;
      const id = normaliseId(id_no).slice(0, 18);
      const names = byId.get(id) ?? new Set<string>();
      names.add(bareName(name));
      byId.set(id, names);
    }
    return byId;
  }

  private index(): Map<string, Bearers> {
    const byName = new Map<string, Bearers>();
    const add = (name: unknown, id: unknown, householdNo: string | undefined, isKept: boolean): void => {
      if (typeof name !== 'string' || typeof id !== 'string') return;
      const number = normaliseId(id).slice(0, 18);
      if (!/^\d{17}[\dX]$/.test(number) || !checksumHolds(number)) return;
      const key = bareName(name);
      const bearers = byName.get(key) ?? new Bearers();
      byName.set(key, bearers);
      bearers.add(number, householdNo, isKept);
    };
    for (const { name, id_no, household_no } of this.roster) add(name, id_no, household_no, true);
    for (const table of this.tables) {
      const no = columnOfField(table, 'household', 'household_no');
      for (const [entity, nameKey, idKey] of [
        ['member', 'name', 'id_no'],
        ['household', 'head_name', 'head_id_no'],
      ] as const) {
        const name = columnOfField(table, entity, nameKey);
        const id = columnOfField(table, entity, idKey);
        if (name === undefined || id === undefined) continue;
        for (const row of table.dataRows) {
          const cells = table.sheet.rows[row];
          const number = no === undefined ? null : (cells?.[no] ?? null);
          add(
            cells?.[name],
            cells?.[id],
            number === null || typeof number === 'object' ? undefined : String(number),
            false,
          );
        }
      }
    }
    return byName;
  }
}

/** A name as it is compared: without blanks. */
export function bareName(name: string): string {
  return clean(name).replace(/[\s\u3000]+/g, '');
}
