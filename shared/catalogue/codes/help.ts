/** Lists of helpers, measures, projects, funds and visits. */
import { coded, defineCodes, labels } from './list';

export const ORG_LEVEL = defineCodes({
  name: 'ORG_LEVEL',
  title: '单位隶属关系',
  strict: true,
  items: coded(
    '10 中央',
    '20 省',
    '40 市、地区|市|地区',
    '50 县(区)',
    '51 区',
    '52 县',
    '60 街道镇乡',
    '61 街道',
    '62 镇',
    '63 乡',
    '70 居民村民委员会',
    '71 居委会',
    '72 村委会',
    '80 军队',
    '90 其他|其它',
    '99 村两委',
  ),
});

export const ORG_TYPE = defineCodes({
  name: 'ORG_TYPE',
  title: '帮扶单位类型',
  strict: true,
  items: labels('国家机关', '社会团体', '高等院校', '国有企业', '东部对口帮扶省市', '定点机构', '村民自治组织'),
});

export const RANK = defineCodes({
  name: 'RANK',
  title: '职务级别',
  strict: true,
  items: coded(
    '101 国家级正职|国家级正',
    '102 国家级副职|国家级副',
    '111 省部级正职|正省部级|正部级',
    '112 省部级副职|副省部级|副部级',
    '121 厅局级正职|正厅级|正厅|正局级',
    '122 厅局级副职|副厅级|副厅|副局级',
    '131 县处级正职|正处级|正处|正县级',
    '132 县处级副职|副处级|副处|副县级',
    '141 乡科级正职|正科级|正科',
    '142 乡科级副职|副科级|副科',
    '150 科员级|科员',
    '160 办事员级|办事员',
    '199 未定职',
  ),
});

export const HELPER_EDU = defineCodes({
  name: 'HELPER_EDU',
  title: '帮扶责任人学历',
  strict: true,
  items: coded(
    '10 研究生及以上|研究生',
    '11 博士|博士研究生',
    '14 硕士|硕士研究生',
    '20 本科|大学本科|大学',
    '30 专科|大专|大学专科',
    '40 中专技校',
    '41 中专',
    '44 职高',
    '47 技校',
    '60 高中',
    '70 初中',
    '80 小学',
    '90 其他|其它',
  ),
});

export const HELPER_KIND = defineCodes({
  name: 'HELPER_KIND',
  title: '责任人类别',
  strict: true,
  items: labels(['第一帮扶责任人', '第一责任人'], ['第二帮扶责任人', '第二责任人'], '监测联系人'),
});

export const DEV_HELP_STATE = defineCodes({
  name: 'DEV_HELP_STATE',
  title: '实施开发式帮扶措施情况',
  strict: true,
  items: labels(['已实施', '是', '1'], ['尚未实施', '未实施', '否', '0'], ['无劳动能力不适用', '不适用', '无劳动能力']),
});

const INDUSTRY = labels(
  ['种植业', '种植'],
  ['养殖业', '养殖'],
  '林果业',
  '加工业',
  '乡村旅游',
  '电商',
  '光伏',
  ['资产收益/入股分红', '资产收益', '入股分红'],
  '托管代养',
  '产业奖补',
  '技术指导',
  ['其他', '其它'],
);

/** Options of the measures are only partly official; counties add their own, which are stored as they stand. */
export const INDUSTRY_HELP = defineCodes({
  name: 'INDUSTRY_HELP',
  title: '到户产业帮扶类型',
  strict: false,
  items: INDUSTRY,
});
export const MEASURE_INDUSTRY = defineCodes({
  name: 'MEASURE.产业',
  title: '产业帮扶',
  strict: false,
  items: INDUSTRY,
});

export const MEASURE_JOB = defineCodes({
  name: 'MEASURE.就业',
  title: '就业帮扶',
  strict: false,
  items: labels('劳务输出', '外出务工补贴', '技能培训', '帮扶车间吸纳', '就近就业', '创业支持', ['其他', '其它']),
});

export const MEASURE_FINANCE = defineCodes({
  name: 'MEASURE.金融',
  title: '金融帮扶',
  strict: false,
  items: labels('小额信贷', '贴息', '防返贫保险', '农业保险', ['其他', '其它']),
});

export const MEASURE_HOUSE = defineCodes({
  name: 'MEASURE.住房',
  title: '住房安全保障',
  strict: false,
  items: labels(['危房改造', '危改'], '加固维修', ['租赁/公租房/幸福大院', '租赁', '公租房', '幸福大院'], '周转房', [
    '其他',
    '其它',
  ]),
});

