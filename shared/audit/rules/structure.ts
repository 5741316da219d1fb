/** B, first part: the members and how they stand to the head (rules 24–40). */
import { yearsBetween } from '../dates';
import type { HouseholdView } from '../household';
import type { MemberView } from '../member';
import { normaliseId } from '../../values/idNumber';
import type { Hit, HouseholdRule, MemberRule, Verdict } from '../rule';
import { COMMON, SYSTEM } from './define';
import {
  CHILDREN,
  generationOf,
  HUSBANDS_PARENTS,
  ONCE,
  OWN_PARENTS,
  sexImplied,
  spoken,
  WIFES_PARENTS,
} from './relations';

const RELATION = ['member.relation'] as const;
const BIRTH_RELATION = ['member.relation', 'member.birth_date|member.id_no'] as const;

const spouses = (household: HouseholdView): readonly MemberView[] =>
  household.living.filter((member) => member.relation === '配偶');

function headCount(household: HouseholdView): Verdict {
  const { heads, living, members } = household;
  if (members.length === 0 || heads.length === 1) return false;
  if (heads.length === 0) {
    // A head who died or moved away is rule 46: the head has to be changed, not added.
    if (members.some((member) => !member.counted && member.relation === '户主')) return false;
    // Somebody whose relation no list knows (rule 21) may be the head.
    if (living.some((member) => member.cells.unreadable('relation'))) return false;
  }
  const at = heads[1] ?? living[0];
  return { params: { n: heads.length }, ...(at ? { member: at.index } : {}) };
}

function headDiffers(household: HouseholdView): Verdict {
  const { heads, cells, facts } = household;
  if (heads.length === 0) return false;
  const hits: Hit[] = [];
  const name = cells.raw('head_name').trim();
  const nameJudged = name !== '' && facts.present.has('member.name');
  if (nameJudged && !heads.some((head) => head.cells.raw('name').trim() === name)) {
    hits.push({
      field: 'household.head_name',
      params: { label: '户主姓名', value: name, other: heads[0]?.cells.raw('name').trim() || '空' },
    });
  }
  const id = normaliseId(cells.raw('head_id_no'));
  const idJudged = id !== '' && facts.present.has('member.id_no');
  if (idJudged && !heads.some((head) => head.id.text === id)) {
    const other = heads[0]?.id.text ?? '';
    hits.push({ field: 'household.head_id_no', params: { label: '户主证件号码', value: id, other: other || '空' } });
  }
  return hits;
}

function sameSexCouple(household: HouseholdView): Verdict {
  const head = household.heads[0];
  if (!head || head.sex === '') return false;
  const same = spouses(household).find((spouse) => spouse.sex === head.sex);
  return same ? { member: same.index, field: 'member.sex', params: { sex: head.sex } } : false;
}

function sexAgainstRelation(member: MemberView): Verdict {
  const { relation, sex } = member;
  const implied = sexImplied(relation);
  const clash = implied !== undefined && (sex === '男' || sex === '女') && sex !== implied;
  return clash ? { params: { relation, sex } } : false;
}

function countDiffers(household: HouseholdView): Verdict {
  const stated = household.cells.number('member_count');
  const counted = household.living.length;
  if (stated === undefined || household.members.length === 0 || stated === counted) return false;
  return { params: { a: stated, b: counted } };
}

/** Whole years by which `older` is older; undefined when a birth date is unknown. */
function gap(older: MemberView | undefined, younger: MemberView): number | undefined {
  if (!older || older.birth === '' || younger.birth === '') return undefined;
  return yearsBetween(older.birth, younger.birth);
}

/** How the one who should be younger (or older) stands to the other: 小62岁, 只小9岁, and 还大3岁 where it is turned round. */
function younger(older: MemberView, member: MemberView, few = true): string {
  return apart('小', '大', yearsBetween(older.birth, member.birth), yearsBetween(member.birth, older.birth), few);
}

function older(member: MemberView, child: MemberView): string {
  return apart('大', '小', yearsBetween(member.birth, child.birth), yearsBetween(child.birth, member.birth), true);
}

