import { describe, expect, it } from 'vitest';
import { matching } from './Choices';

const CHOICES = [
  { value: '因病', code: '01', synonyms: ['因病致贫'] },
  { value: '因残', code: '02' },
  { value: '缺技术', code: '07' },
  { value: '其他', code: '12' },
];
const words = (typed: string) => matching(CHOICES, typed).map(({ value }) => value);

describe('what a typed text may mean', () => {
  it('takes the number, with or without its zero', () => {
    expect(words('2')).toEqual(['因残']);
    expect(words('02')).toEqual(['因残']);
  });
  it('takes the beginning, then any part, then synonyms', () => {
    expect(words('因')).toEqual(['因病', '因残']);
    expect(words('技')).toEqual(['缺技术']);
    expect(words('因病致')).toEqual(['因病']);
  });
  it('offers everything for nothing, and nothing for what no word has', () => {
    expect(words(' ')).toHaveLength(4);
    expect(words('x')).toEqual([]);
  });
});
