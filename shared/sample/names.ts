/** Invented names of people and places. */
import type { Random } from './random';

const SURNAMES = [
  ...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
];
const MALE = [...'伟强军平勇杰涛明超辉刚建国华志文海峰波林斌成龙松柏洪才德贵福祥兴旺春生根宝富荣庆喜良忠义山川'];
const FEMALE = [
  ...'芳娜敏静丽艳霞秀娟英华慧巧美兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳琼勤珍贞莉桂叶璧璐娅琦晶妍茜秋珊莎锦',
];

export const NATURAL_VILLAGES = [
  '上河',
  '下河',
  '老寨',
  '新寨',
  '大坪',
  '小坪',
  '石桥',
  '柳树湾',
  '梨园',
  '竹林',
  '白岩',
  '青冈',
];

export const PLACE = {
  province: '云南省',
  city: '明川市',
  county: '青岭县',
  township: '松坪乡',
  village: '石河村',
  /** Valid province, unassigned county: no real person can have such a number. */
  region: '539699',
} as const;

export const WORK_PLACES = {
  town: '云南省明川市青岭县',
  county: '云南省明川市青岭县',
  province: ['云南省昆明市官渡区', '云南省曲靖市麒麟区', '云南省玉溪市红塔区'],
  country: ['广东省东莞市南城区', '浙江省宁波市鄞州区', '福建省泉州市晋江市', '江苏省苏州市昆山市'],
} as const;

export const COMPANIES = [
  '恒丰制衣厂',
  '永固建筑工程队',
  '顺达物流站',
  '鑫源电子厂',
  '惠民超市',
  '青岭茶叶合作社',
  '宏远家具厂',
  '佳味餐馆',
];
export const INDUSTRIES = ['制造业', '建筑业', '服务业', '农业', '交通运输业'];
export const BANKS = ['农村信用社', '邮政储蓄银行', '农业银行', '农村商业银行'];
export const ORGANISATIONS = [
  '青岭县司法局',
  '青岭县教育体育局',
  '松坪乡人民政府',
  '青岭县交通运输局',
  '青岭县农业农村局',
];

/** A full name of 2 or 3 characters that was not used before; `surname` keeps a family together. */
export function inventName(random: Random, sex: '男' | '女', used: Set<string>, surname?: string): string {
  const pool = sex === '男' ? MALE : FEMALE;
  for (;;) {
    const family = surname ?? random.pick(SURNAMES);
    const name = family + random.pick(pool) + (random.chance(0.8) ? random.pick(pool) : '');
    if (!used.has(name) || used.size > 20_000) {
      used.add(name);
      return name;
    }
    if (random.chance(0.02)) return name;
  }
}