function apart(right: string, wrong: string, years: number, back: number, few: boolean): string {
  if (years >= 0) return `${few ? '只' : ''}${right}${years}岁`;
  return back === 0 ? `还${wrong}几个月` : `还${wrong}${back}岁`;
}

function childGap(member: MemberView, household: HouseholdView): Verdict {
  if (!CHILDREN.has(member.relation)) return false;
  const head = household.heads[0];
  const years = gap(head, member);
  const { parentGap, parentGapLow, parentGapHigh } = household.context.thresholds.limits;
  if (!head || years === undefined || (years >= parentGapLow && years <= parentGapHigh)) return false;
  const params = { relation: spoken(member.relation), apart: younger(head, member, years < parentGapLow) };
  return { severity: years < parentGap ? 'E' : 'W', params };
}

/** Parents are compared with whom they are parents of: the head's own, else the spouse's (the head's without a spouse). */
function parentGap(member: MemberView, household: HouseholdView): Verdict {
  const own = OWN_PARENTS.has(member.relation);
  if (!own && !WIFES_PARENTS.has(member.relation) && !HUSBANDS_PARENTS.has(member.relation)) return false;
  const head = household.heads[0];
  const child = own ? head : (spouses(household)[0] ?? head);
  const years = child && gap(member, child);
  if (!child || years === undefined || years >= household.context.thresholds.limits.parentGap) return false;
  return { params: { relation: spoken(member.relation), other: child.name, apart: older(member, child) } };
}

function grandchildGap(member: MemberView, household: HouseholdView): Verdict {
  if ((generationOf(member.relation) ?? 0) > -2) return false;
  const head = household.heads[0];
  const years = gap(head, member);
  if (!head || years === undefined || years >= household.context.thresholds.limits.grandparentGap) return false;
  return { params: { relation: spoken(member.relation), apart: younger(head, member) } };
}

function grandparentGap(member: MemberView, household: HouseholdView): Verdict {
  const head = household.heads[0];
  if (!head || (generationOf(member.relation) ?? 0) < 2) return false;
  const years = gap(member, head);
  if (years === undefined || years >= household.context.thresholds.limits.grandparentGap) return false;
  return { params: { relation: spoken(member.relation), apart: older(member, head) } };
}

function coupleAges(household: HouseholdView): Verdict {
  const head = household.heads[0];
  const { limits } = household.context.thresholds;
  const hits: Hit[] = [];
  for (const spouse of spouses(household)) {
    if (!head || head.birth === '' || spouse.birth === '') continue;
    const years = Math.abs(head.birth <= spouse.birth ? (gap(head, spouse) ?? 0) : (gap(spouse, head) ?? 0));
    if (years > limits.spouseGap) hits.push({ member: spouse.index, params: { problem: `年龄相差${years}岁` } });
    const early = [head, spouse].find((one) => tooYoungToMarry(one, limits.marriageAgeWoman, limits.marriageAgeMan));
    if (early) {
      const problem = `${early.name}${early.age ?? ''}岁，未达法定婚龄`;
      hits.push({ member: early.index, params: { problem } });
    }
  }
  return hits;
}

function tooYoungToMarry(member: MemberView, woman: number, man: number): boolean {
  if (member.age === undefined || member.sex === '') return false;
  return member.age < (member.sex === '女' ? woman : man);
}

function inLawAgainstHead(member: MemberView, household: HouseholdView): Verdict {
  const sex = household.heads[0]?.sex ?? '';
  const clash =
    (HUSBANDS_PARENTS.has(member.relation) && sex === '男') || (WIFES_PARENTS.has(member.relation) && sex === '女');
  return clash ? { params: { relation: spoken(member.relation), sex } } : false;
}

function tooManyParents(household: HouseholdView): Verdict {
  const hits: Hit[] = [];
  for (const relation of ONCE) {
    const found = household.living.filter((member) => member.relation === relation);
    const second = found[1];
    if (second) hits.push({ member: second.index, params: { relation: spoken(relation), n: found.length } });
  }
  return hits;
}

