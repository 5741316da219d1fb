/** B, second part: contacts and registration of poor households (rules 23, 47–57). */
import { LIFTED_STATUSES } from '../../catalogue/facts';
import { identifyYear } from '../../derive/facts';
import { splitMulti } from '../../text';
import type { HouseholdView } from '../household';
import { family, type Hit, type HouseholdRule, type Verdict } from '../rule';
import { COMMON, SYSTEM } from './define';
import { changeRules } from './memberChanges';
import { structureRules } from './structure';

const REGISTER_FORM = '《贫困户登记表》指标解释';
const LIFTED: ReadonlySet<string> = new Set(LIFTED_STATUSES);
const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^(0\d{2,3}-?)?[2-9]\d{6,7}(-\d{1,6})?$/;

/** Fields that a poor household's registration cannot do without; identify_year follows from first_identified. */
const REGISTRATION = [
  { key: 'id_standard', label: '识别标准' },
  { key: 'poverty_attribute', label: '贫困户属性' },
  { key: 'cause_main', label: '主要致贫原因' },
] as const;

function phoneOdd(household: HouseholdView): Verdict {
  const phone = household.cells.raw('phone').replace(/[\s-]/g, '');
  if (phone === '') return { params: { problem: '为空' } };
  // One of several numbers is enough: the household can be reached.
  const numbers = phone.split(/[,，、;；/]/);
  const holds = numbers.some((number) => MOBILE.test(number) || LANDLINE.test(number));
  return holds ? false : { params: { problem: `“${household.cells.raw('phone')}”格式不正确` } };
}

function accountOdd(household: HouseholdView): Verdict {
  if (!household.lifted) return false;
  const account = household.cells.raw('bank_account').replace(/[\s-]/g, '');
  if (account === '') return { params: { problem: '为空' } };
  const { accountDigitsMin: from, accountDigitsMax: to } = household.context.thresholds.limits;
  const holds = /^\d+$/.test(account) && account.length >= from && account.length <= to;
  return holds ? false : { params: { problem: `“${account}”不是${from}至${to}位数字` } };
}

function registrationBlank(household: HouseholdView): Verdict {
  if (!household.lifted) return false;
  const { cells, facts } = household;
  const hits: Hit[] = REGISTRATION.filter(({ key }) => facts.present.has(`household.${key}`) && !cells.has(key)).map(
    ({ key, label }) => ({ field: `household.${key}`, params: { label } }),
  );
  const dated = facts.present.has('household.identify_year') || facts.present.has('household.first_identified');
  if (dated && !cells.has('identify_year') && !cells.has('first_identified')) {
    hits.push({ field: 'household.identify_year', params: { label: '识别年度' } });
  }
  return hits;
}

/** Several causes do not fit the single choice, so they stand unread; one value outside the list is rule 21 alone. */
function severalCauses(household: HouseholdView): Verdict {
  const text = household.cells.raw('cause_main');
  return isSeveral(text) ? { params: { value: text } } : false;
}

/** Whether a text holds more than one cause. */
export function isSeveral(text: string): boolean {
  return splitMulti(text).length > 1;
}

function otherCauses(household: HouseholdView): Verdict {
  const { cells, context } = household;
  const others = splitMulti(cells.raw('cause_other'));
  const main = cells.text('cause_main');
  if (others.length > context.thresholds.limits.otherCauses) return { params: { problem: `共${others.length}项` } };
  return main !== '' && others.includes(main) ? { params: { problem: `与主要原因“${main}”重复` } } : false;
}

function outYearOdd(household: HouseholdView): Verdict {
  const { cells, context } = household;
  if (!LIFTED.has(cells.text('out_status'))) return false;
  const out = cells.number('out_year');
  if (out === undefined) return cells.has('out_year') ? false : { params: { problem: '为空' } };
  const identified = identifyYear(cells.row);
  if (identified !== undefined && out < identified) {
    return { params: { problem: `${out}年早于识别年度${identified}年` } };
  }
  return out > Number(context.asOf.slice(0, 4)) ? { params: { problem: `${out}年晚于当前年度` } } : false;
}

