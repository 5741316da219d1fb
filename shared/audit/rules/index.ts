/** All numbered rules, and those that an archive alone cannot answer. */
import type { Rule } from '../rule';
import { causeRules } from './causes';
import { conditionRules } from './conditions';
import { educationRules } from './education';
import { healthRules } from './health';
import { helperRules } from './helpers';
import { identityRules } from './identity';
import { incomeRules } from './income';
import { insuranceRules } from './insurance';
import { monitoringRules } from './monitoring';
import { householdRules } from './registration';
import { workRules } from './work';

/** In the order in which lists show them: by number. */
export const RULES: readonly Rule[] = [
  ...identityRules,
  ...householdRules,
  ...educationRules,
  ...healthRules,
  ...workRules,
  ...insuranceRules,
  ...conditionRules,
  ...incomeRules,
  ...causeRules,
  ...monitoringRules,
  ...helperRules,
].sort((a, b) => a.number - b.number);

/** Numbers of the rules that are built; derived checks leave these to them. */
export const BUILT: ReadonlySet<number> = new Set(RULES.map((rule) => rule.number));

/** Rules of the catalogue that cannot be judged from the archive alone, with the reason (shown in the rule list). */
export const NOT_JUDGED: readonly { readonly number: number; readonly title: string; readonly reason: string }[] = [
  {
    number: 41,
    title: '疑似拆户分户',
    reason: '需要户籍底册或婚姻登记信息，仅凭本档案无法判断夫妻、父母子女是否分在两户',
  },
  { number: 58, title: '行政区划层级不匹配', reason: '需要行政区划代码表，本档案的省市县乡村为自由填写，没有对照表' },
  { number: 71, title: '年级未随年度更新', reason: '需要逐年的在校生状况，档案中成员只保存当前状况' },
  { number: 142, title: '村内各户土地之和大于村总面积', reason: '需要村级土地总面积，本档案只保存各户面积' },
];
