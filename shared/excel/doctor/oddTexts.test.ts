/** Names, texts and dates with something about them that is none. */
import { describe, expect, it } from 'vitest';
import type { CellValue } from '../sheet';
import { findings, tableWith, told } from './testTable';

const [NAME, BIRTH, ADDRESS] = [1, 5, 8];
const one = (column: number, value: CellValue): string => told(findings(tableWith([[3, column, value]]))).join(' | ');

describe('names', () => {
  it.each<[string, CellValue, string]>([
    ['a number before', '1.张建国', 'name_marks B5 → 张建国'],
    ['a number behind', '王小军1', 'name_marks B5 → 王小军'],
    ['a star', '孙秀兰*', 'name_marks B5 → 孙秀兰'],
    ['a cross', '×徐光明', 'name_marks B5 → 徐光明'],
    ['a full stop', '刘德福。', 'name_marks B5 → 刘德福'],
    ['brackets', '(赵玉梅)', 'name_marks B5 → 赵玉梅'],
    ['a remark before', '（亡）黄伟', 'remark_in_name B5 → 黄伟'],
    ['a phone', '刘洋13812345678', 'name_and_phone B5 → 刘洋'],
    ['a phone in brackets', '赵玉梅（13812345678）', 'name_and_phone B5 → 赵玉梅'],
    ['hidden in the middle', '徐*鹏', 'masked B5'],
    ['孙某某', '孙某某', 'masked B5'],
    ['hidden by letters', '徐xx', 'masked B5'],
    ['a newborn', '未取名', 'unnamed B5'],
    ['a child of somebody', '黄伟之子', 'unnamed B5'],
    ['several', '周永福等4人', 'two_persons B5'],
    ['a dot of another kind', '买买提•吐尔逊', 'name_dot B5 → 买买提·吐尔逊'],
    ['a full stop for the dot', '买买提。吐尔逊', 'name_dot B5 → 买买提·吐尔逊'],
    ['the right dot', '买买提·吐尔逊', ''],
    ['a private character', '李\uE5F1英', 'odd_character B5'],
    ['a radical', '刘⻓福', 'odd_character B5 → 刘长福'],
    ['a compatibility form', '陈\uF9DC', 'odd_character B5 → 陈隆'],
    ['a rare character is none', '王𠅤', ''],
    ['rare characters of names', '龚䶮', ''],
    ['a lost character', '李?华', 'mojibake B5'],
    ['a box for a lost character', '李□华', 'mojibake B5'],
    ['everyday characters from another encoding', '璐哄北', 'mojibake B5 → 贺山'],
    ['a name with 璐 is none', '王璐', ''],
    ['half-width kana', 'ﾕﾅﾉ', 'mojibake B5'],
    ['codes of a web page', '&#21016;&#25935;', 'escaped_text B5 → 刘敏'],
    ['codes of a workbook', '_x5218__x654F_', 'escaped_text B5 → 刘敏'],
    ['codes of a program', '\\u5218\\u654f', 'escaped_text B5 → 刘敏'],
    ['codes of an address', '%E5%88%98%E6%95%8F', 'escaped_text B5 → 刘敏'],
  ])('%s', (_, value, expected) => {
    expect(one(NAME, value)).toBe(expected);
  });

  it('invisible characters of every kind are taken off', () => {
    for (const char of ['\u202C', '\u00AD', '\u3164', '\uFE0F', '\u2066'])
      expect(one(NAME, `张建国${char}`), char.charCodeAt(0).toString(16)).toBe('invisible_characters B5');
  });
});

describe('texts', () => {
  it('hidden digits are no letters of another encoding', () => {
    expect(one(ADDRESS, '××××')).toBe('');
  });

  it('a line break of a web page', () => {
    expect(one(ADDRESS, '李庄村<br>4号')).toBe('escaped_text I5 → 李庄村 4号');
  });

  it.each(['A&B公司', '50%股份', '甲_乙', 'a<b'])('%s is as it should be', (text) => {
    expect(one(ADDRESS, text)).toBe('');
  });
});

describe('dates', () => {
  it.each<[string, CellValue, string]>([
    ['0 shown as a day', '1900-01-00', 'zero_date F5 → null'],
    ['0', 0, 'zero_date F5 → null'],
    ['a day cell of 0', { kind: 'date', serial: 0, format: 'yyyy-mm-dd', is1904: false }, 'zero_date F5 → null'],
    ['an age', 45, 'age_as_date F5'],
    ['an age with its unit', '45岁', 'age_as_date F5'],
    ['a third of a month', '1985年6月中旬', 'approximate F5'],
    ['the end of a month', '1985年6月底', 'approximate F5'],
    ['the lunar calendar', '农历1985年6月初八', 'lunar_date F5'],
    ['the last lunar month', '1985年腊月初八', 'lunar_date F5'],
    ['a year of two digits', '85.6', 'two_digit_year F5'],
  ])('%s', (_, value, expected) => {
    expect(one(BIRTH, value)).toBe(expected);
  });
});
