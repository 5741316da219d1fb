/** A: identity documents and basic identity (rules 1–14, 17–20, 22; 15, 16 compare households, 21 is derived). */
import { checksumHolds, certificateDigits, idProvinceHolds, upgradeId } from '../../values/idNumber';
import { dashed } from '../../values/serial';
import { isDate } from '../dates';
import type { HouseholdView } from '../household';
import type { MemberView } from '../member';
import { family, type Hit, type MemberRule, type Verdict } from '../rule';

const ID = ['member.id_no'] as const;
const GB_ID = 'GB 11643《公民身份号码》';
const GB_DISABLED = 'GB/T 26341 残疾人证编号规则';
const PLACEHOLDER = '999999';
const PARTY: ReadonlySet<string> = new Set(['中共党员', '中共预备党员']);

/** An 18-digit number, or the first 18 of a certificate, whose check character can be worked out. */
function checksumFails(member: MemberView, lengths: readonly number[]): boolean {
  const { text, legal } = member.id;
  return legal && lengths.includes(text.length) && !checksumHolds(text);
}

function lengthFault(member: MemberView): Verdict {
  const { text, full } = member.id;
  if (text === '' || full) return false;
  const proposal = upgradeId(text);
  const hint = proposal === undefined ? '' : `，15位旧证号对应的18位号码为${proposal}，请核对户口簿后改正`;
  return { params: { value: text, length: text.length, hint } };
}

function certificateFault(member: MemberView): Verdict {
  const digits = certificateDigits(member.id.text);
  if (!digits) return false;
  return !(/^[1-7]$/.test(digits.type) && /^[1-4]$/.test(digits.level));
}

function reissueFault(member: MemberView): Verdict {
  const { text } = member.id;
  return text.length === 22 && !/^B\d$/.test(text.slice(20)) ? { params: { value: text.slice(20) } } : false;
}

function birthOutOfRange(member: MemberView, household: HouseholdView): Verdict {
  const { birth, birthReal } = member.id;
  if (!birthReal) return false;
  const { asOf, thresholds } = household.context;
  const holds = Number(birth.slice(0, 4)) >= thresholds.limits.idYearFrom && birth <= asOf;
  return holds ? false : { params: { value: dashed(birth) } };
}

function sexDiffers(member: MemberView): Verdict {
  const { sex, id } = member;
  if (id.sex === undefined || (sex !== '男' && sex !== '女') || sex === id.sex) return false;
  return { field: 'member.sex', params: { value: sex, expected: id.sex } };
}

/** An entered month or year is compared as far as it goes; an old number does not tell the century. */
function birthDiffers(member: MemberView): Verdict {
  const entered = member.cells.text('birth_date');
  if (member.id.birth === '' || !isDate(entered) || member.id.birth.startsWith(entered)) return false;
  return { field: 'member.birth_date', params: { value: dashed(entered), expected: dashed(member.id.birth) } };
}

function doubledInHousehold(household: HouseholdView): Verdict {
  const groups = new Map<string, MemberView[]>();
  for (const member of household.living) {
    const { person } = member.id;
    if (person === '' || person.startsWith(PLACEHOLDER)) continue;
    groups.set(person, [...(groups.get(person) ?? []), member]);
  }
  const hits: Hit[] = [];
  for (const group of groups.values()) {
    const second = group[1];
    if (second) hits.push({ member: second.index, params: { names: group.map((one) => one.name).join('、') } });
  }
  return hits;
}

/** 2+ Chinese characters, a middle dot inside names of minorities; characters beyond the basic plane included. */
function nameIsOdd(member: MemberView): Verdict {
  const name = member.cells.raw('name');
  if (name.trim() === '') return false;
  const holds =
    /^[\p{Script=Han}·•・．]+$/u.test(name) && [...name].length >= 2 && /^\p{Script=Han}.*\p{Script=Han}$/u.test(name);
  return holds ? false : { params: { value: name } };
}

/** Lengths that rule 2 refuses are not judged again here. */
function typeAgainstLength(member: MemberView): Verdict {
  const type = member.cells.text('id_type');
  const { text, full } = member.id;
  if (!full) return false;
  const holds = type === '居民身份证' ? text.length === 18 : type === '残疾人证' ? text.length !== 18 : true;
  return holds ? false : { field: 'member.id_type', params: { type, length: text.length } };
}

