/**
 * Traditional characters of names, places and form labels with their simplified ones. Only pairs that leave no choice: 乾, 著,
 * 瞭 or 於 are characters of simplified names, too, and are not here.
 */
const PAIRS =
  '張张陳陈劉刘楊杨趙赵黃黄吳吴孫孙馬马羅罗鄭郑謝谢許许韓韩馮冯鄧邓蕭萧葉叶蘇苏蔣蒋賈贾閻阎陸陆範范譚谭鄒邹龍龙' +
  '錢钱湯汤賀贺賴赖龔龚顧顾萬万盧卢嚴严陽阳齊齐倫伦華华國国軍军偉伟傑杰麗丽藝艺蘭兰鳳凤鵬鹏輝辉燦灿賢贤貴贵' +
  '榮荣興兴慶庆義义禮礼學学業业東东風风飛飞鐵铁銀银鋒锋鋼钢鎮镇銘铭錦锦鑫鑫鈺钰鍾钟鐘钟鳴鸣鶴鹤麟麟' +
  '紅红緒绪綺绮維维綱纲緯纬績绩繼继純纯紹绍經经組组線线細细給给網网約约級级紀纪納纳結结統统綜综緣缘' +
  '詩诗誠诚譯译詳详語语說说請请諾诺謙谦議议記记設设訓训許许論论識识護护讓让計计認认' +
  '愛爱寶宝實实寧宁賓宾憲宪審审寫写對对導导專专將将爾尔島岛嶺岭峽峡崗岗嵐岚' +
  '樂乐橋桥樓楼標标權权樹树機机棟栋楓枫樺桦檢检歐欧歡欢歲岁歷历歸归' +
  '漢汉滿满澤泽潔洁潤润淵渊濤涛濟济灣湾灘滩漁渔溫温準准減减瀋沈' +
  '煥焕煒炜燁烨燈灯營营爐炉獎奖獨独獻献現现瑪玛環环璽玺瓊琼' +
  '電电畫画異异療疗癥症監监盤盘礎础確确碼码磚砖種种積积穩稳窯窑競竞筆笔節节範范築筑簡简籃篮' +
  '糧粮農农達达運运遠远適适選选還还邊边進进連连遷迁遼辽郵邮鄉乡醫医釋释里里' +
  '門门閃闪開开間间關关閱阅陰阴隊队階阶際际險险隨随雙双雜杂離离難难雲云霧雾靜静韋韦頁页順顺須须預预領领' +
  '頻频題题顏颜願愿類类養养館馆驗验駿骏騰腾體体髮发鬥斗魚鱼鮮鲜鳥鸟鷹鹰麥麦點点黨党齡龄' +
  '聖圣聰聪職职聯联聲声膚肤臨临舊旧艱艰莊庄蓮莲蔭荫藍蓝藥药處处號号蟲虫衛卫補补裡里複复規规視视親亲覺觉' +
  '觀观負负財财貧贫貨货貸贷費费資资質质賬账購购趕赶車车輕轻輩辈輪轮輸输辦办邏逻' +
  '員员圍围園园圓圆團团執执報报場场塊块塵尘壓压壯壮壽寿夢梦夾夹奪夺婦妇媽妈嬌娇孫孙孿孪' +
  '個个們们倉仓側侧偵侦備备傳传債债傷伤僅仅價价儀仪億亿優优儲储內内兩两冊册凍冻劃划劇剧動动務务勝胜勞劳勢势勵励' +
  '勳勋區区協协單单卻却廠厂廳厅參参問问啟启喬乔喪丧嗎吗嘆叹嚮向囑嘱後后從从復复惡恶態态慣惯憂忧懷怀戰战戲戏戶户' +
  '執执擇择擔担據据擴扩攝摄敵敌數数斷断時时晉晋晝昼暫暂曉晓會会極极構构樣样殘残殺杀氣气沒没無无爭争爺爷狀状' +
  '當当盡尽眾众睏困礙碍稅税稱称竊窃絕绝續续缺缺罰罚羨羡習习職职脫脱腦脑腫肿舉举艷艳芻刍茲兹荊荆莖茎萊莱蔔卜' +
  '襪袜見见詞词詢询該该調调豐丰貝贝貢贡買买賣卖賽赛跡迹蹟迹轉转農农遺遗醜丑針针釣钓銅铜錄录鋪铺錯错鍵键鎖锁鏡镜' +
  '長长閘闸闆板隻只霊灵靈灵響响頂顶項项頓顿頭头顯显風风餘余馳驰驅驱驕骄驚惊鬆松鬧闹鳩鸠鴻鸿鵝鹅鷗鸥鹽盐' +
  '證证話话與与係系縣县編编責责畝亩況况別别產产屬属總总額额測测飲饮廁厕貼贴帳账幫帮欄栏';

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from({ length: PAIRS.length / 2 }, (_, at) => [PAIRS.charAt(at * 2), PAIRS.charAt(at * 2 + 1)] as const).filter(
    ([traditional, simplified]) => traditional !== simplified,
  ),
);

const TRADITIONAL = new RegExp(`[${[...SIMPLIFIED.keys()].join('')}]`, 'g');
const ANY = new RegExp(TRADITIONAL.source);

export function hasTraditional(text: string): boolean {
  return ANY.test(text);
}

export function toSimplified(text: string): string {
  return text.replace(TRADITIONAL, (char) => SIMPLIFIED.get(char) ?? char);
}
