/** Disability of a member: the certificate's digits stand in for blank type and level. */
import { certificateDigits, normaliseId } from '../../values/idNumber';
import type { HouseholdView } from '../household';
import type { MemberView } from '../member';

const TYPES = ['视力', '听力', '言语', '肢体', '智力', '精神', '多重'] as const;
const LEVELS = ['一级', '二级', '三级', '四级'] as const;
const HEAVY: ReadonlySet<string> = new Set(['一级', '二级']);

export function isDisabled(member: MemberView): boolean {
  return member.health.includes('残疾');
}

/**
 * The certificate number: its own field, or the ID number where certificates are entered there (20 or 22 characters) and the
 * archive has no field of its own for them. '' when there is none.
 */
export function certificateOf(member: MemberView, household: HouseholdView): string {
  const own = normaliseId(member.cells.raw('disability_cert_no'));
  if (own !== '' || household.facts.present.has('member.disability_cert_no')) return own;
  return member.id.text.length > 18 ? member.id.text : '';
}

/** Type and level that a certificate number states; '' where its digits mean nothing. */
export function statedBy(certificate: string): { readonly type: string; readonly level: string } {
  const digits = certificateDigits(certificate);
  if (!digits) return { type: '', level: '' };
  return { type: TYPES[Number(digits.type) - 1] ?? '', level: LEVELS[Number(digits.level) - 1] ?? '' };
}

/** Level as entered, else by the certificate. */
export function levelOf(member: MemberView, household: HouseholdView): string {
  return member.cells.text('disability_level') || statedBy(certificateOf(member, household)).level;
}

/** Type as entered, else by the certificate. */
export function typeOf(member: MemberView, household: HouseholdView): string {
  return member.cells.text('disability_type') || statedBy(certificateOf(member, household)).type;
}

/** Level 1 or 2. */
export function isHeavy(member: MemberView, household: HouseholdView): boolean {
  return HEAVY.has(levelOf(member, household));
}
