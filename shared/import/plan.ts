/** What an import would do to the archive: new, changed, same or conflict per household, field by field. */
import type { HouseholdRecord } from '../derive/record';
import type { IncomingHousehold, PlanCounts, PlannedHousehold, Policy, Problem } from './types';

export interface PlanOptions {
  /** Default `fill`: only blanks are filled. */
  readonly policy?: Policy;
  /** Gives the id of a new household; without it `result.id` of new households is ''. */
  readonly newId?: () => string;
  /** Rows that toRecords refused (problems of level `rejected`), added to counts.rejected. */
  readonly rejected?: number;
}

export interface ImportPlan {
  readonly households: readonly PlannedHousehold[];
  readonly counts: PlanCounts;
  /** Households that cannot be matched safely; they are counted as rejected and not among `households`. */
  readonly problems: readonly Problem[];
}

/** `existing`: at least all records that share a household number or a head's ID number with the incoming ones. */
export function plan(
  _incoming: readonly IncomingHousehold[],
  _existing: readonly HouseholdRecord[],
  _options: PlanOptions = {},
): ImportPlan {
  throw new Error('being written');
}
