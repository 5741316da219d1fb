/**
 * Figures that differ by year and place, as editable data: poverty lines, income lines of the monitoring scope, and the
 * limits that rules compare with. Sources: domain figures and corrections ("Default lines"); amounts in 元 per person and year.
 */

/** One line: `unsure` marks a figure that no published source confirms (待核). */
export interface LineEntry {
  readonly year: number;
  readonly amount: number;
  readonly unsure: boolean;
}

/** A limit with its Chinese name, so that settings can show and change it. */
export interface LimitSpec {
  readonly value: number;
  readonly label: string;
  readonly unit: string;
}

export const EXIT_LINES: readonly LineEntry[] = [
  { year: 2014, amount: 2800, unsure: false },
  { year: 2015, amount: 2855, unsure: false },
  { year: 2016, amount: 2952, unsure: true },
  { year: 2017, amount: 2952, unsure: true },
  { year: 2018, amount: 2995, unsure: true },
  { year: 2019, amount: 3218, unsure: true },
  { year: 2020, amount: 4000, unsure: true },
];

export const MONITORING_LINES: readonly LineEntry[] = [
  { year: 2020, amount: 5000, unsure: true },
  { year: 2021, amount: 6000, unsure: true },
  { year: 2022, amount: 6900, unsure: false },
  { year: 2023, amount: 7500, unsure: false },
  { year: 2024, amount: 8000, unsure: true },
  { year: 2025, amount: 8700, unsure: true },
  { year: 2026, amount: 8700, unsure: true },
];

export const LIMITS = {
  idYearFrom: { value: 1900, label: '证件出生年份最早', unit: '年' },
  partyAge: { value: 18, label: '入党最低年龄', unit: '岁' },
  leagueAge: { value: 14, label: '入团最低年龄', unit: '岁' },
  parentGap: { value: 14, label: '父母与子女年龄差下限（错误）', unit: '岁' },
  parentGapLow: { value: 18, label: '父母与子女年龄差下限（提醒）', unit: '岁' },
  parentGapHigh: { value: 60, label: '父母与子女年龄差上限（提醒）', unit: '岁' },
  grandparentGap: { value: 28, label: '祖孙年龄差下限', unit: '岁' },
  spouseGap: { value: 25, label: '夫妻年龄差上限', unit: '岁' },
  marriageAgeWoman: { value: 20, label: '女方法定婚龄', unit: '岁' },
  marriageAgeMan: { value: 22, label: '男方法定婚龄', unit: '岁' },
  adultAge: { value: 18, label: '户主最低年龄', unit: '岁' },
  singleAge: { value: 50, label: '单人户核实的年龄上限', unit: '岁' },
  elderAge: { value: 60, label: '老年人年龄', unit: '岁' },
  newbornMonths: { value: 24, label: '新生儿登记的最长月数', unit: '月' },
  phoneShared: { value: 3, label: '同一电话的户数提醒线', unit: '户' },
  accountDigitsMin: { value: 16, label: '银行账号最少位数', unit: '位' },
  accountDigitsMax: { value: 19, label: '银行账号最多位数', unit: '位' },
  otherCauses: { value: 2, label: '其他致贫原因最多项数', unit: '项' },
  schoolAgeFrom: { value: 6, label: '义务教育起始年龄', unit: '岁' },
  schoolAgeTo: { value: 15, label: '义务教育截止年龄', unit: '岁' },
  workMonths: { value: 12, label: '务工月数上限', unit: '月' },
  workIncomeLow: { value: 400, label: '务工月收入下限', unit: '元' },
  workIncomeHigh: { value: 30000, label: '务工月收入上限', unit: '元' },
  longWorkMonths: { value: 36, label: '务工记录未更新的提醒月数', unit: '月' },
  postAgeFrom: { value: 16, label: '公益性岗位最低年龄', unit: '岁' },
  postAgeTo: { value: 69, label: '公益性岗位最高年龄', unit: '岁' },
  postCount: { value: 2, label: '公益性岗位最多项数', unit: '项' },
  elderSubsidyAge: { value: 80, label: '高龄补贴年龄', unit: '岁' },
  houseAreaLow: { value: 5, label: '人均住房面积下限', unit: '㎡' },
  houseAreaHigh: { value: 100, label: '人均住房面积上限', unit: '㎡' },
  landFieldHigh: { value: 100, label: '耕地、牧草地、水面面积上限', unit: '亩' },
  landForestHigh: { value: 200, label: '林地、退耕还林、林果面积上限', unit: '亩' },
  roadDistance: { value: 5, label: '与村主干路距离上限', unit: '公里' },
  landPoor: { value: 1, label: '“缺土地”的人均耕地上限', unit: '亩' },
  amountHigh: { value: 1_000_000, label: '单项金额上限', unit: '元' },
  wageLow: { value: 300, label: '工资性收入下限', unit: '元' },
  wageHigh: { value: 300_000, label: '工资性收入上限', unit: '元' },
  dibaoLow: { value: 200, label: '低保金、特困供养金下限', unit: '元' },
  birthLow: { value: 100, label: '计划生育金下限', unit: '元' },
  pensionLow: { value: 88, label: '养老保险金下限', unit: '元' },
  floorIncome: { value: 4000, label: '人均纯收入最低线', unit: '元' },
  identifyIncomeHigh: { value: 20_000, label: '识别时人均纯收入上限', unit: '元' },
  incomeFall: { value: 20, label: '人均纯收入下降提醒线', unit: '%' },
  incomeRise: { value: 60, label: '人均纯收入增长提醒线', unit: '%' },
  transferShare: { value: 70, label: '有劳动力户转移性收入占比上限', unit: '%' },
  identicalHouseholds: { value: 5, label: '收入完全相同的户数提醒线', unit: '户' },
  roundItems: { value: 4, label: '整千数收入项的提醒项数', unit: '项' },
  roundUnit: { value: 1000, label: '“整数”的单位', unit: '元' },
  labourShare: { value: 25, label: '“缺劳动力”的劳动力占比上限', unit: '%' },
  labourShareLarge: { value: 50, label: '4人及以上户“缺劳动力”的劳动力占比上限', unit: '%' },
  helpDays: { value: 30, label: '识别后落实帮扶的期限', unit: '天' },
} as const satisfies Readonly<Record<string, LimitSpec>>;
export type LimitKey = keyof typeof LIMITS;

