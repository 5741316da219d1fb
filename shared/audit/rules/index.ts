/** All numbered rules, and those that an archive alone cannot answer. */
import type { Rule } from '../rule';
import { educationRules } from './education';
import { identityRules } from './identity';
import { incomeRules } from './income';
import { householdRules } from './registration';

/** In the order in which lists show them: by number. */
export const RULES: readonly Rule[] = [...identityRules, ...householdRules, ...educationRules, ...incomeRules].sort(
  (a, b) => a.number - b.number,
);

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
];