function relapseOdd(household: HouseholdView): Verdict {
  const { cells } = household;
  if (cells.text('out_status') !== '返贫') return false;
  const relapse = cells.number('relapse_year');
  const out = cells.number('out_year');
  if (relapse === undefined) return { field: 'household.relapse_year', params: { problem: '返贫年度为空' } };
  if (!cells.has('relapse_cause')) return { field: 'household.relapse_cause', params: { problem: '返贫原因为空' } };
  if (out === undefined || relapse > out) return false;
  return { field: 'household.relapse_year', params: { problem: `返贫年度${relapse}年不晚于脱贫年度${out}年` } };
}

function addressBlank(household: HouseholdView): Verdict {
  const { cells, facts } = household;
  const fields = [
    { field: 'household.address', key: 'address', label: '家庭住址' },
    { field: 'household.group', key: 'group', label: '村民小组' },
  ];
  return fields
    .filter(({ field, key }) => facts.present.has(field) && !cells.has(key))
    .map(({ field, label }) => ({ field, params: { label } }));
}

const registrationRules: readonly HouseholdRule[] = [
  {
    each: 'household',
    number: 47,
    severity: 'W',
    title: '户联系电话为空或格式不正确',
    basis: SYSTEM,
    reads: ['household.phone'],
    check: phoneOdd,
  },
  {
    each: 'household',
    number: 49,
    severity: 'W',
    title: '银行账号为空或位数异常',
    basis: COMMON,
    reads: ['household.bank_account'],
    check: accountOdd,
  },
  {
    each: 'household',
    number: 51,
    severity: 'E',
    title: '脱贫户必选项为空',
    basis: REGISTER_FORM,
    reads: ['household.cause_main|household.id_standard|household.poverty_attribute|household.first_identified'],
    check: registrationBlank,
  },
  {
    each: 'household',
    number: 52,
    severity: 'E',
    title: '主要致贫原因应单选',
    basis: REGISTER_FORM,
    reads: ['household.cause_main'],
    check: severalCauses,
  },
  {
    each: 'household',
    number: 53,
    severity: 'W',
    title: '主要致贫原因填“其他”',
    basis: '扶贫手册填写说明',
    reads: ['household.cause_main'],
    check: (household) => household.lifted && household.cells.text('cause_main') === '其他',
  },
  {
    each: 'household',
    number: 54,
    severity: 'W',
    title: '其他致贫原因过多或重复',
    basis: REGISTER_FORM,
    reads: ['household.cause_other'],
    check: otherCauses,
  },
  {
    each: 'household',
    number: 55,
    severity: 'E',
    title: '脱贫年度为空或不合理',
    basis: COMMON,
    reads: ['household.out_status', 'household.out_year'],
    check: outYearOdd,
  },
  {
    each: 'household',
    number: 56,
    severity: 'E',
    title: '返贫年度或原因不合理',
    basis: COMMON,
    reads: ['household.out_status', 'household.relapse_year|household.relapse_cause|household.out_year'],
    check: relapseOdd,
  },
  {
    each: 'household',
    number: 57,
    severity: 'W',
    title: '家庭住址或村民小组为空',
    basis: COMMON,
    reads: ['household.address|household.group'],
    check: addressBlank,
  },
  {
    each: 'household',
    number: 23,
    severity: 'E',
    title: '户编号为空或重复',
    basis: COMMON,
    reads: ['household.household_no'],
    check: (household) => (household.no === '' ? { params: { problem: '为空' } } : false),
  },
];

export const householdRules = family('B', [
  ...registrationRules,
  ...structureRules,
  ...changeRules,
  {
    each: 'archive',
    number: 48,
    severity: 'W',
    title: '联系电话被多户共用',
    basis: SYSTEM,
    reads: ['household.phone'],
  },
  {
    each: 'archive',
    number: 50,
    severity: 'W',
    title: '银行账号与其他户重复',
    basis: COMMON,
    reads: ['household.bank_account'],
  },
]);
