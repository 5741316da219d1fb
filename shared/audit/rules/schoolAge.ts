/** Children in the compulsory stage who are not at school. */
import type { HouseholdView } from '../household';
import type { MemberView } from '../member';

/** Education that the nine years end with. */
const FINISHED = /^(初中|高中|大专|本科|技师)/;

/** Of school age on 31 August, not finished with the nine years, and not enrolled. A reason does not matter here. */
export function isOutOfSchool(member: MemberView, household: HouseholdView): boolean {
  const { schoolAgeFrom, schoolAgeTo } = household.context.thresholds.limits;
  const { schoolAge } = member;
  if (schoolAge === undefined || schoolAge < schoolAgeFrom || schoolAge > schoolAgeTo) return false;
  return member.outOfSchool && !FINISHED.test(member.cells.text('education'));
}