function politicalTooYoung(member: MemberView, household: HouseholdView): Verdict {
  const value = member.cells.text('political');
  const { leagueAge, partyAge } = household.context.thresholds.limits;
  if (member.age === undefined) return false;
  const early = (value === '共青团员' && member.age < leagueAge) || (PARTY.has(value) && member.age < partyAge);
  return early ? { params: { age: member.age, value } } : false;
}

const idRule = (
  number: number,
  severity: 'E' | 'W',
  title: string,
  basis: string,
  check: MemberRule['check'],
): MemberRule => ({ each: 'member', departed: true, number, severity, title, basis, reads: ID, check });

export const identityRules = family('A', [
  idRule(1, 'E', '证件号码为空', '通用填表要求', (member) => member.id.text === ''),
  idRule(2, 'E', '证件号码位数异常', `${GB_ID}；${GB_DISABLED}`, lengthFault),
  idRule(3, 'E', '证件号码含非法字符', GB_ID, (member) => member.id.full && !member.id.legal),
  idRule(4, 'E', '身份证号码校验码不正确', GB_ID, (member) => checksumFails(member, [18])),
  idRule(5, 'E', '残疾人证号前18位校验不通过', `${GB_ID}；${GB_DISABLED}`, (member) => checksumFails(member, [20, 22])),
  idRule(6, 'E', '残疾人证号类别或等级位非法', GB_DISABLED, certificateFault),
  idRule(7, 'W', '残疾人证补发标识不规范', GB_DISABLED, reissueFault),
  idRule(8, 'E', '证件号码出生日期不合法', GB_ID, (member) => member.id.birth !== '' && !member.id.birthReal),
  idRule(9, 'E', '出生日期超出合理范围', '通用核查口径', birthOutOfRange),
  idRule(
    10,
    'W',
    '身份证地址码省份不存在',
    'GB/T 2260《行政区划代码》',
    (member) => member.id.full && /^\d\d/.test(member.id.text) && !idProvinceHolds(member.id.text),
  ),
  idRule(11, 'E', '无身份证占位号码', '省级数据核查规则', (member) => member.id.text.startsWith(PLACEHOLDER)),
  {
    ...idRule(12, 'E', '性别与身份证不一致', GB_ID, sexDiffers),
    reads: ['member.sex', 'member.id_no'],
  },
  {
    ...idRule(13, 'E', '出生日期与身份证不一致', GB_ID, birthDiffers),
    reads: ['member.birth_date', 'member.id_no'],
  },
  {
    each: 'household',
    number: 14,
    severity: 'E',
    title: '本户内证件号码重复',
    basis: '省级数据核查规则',
    reads: ID,
    check: doubledInHousehold,
  },
  {
    each: 'archive',
    number: 15,
    severity: 'E',
    title: '与其他户成员证件号码重复',
    basis: '省级数据核查规则',
    reads: ID,
  },
  {
    each: 'archive',
    number: 16,
    severity: 'W',
    title: '疑似重复人员（同名同生日）',
    basis: '通用核查口径',
    reads: ['member.name', 'member.birth_date|member.id_no'],
  },
  {
    each: 'member',
    departed: true,
    number: 17,
    severity: 'E',
    title: '成员姓名为空',
    basis: '通用填表要求',
    reads: ['member.name'],
    check: (member) => member.cells.raw('name').trim() === '',
  },
  {
    each: 'member',
    departed: true,
    number: 18,
    severity: 'W',
    title: '姓名含空格或异常字符',
    basis: '通用核查口径',
    reads: ['member.name'],
    check: nameIsOdd,
  },
  {
    each: 'member',
    departed: true,
    number: 19,
    severity: 'E',
    title: '证件类型与证件号码位数不符',
    basis: '省级数据核查规则',
    reads: ['member.id_type', 'member.id_no'],
    check: typeAgainstLength,
  },
  {
    each: 'member',
    departed: true,
    number: 20,
    severity: 'E',
    title: '民族为空',
    basis: '省级数据核查规则',
    reads: ['member.ethnic'],
    check: (member) => !member.cells.has('ethnic'),
  },
  {
    each: 'field',
    number: 21,
    severity: 'W',
    title: '填写内容不在规定选项内',
    basis: '信息采集表代码表',
    reads: [],
  },
  {
    each: 'member',
    number: 22,
    severity: 'W',
    title: '政治面貌与年龄不符',
    basis: '《中国共产党章程》《中国共产主义青年团章程》',
    reads: ['member.political'],
    check: politicalTooYoung,
  },
]);
