/**
 * Rules between households. Each household leaves a few strings per rule in compact columns; after the pass the columns are
 * grouped, and every household concerned gets one finding per group, naming the others.
 */
import type { AuditContext } from './context';
import type { ArchiveFacts } from './facts';
import type { Finding } from './finding';
import type { HouseholdView } from './household';
import { MAIN_PARTS } from '../income/parts';
import { canJudge, mainField, type Params, type Rule } from './rule';
import { RULES } from './rules/index';

interface Person {
  readonly index: number;
  readonly rawName: string;
  /** Person key of the ID number; '' when blank. */
  readonly id: string;
  /** Name and birth date; '' when one is unknown to the day. */
  readonly nameBirth: string;
}

interface Entry {
  readonly id: string;
  readonly no: string;
  readonly yearIndex: number;
  readonly persons: readonly Person[];
  readonly phone: string;
  readonly account: string;
  /** The four incomes and the year, '' when there is no income. */
  readonly income: string;
}

/** Where a household (and which of its members) uses a key. */
interface Use {
  readonly entry: Entry;
  readonly person?: Person;
}

const PLACEHOLDER = '999999';
const OTHERS_NAMED = 100;

export class CrossColumns {
  private readonly entries = new Map<string, Entry>();

  set(household: HouseholdView): void {
    this.entries.set(household.record.id, entryOf(household));
  }

  delete(id: string): void {
    this.entries.delete(id);
  }

  *findings(facts: ArchiveFacts, context: AuditContext): Generator<Finding, void, undefined> {
    const { phoneShared, identicalHouseholds } = context.thresholds.limits;
    const rule = (number: number): Rule | undefined =>
      RULES.find((one) => one.number === number && canJudge(one, facts.present));
    const entries = [...this.entries.values()];
    yield* grouped(
      rule(15),
      byPerson(entries, (person) => person.id),
      (uses) => households(uses) > 1,
    );
    yield* grouped(
      rule(16),
      byPerson(entries, (person) => person.nameBirth),
      (uses) => sameNameOtherId(uses),
    );
    yield* grouped(
      rule(23),
      byHousehold(entries, (entry) => entry.no),
      (uses) => uses.length > 1,
      (uses) => ({
        problem: `与另外${uses.length - 1}户重复`,
      }),
    );
    yield* grouped(
      rule(48),
      byHousehold(entries, (entry) => entry.phone),
      (uses) => uses.length >= phoneShared,
      (uses) => ({
        phone: uses[0]?.entry.phone ?? '',
        n: uses.length,
      }),
    );
    yield* grouped(
      rule(50),
      byHousehold(entries, (entry) => entry.account),
      (uses) => uses.length > 1,
    );
    yield* grouped(
      rule(168),
      byHousehold(entries, (entry) => entry.income),
      (uses) => uses.length > identicalHouseholds,
      (uses) => ({ n: uses.length }),
    );
  }
}

function entryOf(household: HouseholdView): Entry {
  const { cells, year, yearIndex } = household;
  const amounts = MAIN_PARTS.map((key) => year.number(key) ?? 0);
  return {
    id: household.record.id,
    no: household.no,
    yearIndex,
    persons: household.living.map(({ index, cells: own, id, birth }) => ({
      index,
      rawName: own.raw('name').trim(),
      id: id.text.startsWith(PLACEHOLDER) || id.text.length < 15 ? '' : id.person,
      nameBirth: birth.length === 8 && own.raw('name').trim() !== '' ? `${own.raw('name').trim()} ${birth}` : '',
    })),
    phone: cells.raw('phone').replace(/[\s-]/g, ''),
    account: cells.raw('bank_account').replace(/[\s-]/g, ''),
    income: amounts.some((amount) => amount > 0) ? `${household.yearNumber} ${amounts.join(' ')}` : '',
  };
}

function byHousehold(entries: readonly Entry[], keyOf: (entry: Entry) => string): Map<string, Use[]> {
  const groups = new Map<string, Use[]>();
  for (const entry of entries) addUse(groups, keyOf(entry), { entry });
  return groups;
}

function byPerson(entries: readonly Entry[], keyOf: (person: Person) => string): Map<string, Use[]> {
  const groups = new Map<string, Use[]>();
  for (const entry of entries) {
    for (const person of entry.persons) addUse(groups, keyOf(person), { entry, person });
  }
  return groups;
}

function addUse(groups: Map<string, Use[]>, key: string, use: Use): void {
  if (key === '') return;
  const group = groups.get(key);
  if (group) group.push(use);
  else groups.set(key, [use]);
}

function households(uses: readonly Use[]): number {
  return new Set(uses.map((use) => use.entry)).size;
}

/** The same number twice is rule 15; here it takes two numbers for one name and birthday. */
function sameNameOtherId(uses: readonly Use[]): boolean {
  return households(uses) > 1 && new Set(uses.map((use) => use.person?.id)).size > 1;
}

function* grouped(
  rule: Rule | undefined,
  groups: ReadonlyMap<string, readonly Use[]>,
  violates: (uses: readonly Use[]) => boolean,
  paramsOf: (uses: readonly Use[]) => Params = () => ({}),
): Generator<Finding, void, undefined> {
  if (!rule) return;
  for (const uses of groups.values()) {
    if (uses.length < 2 || !violates(uses)) continue;
    const told = new Set<Entry>();
    for (const use of uses) {
      if (told.has(use.entry)) continue;
      told.add(use.entry);
      yield crossFinding(rule, use, uses, paramsOf(uses));
    }
  }
}

function crossFinding(rule: Rule, use: Use, uses: readonly Use[], params: Params): Finding {
  const others = othersOf(use, uses);
  const { entry, person } = use;
  const field = mainField(rule);
  const atYear = field.startsWith('year.') && entry.yearIndex >= 0;
  return {
    rule: rule.number,
    code: rule.code,
    severity: rule.severity,
    household: entry.no || entry.id,
    id: entry.id,
    member: person ? person.index : null,
    member_name: person?.rawName || null,
    field: field.slice(field.indexOf('.') + 1),
    ...(atYear ? { row: `years[${entry.yearIndex}]` } : {}),
    params: {
      ...(person ? { name: person.rawName || `第${person.index + 1}位成员` } : {}),
      others: listed(others),
      ...params,
    },
    households: others,
  };
}

/** Other households of the group; of a very large one only the first, or a village of copies would fill the memory. */
function othersOf(use: Use, uses: readonly Use[]): readonly string[] {
  const others = new Set<string>();
  for (const { entry } of uses) {
    if (entry !== use.entry) others.add(entry.no || entry.id);
    if (others.size === OTHERS_NAMED) break;
  }
  return [...others];
}

/** The first few household numbers, with the count when there are more. */
function listed(numbers: readonly string[]): string {
  const few = numbers.slice(0, 3).join('、');
  return numbers.length > 3 ? `${few}等${numbers.length}户` : few;
}
