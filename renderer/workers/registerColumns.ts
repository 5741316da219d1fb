/** The columns of the register: one declaration for the memory columns of the search worker and the grid. */

export type RegisterColumnKind = 'text' | 'number' | 'id';

export interface RegisterColumn {
  readonly key: string;
  readonly label: string;
  /** Default width in CSS pixels. */
  readonly width: number;
  readonly kind: RegisterColumnKind;
  /** Few values: offered as a filter. */
  readonly filter?: true;
}

export const REGISTER_COLUMNS = [
  { key: 'household_no', label: '户编号', width: 150, kind: 'id' },
  { key: 'head_name', label: '户主姓名', width: 96, kind: 'text' },
  { key: 'head_id_no', label: '户主证件号码', width: 176, kind: 'id' },
  { key: 'village', label: '行政村', width: 104, kind: 'text', filter: true },
  { key: 'group', label: '组', width: 80, kind: 'text', filter: true },
  { key: 'natural_village', label: '自然村', width: 96, kind: 'text', filter: true },
  { key: 'household_type', label: '户类型', width: 112, kind: 'text', filter: true },
  { key: 'poverty_attribute', label: '户属性', width: 128, kind: 'text', filter: true },
  { key: 'monitor_type', label: '监测类别', width: 136, kind: 'text', filter: true },
  { key: 'risk_removed', label: '风险是否消除', width: 112, kind: 'text', filter: true },
  { key: 'member_count', label: '人数', width: 64, kind: 'number' },
  { key: 'phone', label: '联系电话', width: 124, kind: 'id' },
  { key: 'cause_main', label: '主要致贫原因', width: 120, kind: 'text', filter: true },
  { key: 'inc_net_pc', label: '人均纯收入(元)', width: 128, kind: 'number' },
  { key: 'house_grade', label: '住房鉴定等级', width: 112, kind: 'text', filter: true },
  { key: 'helper_name', label: '帮扶责任人', width: 104, kind: 'text', filter: true },
  { key: 'complete', label: '完整度', width: 80, kind: 'number' },
  /** `E` and `W` counts as "E/W", '' when the household was never judged. */
  { key: 'problems', label: '问题', width: 88, kind: 'number' },
] as const satisfies readonly RegisterColumn[];

export type RegisterColumnKey = (typeof REGISTER_COLUMNS)[number]['key'];

/** Beside the columns: what a household was found by, when that stands in its 附加列 only. */
export const WHY_KEY = 'why';
