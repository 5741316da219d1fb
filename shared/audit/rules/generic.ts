/**
 * Checks derived from the catalogue: required fields, values outside their code list, texts that a field cannot hold. A
 * required field that a numbered rule judges is left to that rule.
 */
import { codeList } from '../../catalogue/codes/index';
import { ENTITIES, fieldIn } from '../../catalogue/index';
import type { EntityName, Field } from '../../catalogue/field';
import { evaluate, type Scope } from '../../when/evaluate';
import type { Unread } from '../../derive/record';
import { Cells } from '../cells';
import { entityOfPlace, type ArchiveFacts } from '../facts';
import type { Finding } from '../finding';
import type { HouseholdView } from '../household';
import { findingOf } from '../makeFinding';
import type { MemberView } from '../member';
import { scopeOf } from '../scope';
import { BUILT } from './index';

/** A row under judgement. */
interface Target {
  readonly cells: Cells;
  readonly index: number;
  readonly member?: MemberView;
}

/** A field with a list that is open to other texts. */
interface OpenField {
  readonly field: Field;
  readonly labels: ReadonlySet<string>;
}

const CODED: ReadonlySet<string> = new Set(['code', 'multiCode', 'yesNo']);
/** Difference to the stated age from which a finding is worth it: sheets are filled in on other days than audited. */
const AGE_TOLERANCE = 2;

export class Generic {
  /** Required fields that stand somewhere in the archive, by entity. */
  private readonly required = new Map<EntityName, readonly Field[]>();
  /** Required fields that stand nowhere; a field leaves when a household is found that should have it. */
  private readonly absent = new Map<EntityName, Set<Field>>();
  private readonly missed: Field[] = [];
  /** Coded fields whose lists are common practice of some counties: other texts are stored, and told as a hint. */
  private readonly open = new Map<EntityName, readonly OpenField[]>();

  constructor(facts: ArchiveFacts) {
    for (const { name, list } of ENTITIES) {
      this.open.set(name, openFields(list));
      const fields = list.filter((field) => field.required !== undefined && !field.derived && !field.notOn?.audit);
      const stands = (field: Field): boolean => facts.present.has(`${name}.${field.key}`);
      const owned = (field: Field): boolean => field.requiredRule !== undefined && BUILT.has(field.requiredRule);
      this.required.set(
        name,
        fields.filter((field) => stands(field) && !owned(field)),
      );
      this.absent.set(name, new Set(fields.filter((field) => !stands(field))));
    }
  }

  /** Adds the derived findings of one household. */
  judge(household: HouseholdView, findings: Finding[]): void {
    for (const { name } of ENTITIES) {
      const required = this.required.get(name) ?? [];
      const absent = this.absent.get(name);
      for (const target of targets(name, household)) {
        const scope = scopeOf(household, name, target.cells, target.member);
        for (const field of required) {
          if (!target.cells.has(field.key) && asked(field, scope)) push(field, household, target, findings);
        }
        if (absent?.size) this.miss(absent, scope);
        for (const open of this.open.get(name) ?? []) ownLabels(open, household, target, findings);
      }
    }
    for (const unread of household.record.unread) unreadable(unread, household, findings);
    for (const member of household.living) judgeStatedAge(member, household, findings);
  }

  /** One finding per required field that stands nowhere although some household should have it. */
  archiveFindings(): Finding[] {
    return this.missed.map((field) => ({
      rule: null,
      code: `absent.${field.entity}.${field.key}`,
      severity: 'I',
      household: '',
      id: '',
      member: null,
      member_name: null,
      field: field.key,
      params: { label: field.label },
    }));
  }

  private miss(absent: Set<Field>, scope: Scope): void {
    for (const field of absent) {
      if (!asked(field, scope)) continue;
      absent.delete(field);
      this.missed.push(field);
    }
  }
}

function openFields(list: readonly Field[]): readonly OpenField[] {
  return list.flatMap((field): OpenField[] => {
    const codes = field.codes === undefined ? undefined : codeList(field.codes);
    return codes && !codes.strict ? [{ field, labels: new Set(codes.items.map((item) => item.label)) }] : [];
  });
}

