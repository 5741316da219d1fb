/** Lists of registration, causes, changes and policies of a household. */
import { coded, defineCodes, labels } from './list';

export const HOUSEHOLD_TYPE = defineCodes({
  name: 'HOUSEHOLD_TYPE',
  title: '户类型',
  strict: true,
  items: labels(
    ['脱贫户', '已脱贫户', '建档立卡脱贫户'],
    ['一般农户', '一般户', '非贫困户', '普通农户'],
    ['贫困户', '建档立卡户', '建档立卡贫困户'],
    '边缘户',
  ),
});

/** The list of the national system, and the labels since 2020. */
export const POVERTY_ATTR = defineCodes({
  name: 'POVERTY_ATTR',
  title: '贫困户属性',
  strict: true,
  items: coded(
    '01 一般贫困户',
    '02 低保户',
    '03 五保户',
    '04 低保贫困户',
    '05 一般农户',
    '06 五保贫困户',
    '- 一般脱贫户',
    '- 低保脱贫户',
    '- 特困供养脱贫户|特困脱贫户',
  ),
});

export const ID_STANDARD = defineCodes({
  name: 'ID_STANDARD',
  title: '识别标准',
  strict: true,
  items: coded('01 国家标准|国标', '02 省定标准|省标', '03 市定标准|市标'),
});

/**
 * Versions of the national list differ, hence labels. 已脱贫 is kept for sources that do not say whether policies go on
 * (columns such as 是否脱贫).
 */
export const OUT_STATUS = defineCodes({
  name: 'OUT_STATUS',
  title: '脱贫状态',
  strict: true,
  items: coded(
    '0 未脱贫|否',
    '1 脱贫享受政策|已脱贫(享受政策)|脱贫(享受政策)',
    '2 脱贫不享受政策|已脱贫(不享受政策)|脱贫(不享受政策)|预脱贫',
    '3 返贫|已返贫',
    '4 稳定脱贫',
    '- 已脱贫|脱贫|是',
  ),
});

export const VALID = defineCodes({
  name: 'VALID',
  title: '有效标志',
  strict: true,
  items: coded('1 有效|是', '0 无效|否'),
});

export const CAUSE = defineCodes({
  name: 'CAUSE',
  title: '致贫原因',
  strict: true,
  items: coded(
    '01 因病|因病致贫',
    '02 因残|因残致贫',
    '03 因学|因学致贫',
    '04 因灾|因灾致贫',
    '05 缺土地',
    '06 缺水',
    '07 缺技术',
    '08 缺劳力|缺劳动力',
    '09 缺资金|缺发展资金',
    '10 交通条件落后',
    '11 自身发展动力不足|自身发展力不足|自身发展能力不足|内生动力不足',
    '12 其他|99|其它|因意外|交通事故|因意外/交通事故',
    '13 因婚|因婚致贫',
    '14 产业扶贫失败|产业失败',
    '- 因丧|因丧致贫',
  ),
});

/** HOUSEHOLD_CHANGE, and the two kinds of change of a single member. */
export const HOUSEHOLD_CHANGE = defineCodes({
  name: 'HOUSEHOLD_CHANGE',
  title: '变更类别',
  strict: true,
  items: labels(
    '新识别',
    '返贫',
    '脱贫退出',
    ['整户自然减少', '整户消亡', '自然销户'],
    ['整户清退', '整户剔除', '剔除', '整户清退/剔除'],
    '分户',
    '并户',
    ['户主变更', '变更户主'],
    '整户迁出',
    '整户迁入',
    '中途减少',
    '中途增加',
    '纳入监测',
    '风险消除',
    ['成员增加', '人口增加', '增加'],
    ['成员减少', '人口减少', '减少'],
  ),
});

export const DIBAO_STATE = defineCodes({
  name: 'DIBAO_STATE',
  title: '享受低保政策情况',
  strict: true,
  items: labels(
    ['未享受', '不享受', '否', '0', '无'],
    ['农村低保', '是', '1', '享受', '有', '低保', '享受农村低保'],
    ['城市低保', '城镇低保', '享受城市低保'],
  ),
});

/** The two modes of support stand beside the states, for sources that name only the mode. */
export const TEKUN_STATE = defineCodes({
  name: 'TEKUN_STATE',
  title: '享受特困供养政策情况',
  strict: true,
  items: labels(
    ['未享受', '不享受', '否', '0', '无'],
    ['农村特困', '是', '1', '享受', '有', '特困', '五保', '农村五保', '特困供养'],
    ['城市特困', '城镇特困'],
    '集中供养',
    '分散供养',
  ),
});

/** Yes and no, stored as 是 and 否; what `yesNo` fields read. */
export const YESNO = defineCodes({
  name: 'YESNO',
  title: '是否',
  strict: true,
  items: [
    {
      code: '1',
      label: '是',
      synonyms: [
        '有',
        '参加',
        '已参加',
        '已参保',
        '参保',
        '已',
        '√',
        '✓',
        '✔',
        '☑',
        'Y',
        'yes',
        'true',
        '对',
        '享受',
        '已享受',
        '通',
        '已通',
        '安全',
        '已签',
        '已硬化',
        '硬化',
        '已消除',
        '已解决',
        '正常使用',
      ],
    },
    {
      code: '0',
      label: '否',
      synonyms: [
        '无',
        '未参加',
        '没有',
        '未参保',
        '未',
        '×',
        '✗',
        '✕',
        '☒',
        'X',
        'N',
        'no',
        'false',
        '错',
        '不是',
        '非',
        '未享受',
        '不享受',
        '不通',
        '未通',
        '不安全',
        '未签',
        '未硬化',
        '未消除',
        '未解决',
      ],
    },
  ],
});
