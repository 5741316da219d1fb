import { describe, expect, it } from 'vitest';
import { CODE_LISTS, codeList, labelFor, meansNone } from './index';

/** [list, text as it stands in sheets, label or undefined]. */
const READINGS: readonly (readonly [string, string, string | undefined])[] = [
  ['SEX', '1', '男'],
  ['SEX', '女性', '女'],
  ['SEX', 'Ｆ', '女'],
  ['SEX', '3', undefined],
  ['ID_TYPE', '居民身份证（户口簿）', '居民身份证'],
  ['ID_TYPE', '1', '居民身份证'],
  ['ID_TYPE', '09', '残疾人证'],
  ['RELATION', '本人', '户主'],
  ['RELATION', '妻', '配偶'],
  ['RELATION', '长子', '之子'],
  ['RELATION', '3', '之子'],
  ['RELATION', '外孙', '之外孙子'],
  ['RELATION', '弟媳', '之兄弟媳妇'],
  ['ETHNIC', '汉', '汉族'],
  ['ETHNIC', '布依族', '布依族'],
  ['ETHNIC', '穿青人', '其他'],
  ['ETHNIC', '01', undefined],
  ['POLITICAL', '党员', '中共党员'],
  ['POLITICAL', '13', '群众'],
  ['EDUCATION', '高中（含中专／中职）', '高中(含中专/中职)'],
  ['EDUCATION', '高中', '高中'],
  ['EDUCATION', '中专', '高中(含中专/中职)'],
  ['EDUCATION', '大专', '大专(高职高专)'],
  ['EDUCATION', '5', '大专及以上'],
  ['STUDENT', '高中一年级', '高中一年级'],
  ['STUDENT', '普通高中一年级', '普通高中一年级'],
  ['STUDENT', '初二', '八年级'],
  ['STUDENT', '是', undefined],
  ['HEALTH', '患有大病', '大病'],
  ['HEALTH', '慢性病', '长期慢性病'],
  ['DISABILITY_LEVEL', '2级', '二级'],
  ['LABOR', '半劳动力', '弱劳动力或半劳动力'],
  ['LABOR', '无劳动能力', '无劳动力'],
  ['CAUSE', '缺劳动力', '缺劳力'],
  ['CAUSE', '99', '其他'],
  ['CAUSE', '缺技术、缺资金', undefined],
  ['RISK', '因产业失败', '因产业项目失败'],
  ['OUT_STATUS', '已脱贫（享受政策）', '脱贫享受政策'],
  ['OUT_STATUS', '4', '稳定脱贫'],
  ['DIBAO_STATE', '是', '农村低保'],
  ['DIBAO_STATE', '0', '未享受'],
  ['TEKUN_STATE', '否', '未享受'],
  ['WORK_AREA', '乡（镇）外县内务工', '乡(镇)外县内务工'],
  ['EMPLOY_CHANNEL', '扶贫车间', '帮扶车间'],
  ['PUBLIC_POST', '道路管护', '护路员'],
  ['FUEL', '牛油蜡', undefined],
  ['FUEL', '4', '清洁能源'],
  ['HOUSE_GRADE', 'd', 'D级'],
  ['MONITOR_TYPE', '脱贫监测户', '脱贫不稳定户'],
  ['DEV_HELP_STATE', '是', '已实施'],
  ['YESNO', '√', '是'],
  ['YESNO', '未参加', '否'],
  ['YESNO', '1', '是'],
  ['YESNO', '无', '否'],
  ['MEASURE.综合', '特困', '特困供养'],
  ['NO_SUCH_LIST', '是', undefined],
];

describe('labelFor', () => {
  it.each(READINGS)('%s reads %s as %s', (list, text, label) => {
    expect(labelFor(list, text)).toBe(label);
  });

  it('reads every label as itself, in full width and with spaces too', () => {
    for (const list of CODE_LISTS) {
      for (const { label } of list.items) {
        const wide = ` ${label.replace(/\(/g, '（').replace(/\)/g, '）').replace(/\//g, '／')} `;
        expect([list.name, labelFor(list, label), labelFor(list, wide)]).toEqual([list.name, label, label]);
      }
    }
  });

  it('reads every code as its label', () => {
    for (const list of CODE_LISTS) {
      for (const { code, label } of list.items) {
        if (code !== undefined) expect([list.name, labelFor(list, code)]).toEqual([list.name, label]);
      }
    }
  });
});

describe('meansNone', () => {
  it('tells texts that stand for a blank', () => {
    expect(meansNone('WORK_AREA', '未务工')).toBe(true);
    expect(meansNone('WORK_AREA', '省外务工')).toBe(false);
    expect(meansNone('RELATION', '否')).toBe(true);
    expect(meansNone('SEX', '否')).toBe(false);
  });

  it('never hides a label', () => {
    for (const list of CODE_LISTS) {
      for (const text of list.none ?? [])
        expect([list.name, text, labelFor(list, text)]).toEqual([list.name, text, undefined]);
    }
  });
});

describe('lists of the domain pages', () => {
  it('stand complete where a count is known', () => {
    const size = (name: string): number | undefined => codeList(name)?.items.length;
    expect(size('ETHNIC')).toBe(58);
    expect(size('RELATION')).toBe(28);
    expect(size('POLITICAL')).toBe(13);
    expect(size('CAUSE')).toBe(15);
    expect(size('LIVE_STATE')).toBe(10);
    expect(size('NOT_COUNTED')).toBe(11);
    expect(size('ORG_LEVEL')).toBe(16);
  });
});
