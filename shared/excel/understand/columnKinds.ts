/** What a column without a header holds, told by its values alone; nothing unless it is beyond doubt. */
import { fieldIn } from '../../catalogue/index';
import { labelFor } from '../../catalogue/codes/index';
import { isBlankText } from '../../text';
import {
  checksumHolds,
  idBirthDate,
  idCharactersHold,
  idProvinceHolds,
  idSex,
  normaliseId,
} from '../../values/idNumber';
import { codecFor } from '../../values/index';
import type { CellValue } from '../sheet';
import { cellText, type Grid } from './grid';

/** The header that says what the column is. */
export type GuessedHeader =
  | '证件号码'
  | '户主证件号码'
  | '姓名'
  | '户主姓名'
  | '与户主关系'
  | '性别'
  | '民族'
  | '出生日期'
  | '文化程度'
  | '行政村'
  | '村民小组';

/** Rows looked at. */
const LOOKED_AT = 300;
/** Share of the filled cells that must speak for a kind; one broken number must not hide a column. */
const ENOUGH = 0.95;

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由朝';

interface Column {
  readonly index: number;
  /** Texts of the filled cells, by position among the rows. */
  readonly texts: readonly string[];
  readonly cells: readonly CellValue[];
  readonly filled: number;
}

/** 0-based column → header; columns that nothing surely tells are not among them. */
export function guessHeaders(grid: Grid, rows: readonly number[]): Map<number, GuessedHeader> {
  const looked = rows.slice(0, LOOKED_AT);
  const columns = Array.from({ length: grid.columnCount }, (_, index) => columnOf(grid, looked, index)).filter(
    ({ filled }) => filled >= Math.max(2, looked.length * 0.5),
  );
  const guessed = new Map<number, GuessedHeader>();
  const relation = only(columns.filter(isRelation));
  if (relation !== undefined) guessed.set(relation.index, '与户主关系');
  const ids = columns.filter((column) => column !== relation && share(column, isValidId) >= ENOUGH);
  const own = ownOf(ids, relation);
  if (own === undefined) return guessed;
  guessed.set(own.index, '证件号码');
  const headId = only(ids.filter((column) => column !== own && isOfHead(column, own, relation)));
  if (headId !== undefined) guessed.set(headId.index, '户主证件号码');
  names(columns, own, relation, guessed);
  const rest = columns.filter(({ index }) => !guessed.has(index));
  const set = (header: GuessedHeader, test: (column: Column) => boolean): void => {
    const found = only(rest.filter((column) => !guessed.has(column.index) && test(column)));
    if (found !== undefined) guessed.set(found.index, header);
  };
  set('性别', (column) => agrees(column, own, (id) => idSex(id), sexOf));
  set('出生日期', (column) => agrees(column, own, (id) => idBirthDate(id), dateOf));
  set('民族', (column) => share(column, (text) => /^.{1,5}族$/.test(text)) >= ENOUGH);
  set('文化程度', (column) => isListed(column, 'education'));
  set('行政村', (column) => share(column, (text) => /^[\p{Script=Han}]{1,8}村(委会|民委员会)?$/u.test(text)) >= ENOUGH);
  set(
    '村民小组',
    (column) =>
      share(column, (text) => /^(第?[\d一二三四五六七八九十]{1,3}|\p{Script=Han}{1,6})(村民小组|组|社)$/u.test(text)) >=
      ENOUGH,
  );
  return guessed;
}

