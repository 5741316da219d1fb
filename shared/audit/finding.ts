/** A finding is data; words come later, so that grid, form, print and Excel show the same thing. */

export type Severity = 'E' | 'W' | 'I';

export interface Finding {
  /** Number in rules.md, or null for a derived rule that restates none. */
  readonly rule: number | null;
  /** Stable name: `r12` for numbered rules, `required.member.ethnic` … for derived ones. Names the sentence in messages. */
  readonly code: string;
  readonly severity: Severity;
  /** household_no, or the record id where the number is blank; '' for findings on the archive as a whole. */
  readonly household: string;
  /** Record id of the household, for links; not part of the exported shape. */
  readonly id: string;
  /** Index in `members` of the dump, or null. */
  readonly member: number | null;
  readonly member_name: string | null;
  /** Catalogue key of the field to correct. */
  readonly field: string | null;
  /** Place and row of `field` where it is not a household or member field: e.g. `years[0]`. */
  readonly row?: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** Other households concerned (household_no), for cross-household rules. */
  readonly households?: readonly string[];
}
