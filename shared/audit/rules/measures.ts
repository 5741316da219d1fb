/** Measures of the household, over all rows: which options are registered in a category. */
import type { HouseholdView } from '../household';

/** All labels registered in a category of measures (`m_industry`, …), over all rows. */
export function measureLabels(household: HouseholdView, key: string): readonly string[] {
  return household.measures.flatMap((row) => row.labels(key));
}

/** Whether anything is registered in one of the categories, readable or not. */
export function hasMeasure(household: HouseholdView, keys: readonly string[]): boolean {
  return household.measures.some((row) => keys.some((key) => row.has(key)));
}

/** Index of the first row that fills the category, 0 when none does. */
export function openMeasures(household: HouseholdView, key: string): number {
  return Math.max(
    0,
    household.measures.findIndex((row) => row.has(key)),
  );
}
