/** Labels that mean what the label before them says: the 联系电话 behind 填表人 is not the household's. */
import type { Pair } from './line';

/** Somebody who is named on a form and is not of the household. */
const SOMEBODY =
  /^(?!户主)(填表|填报|制表|调查|采集|信息采集|审核|复核|核对|经办|登记|走访|帮扶|包保|包扶|包联|结对|驻村|监测|网格|村|乡|镇|联系|紧急联系|监护|担保|签约)[\p{Script=Han}]{0,8}(人|干部|书记|组长|队长|队员|主任|员|医生|领导|者)(姓名|签字|签名)?(\(.*\))?$/u;
const OF_THEM =
  /^(联系)?(电话|手机|方式|电话号码|手机号码?)$|^(工作|所在|帮扶|派出)?单位(名称)?$|^(职务|职称|性别|政治面貌|文化程度|年龄|身份证号码?|证件号码|日期|时间|年月日|备注)$/;

/** The pairs with such labels completed by whom they speak of: 填表人联系电话. */
export function withPersons(pairs: readonly Pair[]): Pair[] {
  let who: string | null = null;
  let row = -1;
  return pairs.map((pair) => {
    const label = pair.path.at(-1) ?? '';
    if (SOMEBODY.test(label)) {
      who = label.replace(/(姓名|签字|签名)?(\(.*\))?$/, '');
      row = pair.label.top;
      return pair;
    }
    if (who === null || pair.label.top > row + 1 || !OF_THEM.test(label)) {
      who = null;
      return pair;
    }
    row = pair.label.top;
    return { ...pair, path: [...pair.path.slice(0, -1), `${who}${label}`] };
  });
}