function youngHead(household: HouseholdView): Verdict {
  const head = household.heads[0];
  if (head?.age === undefined || head.age >= household.context.thresholds.limits.adultAge) return false;
  return { member: head.index, severity: head.age >= 16 ? 'I' : 'W', params: { age: head.age } };
}

function singleAble(household: HouseholdView): Verdict {
  const [only, second] = household.living;
  if (!only || second || only.age === undefined || !only.able) return false;
  return only.age <= household.context.thresholds.limits.singleAge
    ? { member: only.index, params: { age: only.age } }
    : false;
}

function allElderly(household: HouseholdView): Verdict {
  const { living, context } = household;
  const limit = context.thresholds.limits.elderAge;
  return living.length > 0 && living.every((member) => member.age !== undefined && member.age >= limit);
}

type Judged = Pick<MemberRule | HouseholdRule, 'number' | 'severity' | 'title' | 'basis' | 'reads'>;
const rule = (
  number: number,
  severity: Judged['severity'],
  title: string,
  basis: string,
  reads: readonly string[],
): Judged => ({ number, severity, title, basis, reads });

export const structureRules: readonly (MemberRule | HouseholdRule)[] = [
  { ...rule(24, 'E', '户主人数不为1', SYSTEM, RELATION), each: 'household', check: headCount },
  {
    ...rule(25, 'E', '户主信息与成员中户主不一致', COMMON, [
      'household.head_name|household.head_id_no',
      'member.relation',
    ]),
    each: 'household',
    check: headDiffers,
  },
  {
    ...rule(26, 'E', '配偶多于1人', '省级数据核查规则', RELATION),
    each: 'household',
    check: (household) => {
      const second = spouses(household)[1];
      return second ? { member: second.index, params: { n: spouses(household).length } } : false;
    },
  },
  {
    ...rule(27, 'E', '户主与配偶同性别', SYSTEM, ['member.relation', 'member.sex']),
    each: 'household',
    check: sameSexCouple,
  },
  {
    ...rule(28, 'E', '与户主关系为空', SYSTEM, RELATION),
    each: 'member',
    check: (member) => !member.cells.has('relation'),
  },
  {
    ...rule(29, 'E', '与户主关系和性别矛盾', SYSTEM, ['member.relation', 'member.sex']),
    each: 'member',
    check: sexAgainstRelation,
  },
  {
    ...rule(30, 'E', '家庭人口数与在册成员不一致', COMMON, ['household.member_count']),
    each: 'household',
    check: countDiffers,
  },
  { ...rule(31, 'E', '子女与户主年龄差存疑', COMMON, BIRTH_RELATION), each: 'member', check: childGap },
  { ...rule(32, 'E', '父母辈年龄差异常', COMMON, BIRTH_RELATION), each: 'member', check: parentGap },
  { ...rule(33, 'W', '孙辈与户主年龄差异常', COMMON, BIRTH_RELATION), each: 'member', check: grandchildGap },
  { ...rule(34, 'W', '祖辈与户主年龄差异常', COMMON, BIRTH_RELATION), each: 'member', check: grandparentGap },
  {
    ...rule(35, 'W', '夫妻年龄差过大或未达法定婚龄', '《民法典》第一千零四十七条', BIRTH_RELATION),
    each: 'household',
    check: coupleAges,
  },
  {
    ...rule(36, 'W', '姻亲长辈与户主性别不匹配', COMMON, ['member.relation', 'member.sex']),
    each: 'member',
    check: inLawAgainstHead,
  },
  { ...rule(37, 'W', '同一长辈多于1人', COMMON, RELATION), each: 'household', check: tooManyParents },
  { ...rule(38, 'W', '户主未满18周岁', COMMON, BIRTH_RELATION), each: 'household', check: youngHead },
  { ...rule(39, 'I', '单人户且有劳动能力', COMMON, ['member.labor']), each: 'household', check: singleAble },
  { ...rule(40, 'I', '整户为60岁以上老人', COMMON, BIRTH_RELATION), each: 'household', check: allElderly },
];
