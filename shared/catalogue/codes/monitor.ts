/** Lists of monitoring, procedures and the file of documents. */
import { coded, defineCodes, labels } from './list';

export const MONITOR_TYPE = defineCodes({
  name: 'MONITOR_TYPE',
  title: '监测对象类别',
  strict: true,
  items: labels(
    ['脱贫不稳定户', '脱贫监测户', '脱贫不稳定'],
    ['边缘易致贫户', '边缘户', '边缘易致贫'],
    ['突发严重困难户', '突发困难户', '突发严重困难'],
  ),
});

/** The codes of one county's map are left out: they are not national. */
export const RISK = defineCodes({
  name: 'RISK',
  title: '致贫/返贫风险',
  strict: true,
  items: labels(
    ['因病', '因病致贫'],
    ['因学', '因学致贫'],
    ['因残', '因残致贫'],
    ['因自然灾害', '自然灾害', '因灾'],
    ['因意外事故', '意外事故', '因意外'],
    ['因产业项目失败', '因产业失败', '产业失败', '产业项目失败'],
    ['因务工就业不稳', '务工就业不稳', '因务工就业不稳定'],
    ['缺劳动力', '缺劳力', '因缺劳动力'],
    ['因安全住房', '住房安全', '因住房安全'],
    ['因安全饮水', '饮水安全', '因饮水安全'],
    ['因市场/价格波动', '因市场波动', '因价格波动'],
    '因疫情',
    ['其他', '其它'],
  ),
});

export const RISK_DISASTER = defineCodes({
  name: 'RISK_DISASTER',
  title: '因自然灾害子项',
  strict: true,
  items: coded(
    '01 洪涝|洪涝灾害|水灾',
    '02 地质|地质灾害',
    '03 旱灾|干旱',
    '04 生物|生物灾害',
    '05 气象|气象灾害',
    '06 地震|地震灾害',
    '99 其他|其它',
  ),
});

export const RISK_REMOVE = defineCodes({
  name: 'RISK_REMOVE',
  title: '风险消除方式',
  strict: true,
  items: labels('帮扶消除', '自然消除'),
});

export const CLUE = defineCodes({
  name: 'CLUE',
  title: '线索来源',
  strict: true,
  items: labels(
    ['农户自主申报', '自主申报', '农户申报'],
    ['干部走访排查', '干部排查', '走访排查'],
    ['部门筛查预警', '部门预警', '筛查预警'],
    ['关联监测', '信访', '媒体', '12317', '关联监测(信访/媒体/12317)'],
  ),
});

export const COMPARE = defineCodes({
  name: 'COMPARE',
  title: '信息比对结果',
  strict: true,
  items: labels(['无异常', '正常'], '有车', '有商品房', '有工商登记', '有财政供养人员', '大额存款', [
    '其他需说明',
    '其他',
  ]),
});

export const PROCEDURE_KIND = defineCodes({
  name: 'PROCEDURE_KIND',
  title: '程序类别',
  strict: true,
  items: labels('建档立卡识别', '监测识别', ['脱贫退出', '退出'], '风险消除'),
});

export const APPLY_MODE = defineCodes({
  name: 'APPLY_MODE',
  title: '申请方式',
  strict: true,
  items: labels(['书面', '书面申请'], 'APP', '电话', '小程序', '代写'),
});

export const REVIEW_RESULT = defineCodes({
  name: 'REVIEW_RESULT',
  title: '评议结论',
  strict: true,
  items: labels(['通过', '同意'], ['不通过', '不同意', '未通过']),
});

export const MATERIAL_STAGE = defineCodes({
  name: 'MATERIAL_STAGE',
  title: '材料阶段',
  strict: true,
  items: labels(
    '卷首',
    ['识别阶段', '识别'],
    ['身份与情况佐证', '身份证明'],
    ['帮扶阶段', '帮扶'],
    ['年度管理', '年度管理(动态)'],
    ['退出', '退出(脱贫)'],
    ['监测', '监测(防返贫)'],
    ['影像与电子', '影像'],
    '备考表',
  ),
});

export const MATERIAL_STATUS = defineCodes({
  name: 'MATERIAL_STATUS',
  title: '齐全情况',
  strict: true,
  items: labels('齐全', '缺签章', '缺失', '不适用', '待补'),
});

export const COPY_KIND = defineCodes({
  name: 'COPY_KIND',
  title: '原件/复印件',
  strict: true,
  items: labels('原件', '复印件'),
});

export const RETENTION = defineCodes({
  name: 'RETENTION',
  title: '保管期限',
  strict: true,
  items: labels('永久', '30年', '10年'),
});

export const SECRECY = defineCodes({
  name: 'SECRECY',
  title: '密级',
  strict: true,
  items: labels(['无密级', '无'], '内部', '秘密', '机密'),
});
