/** Risks of the current monitoring episode (risk1 … risk5). */
import type { HouseholdView } from '../household';

export const RISK_KEYS = ['risk1', 'risk2', 'risk3', 'risk4', 'risk5'] as const;

/** Labels of the risks that are filled, in order. */
export function risksOf({ episode }: HouseholdView): readonly string[] {
  return episode ? RISK_KEYS.map((key) => episode.text(key)).filter((label) => label !== '') : [];
}

export function hasRisk(household: HouseholdView, label: string): boolean {
  return risksOf(household).includes(label);
}
