import { describe, expect, it } from 'vitest';
import type { CopyInfo, SecondPlace } from '#shared/ipc/desktop';
import { agoText, lightOf, type Standing } from './light';

const NOW = Date.parse('2026-11-22T08:34:00+08:00');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const before = (ms: number): string => new Date(NOW - ms).toISOString();

function copy(over: Partial<CopyInfo> = {}): CopyInfo {
  return {
    name: '000000000037-20261122T082000.zip',
    bytes: 1000,
    made: before(14 * MINUTE),
    line: 37,
    sum: 'A'.repeat(43),
    seq: 37,
    households: 482,
    members: 1596,
    reason: 'start',
    hash: '',
    checked: before(14 * MINUTE),
    rehearsed: before(10 * MINUTE),
    damaged: false,
    mirrored: true,
    ...over,
  };
}

const second: SecondPlace = { folder: 'E:\\户档', present: true, mirrored: before(HOUR), line: 37, failure: '' };

function standing(over: Partial<Standing> = {}): Standing {
  return {
    now: NOW,
    lastSaved: before(3 * MINUTE),
    line: 40,
    damagedLines: [],
    rotten: [],
    canWrite: true,
    copies: [copy()],
    second,
    ...over,
  };
}

describe('the light', () => {
  it('is never green after a rehearsal that gave back something else, or for a copy that was not taken over after all', () => {
    expect(lightOf(standing({ differs: true }))).toMatchObject({ level: 'bad', short: '恢复演练不一致，请查看' });
    const foreign = copy({ reason: 'restored', households: 9000, rehearsed: null });
    expect(lightOf(standing({ copies: [foreign] })).level).toBe('warn');
    expect(lightOf(standing({ copies: [foreign, copy()] })).detail).toContain('482 户');
  });

  it('is green when journal, checked and rehearsed copy and second place are all there', () => {
    const light = lightOf(standing());
    expect([light.level, light.short]).toEqual(['good', '可恢复到 3 分钟前，已验证']);
    expect(light.detail).toContain('482 户');
  });

  it('says nothing of an archive that holds nothing', () => {
    expect(lightOf(standing({ line: 0, lastSaved: null, copies: [] })).level).toBe('none');
  });

  it.each<[string, Partial<Standing>, string]>([
    ['no copy', { copies: [] }, '还没有核对过的副本'],
    ['a copy never re-read', { copies: [copy({ checked: null })] }, '还没有核对过的副本'],
    ['an old copy of a changed archive', { copies: [copy({ made: before(3 * DAY) })] }, '最近的副本是 3 天前的'],
    ['no rehearsal', { copies: [copy({ rehearsed: null })] }, '还没有演练过恢复'],
    [
      'a rehearsal of long ago',
      { copies: [copy({ rehearsed: null }), copy({ line: 1, rehearsed: before(9 * DAY) })] },
      '还没有演练过恢复',
    ],
    ['no second place', { second: { ...second, folder: '' } }, '没有第二份'],
    ['a second place not known', { second: null }, '没有第二份'],
    ['a second place that is still empty', { second: { ...second, mirrored: null } }, '第二份还没有存好'],
    ['a second place of long ago', { second: { ...second, mirrored: before(9 * DAY) } }, '第二份已 9 天没有更新'],
    ['a second place that is full', { second: { ...second, failure: 'second_full' } }, '第二份没有更新成功'],
    ['a second place on the same drive', { second: { ...second, sameDrive: true } }, '第二份在同一块硬盘上'],
  ])('is amber with %s', (_, over, missing) => {
    const light = lightOf(standing(over));
    expect([light.level, light.short]).toEqual(['warn', `可恢复到 3 分钟前，${missing}`]);
    expect(light.detail).not.toBe('');
  });

  it('asks for the stick only when it is not there', () => {
    const say = (over: Partial<SecondPlace>): string =>
      lightOf(standing({ second: { ...second, mirrored: null, ...over } })).detail;
    expect(say({ present: false })).toContain('请插上');
    expect(say({})).toContain('先不要拔出');
    expect(say({ failure: 'second_full' })).toContain('原因和办法');
  });

  it('stays green while the second place is away, or open elsewhere for a moment', () => {
    for (const over of [{ present: false, failure: 'second_gone' }, { failure: 'second_in_use' }]) {
      expect(lightOf(standing({ second: { ...second, ...over } })).level).toBe('good');
    }
  });

  it('speaks of no age under a clock that was set back', () => {
    const now = NOW - 3 * DAY;
    const { level, title, detail } = lightOf(standing({ now }));
    expect([level, title]).toEqual(['good', '可恢复到最后一次保存，已验证。']);
    expect(detail).toContain('最近的副本是之前做的');
    expect(detail).toContain('第二份之前更新过');
  });

  it('stays green over an old copy that still holds everything', () => {
    expect(
      lightOf(standing({ line: 37, copies: [copy({ made: before(9 * DAY), rehearsed: before(9 * DAY) })] })).level,
    ).toBe('good');
  });

  it('stays green when an older copy is damaged, or a newer one has not been rehearsed yet today', () => {
    const older = copy({ line: 12, damaged: true });
    const newer = copy({ line: 40, rehearsed: null });
    expect(lightOf(standing({ copies: [newer, copy(), older] })).level).toBe('good');
  });

  it.each<[string, Partial<Standing>]>([
    ['a line behind the newest good copy cannot be read', { damagedLines: [39] }],
    ['an attachment is rotten', { rotten: ['a'.repeat(64)] }],
    ['a line cannot be read and there is no copy', { damagedLines: [3], copies: [] }],
    ['the only copy that covers the damage is damaged', { damagedLines: [3], copies: [copy({ damaged: true })] }],
    ['the newest copy is damaged', { copies: [copy({ damaged: true }), copy({ line: 12 })] }],
    ['the journal cannot be written', { canWrite: false }],
  ])('is red when %s', (_, over) => {
    expect(lightOf(standing(over)).level).toBe('bad');
  });

  it('does not speak of damage that a good copy covers', () => {
    expect(lightOf(standing({ damagedLines: [12] })).level).toBe('good');
  });
});

describe('how long ago', () => {
  it.each([
    [10_000, '刚才'],
    [-90_000, '刚才'],
    [3 * MINUTE, '3 分钟前'],
    [5 * HOUR + MINUTE, '5 小时前'],
    [50 * HOUR, '2 天前'],
    [-2 * DAY, '之前'],
  ])('%i ms is %s', (age, text) => expect(agoText(before(age), NOW)).toBe(text));
});
