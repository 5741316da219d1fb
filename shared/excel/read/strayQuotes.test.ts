import { describe, expect, it } from 'vitest';
import { sentence } from '../../messages/sentence';
import type { CellValue, StrayQuote } from '../sheet';
import { understandWorkbooks } from '../understand/understand';
import { READ_LIMITS } from './limits';
import { parseCsv } from './csv';
import { readWorkbook } from './readWorkbook';

function parsed(text: string): { rows: readonly (readonly CellValue[])[]; strayQuotes: readonly StrayQuote[] } {
  const result = parseCsv(text, READ_LIMITS);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const HEAD = '户编号,户主姓名,证件号码,住址\n';
const row = (at: number, name = `王小${at}`): string => `52999900${at},${name},,李庄村${at}号\n`;

describe('a quote that opens nothing', () => {
  it.each([
    ['with no other quote in the file', HEAD + row(1) + row(2, '"张三') + row(3) + row(4)],
    ['in the first row', HEAD.replace('户主', '"户主') + row(1) + row(2, '张三') + row(3) + row(4)],
    ['before fields that are quoted well', HEAD + row(1) + row(2, '"张三') + row(3, '"王小3"') + row(4)],
    [
      'with a quote behind a number of inches far below',
      HEAD + row(1) + row(2, '"张三') + row(3) + row(4) + row(5, '屏32"'),
    ],
    ['with lines that end in CR LF', (HEAD + row(1) + row(2, '"张三') + row(3) + row(4)).replaceAll('\n', '\r\n')],
  ])('swallows no row: %s', (_, text) => {
    const { rows, strayQuotes } = parsed(text);
    expect(rows.slice(1, 5).map((cells) => [cells[0], cells[3]])).toEqual(
      [1, 2, 3, 4].map((at) => [`52999900${at}`, `李庄村${at}号`]),
    );
    expect(rows[2]?.[1]).toBe('张三');
    expect(strayQuotes).toHaveLength(1);
  });

  it('in a row of quoted fields moves none of them', () => {
    const { rows, strayQuotes } = parsed('"1","张三,"男","a"\n"2","李四","女","b"\n');
    expect(rows[0]).toEqual(['1', '张三', '男', 'a']);
    expect(strayQuotes).toEqual([{ line: 1, row: 0 }]);
  });

  it('is told by the line of the text, which is not the row where cells hold line breaks', () => {
    const { strayQuotes } = parsed(`"户\n编号",户主姓名,证件号码,住址\n${row(1)}${row(2, '"张三')}${row(3)}`);
    expect(strayQuotes).toEqual([{ line: 4, row: 2 }]);
  });

  it('is said once for the file, in words that a clerk can act on', () => {
    const text = HEAD + Array.from({ length: 40 }, (_, at) => row(at, at % 3 === 1 ? '"张三' : '李四')).join('');
    const read = readWorkbook(new TextEncoder().encode(text), '低保.csv');
    if (!read.ok) throw new Error(read.error.code);
    const { problems } = understandWorkbooks([read.value], { today: '20260630' });
    const said = problems.filter(({ code }) => code === 'csv_stray_quotes');
    expect(said).toMatchObject([{ file: '低保.csv', sheet: '低保', cell: 'A3', level: 'note' }]);
    expect(sentence('csv_stray_quotes', said[0]?.params ?? {})).toMatch(
      /^第3、6、9、12、15、18、21、24、27、30行等13行/,
    );
  });

  it('is found where the field is longer than any cell', () => {
    const { rows } = parsed(`"张三\n${'李四\n'.repeat(20_000)}`);
    expect(rows).toHaveLength(20_001);
  });
});

describe('quotes that do hold a text of several lines', () => {
  it.each([
    ['the last column', '编号,姓名,情况\n1,张三,"残疾,二级\n慢病,高血压,服药"\n2,李四,\n'],
    ['a list of as many commas', '姓名,家庭成员\n张三,"妻,李四\n子,张五\n女,张六"\n王五,无\n'],
    ['the middle', '编号,姓名,情况,备注\n1,"张\n三",a,b\n2,李四,c,d\n'],
    ['a text that the end of the file cuts off', '编号,姓名,情况\n1,张三,"第一行\n第二行'],
    ['a quote in a quote', '编号,姓名,情况\n1,张三,"说 ""好""\n说 ""不好"""\n2,李四,\n'],
    ['spaces behind', '编号,姓名,情况\n1,张三,"第一行\n第二行" \n2,李四,\n'],
  ])('stay: %s', (_, text) => {
    const { rows, strayQuotes } = parsed(text);
    expect(strayQuotes).toEqual([]);
    expect(rows.filter((cells) => cells.some((cell) => String(cell).includes('\n')))).toHaveLength(1);
  });
});
