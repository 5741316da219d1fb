import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looseKey, normaliseHeader, splitHeader, splitMulti, toHalfWidth } from './text';

describe('splitHeader', () => {
  it.each([
    ['*户ID', '户id', undefined],
    ['家庭住址：', '家庭住址', undefined],
    ['与村主干路距离（公里）', '与村主干路距离', '公里'],
    ['住房面积\n（平方米）', '住房面积', '平方米'],
    ['住房面积(m2)*', '住房面积', 'm2'],
    ['年收入（单位：万元）', '年收入', '万元'],
    ['劳动能力（劳动技能）', '劳动能力(劳动技能)', undefined],
    ['识别标准(国标/省标)', '识别标准(国标/省标)', undefined],
    ['公益性岗位（月数）', '公益性岗位(月数)', undefined],
    ['县（市、区、旗）', '县(市、区、旗)', undefined],
    ['生产经营性支出（合计）(元)', '生产经营性支出(合计)', '元'],
    ['Ａ２２', 'a22', undefined],
    ['务工收入（元/年）', '务工收入', '元/年'],
    ['（元）', '(元)', undefined],
    ['', '', undefined],
  ])('%j', (header, text, unit) => {
    expect(splitHeader(header)).toEqual({ text, unit });
  });

  it('is done in one go', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'收入（）()元亩:：* 　ＡA月'.split('')) }), (header) => {
        const once = normaliseHeader(header);
        expect(normaliseHeader(once)).toBe(once);
      }),
    );
  });
});

describe('looseKey', () => {
  it('ignores width, case, spaces, brackets and invisible characters', () => {
    expect(looseKey('\uFEFF乡（镇）　内 务工')).toBe('乡(镇)内务工');
    expect(looseKey('〔ＡＰＰ〕')).toBe('(app)');
  });
  it('leaves characters outside the basic plane alone', () => {
    expect(looseKey('𠮷 野')).toBe('𠮷野');
    expect(toHalfWidth('𠮷：１')).toBe('𠮷:1');
  });
});

describe('splitMulti', () => {
  it('knows the separators of sheets', () => {
    expect(splitMulti('残疾，长期慢性病、大病；,健康; ')).toEqual(['残疾', '长期慢性病', '大病', '健康']);
    expect(splitMulti('')).toEqual([]);
  });
});
