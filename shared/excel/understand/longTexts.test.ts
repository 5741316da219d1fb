/**
 * Texts as long as a cell can hold, of what patterns stumble over: each of these once took seconds to hours. What is
 * expected is an answer; the limit of a test's time is what fails where a pattern looks at such a text again and again.
 */
import { describe, expect, it } from 'vitest';
import type { CellValue } from '../sheet';
import { idOf, sheetOf, workbookOf } from './testSheet';
import { toRecords } from './toRecords';
import { understandWorkbooks } from './understand';

const LONG = 32_000;
const times = (unit: string): string => unit.repeat(LONG / unit.length);

const TEXTS: Readonly<Record<string, string>> = {
  'spaces in brackets': `张三${times(' ')})`,
  'a year with a wide blank': `年${times(' ')}x`,
  'a printed line without an end': `户主${times('_')}x`,
  'lines and spaces': `${times('_ ')}x`,
  'an open tick box': `(${times(' ')}是☑`,
  'open brackets': `姓名${times('（')}`,
  'open square brackets': `姓名${times('[')}`,
  'brackets after letters': `${times('a(')}）`,
  'brackets before digits': `${times('(1')}）`,
  'brackets before a line break': `张三${times('(')}\n三`,
  'units in brackets': times('（元）'),
  'remarks in brackets': `${times('(格式')})`,
  'tables in brackets': `${times('表(')}x`,
  placeholders: times('${'),
  'double placeholders': times('{{'),
  'kinds of items': `${times('类别')}x`,
  'a label and a wide blank': `户主：${times(' ')}x：：`,
  digits: `${times('1')}x`,
  'digits and spaces': `2014${times(' ')}x`,
  'question marks': `张${times('?')}x`,
};

const header = ['户编号', '户主姓名', '姓名', '证件号码', '性别', '与户主关系', '出生日期', '务工收入（元）', '备注'];
const row = (at: number): CellValue[] => [
  `52990000${at}`,
  '赵甲',
  '赵甲',
  idOf('19700101', at * 2 + 1),
  '男',
  '户主',
  '19700101',
  1200,
  '',
];

const PLACES: Readonly<Record<string, (text: string) => readonly (readonly CellValue[])[]>> = {
  'title, header and note': (text) => [[text], [...header, text], row(1), row(2), [`备注：${text}`]],
  'a row': (text) => [header, row(1), row(2), header.map((_, at) => (at === 0 ? '529900003' : text)), row(4)],
  'a form': (text) => [
    ['农户信息采集表'],
    ['户主姓名', '赵甲', '性别', text],
    ['证件号码', idOf('19700101', 3), text, '汉族'],
    ['家庭住址', text, '联系电话', '13800000000'],
    [text, '签字：'],
  ],
};

describe('texts as long as a cell can hold', () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    it(`${name} in every place`, () => {
      for (const rows of Object.values(PLACES)) {
        const { sheets } = understandWorkbooks([workbookOf(sheetOf(rows(text)))], { year: 2025, today: '20260630' });
        expect(() => toRecords(sheets)).not.toThrow();
      }
    });
  }
});
