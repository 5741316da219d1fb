/**
 * Characters of names that a typist, a photocopy or a hand confuses because they look alike, and characters that are written
 * two ways (simplified and traditional, 萧 and 肖). One group of characters a word; a character may stand in several.
 */
export const SHAPE_GROUPS: readonly string[] = (
  '己已巳 未末朱 土士 日曰目 人入八 千干于 王玉主壬 田由甲申 大太犬 木本术禾 天夫无元 午牛 刀力 九丸 白自百 贝见 戊戌戍成咸 侯候 ' +
  '徐除涂 晴睛清情晴青 海梅每 明朋 阳阴 辛幸 芬芳 娟捐绢 凤风 莹营萤 崇祟 段假 茶荼 彤形 杨扬场 玲铃伶冷泠 晨展 林材村 建健键 国囯 ' +
  '华毕 伟纬玮炜苇 芝艺艾 秀季李 孟盂 蓝篮兰 席度 崔催 莱菜 裴斐 景影 宇字 宝定 宏宠 冶治 汪注旺江 沈沉 泽译 淑椒 源原 滨宾 珍诊 ' +
  '琳淋 瑛英 祥样详 福幅富 禄碌 铭名 锋峰蜂烽 钢刚纲 铁轶 银根跟 镇填 霞露 雯雪雷 香番 鹏鹃 龙尤 云去 光尤 兵乒 勤勒 升井 友发反 ' +
  '君郡 喜嘉 坤绅 培陪 妮呢 娥峨 婷停 子了 学字 容蓉 少小 山出 平乎 广厂 廷延 恒垣 慧惠 才寸 文支 永水 昌唱 月用 柏拍 桂挂 梁粱 正止 ' +
  '河何 波坡 洪供 焕唤涣 熊能 爱受 盛咸 真直 科料 红江 虎虚 陈阵 颖颍 万方 丰韦 卫韦 代伐戴 任仕 传侍 佳住 俊峻骏 保堡 信倍 兴兵 ' +
  '冰水 列刘 勇男 卢户 双又 吉古 吕品 和知 周同 哲暂 唐康 园圆 坚竖 城诚 堂常 增曾 夏复 奇寄 姚桃 娇桥 宁丁 宜宣 宪完 寿春 尚向 ' +
  '岑今 岳丘 川州 巧朽 帅师 常棠 庄压 庆床 彬林 志忘 忠患 思恩 慈磁 成戚 振报 敏每 斌武 新亲 旭九 映央 晓绕 普晋 杜社 松忪 枝技 栋陈 ' +
  '桑柔 植值 楚林 欢吹 民氏 汉汊 沙妙 涛祷 润闰 湘相 满瞒 炳柄 照熙 燕蒸 玄去 玖久 珊册 琴瑟 琼凉 瑞端 生主 男勇 畅杨 登凳 监临 ' +
  '睿容 石右 硕顾 秋愀 穗惠 立位 竹行 紫柴 纯吨 绍招 绪诸 美姜 群君 翔样 耀跃 胜性 舒野 良食 苗笛 若苦 茂戊 荣菜 莉利 菊匊 萍苹 ' +
  '葛曷 蒋奖 薛薜 蕾雷 裕浴 覃谭 许计 诗侍 贤坚 贵责 赖懒 达大 远运 迪由 选洗 郭敦 鑫金 锦绵 闯闽 陶掏 雨两 青责 静净 韩朝 顺须 ' +
  '马鸟 骆络 魁魅 ' +
  // The same character written in two ways.
  '张張 刘劉 陈陳 杨楊 黄黃 赵趙 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 许許 韩韓 冯馮 邓鄧 萧蕭肖 叶葉 苏蘇 吕呂 卢盧 钟鍾鐘 陆陸 谭譚 范範 贾賈 ' +
  '韦韋 邹鄒 闫阎閆閻 龙龍 贺賀 顾顧 龚龔 万萬 钱錢 严嚴 国國 华華 兰蘭 丽麗 凤鳳 云雲 义義 兴興 庆慶 宝寶 贵貴 宾賓 伟偉 军軍 强強 ' +
  '涛濤 刚剛 红紅 艳艷 傅付 戴代 邱丘 胜勝 学學 东東 长長 飞飛 发發 树樹 广廣 业業 乐樂 双雙 启啟 坚堅 声聲 寿壽 尧堯 岗崗 师師 ' +
  '应應 怀懷 恒恆 德徳 总總 惠恵 旧舊 晓曉 来來 杰傑 桥橋 权權 欢歡 民𫞩 汉漢 沈瀋 洁潔 灵靈 爱愛 现現 琼瓊 种種 穷窮 维維 罗囉 芸蕓 ' +
  '荣榮 莲蓮 萍蘋 蒋蔣 虎乕 观觀 贤賢 进進 连連 远遠 遥遙 选選 邓鄧 铁鐵 银銀 锋鋒 锦錦 镇鎮 闻聞 阳陽 阴陰 陇隴 静靜 顺順 颖穎 风風 ' +
  '鸿鴻 鹏鵬 鹤鶴 齐齊 龄齡'
).split(' ');

const alike = new Map<string, Set<string>>();
for (const group of SHAPE_GROUPS) {
  for (const char of group) {
    const known = alike.get(char) ?? new Set<string>();
    for (const other of group) if (other !== char) known.add(other);
    alike.set(char, known);
  }
}

/** Whether one character is easily taken for the other. */
export function looksLike(a: string, b: string): boolean {
  return a === b || alike.get(a)?.has(b) === true;
}
