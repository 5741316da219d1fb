/** Lists of labour and employment. */
import { coded, defineCodes, labels } from './list';

export const LABOR = defineCodes({
  name: 'LABOR',
  title: '劳动技能',
  strict: true,
  items: coded(
    '01 普通劳动力|劳动力|有劳动能力|有劳动力|普通劳动能力|有',
    '02 技能劳动力|技能型劳动力',
    '- 弱劳动力或半劳动力|弱劳动力|半劳动力|弱、半劳动力|弱半劳动力|弱(半)劳动力|部分丧失|部分丧失劳动力|部分丧失劳动能力',
    '03 丧失劳动力|完全丧失|完全丧失劳动力|丧失劳动能力|完全丧失劳动能力',
    '04 无劳动力|无劳动能力|无',
  ),
});

export const WORK_AREA = defineCodes({
  name: 'WORK_AREA',
  title: '务工状况',
  strict: true,
  none: ['未务工', '无务工', '未外出务工', '未外出', '在家', '否', '不务工'],
  items: coded(
    '01 乡(镇)内务工|乡镇内务工|乡内务工|镇内务工',
    '02 乡(镇)外县内务工|乡镇外县内务工|乡外县内务工|镇外县内务工',
    '03 县外省内务工|省内县外务工',
    '04 省外务工',
    '99 其他|其它',
  ),
});

export const EMPLOY_CHANNEL = defineCodes({
  name: 'EMPLOY_CHANNEL',
  title: '就业渠道',
  strict: true,
  items: labels(
    ['公益性岗位', '公益岗位', '公益岗'],
    ['帮扶车间', '扶贫车间', '帮扶车间(扶贫车间)'],
    '务工',
    ['帮扶龙头企业/合作社', '帮扶龙头企业', '合作社'],
    '东西部劳务协作',
    ['自主外出/亲友介绍', '自主外出', '亲友介绍'],
    '灵活就业',
    '自主创业',
    ['其他', '其它'],
  ),
});

export const PUBLIC_POST = defineCodes({
  name: 'PUBLIC_POST',
  title: '公益性岗位',
  strict: true,
  none: ['否', '未安置', '未聘用'],
  items: labels(
    ['生态护林员', '护林员'],
    ['护路员', '道路管护', '护路员(道路管护)'],
    ['保洁员', '保洁'],
    ['水利管护员/河湖巡查员', '水利管护员', '河湖巡查员', '河道巡查员'],
    ['光伏公益岗', '光伏'],
    ['治安巡防/网格员', '治安巡防', '网格员'],
    ['养老护理/助残', '养老护理', '助残'],
    ['村级协管', '村级协管员'],
    '疫情防控',
    ['其他', '其它'],
  ),
});

export const GRAD_UNEMP = defineCodes({
  name: 'GRAD_UNEMP',
  title: '毕业未就业原因',
  strict: true,
  items: labels('正在求职', '备考升学', '因病', '因残', '照顾家人', '无就业意愿', ['其他', '其它']),
});
