/** The catalogue as the understanding of sheets asks it: which fields may answer to a header, and how surely. */
import type { EntityName, Field } from '../../catalogue/field';
import { fieldIn } from '../../catalogue/index';
import { alternatives, candidates } from '../../derive/headerIndex';
import type { Label } from './label';
import {
  COLLECTOR_CHILDREN,
  CONTACT_CHILDREN,
  HEAD_CHILDREN,
  HELPER_CHILDREN,
  isOfAnother,
  isOfAnybody,
  neverMapped,
} from './neverMap';
import { withoutAside } from './spellings';

export interface Candidate {
  readonly field: Field;
  /** 0…1.05: how surely the header names the field, before the values are looked at. */
  readonly match: number;
}

/** Entities that a village's main sheets hold; the others are believed only in company (see `mapColumns`). */
export const MAIN_ENTITIES: ReadonlySet<EntityName> = new Set<EntityName>([
  'household',
  'member',
  'year',
  'helper',
  'monitoring',
  'measure',
  'relocation',
]);

const HELPER_PREFIX =
  /^(?:第[一二]?(?:帮扶责任人|责任人)|帮扶(?:责任人|联系人|干部|人员|人)|包(?:扶|保|联)(?:责任人|干部|人)|结对(?:帮扶)?(?:责任人|干部|人))(?:的)?/;
/** 结对户 and 帮扶对象 are whom they help. */
const HELPER_GROUP =
  /(帮扶(?!措施|情况|成效)|包扶|包保|包联|结对|挂钩)(?!(帮扶|帮联)?(的)?(农户|户(?!主)|对象|家庭|脱贫户|监测户|贫困户))/;
const HEAD_GROUP = /户主/;
const COLLECTOR_GROUP = /采集人|填表人|调查人/;
const CONTACT_GROUP = /监测联系人/;
/** Headings under which a plain yearly header means another time: there the header is taken only together with it. */
const OTHER_TIME =
  /风险消除后|识别时|计划|目标|预计|(脱贫|搬迁|改造|改建|拆除|帮扶|治理|变更|变动|原)前|^原|\/原|增收|增减|增幅|变化|对比|差额|季度|半年|(^|\/)\d{1,2}月|\d月$|[-—~至]\d{1,2}月|月份|累计/;

/** Whether a heading says that what stands below is of the helper. */
export function isHelperGroup(groups: string): boolean {
  return HELPER_GROUP.test(groups);
}

/** Whether some field answers to the text as it stands in a cell. Used to recognise header rows. */
export function isKnownHeader(text: string): boolean {
  const name = text.replace(/[\s*]/g, '');
  return name !== '' && name.length <= 40 && candidates(name).length + alternatives(name).length > 0;
}

/** Fields that may answer to the header, best first; a field stands once. `otherTime` = it means another year than the table. */
export function candidatesOf(label: Label, otherTime = false): readonly Candidate[] {
  const memory = otherTime ? ofOtherTime : ofItsTime;
  const known = memory.get(label);
  if (known !== undefined) return known;
  const found = lookedUp(label, otherTime);
  memory.set(label, found);
  return found;
}

/** A label is looked up once, in however many copies of a form it stands. */
const ofItsTime = new WeakMap<Label, readonly Candidate[]>();
const ofOtherTime = new WeakMap<Label, readonly Candidate[]>();

function lookedUp(label: Label, otherTime: boolean): Candidate[] {
  const refused = label.lookups.some(({ text, turned }) => turned !== true && neverMapped(text) !== undefined);
  if (label.leaf === '' || refused) return [];
  const found = new Map<Field, number>();
  const add = (field: Field | undefined, match: number): void => {
    if (field === undefined || field.notOn?.import !== undefined) return;
    if ((found.get(field) ?? 0) < match) found.set(field, match);
  };
  let plain = 0;
  for (const { text, composed } of label.lookups) {
    const match = composed ? 1.05 : 1 - 0.05 * plain++;
    const weak = !composed && (otherTime || OTHER_TIME.test(label.groups)) ? 0.4 : match;
    for (const field of candidates(text)) add(field, weak);
    for (const field of alternatives(text)) add(field, weak - 0.1);
  }
  for (const candidate of childrenOf(label)) add(candidate.field, candidate.match);
  const ofHelper = isBelowHelper(label);
  return [...found]
    .filter(([field, match]) => (!ofHelper || field.entity === 'helper') && !isOfAnother(label, field, match))
    .map(([field, match]) => ({ field, match }))
    .toSorted((a, b) => b.match - a.match);
}

/** 结对帮扶人/姓名(必填): nobody else's, whatever the values look like. */
function isBelowHelper({ leaf, groups }: Label): boolean {
  const heading = groups.split('/').at(-1) ?? '';
  // 帮扶对象家庭成员/姓名 is whom they help.
  if (!HELPER_GROUP.test(heading) || /成员|人口|家庭|户|对象/.test(heading)) return false;
  return isOfAnybody(withoutAside(leaf));
}

/** Helper and head fields that only the heading above, or the beginning of the header, reveals. */
function childrenOf(label: Label): Candidate[] {
  const found: Candidate[] = [];
  const add = (entity: EntityName, key: string | undefined, match: number): void => {
    const field = key === undefined || key === '' ? undefined : fieldIn(entity, key);
    if (field !== undefined) found.push({ field, match });
  };
  const name = label.lookups.findLast(({ composed }) => !composed)?.text ?? label.leaf;
  if (HELPER_GROUP.test(label.groups)) add('helper', HELPER_CHILDREN[name], 1.04);
  const afterHelper = name.replace(HELPER_PREFIX, '');
  if (afterHelper !== name) add('helper', HELPER_CHILDREN[afterHelper], 0.95);
  if (name === '监测联系人') add('helper', 'helper_name', 0.95);
  if (COLLECTOR_GROUP.test(label.groups)) add('household', COLLECTOR_CHILDREN[name], 1.05);
  if (CONTACT_GROUP.test(label.groups)) add('monitoring', CONTACT_CHILDREN[name], 1.05);
  if (name === '联系方式') {
    add('household', 'phone', 0.99);
    add('member', 'member_phone', 0.99);
    add('helper', 'helper_phone', 0.99);
  }
  // The phone of a household by its alias, of a person where the rows are persons.
  if (/^电话(号码?)?$|^手机号码?$|^联系手机$/.test(name)) add('member', 'member_phone', 0.95);
  if (HEAD_GROUP.test(label.groups)) add('household', HEAD_CHILDREN[name], 1.04);
  if (name.startsWith('户主')) add('household', HEAD_CHILDREN[name.slice(2)], 0.95);
  const ofHead = /^(.+)\((户主|本人)\)$/.exec(name)?.[1];
  if (ofHead !== undefined) add('household', HEAD_CHILDREN[ofHead], 0.95);
  const afterMember = name.replace(/^(家庭)?成员(?=.)/, '');
  if (afterMember !== name) {
    for (const field of candidates(afterMember)) if (field.entity === 'member') found.push({ field, match: 0.93 });
  }
  return found;
}

/** Same field, whatever object declares it. */
export function isSame(a: Field, b: Field): boolean {
  return a.entity === b.entity && a.key === b.key;
}