export const MEASURE_WATER = defineCodes({
  name: 'MEASURE.饮水',
  title: '饮水安全保障',
  strict: false,
  items: labels('管网入户', '水质净化', ['打井/水窖', '打井', '水窖'], '维修管护', ['其他', '其它']),
});

export const MEASURE_HEALTH = defineCodes({
  name: 'MEASURE.健康',
  title: '健康帮扶',
  strict: false,
  items: labels(
    ['参加城乡居民基本医疗保险个人缴费补贴', '参加城乡居民基本医疗保险', '医保缴费补贴'],
    '大病保险',
    '医疗救助',
    '家庭医生签约',
    '慢病签约送药',
    '先诊疗后付费',
    ['其他', '其它'],
  ),
});

export const MEASURE_COMPULSORY_EDU = defineCodes({
  name: 'MEASURE.义教',
  title: '义务教育保障',
  strict: false,
  items: labels('控辍保学', '送教上门', ['教育资助/补助', '教育资助', '教育补助'], '免学杂费营养餐', ['其他', '其它']),
});

export const MEASURE_EDU = defineCodes({
  name: 'MEASURE.教育',
  title: '教育帮扶',
  strict: false,
  items: labels('雨露计划', '助学金', '助学贷款', '免保教费', '学前资助', ['其他', '其它']),
});

export const MEASURE_SECURITY = defineCodes({
  name: 'MEASURE.综合',
  title: '综合保障',
  strict: false,
  items: labels(['低保', '最低生活保障'], ['特困供养', '特困'], '残疾人补贴', '临时救助', '养老保险代缴', '孤儿保障', [
    '其他',
    '其它',
  ]),
});

export const MEASURE_SOCIAL = defineCodes({
  name: 'MEASURE.社会',
  title: '社会帮扶',
  strict: false,
  items: labels('社会捐赠', ['商业防贫保险', '防贫保险'], '志愿帮扶', '消费帮扶', ['其他', '其它']),
});

export const MEASURE_MOVE = defineCodes({
  name: 'MEASURE.搬迁',
  title: '搬迁',
  strict: false,
  items: labels(['易地搬迁', '易地扶贫搬迁', '是']),
});

export const MEASURE_LIVING = defineCodes({
  name: 'MEASURE.条件',
  title: '生产生活条件改善',
  strict: false,
  items: labels('改厕', '改厨', '入户路', ['其他', '其它']),
});

export const MEASURE_INFRA = defineCodes({
  name: 'MEASURE.基建',
  title: '基础设施建设',
  strict: false,
  items: labels('通路', '通电', '水利', ['其他', '其它']),
});

/** 五个路径. */
export const PATH = defineCodes({
  name: 'PATH',
  title: '脱贫路径',
  strict: true,
  items: labels(
    '产业发展',
    ['易地搬迁', '易地扶贫搬迁'],
    '生态补偿',
    ['教育扶贫', '教育脱贫'],
    ['社保兜底', '社会保障兜底'],
  ),
});

export const SIX_INDUSTRY = defineCodes({
  name: 'SIX_INDUSTRY',
  title: '支撑产业',
  strict: true,
  items: labels('果', '畜', '菜', '药', '劳务', '电商'),
});

export const PROJECT_KIND = defineCodes({
  name: 'PROJECT_KIND',
  title: '项目类别',
  strict: true,
  items: labels(
    '雨露计划',
    ['扶贫小额信贷', '小额信贷'],
    ['易地扶贫搬迁', '易地搬迁'],
    '产业发展',
    '基础设施',
    '公共服务和社会事业',
  ),
});

/** 四大渠道, and the finer names of common practice. */
export const FUND_CHANNEL = defineCodes({
  name: 'FUND_CHANNEL',
  title: '资金渠道',
  strict: true,
  items: labels(
    ['向上争取', '中央/省专项', '向上争取(中央/省专项)'],
    ['区(县)级财政', '县级财政', '区级财政', '区县级财政'],
    ['金融支持', '金融支持(信贷)'],
    ['社会募集', '社会募捐'],
    '中央',
    '省',
    '市',
    '县',
    '行业部门',
    '东西部协作',
    '定点帮扶',
    '信贷',
    '社会',
    ['农户自筹', '自筹'],
  ),
});

export const LOAN_STATE = defineCodes({
  name: 'LOAN_STATE',
  title: '还款状态',
  strict: true,
  items: labels('未到期', ['已还清', '已结清', '结清'], '展期', '续贷', '逾期'),
});

export const VISIT_MODE = defineCodes({
  name: 'VISIT_MODE',
  title: '走访方式',
  strict: true,
  items: labels(['入户', '入户走访'], ['电话', '电话走访'], ['视频', '视频走访'], '在村集中', '务工地走访'),
});
