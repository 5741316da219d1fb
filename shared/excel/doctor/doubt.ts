/**
 * Whether a person's ID number may settle what the rest of the row says. A right check character is not enough: the fill
 * handle counts on to numbers that hold, and a number pasted one row too low is somebody else's.
 */
import { idBirthDate, idSex } from '../../values/idNumber';
import { isRealDate } from '../../values/dateText';
import { cellText } from '../understand/grid';
import { bareName } from './known';
import type { Column, Patient } from './patient';

/** Columns of one person's row. */
export interface PersonColumns {
  readonly id: Column;
  readonly name: Column | undefined;
  readonly sex: Column | undefined;
  readonly age: Column | undefined;
}

export class Doubts {
  /** Names that stand beside each number in the table; built when the first contradiction asks. */
  private names: Map<string, Set<string>> | undefined;
  /** By how much the ages of the sheet usually lag behind today. */
  private lag: number | undefined;

  constructor(
    private readonly patient: Patient,
    private readonly columns: PersonColumns,
    private readonly ids: ReadonlyMap<number, string>,
  ) {}

  /**
   * Whether anything speaks against the number of this row: a finding at it, another name with the same number, sex, age,
   * or people known by that name. `stated` = the birth date of the cell where it reads as one, yyyy to yyyymmdd.
   */
  of(row: number, stated: string | undefined): boolean {
    const { patient, columns } = this;
    const number = this.ids.get(row)?.slice(0, 18);
    if (number === undefined) return true;
    if (patient.findings.isShifted(row)) return true;
    const found = patient.findings.at(row, columns.id.index);
    // A certificate's first 18 characters are the person's number.
    if (patient.findings.has(row, columns.id.index) && found?.kind !== 'certificate_as_id') return true;
    return (
      this.sexSpeaksAgainst(row, number) ||
      this.ageOf(row, idBirthDate(number)) === 'out' ||
      this.isSharedWith(row, number) ||
      patient.known.speaksAgainst(this.nameOf(row), number, stated)
    );
  }

  /** Whether the age of the row vouches for the birth date of the number against the one stated. */
  isVouchedByAge(row: number, stated: string): boolean {
    const number = this.ids.get(row);
    return number !== undefined && this.ageOf(row, idBirthDate(number)) === 'in' && this.ageOf(row, stated) === 'out';
  }

  private nameOf(row: number): string {
    const { name } = this.columns;
    return name === undefined ? '' : bareName(cellText(this.patient.cell(row, name.index)));
  }

  private sexSpeaksAgainst(row: number, number: string): boolean {
    const { sex } = this.columns;
    if (sex === undefined) return false;
    const text = cellText(this.patient.cell(row, sex.index)).trim();
    return /^[男女]/.test(text) && !text.startsWith(idSex(number) ?? '');
  }

  /** Whether an age is in step with a birth date; ages grow old with the sheet, so the usual lag is taken off. */
  private ageOf(row: number, birth: string | undefined): 'in' | 'out' | undefined {
    const age = this.statedAge(row);
    if (age === undefined || birth === undefined) return undefined;
    this.lag ??= this.usualLag();
    return Math.abs(yearsSince(birth, this.patient.options.today) - age - this.lag) <= 2 ? 'in' : 'out';
  }

  private usualLag(): number {
    const lags: number[] = [];
    for (const [row, number] of this.ids) {
      const [age, birth] = [this.statedAge(row), idBirthDate(number)];
      if (age !== undefined && birth !== undefined) lags.push(yearsSince(birth, this.patient.options.today) - age);
    }
    return lags.sort((a, b) => a - b)[Math.floor(lags.length / 2)] ?? 0;
  }

  private statedAge(row: number): number | undefined {
    const { age } = this.columns;
    if (age === undefined) return undefined;
    const text = cellText(this.patient.cell(row, age.index)).replace(/周?岁$/, '');
    return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
  }

  /** Two names beside one number: for one of them it is wrong, and nobody knows for which. */
  private isSharedWith(row: number, number: string): boolean {
    this.names ??= this.index();
    const names = this.names.get(number);
    return names !== undefined && (names.size > 1 || !names.has(this.nameOf(row)));
  }

  private index(): Map<string, Set<string>> {
    const names = new Map<string, Set<string>>();
    for (const [row, id] of this.ids) {
      const name = this.nameOf(row);
      if (name === '') continue;
      const number = id.slice(0, 18);
      const known = names.get(number);
      if (known === undefined) names.set(number, new Set([name]));
      else known.add(name);
    }
    return names;
  }
}

/** Full years from a date (yyyy to yyyymmdd) to a day. */
export function yearsSince(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return from.length === 8 && to.slice(4) < from.slice(4) ? years - 1 : years;
}

/**
 * Whether one date can be a slip of the other: a digit or two mistyped, month and day turned round, or a day of the lunar
 * calendar, which lies up to two months before. Dates that have nothing in common are two persons' as likely as not.
 */
export function isSlip(stated: string, real: string): boolean {
  const known = real.slice(0, stated.length);
  const differing = [...known].filter((char, at) => char !== stated[at]).length;
  if (differing <= 2) return true;
  if ([...known].sort().join('') === [...stated].sort().join('')) return true;
  if (stated.length !== 8 || !isRealDate(stated)) return false;
  const days = (dayNumber(real) - dayNumber(stated)) / 86_400_000;
  return days >= 0 && days <= 62;
}

function dayNumber(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)));
}
