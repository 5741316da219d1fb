/**
 * All who bear one name, by number, by how it begins, by birth date and by household: a list in which thousands bear one name
 * would otherwise be gone through for each of them.
 */
import { idBirthDate, idSex } from '../../values/idNumber';
import { HEAD, type Trace } from './digits';

/** What the row with the broken number says otherwise. */
export interface Witness {
  readonly name: string | undefined;
  /** yyyy, yyyymm or yyyymmdd. */
  readonly birth: string | undefined;
  readonly sex: string | undefined;
  readonly householdNo: string | undefined;
}

/** Where so many are left whom nothing tells apart, a name says no longer who is meant: they are not gone through. */
const MOST_ALIKE = 200;

type Index = ReadonlyMap<string, readonly string[]>;

export class Bearers {
  /** Stands in the archive, not only in the sheets of the import. */
  isKept = false;
  /** Number → the households it stands in. */
  private readonly people = new Map<string, Set<string>>();
  private byDate: Index | undefined;
  private byHead: Index | undefined;
  private byHousehold: Index | undefined;

  /** To be called before anything is asked. */
  add(id: string, householdNo: string | undefined, isKept: boolean): void {
    this.isKept ||= isKept;
    const households = this.people.get(id);
    if (households === undefined) this.people.set(id, new Set(householdNo === undefined ? [] : [householdNo]));
    else if (householdNo !== undefined) households.add(householdNo);
  }

  /** Numbers of those born on a day, in a month or in a year. */
  bornOn(date: string): readonly string[] {
    this.byDate ??= indexed(this.people.keys(), (id) => {
      const born = idBirthDate(id);
      return born === undefined ? [] : [born.slice(0, 4), born.slice(0, 6), born];
    });
    return this.byDate.get(date) ?? [];
  }

  /**
   * The one number for which `fits` holds and which agrees with birth and sex; where there are several, the one of the
   * household. undefined when there is none, or still more than one.
   */
  idOf(witness: Witness, fits: (id: string) => boolean, trace: Trace): string | undefined {
    const test = (id: string): boolean => agrees(id, witness) && fits(id);
    const { householdNo } = witness;
    const found = this.left(witness, trace, test);
    if (found !== 'several') return found;
    if (householdNo === undefined) return undefined;
    this.byHousehold ??= indexed(this.people.keys(), (id) => this.people.get(id) ?? []);
    const own = onlyOne(this.byHousehold.get(householdNo) ?? [], test);
    return own === 'several' ? undefined : own;
  }

  private left({ birth }: Witness, { ids, heads }: Trace, test: (id: string) => boolean): string | undefined {
    if (ids !== undefined)
      return onlyOne(
        ids.filter((id) => this.people.has(id)),
        test,
      );
    if (heads !== undefined) {
      this.byHead ??= indexed(this.people.keys(), (id) => [id.slice(0, HEAD)]);
      const { byHead } = this;
      return onlyOne(
        heads.flatMap((head) => byHead.get(head) ?? []),
        test,
      );
    }
    if (birth !== undefined) return onlyOne(this.bornOn(birth), test);
    return this.people.size > MOST_ALIKE ? 'several' : onlyOne([...this.people.keys()], test);
  }
}

function onlyOne(ids: readonly string[], test: (id: string) => boolean): string | undefined {
  if (ids.length > MOST_ALIKE) return 'several';
  let found: string | undefined;
  for (const id of ids) {
    if (!test(id)) continue;
    if (found !== undefined) return 'several';
    found = id;
  }
  return found;
}

function indexed(ids: Iterable<string>, keysOf: (id: string) => Iterable<string>): Index {
  const index = new Map<string, string[]>();
  for (const id of ids) {
    for (const key of keysOf(id)) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [id]);
      else known.push(id);
    }
  }
  return index;
}

function agrees(id: string, { birth, sex }: Witness): boolean {
  if (birth !== undefined && !(idBirthDate(id) ?? '').startsWith(birth)) return false;
  return sex === undefined || idSex(id) === sex;
}
