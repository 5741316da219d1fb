/** Breaks rules on purpose, one household per defect, and writes down what was done as truth.json wants it. */
import type { Row, Value } from '../../derive/record';
import type { SampleHousehold, Village } from '../model';
import { IDENTITY } from './identity';
import { LIVING } from './living';
import { PERSONS } from './persons';
import type { Focus, Recipe } from './recipe';
import { copyOf } from './recipe';
import { STRUCTURE } from './structure';

export interface DefectChange {
  readonly household_no: string;
  readonly member: number | null;
  readonly member_name: string | null;
  readonly field: string;
  readonly value_before: Value | null;
  readonly value_after: Value | null;
}

export interface Defect extends DefectChange {
  readonly rule: number;
  readonly how: string;
  readonly also: readonly number[];
  readonly households: readonly string[];
  readonly changes: readonly DefectChange[];
}

export const RECIPES: readonly Recipe[] = [...IDENTITY, ...STRUCTURE, ...PERSONS, ...LIVING];

const numberOf = (household: SampleHousehold): string => String(household.fields['household_no']);

function changedKeys(before: Row, after: Row): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => before[key] !== after[key]);
}

function changesOf(before: SampleHousehold, after: SampleHousehold): DefectChange[] {
  const changes: DefectChange[] = [];
  const add = (old: Row, row: Row, member: number | null): void => {
    for (const field of changedKeys(old, row)) {
      const name = member === null ? null : String(old['name'] ?? '');
      changes.push({
        household_no: numberOf(after),
        member,
        member_name: name,
        field,
        value_before: old[field] ?? null,
        value_after: row[field] ?? null,
      });
    }
  };
  add(before.fields, after.fields, null);
  after.members.forEach((member, index) => add(before.members[index] as Row, member, index));
  after.years.forEach((year, index) => add(before.years[index] as Row, year, null));
  return changes;
}

function changesOfOthers(focus: Focus): DefectChange[] {
  return (focus.before ?? []).flatMap((before, index) => {
    const after = focus.others?.[index];
    return after === undefined ? [] : changesOf(before, after);
  });
}

/**
 * Applies `count` defects, each to households of its own. Only recipes whose field stands in `shown` are used. Returns fewer
 * when the village is too small for more.
 */
export function injectDefects(
  village: Village,
  households: readonly SampleHousehold[],
  count: number,
  shown: ReadonlySet<string>,
): Defect[] {
  const defects: Defect[] = [];
  const untouched = new Set(village.random.shuffle(households));
  const exhausted = new Set<Recipe>();
  const recipes = RECIPES.filter((recipe) => recipe.rule !== 0);
  while (defects.length < count && exhausted.size < recipes.length) {
    for (const recipe of village.random.shuffle(recipes)) {
      if (defects.length >= count) break;
      if (exhausted.has(recipe)) continue;
      const defect = applyOnce(recipe, village, untouched, shown);
      if (defect === undefined) exhausted.add(recipe);
      else defects.push(defect);
    }
  }
  return defects;
}

function applyOnce(
  recipe: Recipe,
  village: Village,
  untouched: Set<SampleHousehold>,
  shown: ReadonlySet<string>,
): Defect | undefined {
  for (const household of untouched) {
    const before = copyOf(household);
    const rest = [...untouched].filter((other) => other !== household);
    const focus = recipe.damage(household, { village, untouched: rest });
    if (focus === undefined) continue;
    const changes = [...changesOf(before, household), ...changesOfOthers(focus)];
    if (changes.length === 0 || !changes.every((change) => shown.has(change.field))) {
      restore(household, before);
      if (changes.length > 0) return undefined;
      continue;
    }
    const touched = [household, ...(focus.others ?? [])];
    for (const other of touched) untouched.delete(other);
    const main = changes.find((change) => change.field === focus.field) ?? changes[0];
    if (main === undefined) continue;
    return {
      rule: recipe.rule,
      how: recipe.how,
      also: recipe.also ?? [],
      ...main,
      households: touched.map(numberOf),
      changes,
    };
  }
  return undefined;
}

function restore(household: SampleHousehold, before: SampleHousehold): void {
  household.fields = before.fields;
  household.members = before.members;
  household.years = before.years;
}
