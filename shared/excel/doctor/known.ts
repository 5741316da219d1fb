/**
 * Everybody who is known: the archive's roster and the people of all sheets of the import. A number that lost its last
 * digits is looked up here; it is given back only when exactly one person is left.
 */
import type { UnderstoodSheet } from '../../import/types';
import { checksumHolds, idBirthDate, idSex, normaliseId } from '../../values/idNumber';
import { clean } from '../../values/clean';
import { columnOfField } from '../understand/rowKeys';
import type { Person } from './types';

/** What the row with the broken number says otherwise. */
export interface Witness {
  readonly name: string | undefined;
  /** yyyy, yyyymm or yyyymmdd. */
  readonly birth: string | undefined;
  readonly sex: string | undefined;
  readonly householdNo: string | undefined;
}

interface KnownPerson {
  readonly id: string;
  readonly householdNo: string | undefined;
  /** Stands in the archive, not only in the sheets of the import. */
  readonly isKept: boolean;
}

interface Namesakes {
  readonly isKept: boolean;
  /** Birth date (year, month or day) → the number of the one born then, or `SEVERAL`. */
  readonly byDate: ReadonlyMap<string, string>;
}

const SEVERAL = '…';

export class Known {
  private byName: Map<string, KnownPerson[]> | undefined;
  private rosterById: Map<string, Set<string>> | undefined;
  private readonly namesakes = new Map<string, Namesakes>();

  constructor(
    private readonly tables: readonly UnderstoodSheet[],
    private readonly roster: readonly Person[],
  ) {}

  /**
   * The one full ID number of a person of that name for which `fits` holds and which agrees with birth, sex and check
   * character; undefined when there is none or more than one.
   */
  idOf(witness: Witness, fits: (id: string) => boolean): string | undefined {
    if (witness.name === undefined) return undefined;
    this.byName ??= this.index();
    const people = (this.byName.get(bareName(witness.name)) ?? []).filter(({ id }) => fits(id) && agrees(id, witness));
    const ids = new Set(people.map(({ id }) => id));
    if (ids.size === 1) return people[0]?.id;
    const { householdNo } = witness;
    const own = new Set(
      people.filter((person) => householdNo !== undefined && person.householdNo === householdNo).map(({ id }) => id),
    );
    return own.size === 1 ? [...own][0] : undefined;
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
    const born = this.bornOf(key);
    // The archive does not keep `id`, so whoever it keeps by that name has another.
    if (born.isKept) return true;
    const other = birth === undefined ? undefined : born.byDate.get(birth);
    return other !== undefined && other !== id;
  }

  /** Reckoned once a name: a list in which thousands bear one name would be gone through for each of them. */
  private bornOf(key: string): Namesakes {
    const known = this.namesakes.get(key);
    if (known !== undefined) return known;
    const people = this.byName?.get(key) ?? [];
    const byDate = new Map<string, string>();
    for (const { id } of people) {
      const born = idBirthDate(id) ?? '';
      for (const date of new Set([born.slice(0, 4), born.slice(0, 6), born])) {
        const before = byDate.get(date);
        byDate.set(date, before === undefined || before === id ? id : SEVERAL);
      }
    }
    const made = { isKept: people.some(({ isKept }) => isKept), byDate };
    this.namesakes.set(key, made);
    return made;
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

  private index(): Map<string, KnownPerson[]> {
    const byName = new Map<string, KnownPerson[]>();
    const add = (name: unknown, id: unknown, householdNo: string | undefined, isKept: boolean): void => {
      if (typeof name !== 'string' || typeof id !== 'string') return;
      const number = normaliseId(id).slice(0, 18);
      if (!/^\d{17}[\dX]$/.test(number) || !checksumHolds(number)) return;
      const key = bareName(name);
      const people = byName.get(key);
      if (people === undefined) byName.set(key, [{ id: number, householdNo, isKept }]);
      else people.push({ id: number, householdNo, isKept });
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

function agrees(id: string, { birth, sex }: Witness): boolean {
  if (birth !== undefined && !(idBirthDate(id) ?? '').startsWith(birth)) return false;
  return sex === undefined || idSex(id) === sex;
}
