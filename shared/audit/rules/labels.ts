/** Groups of labels that several families ask for. */
import { DIBAO_LABELS, TEKUN_LABELS } from '../../catalogue/facts';
import type { HouseholdView } from '../household';
import type { MemberView } from '../member';

export const ILL_LABELS: ReadonlySet<string> = new Set(['大病', '长期慢性病']);
export const UNABLE_LABELS: ReadonlySet<string> = new Set(['无劳动力', '丧失劳动力']);
const DIBAO: ReadonlySet<string> = new Set(DIBAO_LABELS);
const TEKUN: ReadonlySet<string> = new Set(TEKUN_LABELS);

/** 享受低保. */
export function onDibao(member: MemberView): boolean {
  return DIBAO.has(member.cells.text('dibao'));
}

/** 享受特困供养. */
export function onTekun(member: MemberView): boolean {
  return TEKUN.has(member.cells.text('tekun'));
}

/** 大病 or 长期慢性病. */
export function isIll(member: MemberView): boolean {
  return member.health.some((label) => ILL_LABELS.has(label));
}

const MEDICAL = ['medical_resident', 'medical_employee'] as const;

/** Answered for basic medical insurance, and no answer is 是 or something that nobody can read. */
export function isUninsured({ cells }: MemberView): boolean {
  const answers = MEDICAL.map((key) => cells.text(key));
  return answers.includes('否') && !answers.includes('是') && !MEDICAL.some((key) => cells.unreadable(key));
}

/**
 * Certainly no living member is such. A text in `key` that no list knows is rule 21 alone: what the person is stays open, so
 * nothing is concluded from its absence.
 */
export function nobody({ living }: HouseholdView, key: string, isSuch: (member: MemberView) => boolean): boolean {
  return living.every((member) => !isSuch(member) && !member.cells.unreadable(key));
}
