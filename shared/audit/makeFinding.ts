/** Turns a hit into a finding that names household, member, field and row. */
import type { Finding, Severity } from './finding';
import type { HouseholdView } from './household';
import { mainField, type Hit, type Rule } from './rule';

const PLACE_OF_ENTITY: Readonly<Record<string, string>> = {
  helper: 'helpers',
  measure: 'measures',
  fund: 'funds',
  visit: 'visits',
  procedure: 'procedures',
  change: 'changes',
  material: 'materials',
};

/** `member` is the member that a member rule judged; a hit of a household rule may name one itself. */
export function makeFinding(rule: Rule, household: HouseholdView, hit: Hit, member: number | null): Finding {
  return findingOf(
    { rule: rule.number, code: rule.code, severity: hit.severity ?? rule.severity },
    household,
    { ...hit, field: hit.field ?? mainField(rule) },
    member,
  );
}

/** The same for derived rules, which have no entry in the rule list. */
export function findingOf(
  head: { readonly rule: number | null; readonly code: string; readonly severity: Severity },
  household: HouseholdView,
  hit: Hit & { readonly field: string },
  member: number | null,
): Finding {
  const at = member ?? hit.member ?? null;
  const person = at === null ? undefined : household.members[at];
  const row = rowOf(hit, household);
  return {
    ...head,
    household: household.no || household.record.id,
    id: household.record.id,
    member: at,
    member_name: person ? person.cells.raw('name') || null : null,
    // A finding on all members together has no single field to open.
    field: person || !hit.field.startsWith('member.') ? hit.field.slice(hit.field.indexOf('.') + 1) : null,
    ...(row === undefined ? {} : { row }),
    params: person ? { name: person.name, ...hit.params } : (hit.params ?? {}),
  };
}

function rowOf(hit: Hit & { readonly field: string }, household: HouseholdView): string | undefined {
  const entity = hit.field.slice(0, hit.field.indexOf('.'));
  const { record, yearIndex, episodeIndex } = household;
  // Without a row yet, the finding points at the one to be added.
  if (entity === 'year') return `years[${yearIndex < 0 ? record.years.length : yearIndex}]`;
  if (entity === 'monitoring') return `monitoring[${episodeIndex < 0 ? record.monitoring.length : episodeIndex}]`;
  if (entity === 'relocation') return 'relocation';
  const place = PLACE_OF_ENTITY[entity];
  return place === undefined ? undefined : `${place}[${hit.rowIndex ?? 0}]`;
}
