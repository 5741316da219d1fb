/** Risks of the current monitoring episode (risk1 … risk5). */
import { RISK_KEYS } from '../facts';
import type { HouseholdView } from '../household';

/** Labels of the risks that are filled, in order. */
export function risksOf({ episode }: HouseholdView): readonly string[] {
  return episode ? RISK_KEYS.map((key) => episode.text(key)).filter((label) => label !== '') : [];
}

export function hasRisk(household: HouseholdView, label: string): boolean {
  return risksOf(household).includes(label);
}
