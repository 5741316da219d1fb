/** Sections of the household page, in order; every catalogue field names one. */
export const SECTIONS = {
  basic: '基本情况',
  members: '家庭成员',
  conditions: '生产生活',
  housing: '住房饮水',
  income: '收入支出',
  help: '帮扶走访',
  monitoring: '监测程序',
  relocation: '易地搬迁',
  changes: '人口变动',
  materials: '档案材料',
} as const;
export type SectionKey = keyof typeof SECTIONS;
