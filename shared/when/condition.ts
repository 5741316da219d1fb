/**
 * Conditions as data: when a field is relevant, when it is required, when a rule applies. Being data they can be
 * evaluated, explained in Chinese, and checked by a guard test against the catalogue.
 */

/**
 * `field` is a key of the same entity, or `entity.key` for another one (a member's condition may read
 * `household.household_type`; `year.*` reads the year under consideration, `monitoring.*` the current episode).
 */
export type Condition =
  /** The field holds one of the labels (for a multi-code field: contains one of them). */
  | { readonly field: string; readonly is: readonly string[] }
  /** The field is filled (true) or blank (false). */
  | { readonly field: string; readonly filled: boolean }
  /** The numeric (or derived numeric) field lies in [from, to]; a blank field does not. */
  | { readonly field: string; readonly from?: number; readonly to?: number }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };
