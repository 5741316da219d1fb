/** Lists of a person's identity, schooling and health. */
import { coded, defineCodes, labels } from './list';

/** GB/T 2261.1. */
export const SEX = defineCodes({
  name: 'SEX',
  title: '性别',
  strict: true,
  items: coded('0 未知', '1 男|男性|M|male', '2 女|女性|F|female', '9 未说明'),
});

/** National system; two public files disagree on 02/03 军官证, so that it carries no code. */
export const ID_TYPE = defineCodes({
  name: 'ID_TYPE',
  title: '证件类型',
  strict: true,
  items: coded(
    '01 居民身份证|身份证|居民身份证(户口簿)|居民身份证(户口簿/户口本)|户口簿|二代身份证',
    '- 军官证',
    '09 残疾人证|残疾证|中华人民共和国残疾人证',
    '- 其他|其它',
  ),
});

/** National system, GB/T 4762. */
export const POLITICAL = defineCodes({
  name: 'POLITICAL',
  title: '政治面貌',
  strict: true,
  items: coded(
    '01 中共党员|党员|共产党员|中国共产党党员',
    '02 中共预备党员|预备党员|中国共产党预备党员',
    '03 共青团员|团员|中国共产主义青年团团员',
    '04 民革会员|民革党员|民革会员(党员)',
    '05 民盟盟员',
    '06 民建会员',
    '07 民进会员',
    '08 农工党党员',
    '09 致公党党员',
    '10 九三学社社员',
    '11 台盟盟员',
    '12 无党派民主人士|无党派人士',
    '13 群众|普通群众|一般群众',
  ),
});

/** Both the list of 2018 and the labels of 2021: a source's own official label is kept. */
export const EDUCATION = defineCodes({
  name: 'EDUCATION',
  title: '文化程度',
  strict: true,
  items: coded(
    '01 文盲或半文盲|文盲|半文盲|文盲半文盲|文盲/半文盲|文盲、半文盲|不识字',
    '02 小学|小学毕业|小学文化',
    '03 初中|初中毕业|初中文化',
    '04 高中',
    '- 高中(含中专/中职)|高中或中专|高中/中专|中专|中职|职高|技校|高中(含中专、中职)|高中(中专)|高中及中专',
    '- 大专(高职高专)|大专|专科|大学专科|高职|高职高专',
    '05 大专及以上|大专以上|大专或以上',
    '- 技师|技师学院',
    '- 本科及以上|本科|大学本科|大学|本科以上|本科或以上|硕士|硕士研究生|博士|研究生|研究生及以上',
    '- 本科及研究生及以上',
    '06 学龄前儿童|学龄前',
  ),
});

/** Both the list of 2018 and the labels of 2021. Blank or 非在校生 = not at a school. */
export const STUDENT = defineCodes({
  name: 'STUDENT',
  title: '在校生状况',
  strict: true,
  items: coded(
    '01 非在校生|非在校|不在校|未在校|未就读|已毕业|否',
    '- 学龄前儿童|学龄前',
    '02 学前教育|幼儿园|学前班',
    '03 小学|小学在读|小学生|小学一年级|小学二年级|小学三年级|小学四年级|小学五年级|小学六年级',
    '04 七年级|初一|初中一年级',
    '05 八年级|初二|初中二年级',
    '06 九年级|初三|初中三年级',
    '07 高中一年级',
    '08 高中二年级',
    '09 高中三年级',
    '- 普通高中一年级|高一',
    '- 普通高中二年级|高二',
    '- 普通高中三年级|高三',
    '10 中职一年级|中专一年级',
    '11 中职二年级|中专二年级',
    '12 中职三年级|中专三年级',
    '13 高职一年级',
    '14 高职二年级',
    '15 高职三年级',
    '- 高职高专一年级|大专一年级|专科一年级',
    '- 高职高专二年级|大专二年级|专科二年级',
    '- 高职高专三年级|大专三年级|专科三年级',
    '- 技师学院一年级',
    '- 技师学院二年级',
    '- 技师学院三年级',
    '- 技师学院四年级',
    '- 本科一年级|大一',
    '- 本科二年级|大二',
    '- 本科三年级|大三',
    '- 本科四年级|大四',
    '- 本科五年级|大五',
    '- 硕士研究生及以上|硕士研究生|研究生|硕士|博士|博士研究生',
    '16 大专及以上',
  ),
});

export const DROPOUT = defineCodes({
  name: 'DROPOUT',
  title: '失学或辍学原因',
  strict: true,
  items: labels(
    ['因病', '因病失学', '因病辍学'],
    ['因残', '因残失学', '因残辍学'],
    ['因学习困难/厌学', '因学习困难', '学习困难', '厌学', '因厌学'],
    ['因外出务工', '外出务工', '务工'],
    ['早婚早育', '因早婚早育'],
    '休学',
    ['随父母流动', '随父母外出'],
    ['服刑', '因服刑'],
    ['其他', '其它'],
  ),
});

/** 健康 excludes the others; 残疾 combines with an illness. */
export const HEALTH = defineCodes({
  name: 'HEALTH',
  title: '健康状况',
  strict: true,
  items: coded(
    '01 健康|良好|健康或良好|身体健康',
    '02 长期慢性病|慢性病|慢病|患有长期慢性病|长期慢病|患长期慢性病',
    '03 大病|患有大病|患大病|患有大病(大病)|重病|重大疾病',
    '04 残疾|残疾人',
  ),
});

/** 19th character of the disability certificate, GB/T 26341. */
export const DISABILITY_TYPE = defineCodes({
  name: 'DISABILITY_TYPE',
  title: '残疾类别',
  strict: true,
  items: coded(
    '1 视力|视力残疾',
    '2 听力|听力残疾',
    '3 言语|言语残疾',
    '4 肢体|肢体残疾',
    '5 智力|智力残疾',
    '6 精神|精神残疾',
    '7 多重|多重残疾',
  ),
});

/** 20th character of the disability certificate; 一级 is the heaviest. */
export const DISABILITY_LEVEL = defineCodes({
  name: 'DISABILITY_LEVEL',
  title: '残疾等级',
  strict: true,
  items: coded('1 一级|1级|Ⅰ级|壹级', '2 二级|2级|Ⅱ级|贰级', '3 三级|3级|Ⅲ级|叁级', '4 四级|4级|Ⅳ级|肆级'),
});

export const LIVE_STATE = defineCodes({
  name: 'LIVE_STATE',
  title: '成员状态',
  strict: true,
  items: coded(
    '1 正常|健在|在世|存活',
    '2 死亡|去世|已故|已死亡|身故',
    '3 转出',
    '4 转入',
    '5 减少',
    '9 删除',
    '10 户清退时清退人员',
    '11 人员清退|清退',
    '12 人员清退(新识别人员调整)',
    '13 户清退时人员清退(新识别人员调整)',
  ),
});

export const MEMBER_CHANGE = defineCodes({
  name: 'MEMBER_CHANGE',
  title: '成员变更原因',
  strict: true,
  items: coded(
    '01 死亡|去世',
    '02 嫁出|婚出|嫁出(婚出)',
    '03 出国定居',
    '04 判刑收监|收监',
    '05 嫁入|婚入|嫁入(婚入)',
    '06 新生儿|出生|新生',
    '07 其他转入|其他新增|户籍迁入|刑满释放|收养|漏登补录|迁入',
    '08 其他转出|其他减少|户籍迁出|分户|失联|清退|迁出',
  ),
});
