import { describe, expect, it } from 'vitest';
import type { OpenStory } from '../store/openDistrustful';
import { isMinor, minorText, ranges, sayProgress, sayStory, shareOf } from './story';

const story = (over: Partial<OpenStory> = {}): OpenStory => ({
  what: 'rebuilt',
  because: 'unreadable',
  copy: '000000000012-20261122T082000.zip',
  copyMade: null,
  lines: 37,
  households: 482,
  ms: 3210,
  lostLines: [],
  ...over,
});
const MADE = '2026-11-22T08:20:00';
const text = (said: ReturnType<typeof sayStory>): string => said.facts.map(([, fact]) => fact).join('');

describe('what happened at the opening', () => {
  it('names the copy, the lines, the households and the time', () => {
    const said = sayStory(story(), MADE);
    expect([said.kind, said.title]).toEqual(['good', '档案已重新建立，内容没有丢失']);
    expect(text(said)).toContain('11月22日 08:20 的副本和之后的 37 条保存记录');
    expect(text(said)).toContain('482 户，用时 3.2 秒');
  });
  it('says exactly what is missing', () => {
    const said = sayStory(story({ lostLines: [3, 5, 6, 7] }), null);
    expect(said.title).toContain('没能恢复');
    expect(text(said)).toContain('4 条保存记录读不出来（第 3、5—7 条）');
  });
  it('is nothing to speak of for who only looks, unless something is missing', () => {
    expect([isMinor(story(), true), minorText(story(), true)]).toEqual([true, '']);
    expect(isMinor(story({ lostLines: [3] }), true)).toBe(false);
    expect(sayProgress(null, true)).toContain('读取');
  });
  it('promises nothing about an end of the record that could not be read', () => {
    const facts = (over: object): string => JSON.stringify(sayStory(story(over), null).facts);
    expect(facts({ cutBytes: 800 })).toContain('末尾有 800 字节不完整');
    expect(facts({ cutBytes: 800 })).not.toContain('都在');
    expect(facts({})).toContain('显示过“已保存”的内容都在');
  });
  it('is a sentence in passing after a crash, and a dialog whenever something is missing', () => {
    const replayed = story({ what: 'replayed', because: 'behind', copy: null, lines: 3 });
    expect([isMinor(replayed, false), minorText(replayed, false)]).toEqual([
      true,
      '上次没有正常关闭，已按保存记录补上 3 步，内容没有丢失',
    ]);
    expect(isMinor({ ...replayed, lostLines: [3] }, false)).toBe(false);
    expect(isMinor(story(), false)).toBe(false);
    expect(isMinor(story({ what: 'adopted', because: 'first' }), false)).toBe(true);
    expect(isMinor(story({ what: 'adopted', because: 'damage' }), false)).toBe(false);
  });
});

describe('progress of the opening', () => {
  const from = { made: MADE, lines: 37 };
  it('says why and from what', () => {
    expect(sayProgress({ step: 'copy', because: 'unreadable', from, done: 1, total: 4 }, false)).toMatch(
      /^数据库文件损坏，打不开，正在用 .*11月22日 08:20 的副本和之后的 37 条保存记录重新建立…$/,
    );
    expect(sayProgress({ step: 'journal', because: 'behind', done: 1, total: 4 }, false)).toContain('补上 4 步');
    expect(sayProgress(null, false)).toContain('核对');
  });
  it('never runs backwards from copy to journal', () => {
    const steps = [
      { step: 'copy', done: 4, total: 4 },
      { step: 'journal', done: 0, total: 9 },
      { step: 'journal', done: 9, total: 9 },
    ] as const;
    const shares = steps.map((step) => shareOf({ ...step, because: 'missing', from }));
    expect(shares).toEqual([0.8, 0.8, 1]);
  });
});

it('numbers in a row are one range', () => {
  expect(ranges([1])).toBe('1');
  expect(ranges([1, 2, 3, 9, 11, 12])).toBe('1—3、9、11—12');
  expect(ranges(Array.from({ length: 40 }, (_, n) => n * 2))).toMatch(/等$/);
});
