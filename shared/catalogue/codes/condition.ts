/** Lists of living conditions, housing, water and relocation. */
import { coded, defineCodes, labels } from './list';

export const ROAD = defineCodes({
  name: 'ROAD',
  title: '入户路类型',
  strict: true,
  items: coded(
    '01 泥土路|土路|泥路',
    '02 砂石路|沙石路|石子路',
    '03 水泥路|混凝土路',
    '04 沥青路|柏油路',
    '- 硬化路',
    '- 其他|其它',
  ),
});

/** The national list, and the finer one of the 2013 form. */
export const FUEL = defineCodes({
  name: 'FUEL',
  title: '主要燃料类型',
  strict: true,
  items: coded(
    '01 柴草|柴火|木柴',
    '02 干畜粪|畜粪',
    '03 煤炭|煤',
    '04 清洁能源',
    '- 罐装液化气|液化气',
    '- 管道液化气',
    '- 管道煤气|煤气',
    '- 天然气',
    '- 电|用电',
    '- 燃油',
    '- 沼气',
    '- 无炊',
    '99 其他|其它',
  ),
});

export const TOILET = defineCodes({
  name: 'TOILET',
  title: '厕所类型',
  strict: true,
  items: labels(['水冲式卫生厕所', '水冲式', '水冲厕所'], '卫生旱厕', ['普通旱厕', '旱厕'], ['无厕所', '无']),
});

/** JGJ 125: A and B are safe, C is to be repaired, D rebuilt. */
export const HOUSE_GRADE = defineCodes({
  name: 'HOUSE_GRADE',
  title: '危房等级',
  strict: true,
  items: coded('1 A级|A', '2 B级|B', '3 C级|C', '4 D级|D', '9 其他|其它'),
});

export const HOUSE_STRUCT = defineCodes({
  name: 'HOUSE_STRUCT',
  title: '房屋结构',
  strict: true,
  items: labels(
    ['钢筋混凝土', '钢混', '框架', '钢筋混凝土结构', '框架结构', '钢混结构'],
    ['砖混', '砖混结构'],
    ['砖瓦砖木/砖石窑洞', '砖瓦砖木', '砖石窑洞', '砖木', '砖瓦', '砖木结构', '砖瓦砖木、砖石窑洞'],
    ['竹草土坯/土窑洞', '竹草土坯', '土窑洞', '土坯', '竹草土坯、土窑洞'],
    ['土木', '土木结构'],
    ['石木', '石木结构'],
    '毡房',
    ['其他', '其它'],
  ),
});

export const SAFE_HOUSE = defineCodes({
  name: 'SAFE_HOUSE',
  title: '其他安全住房',
  strict: true,
  items: coded('01 有|是', '02 危房C类|C类', '03 危房D类|D类'),
});

export const WATER_SOURCE = defineCodes({
  name: 'WATER_SOURCE',
  title: '饮水情况',
  strict: true,
  items: labels(
    ['经净化处理的自来水', '自来水'],
    ['受保护的井水泉水', '受保护的井水和泉水', '受保护的井水、泉水'],
    ['不受保护的井水泉水', '不受保护的井水和泉水', '不受保护的井水、泉水'],
    ['江河湖泊水', '江河湖泊'],
    ['收集雨水', '雨水'],
    '桶装水',
    ['其他水源', '其他', '其它'],
  ),
});

export const MOVE_WAY = defineCodes({
  name: 'MOVE_WAY',
  title: '搬迁方式',
  strict: true,
  items: coded('1 行政村整体搬迁', '2 自然村(村民小组)整体搬迁|自然村整体搬迁', '3 建档立卡贫困户个别搬迁|个别搬迁'),
});

export const SETTLE_WAY = defineCodes({
  name: 'SETTLE_WAY',
  title: '安置方式',
  strict: true,
  items: coded('1 集中安置|集中', '2 分散安置|分散'),
});

export const SETTLE_PLACE = defineCodes({
  name: 'SETTLE_PLACE',
  title: '安置地',
  strict: true,
  items: coded('1 县城安置', '2 乡镇安置', '3 村内安置', '4 村外安置', '5 县外安置'),
});

export const MOVE_DIFF = defineCodes({
  name: 'MOVE_DIFF',
  title: '搬迁可能存在的困难',
  strict: true,
  items: coded('1 缺乏资金', '2 搬迁后找不到工作', '3 搬迁后生活没着落', '4 其他|其它'),
});

/** Guangxi 2019: income that does not count as stable. */
export const NOT_COUNTED = defineCodes({
  name: 'NOT_COUNTED',
  title: '不计入稳定脱贫收入项目',
  strict: true,
  items: coded(
    '01 教育保障类',
    '02 医疗保障类',
    '03 住房保障类',
    '04 产业奖补类',
    '05 金融类',
    '06 社会保障类|临时救助|社会保障类(临时救助)',
    '07 保险赔付',
    '08 残疾人补贴(两项补贴除外)|残疾人补贴',
    '09 捐赠慰问/短期赡养抚养|捐赠慰问',
    '10 短期抚恤优待等|短期抚恤优待',
    '11 其他≤3年短期补助|其他',
  ),
});
