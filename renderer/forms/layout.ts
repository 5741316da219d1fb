/** How the household page lays the catalogue out: which entities stand in which section, and as what. */
import { ENTITIES, type Entity, type EntityName, type Field } from '#shared/catalogue/index';
import { SECTIONS, type SectionKey } from '#shared/catalogue/sections';

/**
 * form = one row, two columns of fields; pages = several long rows, one form at a time under tabs (a year, an episode);
 * sheet = many short rows as a table.
 */
export type BlockKind = 'form' | 'pages' | 'sheet';

const KINDS: Readonly<Record<EntityName, BlockKind>> = {
  household: 'form',
  relocation: 'form',
  year: 'pages',
  monitoring: 'pages',
  procedure: 'pages',
  measure: 'pages',
  member: 'sheet',
  helper: 'sheet',
  fund: 'sheet',
  visit: 'sheet',
  change: 'sheet',
  material: 'sheet',
};

export interface Block {
  readonly entity: Entity;
  readonly kind: BlockKind;
  readonly fields: readonly Field[];
}
export interface Section {
  readonly key: SectionKey;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The column that names a row stands first and stays in sight: the first one that every row must have. */
function namedFirst(fields: readonly Field[]): readonly Field[] {
  const name = fields.find((field) => field.required === 'always' && field.type !== 'year') ?? fields[0];
  return name === undefined ? fields : [name, ...fields.filter((field) => field !== name)];
}

/** Persons are one sheet: a second one that shows only their changes would be rows without names. */
export function formSection(field: Field): SectionKey {
  return field.entity === 'member' ? 'members' : (field.section as SectionKey);
}

function blocksOf(section: SectionKey): Block[] {
  return ENTITIES.flatMap((entity) => {
    const fields = entity.list.filter((field) => formSection(field) === section && field.notOn?.form === undefined);
    const kind = KINDS[entity.name];
    return fields.length === 0 ? [] : [{ entity, kind, fields: kind === 'sheet' ? namedFirst(fields) : fields }];
  });
}

/** All sections of the household page, in order. */
export const FORM_SECTIONS: readonly Section[] = (Object.keys(SECTIONS) as SectionKey[])
  .map((key) => ({ key, title: SECTIONS[key], blocks: blocksOf(key) }))
  .filter((section) => section.blocks.length > 0);

/** The year's own number is chosen by the tabs over the form, not typed inside it. */
export const YEAR_KEY = 'year';

/** Parts of a long form that repeat the same items for two moments (fields.md §12: 识别时, 风险消除后). */
const NEST_TITLES: Readonly<Record<string, string>> = { at_start: '识别时', after: '风险消除后' };

export interface FieldGroup {
  /** '' for the fields before and between the named parts. */
  readonly title: string;
  readonly fields: readonly Field[];
}

/** Consecutive fields of the same part. */
export function groupsOf(fields: readonly Field[]): readonly FieldGroup[] {
  const groups: { title: string; fields: Field[] }[] = [];
  for (const field of fields) {
    const title = field.nest ? (NEST_TITLES[field.nest[0]] ?? '') : '';
    const last = groups.at(-1);
    if (last && last.title === title) last.fields.push(field);
    else groups.push({ title, fields: [field] });
  }
  return groups;
}

/** The label inside its group: what the group's title already says is not said again. */
export function labelIn(group: FieldGroup, field: Field): string {
  if (group.title === '' || !field.label.startsWith(group.title)) return field.label;
  return field.label.slice(group.title.length).replace(/^的/, '');
}
