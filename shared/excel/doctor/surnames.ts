/** Common family names, for telling a name from what looks like one. */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤' +
  '康易乔赖施岑温文殷庄章鲁倪颜岳祝左涂柳关齐申柯骆冉龙牟宁路欧翁辛管游祁冷盛邢简滕阮代成尚鲍古耿谷洪柴单焦詹伍霍舒聂樊项卜费席季麻穆晏卓尤凌车明艾褚桑储苗靳辜桂屈华安解仇池米党';

export function isSurname(char: string): boolean {
  return SURNAMES.includes(char);
}
