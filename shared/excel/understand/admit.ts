/** Which candidates the kind of sheet and the other columns admit, before scores are compared. */
import type { EntityName, Field } from '../../catalogue/field';
import { fieldIn } from '../../catalogue/index';
import { contactOf, isHelpers, phonesRepeat } from './contact';
import { fitOf, numericShare } from './evidence';
import { isHelperGroup, isSame, MAIN_ENTITIES, type Candidate } from './knowledge';
import { AMOUNT_HEADERS } from './neverMap';
import { columnOf, householdSpread, type ColumnInfo, type Table } from './table';

/** Candidates that the kind of sheet admits. */
export function admitted(table: Table, column: ColumnInfo): Candidate[] {
  const { candidates, label } = column;
  const amount = fieldIn('year', AMOUNT_HEADERS[label.lookups.at(-1)?.text ?? ''] ?? '');
  const contact = label.leaf === '监测联系人' ? contactOf(table, column) : undefined;
  return candidates.filter((candidate) => {
    const { field } = candidate;
    if (contact !== undefined && (field.key === 'monitor_contact' || field.key === 'helper_name'))
      return contact === (field.key === 'helper_name' ? 'helper' : 'monitor');
    if (candidate.match <= 1 && BARE_PHONE.test(label.leaf) && !isPhoneOf(table, column, field)) return false;
    if (/^(开始|结束)时间$/.test(label.leaf) && field.entity === 'member' && !isOfWork(table, column)) return false;
    if (!table.personRows && field.entity === 'member') return false;
    // 农户签字 of a list of visits is given for the visit.
    if (field.key === 'head_signature' && hasVisits(table)) return false;
    if (table.personRows && field.entity === 'household' && hasMemberTwin(table, field, candidates)) return false;
    if (table.personRows && field.entity === 'helper' && isPersonsOwn(table, column, field)) return false;
    // 种植业 is an amount only where amounts are meant.
    if (amount !== undefined && isSame(field, amount)) return isAmount(column);
    const common = COMMON[field.entity]?.test(label.leaf) ?? false;
    if (common && candidate.match <= 1 && !hasCompany(table, column, field) && !isTold(column, field)) return false;
    return MAIN_ENTITIES.has(field.entity) || label.leaf.length >= 6 || hasCompany(table, column, field);
  });
}

/**
 * Common words among the headers of what a village's sheets hold beside households and persons. Alone they may speak of
 * anybody: 职务 and 学历 of the head, 项目名称 of the village, 是否脱贫户 of no monitored household.
 */
const COMMON: Partial<Record<EntityName, RegExp>> = {
  helper:
    /^(单位(名称|类型|隶属关系|性质)?|派出单位|隶属关系|开始时间|结束时间|终止时间|职务(级别)?|性别|政治面貌|学历|证件号码|身份证号|技术特长|手机|联系电话|联系方式|第一书记)$/,
  measure:
    /^(项目(名称|类别|类型|内容|规模)|建设(内容|规模)|实施时间|完成时(间|限)|支撑产业|收益|成效|农户签字|搬迁|增收金额)$/,
  monitoring: /^(是否脱贫户|消除状态|纳入时间|识别时间|其他备注|风险类型|住房损毁|饮水设施损毁)$/,
  relocation: /^(签订时间|入住时间|后续扶持|安置[点区])$/,
};

/** The values are labels of the field's own list: 因病, 因残 below 风险类型. */
function isTold({ samples }: ColumnInfo, field: Field): boolean {
  const listed = (field.type === 'code' || field.type === 'multiCode') && field.entity !== 'helper';
  return listed && samples.length >= 3 && (fitOf(samples, field) ?? 0) >= 0.9;
}

/** Whether another column of the sheet surely speaks of the same entity; a helper's column must be the helper's own. */
function hasCompany(table: Table, column: ColumnInfo, field: Field): boolean {
  // 核查人 and 核查时间 are asked of whatever is checked.
  if (field.entity === 'material' && !isNamed(table, column)) return false;
  // Who sends helpers to a village is asked with whatever else is asked of the helper.
  if (column.label.leaf === '派出单位' && table.columns.some((other) => other !== column && isSurelyHelpers(other)))
    return true;
  if (field.entity === 'helper') return isHelpers(table, column);
  return [...(companyOf(table.columns).get(field.entity) ?? [])].some(
    ([key, columns]) => key !== field.key && columns.some((other) => other !== column),
  );
}

/** Entity → key → the first two columns that speak of it and may be company; asked for each column, reckoned once. */
type Company = ReadonlyMap<EntityName, ReadonlyMap<string, readonly ColumnInfo[]>>;
const COMPANY = new WeakMap<readonly ColumnInfo[], Company>();

