/** What parts of a sheet are called, and which colour they have in the picture. */
import type { Arrangement, RegionRole, SheetKind } from '#shared/import/types';

/** In the order of the legend. */
export const TINT_WORDS: Readonly<Record<string, string>> = {
  title: '标题',
  header: '表头',
  code: '代码、示例',
  data: '数据',
  total: '合计',
  repeat: '重复的表头',
  note: '说明、签字',
};

export const ROLE_WORDS: Readonly<Record<RegionRole, string>> = {
  title: '标题',
  info: '填报单位、日期',
  header: '表头',
  code: '代码行',
  sample: '示例行',
  data: '数据',
  subtotal: '小计',
  total: '合计',
  repeat: '重复的表头',
  label: '栏目名称',
  value: '内容',
  note: '说明',
  signature: '签字',
};

export const ARRANGEMENTS: Readonly<Record<Arrangement, { readonly word: string; readonly hint: string }>> = {
  table: { word: '表格', hint: '上面是表头，下面一行一户或一人' },
  form: { word: '一户一表', hint: '名称旁边填内容，一张表一户' },
  transposed: { word: '横竖颠倒', hint: '名称在左边，一列一户' },
  headerless: { word: '没有表头', hint: '从第一行起就是数据' },
};

export const KINDS: Readonly<Record<SheetKind, string>> = {
  flat: '一人一行，带户信息',
  household: '一户一行',
  member: '一人一行',
  income: '一户一年一行的收入',
  helper: '帮扶责任人',
  visit: '走访记录',
  unknown: '没有认出是哪一类',
};

/** Of a part of a form. */
export const KINDS_OF_FORM: Readonly<Record<SheetKind, string>> = {
  ...KINDS,
  flat: '住户和成员情况',
  household: '住户情况',
  member: '家庭成员',
  income: '住户和收入情况',
};