export interface Thresholds {
  readonly exitLines: readonly LineEntry[];
  readonly monitoringLines: readonly LineEntry[];
  /** Monitoring lines of one place, by 省 or 省+县 name (the longest name that fits wins over the national table). */
  readonly localMonitoringLines: Readonly<Record<string, readonly LineEntry[]>>;
  readonly limits: Readonly<Record<LimitKey, number>>;
}

const limitEntries = Object.entries(LIMITS) as [LimitKey, LimitSpec][];

export const DEFAULT_THRESHOLDS: Thresholds = {
  exitLines: EXIT_LINES,
  monitoringLines: MONITORING_LINES,
  localMonitoringLines: {},
  limits: Object.fromEntries(limitEntries.map(([key, spec]) => [key, spec.value])) as Record<LimitKey, number>,
};

/** The line of a year: the entry of that year, else the last one before it; undefined before the first entry. */
export function lineOf(lines: readonly LineEntry[], year: number): number | undefined {
  let found: LineEntry | undefined;
  for (const entry of lines) {
    if (entry.year <= year && (!found || entry.year > found.year)) found = entry;
  }
  return found?.amount;
}

/** Income line of the monitoring scope (监测线) for a year and place, 元 per person; county over province over national. */
export function monitoringLine(
  thresholds: Thresholds,
  year: number,
  province: string,
  county: string,
): number | undefined {
  const local =
    thresholds.localMonitoringLines[province + county] ?? thresholds.localMonitoringLines[province] ?? undefined;
  return (local && lineOf(local, year)) ?? lineOf(thresholds.monitoringLines, year);
}
