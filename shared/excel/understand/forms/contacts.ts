/** Labels that mean what the label before them says: the 联系电话 behind 填表人 is not the household's. */
import type { Pair } from './line';
import { fieldsOf } from './words';

/** Somebody who is named on a form and is not of the household. */
const SOMEBODY =
  /^(?!户主)(填表|填报|制表|调查|采集|信息采集|审核|复核|核对|经办|登记|走访|帮扶|包保|包扶|包联|包户|联户|挂钩|挂包|挂联|对口|责任|结对|结亲|扶贫|驻村|监测|网格|村|乡|镇|联系|紧急联系|监护|担保|签约)[\p{Script=Han}]{0,8}(人|干部|书记|支书|组长|队长|队员|主任|会计|员|医生|领导|者)(姓名|签字|签名)?(\(.*\))?[1-9①-⑨]?$/u;
const PHONE = /^(联系)?(电话|手机|方式|电话号码|手机号码?)$/;
const OF_THEM =
  /^(工作|所在|派出)?单位(名称)?([及和与、/]?职务)?$|^(职务|职称|性别|政治面貌|文化程度|年龄|身份证号码?|证件号码|日期|时间|年月日|备注)$/;

interface Somebody {
  readonly name: string;
  readonly groups: string;
  /** Row of the last label that is theirs. */
  row: number;
  phoned: boolean;
}

/** The pairs with such labels completed by whom they speak of: 填表人联系电话. */
export function withPersons(pairs: readonly Pair[]): Pair[] {
  let who: Somebody | null = null;
  const rows = new Map<number, Pair[]>();
  for (const pair of pairs) rows.set(pair.label.top, [...(rows.get(pair.label.top) ?? []), pair]);
  return pairs.map((pair) => {
    const label = pair.path.at(-1) ?? '';
    const { top } = pair.label;
    const groups = pair.path.slice(0, -1).join('/');
    if (SOMEBODY.test(label)) {
      who = { name: bareName(label), groups, row: top, phoned: false };
      return pair;
    }
    if (who === null || top > who.row + 1 || (top > who.row && groups !== who.groups)) {
      who = null;
      return pair;
    }
    if (PHONE.test(label) && top > who.row) return ofWhom(pair, who, rows.get(top) ?? []);
    if (PHONE.test(label) || OF_THEM.test(label)) {
      if (PHONE.test(label)) who.phoned = true;
      who.row = top;
      return renamed(pair, `${who.name}${label}`);
    }
    // 帮扶单位, 帮扶时间 between them, and what nobody knows, speak of no household; the phone behind is still the helper's.
    if (top > who.row || isOfHousehold(pair.path)) who = null;
    return pair;
  });
}

/** 帮扶责任人姓名(签字)1 → 帮扶责任人1 */
function bareName(label: string): string {
  const number = /[1-9①-⑨]$/.exec(label)?.[0] ?? '';
  return `${label.replace(/[1-9①-⑨]$/, '').replace(/(姓名|签字|签名)?(\(.*\))?$/, '')}${number}`;
}

/** A phone that begins the row below somebody is theirs only where nothing of the household follows; else nobody knows. */
function ofWhom(pair: Pair, who: Somebody, row: readonly Pair[]): Pair {
  const label = pair.path.at(-1) ?? '';
  if (who.phoned) return pair;
  const theirs = row.every(({ path }) => path === pair.path || OF_THEM.test(path.at(-1) ?? ''));
  who.phoned = true;
  return renamed(pair, theirs ? `${who.name}${label}` : `${who.name}·${label}`);
}

function renamed(pair: Pair, label: string): Pair {
  return { ...pair, path: [...pair.path.slice(0, -1), label] };
}

function isOfHousehold(path: readonly string[]): boolean {
  const fields = fieldsOf(path);
  return fields.length > 0 && fields.every(({ entity }) => entity !== 'helper');
}
