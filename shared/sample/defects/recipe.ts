/** A recipe breaks exactly one rule of one household (or of a few that belong together) and says what else must break with it. */
import type { Row } from '../../derive/record';
import type { SampleHousehold, Sex, Village } from '../model';
import { ageOf, checkCharacter } from '../model';

/** Where the damage was done. */
export interface Focus {
  readonly field: string;
  /** Index in `members`, for damage to a person. */
  readonly member?: number;
  /** Other households that the same finding names. */
  readonly others?: readonly SampleHousehold[];
  /** How those others looked, when they were changed too. */
  readonly before?: readonly SampleHousehold[];
}

export interface Recipe {
  /** Number in rules.md. */
  readonly rule: number;
  readonly how: string;
  /** Rules that are necessarily broken too. */
  readonly also?: readonly number[];
  /** Changes the household in place; undefined when it is not of the kind that this recipe needs. */
  readonly damage: (household: SampleHousehold, context: Context) => Focus | undefined;
}

export interface Context {
  readonly village: Village;
  /** Households that no defect has touched yet, without the one at hand. */
  readonly untouched: readonly SampleHousehold[];
}

export type MemberTest = (member: Row, age: number, index: number, household: SampleHousehold) => boolean;

/** Index of a member who passes the test; the head is never taken. */
export function someone(household: SampleHousehold, village: Village, test: MemberTest): number | undefined {
  const index = household.members.findIndex(
    (member, at) => at > 0 && test(member, ageOf(member, village), at, household),
  );
  return index < 0 ? undefined : index;
}

/** A recipe that changes one person who passes the test. */
export function onMember(
  rule: number,
  how: string,
  field: string,
  test: MemberTest,
  change: (member: Row, context: Context, household: SampleHousehold) => void,
  also: readonly number[] = [],
): Recipe {
  return {
    rule,
    how,
    also,
    damage: (household, context) => {
      const index = someone(household, context.village, test);
      if (index === undefined) return undefined;
      change(household.members[index] as Row, context, household);
      return { field, member: index };
    },
  };
}

/** A recipe that changes household fields where the test holds. */
export function onHousehold(
  rule: number,
  how: string,
  field: string,
  test: (household: SampleHousehold) => boolean,
  change: (fields: Row, context: Context, household: SampleHousehold) => void,
  also: readonly number[] = [],
): Recipe {
  return {
    rule,
    how,
    also,
    damage: (household, context) => {
      if (!test(household)) return undefined;
      change(household.fields, context, household);
      return { field };
    },
  };
}

export const isPoor = (household: SampleHousehold): boolean => household.fields['household_type'] === '脱贫户';
export const isMonitored = (household: SampleHousehold): boolean => household.fields['monitor_type'] !== undefined;

/** Healthy, neither at work nor on a public post, nor a reason of the household's poverty: changing such a person touches nothing else. */
export function isPlain(member: Row): boolean {
  return (
    member['health'] === '健康' &&
    member['work_months'] === undefined &&
    member['public_post'] === undefined &&
    member['change_reason'] === undefined
  );
}

/** The year that is audited: the newest. */
export function newestYear(household: SampleHousehold): Row {
  return household.years[household.years.length - 1] as Row;
}

/** An ID number whose first 17 characters are given, with the right check character. */
export function withCheck(first17: string): string {
  return first17 + checkCharacter(first17);
}

/** Rebuilds birth date and ID number, keeping order digits and sex. */
export function moveBirth(member: Row, birth: string): void {
  const id = String(member['id_no']);
  member['birth_date'] = birth;
  member['id_no'] = withCheck(id.slice(0, 6) + birth + id.slice(14, 17));
}

/** The same person as the other sex, ID number included. */
export function swapSex(member: Row): void {
  const id = String(member['id_no']);
  const sex: Sex = member['sex'] === '男' ? '女' : '男';
  member['sex'] = sex;
  member['id_no'] = withCheck(id.slice(0, 16) + ((Number(id[16]) + 1) % 10));
}

export function yearsEarlier(date: string, years: number): string {
  return `${Number(date.slice(0, 4)) - years}${date.slice(4)}`;
}

export function copyOf(household: SampleHousehold): SampleHousehold {
  return {
    fields: { ...household.fields },
    members: household.members.map((member) => ({ ...member })),
    years: household.years.map((year) => ({ ...year })),
  };
}
