/** Given names that are hardly ever the other sex's: a hint, never a proof. */
const FEMALE =
  '芳娜丽艳霞娟娥兰凤梅莲芬琴珍菊花妹香婷娇媛姣婵莉萍翠珠玲燕秀淑娣仙姐妮姗嫦倩茜蓉蓓黛娅婉媚妍婧嫣媳姑女雯莺薇琳瑶璐琼';
const MALE = '强军刚伟勇涛峰鹏龙虎彪雄斌柱富财根武豪权福德国栋梁建山祥忠义兵坤毅超磊雷炳魁发才寿贵禄彬钢铁';

/** 男 or 女 by the last character of a Chinese name of two or three characters; undefined when it says nothing. */
export function givenSex(name: string): '男' | '女' | undefined {
  if (!/^[\u4e00-\u9fff]{2,3}$/.test(name)) return undefined;
  const last = name.charAt(name.length - 1);
  return FEMALE.includes(last) ? '女' : MALE.includes(last) ? '男' : undefined;
}
