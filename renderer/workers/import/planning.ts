/** The plan of an import as the page shows it: counts, rows, decisions. */
import { ENTITIES, fieldOf } from '#shared/catalogue/index';
import { LIST_PLACES, type HouseholdRecord, type ListPlace, type Row, type Value } from '#shared/derive/record';
import { parsePath } from '#shared/derive/path';
import { changeKey, decisionKey } from '#shared/import/keys';
import type { ImportPlan } from '#shared/import/plan';
import type {
  Decision,
  FieldChange,
  PlanClass,
  PlannedHousehold,
  Suspect,
  UnderstoodSheet,
} from '#shared/import/types';
import { sentence } from '#shared/messages/sentence';
import { codecFor } from '#shared/values/index';
import type { PlanChange, PlanChoices, PlanRow, PlanSummary, SuspectText } from '../importApi';
import type { ProblemSummary } from '../importReading';
import { nameOf } from './sheets';

export type Decisions = ReadonlyMap<string, Decision>;

/** What the plan would do, in figures. */
export function summaryOf(plan: ImportPlan, problems: ProblemSummary, decisions: Decisions): PlanSummary {
  const columns = new Map<string, { conflicts: number; fills: number }>();
  let [writes, writesNew, members, undecided] = [0, 0, 0, 0];
  for (const household of plan.households) {
    members += household.incoming.record.members.length;
    if (household.writes) writes++;
    if (household.writes && household.existing === undefined) writesNew++;
    if (isUndecided(household, decisions)) undecided++;
    for (const { entity, key, conflict } of household.changes) {
      const field = `${entity}.${key}`;
      const count = columns.get(field) ?? { conflicts: 0, fills: 0 };
      if (conflict) count.conflicts++;
      else count.fills++;
      columns.set(field, count);
    }
  }
  const { breaker = null } = plan;
  return {
    counts: plan.counts,
    households: plan.households.length,
    members,
    writes,
    writesNew,
    undecided,
    breaker: breaker && { ...breaker, text: sentence(breaker.code, breaker.params) },
    columns: [...columns]
      .map(([field, count]) => ({ field, label: fieldOf(field)?.label ?? '附加列', ...count }))
      .toSorted((a, b) => b.conflicts - a.conflicts || b.fills - a.fills),
    problems,
  };
}

/** Whether somebody still has to say something about this household. */
export function isUndecided(household: PlannedHousehold, decisions: Decisions): boolean {
  if (household.changes.some(({ open }) => open === true)) return true;
  return household.class === 'suspect' && decisions.get(decisionKey(household.incoming))?.household === undefined;
}

const ORDER: readonly PlanClass[] = ['suspect', 'conflict', 'changed', 'new', 'same'];

export type PlanFilter = PlanClass | 'undecided' | null;

export function chosenRows(plan: ImportPlan, filter: PlanFilter, decisions: Decisions): readonly PlannedHousehold[] {
  // What does something stands before what changes nothing.
  if (filter === null) return ORDER.flatMap((kind) => plan.households.filter((household) => household.class === kind));
  if (filter === 'undecided') return plan.households.filter((household) => isUndecided(household, decisions));
  return plan.households.filter((household) => household.class === filter);
}

export interface RowContext {
  readonly tables: readonly UnderstoodSheet[];
  readonly choices: PlanChoices;
  readonly decisions: Decisions;
  readonly existing: ReadonlyMap<string, HouseholdRecord>;
}

export function planRow(household: PlannedHousehold, context: RowContext): PlanRow {
  const { incoming, result, changes } = household;
  const key = decisionKey(incoming);
  const table = context.tables[incoming.at.sheet];
  const place = table?.origin ? table.origin(incoming.at.row, table.columns[0]?.column ?? 0) : null;
  return {
    key,
    class: household.class,
    household_no: textOf(result.fields['household_no']),
    head_name: textOf(result.fields['head_name']),
    members: incoming.record.members.length,
    file: table?.file ?? '',
    sheet: table ? nameOf(table) : '',
    row: (place?.[0] ?? incoming.at.row) + 1,
    changes: changes.map((change) => planChange(change, household, context.choices)),
    facts: household.existing ? [] : statedOf(incoming.record),
    people: household.existing ? [] : incoming.record.members.map(personText),
    suspects: (household.suspects ?? []).map((suspect) => described(suspect, household, context.existing)),
    suspectAs: household.suspectAs ?? null,
    decision: context.decisions.get(key) ?? null,
  };
}

