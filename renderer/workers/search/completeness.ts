/** How much of what the catalogue asks of a household is filled in. */
import { Cells } from '#shared/audit/cells';
import { auditContext, type AuditContext } from '#shared/audit/context';
import type { ArchiveFacts } from '#shared/audit/facts';
import { viewHousehold } from '#shared/audit/household';
import type { MemberView } from '#shared/audit/member';
import { scopeOf } from '#shared/audit/scope';
import { ENTITIES } from '#shared/catalogue/index';
import type { EntityName, Field } from '#shared/catalogue/field';
import type { HouseholdRecord, Row } from '#shared/derive/record';
import { evaluate, type Scope } from '#shared/when/evaluate';

const REQUIRED: ReadonlyMap<EntityName, readonly Field[]> = new Map(
  ENTITIES.map((entity) => [entity.name, entity.list.filter((field) => field.required !== undefined)]),
);
const NO_FACTS: ArchiveFacts = { present: new Set(), households: 0 };
/** Lists whose rows are asked one by one whenever there are any. */
const ROWS = [
  ['helper', 'helpers'],
  ['measure', 'measures'],
  ['fund', 'funds'],
  ['visit', 'visits'],
] as const;

/** Context for ages on a day; one per rebuild. `asOf` yyyymmdd. */
export function completenessContext(asOf: string): AuditContext {
  return auditContext(asOf);
}

/**
 * Percent (0–100, whole) of the required fields that hold something, over the household, its living members, the newest
 * year, the current monitoring episode and the rows of help. Unreadable text counts as filled.
 */
export function completeness(record: HouseholdRecord, context: AuditContext): number {
  const view = viewHousehold(record, context, NO_FACTS);
  let [asked, filled] = [0, 0];
  const ask = (entity: EntityName, cells: Cells, member?: MemberView): void => {
    const scope = scopeOf(view, entity, cells, member);
    for (const field of REQUIRED.get(entity) ?? []) {
      if (!isAsked(field, scope)) continue;
      asked += 1;
      if (cells.has(field.key)) filled += 1;
    }
  };
  ask('household', view.cells);
  for (const member of view.living) ask('member', member.cells, member);
  if (view.yearIndex >= 0) ask('year', view.year);
  if (view.episode) ask('monitoring', view.episode);
  for (const [entity, place] of ROWS) {
    for (const row of record[place]) ask(entity, new Cells(row satisfies Row, undefined));
  }
  return asked === 0 ? 100 : Math.floor((100 * filled) / asked);
}

function isAsked(field: Field, scope: Scope): boolean {
  if (field.relevant && !evaluate(field.relevant, scope)) return false;
  return field.required === 'always' || (field.required !== undefined && evaluate(field.required, scope));
}