function companyOf(columns: readonly ColumnInfo[]): Company {
  const known = COMPANY.get(columns);
  if (known !== undefined) return known;
  const company = new Map<EntityName, Map<string, ColumnInfo[]>>();
  for (const column of columns) {
    const best = column.candidates[0]?.field;
    if (best === undefined) continue;
    const common = COMMON[best.entity]?.test(column.label.leaf) ?? false;
    if (common && MAIN_ENTITIES.has(best.entity)) continue;
    const keys = company.get(best.entity) ?? new Map<string, ColumnInfo[]>();
    company.set(best.entity, keys);
    const two = keys.get(best.key) ?? [];
    keys.set(best.key, two);
    if (two.length < 2) two.push(column);
  }
  COMPANY.set(columns, company);
  return company;
}

/** Whether another column names the material of the row. */
function isNamed({ columns }: Table, column: ColumnInfo): boolean {
  return ['title', 'material_code'].some((key) => columnOf(columns, 'material', key, column) !== undefined);
}

function hasVisits({ columns }: Table): boolean {
  return ['visit_date', 'visit_content'].every((key) => columnOf(columns, 'visit', key) !== undefined);
}

function isSurelyHelpers({ candidates, label }: ColumnInfo): boolean {
  return candidates[0]?.field.entity === 'helper' && isHelperGroup(`${label.groups}/${label.leaf}`);
}

const ANOTHER_PERSON =
  /(责任|联系|负责|经办|担保|代领|领取|收款|承租|监护|照护|赡养|抚养|整改|排查|核查|验收|管护|受托|委托|证明)人$|[^人队成]员$|干部$|医[生师]$|经理$|书记$|主任$|[组队站厂校]长$|老师$|教师$|家长$|领导$|会计$|文书$|雇主$|老板$|邻居$|配偶$/;
const BARE_PHONE = /^(联系方式|联系电话|电话(号码)?|手机(号码?)?)$/;

/** 开始时间 and 结束时间 are of a person's work only where work stands beside them and the persons differ. */
function isOfWork(table: Table, column: ColumnInfo): boolean {
  const spread = householdSpread(table, column);
  if (spread.groups >= 3 && spread.differing <= 0.25) return false;
  return [-2, -1, 1, 2].some((step) => {
    const best = table.columns[column.index + step]?.candidates[0]?.field;
    return best?.entity === 'member' && /^(work|employ|is_working)/.test(best.key);
  });
}

/** Of the collector only where a collector stands on the sheet, of the household or person only when it is its own. */
function isPhoneOf(table: Table, column: ColumnInfo, field: Field): boolean {
  const repeat = phonesRepeat(table, column);
  const collector = columnOf(table.columns, 'household', 'collector');
  if (field.key === 'collector_phone') {
    if (collector === undefined || repeat === false) return false;
    return repeat === true || column.index - collector.index === 1;
  }
  if (field.key === 'phone' || field.key === 'member_phone') {
    if (followsAnother(table, column)) return false;
    return (
      repeat !== true && !(repeat === undefined && collector !== undefined && column.index - collector.index === 1)
    );
  }
  return true;
}

/** A bare 联系电话 directly behind 整改责任人 or 客户经理, whom no field knows, is theirs. */
function followsAnother({ columns }: Table, { index, label }: ColumnInfo): boolean {
  const before = columns[index - 1];
  if (before === undefined || before.candidates.length > 0 || before.label.groups !== label.groups) return false;
  return ANOTHER_PERSON.test(before.label.leaf);
}

/** On person rows 姓名, 性别, 证件号码 are the person's; the head's have headers of their own. */
function hasMemberTwin(table: Table, field: Field, candidates: readonly Candidate[]): boolean {
  const twin = { head_name: 'name', head_id_no: 'id_no', head_id_type: 'id_type', head_sex: 'sex' }[field.key];
  const key = twin ?? { head_ethnic: 'ethnic', head_political: 'political' }[field.key];
  const own = candidates.find((candidate) => isSame(candidate.field, field))?.match ?? 0;
  return (
    table.personRows &&
    key !== undefined &&
    candidates.some((other) => other.field.entity === 'member' && other.field.key === key && other.match >= own)
  );
}

/**
 * On person rows a bare 政治面貌 or 性别 is the person's, however little it varies; the helper's needs a heading or a word of
 * its own, or a second column of the same header.
 */
function isPersonsOwn(table: Table, column: ColumnInfo, field: Field): boolean {
  const twin = {
    helper_sex: 'sex',
    helper_political: 'political',
    helper_education: 'education',
    helper_id_no: 'id_no',
  }[field.key];
  const isTwin = ({ field: other }: Candidate): boolean => other.entity === 'member' && other.key === twin;
  const own = column.candidates.find((candidate) => isSame(candidate.field, field))?.match ?? 0;
  if (twin === undefined || !column.candidates.some((other) => isTwin(other) && other.match >= own)) return false;
  return !table.columns.some(
    (other) => other !== column && other.candidates[0] !== undefined && isTwin(other.candidates[0]),
  );
}

function isAmount(column: ColumnInfo): boolean {
  const unit = column.label.unit ?? column.label.groupUnit;
  if (unit !== undefined) return unit.includes('元');
  return column.samples.length === 0 ? /收入|金额/.test(column.label.groups) : numericShare(column.samples) > 0.8;
}
