/** Header texts as staff write them: official terms, aliases, and the ways in which a text is bent to fit a narrow column. */
import type { Field } from '../../catalogue/index';
import { headerFor } from '../columns';
import type { Random } from '../random';

const TRADITIONAL: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...'户戶证證号號码碼联聯电電话話与與关關系係龄齡态態务務业業员員劳勞动動县縣乡鄉组組编編责責单單开開间間积積亩畝状狀况況学學级級别別类類积積产產传傳贫貧脱脫属屬纯純总總额額农農龙龍头頭医醫疗療险險职職参參养養测測风風险險饮飲卫衛厕廁标標准準识識银銀账賬卡卡义義补補贴貼残殘疾疾转轉经經营營财財资資称稱实實际際录錄难難补補发發构構组組条條记記时時间間识識监監别別种種应應现現场場质質对對处處层層标標准準约約纪紀终終线線',
  ].reduce<[string, string][]>((pairs, char, at, all) => {
    if (at % 2 === 0) pairs.push([char, all[at + 1] ?? char]);
    return pairs;
  }, []),
);

/** Texts of our own beside those of the catalogue; each says the field to any clerk. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  household_no: ['户编号', '农户编号', '户号'],
  head_name: ['户主姓名', '户主'],
  head_id_no: ['户主身份证号码', '户主证件号码'],
  phone: ['户联系电话', '户主电话', '户主联系电话'],
  member_count: ['家庭人口数', '家庭总人口'],
  household_type: ['户类型', '农户类型'],
  name: ['姓名', '成员姓名', '家庭成员姓名'],
  id_no: ['身份证号码', '公民身份号码', '身份证号'],
  relation: ['与户主关系', '和户主关系', '与户主的关系'],
  birth_date: ['出生日期', '出生年月日'],
  ethnic: ['民族'],
  political: ['政治面貌'],
  education: ['文化程度'],
  health: ['健康状况', '身体健康状况'],
  is_dangerous_house: ['是否危房户', '危房户', '是否危房'],
  house_area: ['住房面积'],
  water_safe: ['饮水是否安全', '是否解决安全饮用水'],
  inc_net_pc: ['人均纯收入', '家庭人均纯收入', '年人均纯收入'],
  inc_total: ['家庭总收入', '年总收入', '总收入'],
  helper_name: ['帮扶责任人', '帮扶干部', '结对帮扶人'],
  cause_main: ['主要致贫原因', '致贫原因'],
  address: ['家庭住址', '详细住址'],
};

/** Texts of the catalogue that a clerk could read as something else in a mixed table. */
const VAGUE = new Set([
  '单位名称',
  '说明',
  '开始时间',
  '结束时间',
  '终止时间',
  '隶属关系',
  '社',
  '屯',
  '状态',
  '手机',
  '联系方式',
]);

/** A text that names the field without help from a group above. */
export function plainHeader(field: Field, random: Random): string {
  const own = OWN[field.key];
  if (own !== undefined && random.chance(0.4)) return random.pick(own);
  for (let tries = 0; tries < 20; tries++) {
    const text = headerFor(field, random);
    if (!VAGUE.has(text)) return text;
  }
  return field.label;
}

/** How much a layout bends its header texts. */
export interface Bending {
  readonly spaces: boolean;
  readonly breaks: boolean;
  readonly numbered: '' | '1.' | '1、' | '(1)' | '①';
  readonly star: boolean;
  readonly brackets: boolean;
  readonly traditional: boolean;
  readonly question: boolean;
  readonly colon: boolean;
}

export const STRAIGHT: Bending = {
  spaces: false,
  breaks: false,
  numbered: '',
  star: false,
  brackets: false,
  traditional: false,
  question: false,
  colon: false,
};

export function bendingOf(random: Random, traits: ReadonlySet<string>): Bending {
  const has = (trait: string): boolean => traits.has(trait);
  return {
    spaces: has('headerSpaces'),
    breaks: has('headerBreaks'),
    numbered: has('headerNumbers') ? random.pick(['1.', '1、', '(1)', '①'] as const) : '',
    star: has('headerStars'),
    brackets: has('headerHints'),
    traditional: has('traditional'),
    question: has('headerHints'),
    colon: has('headerStars') && random.chance(0.3),
  };
}

const UNITS: Readonly<Record<string, readonly string[]>> = {
  元: ['（元）', '(元)', '(元/年)'],
  亩: ['（亩）', '(亩)', '／亩'],
  '㎡': ['（㎡）', '(平方米)', '（平米）'],
  公里: ['（公里）', '(公里)', '(km)'],
  月: ['（月）', '(个月)'],
  人: ['（人）', '(人)'],
};

/** The unit behind a header, mostly in parentheses; 万元 when amounts are shown so. */
export function withUnit(text: string, field: Field, factor: number, random: Random): string {
  if (factor === 10_000) return `${text}${random.pick(['（万元）', '(万元)', '（单位:万元）'])}`;
  const list = UNITS[field.unit ?? ''];
  if (list === undefined || !random.chance(0.4) || /[()（）]/.test(text)) return text;
  const drawn = random.pick(list);
  // A monthly wage is not per year.
  const unit = field.key === 'work_income_month' ? '（元）' : drawn;
  return unit === '／亩' ? text : `${text}${unit}`;
}

const HINTS: Readonly<Record<string, readonly string[]>> = {
  yesNo: ['（是/否）', '(是或否)', '（是、否）'],
  idNumber: ['（18位）', '(18位身份证)', '（与户口簿一致）'],
  date: ['（如20200101）', '(年月日)'],
  phone: ['（手机）', '(11位)'],
  code: ['（下拉选择）', '(见代码表)', '（必填）'],
  text: ['（必填）', '（按户口簿填写）'],
  money: ['（保留两位小数）', '（上年度）'],
};

/** Bends a text. `at` = place of the column, for numbering. */
export function bend(text: string, field: Field | null, bending: Bending, at: number, random: Random): string {
  let out = text;
  if (bending.traditional) out = [...out].map((char) => TRADITIONAL[char] ?? char).join('');
  if (bending.question && field !== null && random.chance(0.35) && !/[()（）]/.test(out)) {
    const hints = HINTS[field.type];
    if (hints !== undefined) out += random.pick(hints);
  }
  if (bending.brackets && random.chance(0.3)) out = out.replace(/[（(]/g, '〔').replace(/[）)]/g, '〕');
  if (bending.spaces && /^[\u4e00-\u9fff]{2,4}$/.test(out)) out = [...out].join(random.pick([' ', '　', '  ']));
  if (bending.breaks && out.length >= 4 && random.chance(0.6)) {
    const cut = random.int(2, out.length - 2);
    out = `${out.slice(0, cut)}${random.pick(['\n', '\r\n'])}${out.slice(cut)}`;
  }
  if (bending.star && random.chance(0.5)) out = random.chance(0.5) ? `*${out}` : `${out}*`;
  if (bending.colon) out += '：';
  return `${numbered(bending.numbered, at)}${out}`;
}

function numbered(style: Bending['numbered'], at: number): string {
  if (style === '') return '';
  if (style === '①') return at < 20 ? String.fromCharCode(0x2460 + at) : `${at + 1}.`;
  return style.replace('1', String(at + 1));
}