function columnOf(grid: Grid, rows: readonly number[], index: number): Column {
  const cells = rows.map((row) => grid.cell(row, index));
  const texts = cells.map((cell) => {
    const text = cellText(cell).replace(/^'/, '').replace(/\s+/g, '');
    return isBlankText(text) ? '' : text;
  });
  return { index, cells, texts, filled: texts.filter((text) => text !== '').length };
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

function share({ texts, filled }: Column, test: (text: string) => boolean): number {
  let held = 0;
  for (const text of texts) if (text !== '' && test(text)) held++;
  return filled === 0 ? 0 : held / filled;
}

function isValidId(text: string): boolean {
  const id = normaliseId(text);
  return (
    id.length === 18 &&
    idCharactersHold(id) &&
    checksumHolds(id) &&
    idProvinceHolds(id) &&
    idBirthDate(id) !== undefined
  );
}

/** 户主 among labels of the list of relations, and more than one of them. */
function isRelation(column: Column): boolean {
  const field = fieldIn('member', 'relation');
  const list = field?.codes;
  if (list === undefined) return false;
  const words = new Set(column.texts);
  const spoken = share(column, (text) => !/^\d/.test(text) && labelFor(list, text) !== undefined);
  return spoken >= ENOUGH && (words.has('户主') || words.has('本人')) && words.size >= 2;
}

/** The person's own number differs from row to row; the head's comes again. */
function ownOf(ids: readonly Column[], relation: Column | undefined): Column | undefined {
  const distinct = (column: Column): number => new Set(column.texts.filter((text) => text !== '')).size / column.filled;
  const own = ids.filter((column) => distinct(column) >= 0.95);
  return only(own) ?? (relation === undefined ? undefined : only(own.filter((column) => distinct(column) === 1)));
}

/** The same as the person's own value on the rows of 户主, and of another person elsewhere. */
function isOfHead(column: Column, own: Column, relation: Column | undefined): boolean {
  if (relation === undefined) return false;
  let heads = 0;
  let same = 0;
  let others = 0;
  relation.texts.forEach((text, at) => {
    const equal = column.texts[at] === own.texts[at];
    if (text === '户主' || text === '本人') {
      heads++;
      if (equal) same++;
    } else if (!equal) others++;
  });
  return heads > 0 && same >= heads * ENOUGH && others > 0;
}

function isName(text: string): boolean {
  return /^\p{Script=Han}{2,4}$/u.test(text) && SURNAMES.includes(text.charAt(0));
}

/** One column of names is the person's; of two, the one that repeats the head's is 户主姓名. */
function names(
  columns: readonly Column[],
  own: Column,
  relation: Column | undefined,
  guessed: Map<number, GuessedHeader>,
): void {
  const found = columns.filter(
    (column) => !guessed.has(column.index) && share(column, isName) >= ENOUGH && !isOneWord(column),
  );
  const [first, second] = found;
  if (first === undefined || found.length > 2) return;
  if (second === undefined) {
    if (distinctShare(first) >= 0.6 || first.filled < 6) guessed.set(first.index, '姓名');
    return;
  }
  const head = isOfHead(second, first, relation) ? second : isOfHead(first, second, relation) ? first : undefined;
  const person = head === undefined ? undefined : head === first ? second : first;
  if (head === undefined || person === undefined || own.filled === 0) return;
  guessed.set(head.index, '户主姓名');
  guessed.set(person.index, '姓名');
}

function isOneWord(column: Column): boolean {
  return new Set(column.texts.filter((text) => text !== '')).size === 1 && column.filled > 2;
}

function distinctShare({ texts, filled }: Column): number {
  return filled === 0 ? 0 : new Set(texts.filter((text) => text !== '')).size / filled;
}

/** Whether the column repeats what the ID numbers beside it say. */
function agrees(
  column: Column,
  ids: Column,
  told: (id: string) => string | undefined,
  read: (cell: CellValue) => string | undefined,
): boolean {
  let judged = 0;
  let same = 0;
  column.cells.forEach((cell, at) => {
    const want = told(normaliseId(ids.texts[at] ?? ''));
    if (column.texts[at] === '' || want === undefined) return;
    judged++;
    if (read(cell) === want) same++;
  });
  return judged >= 2 && same >= judged * ENOUGH;
}

function sexOf(cell: CellValue): string | undefined {
  const text = cellText(cell).replace(/\s|性/g, '');
  return text === '男' || text === '女' ? text : undefined;
}

function dateOf(cell: CellValue): string | undefined {
  const field = fieldIn('member', 'birth_date');
  if (field === undefined) return undefined;
  const parsed = codecFor(field).fromCell(cell, field);
  return parsed.ok && parsed.value !== undefined ? String(parsed.value) : undefined;
}

/** Labels of one list, several of them, words and no numbers. */
function isListed(column: Column, key: string): boolean {
  const list = fieldIn('member', key)?.codes;
  if (list === undefined) return false;
  const listed = share(column, (text) => !/^\d+$/.test(text) && labelFor(list, text) !== undefined);
  return listed === 1 && new Set(column.texts).size >= 3;
}