function planChange(change: FieldChange, { result, existing }: PlannedHousehold, choices: PlanChoices): PlanChange {
  const field = fieldOf(`${change.entity}.${change.key}`);
  return {
    ...change,
    id: changeKey(change),
    label: field?.label ?? change.key,
    of: rowName(change.path, result, existing),
    beforeText: shownValue(change, change.before),
    afterText: shownValue(change, change.after),
    stands: standing(change, choices),
  };
}

function standing({ open, taken, conflict }: FieldChange, { policy }: PlanChoices): PlanChange['stands'] {
  if (open === true) return 'open';
  const writes = taken ?? (policy === 'file' || (policy === 'fill' && !conflict));
  return writes ? 'file' : 'archive';
}

function shownValue({ entity, key }: FieldChange, value: Value | undefined): string {
  if (value === undefined) return '';
  const field = fieldOf(`${entity}.${key}`);
  return field ? codecFor(field).format(value, field) : String(value);
}

/** So many facts of a new household are shown. */
const STATED = 60;

/** In the order of the forms, whatever the order of the columns. */
function statedOf({ fields }: HouseholdRecord): PlanRow['facts'] {
  const list = ENTITIES.find(({ name }) => name === 'household')?.list ?? [];
  return list
    .flatMap((field) => {
      const value = fields[field.key];
      return value === undefined ? [] : [{ label: field.label, text: codecFor(field).format(value, field) }];
    })
    .slice(0, STATED);
}

function personText(member: Row): string {
  return ['name', 'relation', 'sex', 'id_no']
    .map((key) => textOf(member[key]))
    .filter((text) => text !== '')
    .join(' ');
}

/** Whose row it is: a member by name, a yearly row by its year; '' for the household itself. */
function rowName(path: string, result: HouseholdRecord, existing: HouseholdRecord | undefined): string {
  const parsed = parsePath(path);
  if (parsed?.index === undefined) return '';
  const place = LIST_PLACES.find((name): name is ListPlace => name === parsed.place);
  if (place === undefined) return '';
  const row: Row | undefined = result[place][parsed.index] ?? existing?.[place][parsed.index];
  const named = NAMES.map((key) => textOf(row?.[key])).find((text) => text !== '');
  if (named === undefined) return `第 ${parsed.index + 1} 行`;
  return place === 'years' ? `${named}年` : named;
}

/** What tells the rows of a list apart, whichever it has. */
const NAMES = ['name', 'helper_name', 'year', 'm_name', 'visit_date', 'visitor'];

function described(
  suspect: Suspect,
  { incoming }: PlannedHousehold,
  existing: ReadonlyMap<string, HouseholdRecord>,
): SuspectText {
  const other = existing.get(suspect.id);
  return {
    ...suspect,
    text: suspect.reasons.map((reason) => REASONS[reason]).join('，'),
    facts: other === undefined ? [] : factsOf(incoming.record, other),
  };
}

const REASONS: Readonly<Record<Suspect['reasons'][number], string>> = {
  same_head_id: '户主证件号相同，户编号不同',
  same_member_id: '有成员的证件号相同',
  same_name: '姓名相同',
  homophone: '姓名同音',
  shape: '姓名只差一个形近的字',
  order: '姓名的字颠倒了',
  near_id: '证件号只差一两位',
  same_birth: '出生日期相同',
  same_village: '同一个村',
  same_phone: '电话相同',
};

const FACTS = [
  'household_no',
  'head_name',
  'head_id_no',
  'phone',
  'village',
  'group',
  'member_count',
  'household_type',
];

function factsOf(incoming: HouseholdRecord, other: HouseholdRecord): SuspectText['facts'] {
  const own = FACTS.flatMap((key) => {
    const field = fieldOf(`household.${key}`);
    const fact = {
      label: field?.label ?? key,
      file: textOf(incoming.fields[key]),
      archive: textOf(other.fields[key]),
    };
    return fact.file === '' && fact.archive === '' ? [] : [fact];
  });
  return [...own, { label: '家庭成员', file: namesOf(incoming), archive: namesOf(other) }];
}

function namesOf({ members }: HouseholdRecord): string {
  return members
    .map((member) => textOf(member['name']))
    .filter((name) => name !== '')
    .join('、');
}

function textOf(value: Value | undefined): string {
  return value === undefined ? '' : String(value);
}