function ownLabels(open: OpenField, household: HouseholdView, target: Target, findings: Finding[]): void {
  const { field, labels } = open;
  for (const label of target.cells.labels(field.key)) {
    if (labels.has(label)) continue;
    findings.push(
      findingOf(
        { rule: 21, code: 'r21', severity: 'I' },
        household,
        {
          field: `${field.entity}.${field.key}`,
          rowIndex: target.index,
          params: { label: field.label, value: label },
        },
        target.member?.index ?? null,
      ),
    );
  }
}

function asked(field: Field, scope: Scope): boolean {
  const { required, relevant } = field;
  if (required === undefined || (relevant && !evaluate(relevant, scope))) return false;
  return required === 'always' || evaluate(required, scope);
}

/** The rows of an entity that are judged: living members, the year and the episode under audit, all rows of other lists. */
function targets(entity: EntityName, household: HouseholdView): readonly Target[] {
  switch (entity) {
    case 'household':
      return [{ cells: household.cells, index: 0 }];
    case 'member':
      return household.living.map((member) => ({ cells: member.cells, index: member.index, member }));
    case 'year':
      return household.yearIndex < 0 ? [] : [{ cells: household.year, index: household.yearIndex }];
    case 'monitoring':
      return household.episode ? [{ cells: household.episode, index: household.episodeIndex }] : [];
    case 'relocation':
      return [{ cells: household.relocation, index: 0 }];
    case 'helper':
      return household.helpers.map(numbered);
    case 'measure':
      return household.measures.map(numbered);
    case 'change':
      return household.changes.map(numbered);
    case 'fund':
      return household.record.funds.map(plain);
    case 'visit':
      return household.record.visits.map(plain);
    case 'procedure':
      return household.record.procedures.map(plain);
    case 'material':
      return household.record.materials.map(plain);
  }
}

function numbered(cells: Cells, index: number): Target {
  return { cells, index };
}

function plain(row: Cells['row'], index: number): Target {
  return { cells: new Cells(row, undefined), index };
}

function push(field: Field, household: HouseholdView, target: Target, findings: Finding[]): void {
  findings.push(
    findingOf(
      {
        rule: field.requiredRule ?? null,
        code: `required.${field.entity}.${field.key}`,
        severity: field.requiredSeverity ?? 'E',
      },
      household,
      { field: `${field.entity}.${field.key}`, rowIndex: target.index, params: { label: field.label } },
      target.member?.index ?? null,
    ),
  );
}

/**
 * Unread text, in whatever row it stands: rule 21 for coded fields (two causes in the single choice are rule 52 alone), else a
 * question of format, unless a numbered rule has already spoken of that field.
 */
function unreadable(unread: Unread, household: HouseholdView, findings: Finding[]): void {
  const at = /^(\w+)(?:\[(\d+)\])?\.(\w+)$/.exec(unread.path);
  const entity = at ? entityOfPlace(at[1] ?? '') : undefined;
  const field = entity && fieldIn(entity, at?.[3] ?? '');
  if (!field) return;
  const index = Number(at?.[2] ?? 0);
  const member = field.entity === 'member' ? index : null;
  const coded = CODED.has(field.type);
  const told = findings.some(
    (one) => one.field === field.key && one.member === member && (coded ? one.rule === 52 : true),
  );
  if (told) return;
  const path = `${field.entity}.${field.key}`;
  const made = findingOf(
    coded ? { rule: 21, code: 'r21', severity: 'W' } : { rule: null, code: `format.${path}`, severity: 'W' },
    household,
    { field: path, rowIndex: index, params: { label: field.label, value: unread.text } },
    member,
  );
  findings.push(made.row === undefined ? made : { ...made, row: unread.path.slice(0, unread.path.lastIndexOf('.')) });
}

function judgeStatedAge(member: MemberView, household: HouseholdView, findings: Finding[]): void {
  const stated = member.cells.number('age_stated');
  if (stated === undefined || member.age === undefined || Math.abs(stated - member.age) < AGE_TOLERANCE) return;
  const label = fieldIn('member', 'age_stated')?.label ?? '';
  findings.push(
    findingOf(
      { rule: null, code: 'age.member.age_stated', severity: 'W' },
      household,
      { field: 'member.age_stated', params: { label, value: stated, age: member.age } },
      member.index,
    ),
  );
}
