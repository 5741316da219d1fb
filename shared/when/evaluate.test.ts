import { describe, expect, it } from 'vitest';
import type { Condition } from './condition';
import { evaluate, fieldsIn, labelsIn, type Scope } from './evaluate';
import { explain } from './explain';

const scopeOf = (values: Readonly<Record<string, string | number>>): Scope => ({ get: (field) => values[field] });
const ill: Condition = { field: 'health', is: ['大病', '残疾'] };

describe('evaluate', () => {
  it('compares the whole label or one part of several', () => {
    expect(evaluate(ill, scopeOf({ health: '残疾,长期慢性病' }))).toBe(true);
    expect(evaluate(ill, scopeOf({ health: '健康' }))).toBe(false);
    expect(evaluate({ field: 'x', is: ['病'] }, scopeOf({ x: '大病' }))).toBe(false);
    expect(evaluate(ill, scopeOf({}))).toBe(false);
  });

  it('tells filled from blank; zero is filled', () => {
    const filled: Condition = { field: 'area', filled: true };
    expect(evaluate(filled, scopeOf({ area: 0 }))).toBe(true);
    expect(evaluate(filled, scopeOf({ area: '' }))).toBe(false);
    expect(evaluate({ field: 'area', filled: false }, scopeOf({}))).toBe(true);
  });

  it('includes both ends of a range and never holds for blanks or words', () => {
    const school: Condition = { field: 'age', from: 6, to: 15 };
    expect([5, 6, 15, 16].map((age) => evaluate(school, scopeOf({ age })))).toEqual([false, true, true, false]);
    expect(evaluate({ field: 'age', to: 15 }, scopeOf({}))).toBe(false);
    expect(evaluate({ field: 'age', to: 15 }, scopeOf({ age: '' }))).toBe(false);
    expect(evaluate({ field: 'age', from: 0 }, scopeOf({ age: '六' }))).toBe(false);
  });

  it('combines with all, any and not', () => {
    const both: Condition = { all: [ill, { not: { field: 'household.kind', is: ['一般农户'] } }] };
    expect(evaluate(both, scopeOf({ health: '大病', 'household.kind': '脱贫户' }))).toBe(true);
    expect(evaluate(both, scopeOf({ health: '大病', 'household.kind': '一般农户' }))).toBe(false);
    expect(evaluate({ any: [] }, scopeOf({}))).toBe(false);
    expect(evaluate({ all: [] }, scopeOf({}))).toBe(true);
  });

  it('names the fields and labels it reads', () => {
    const condition: Condition = { any: [ill, { not: { all: [ill, { field: 'age', to: 5 }] } }] };
    expect(fieldsIn(condition)).toEqual(['health', 'age']);
    expect(labelsIn(condition)).toEqual([ill, ill]);
  });
});

describe('explain', () => {
  const names: Readonly<Record<string, string>> = { health: '健康状况', age: '年龄', cert: '残疾证号' };
  const say = (condition: Condition): string => explain(condition, (field) => names[field] ?? field);

  it('says single conditions', () => {
    expect(say(ill)).toBe('健康状况为大病、残疾');
    expect(say({ not: ill })).toBe('健康状况不为大病、残疾');
    expect(say({ field: 'cert', filled: false })).toBe('残疾证号未填写');
    expect(say({ not: { field: 'cert', filled: false } })).toBe('残疾证号已填写');
    expect(say({ field: 'age', from: 6, to: 15 })).toBe('年龄在6至15之间');
    expect(say({ field: 'age', from: 16 })).toBe('年龄不小于16');
    expect(say({ field: 'age', to: 5 })).toBe('年龄不大于5');
    expect(say({ field: 'age', from: 5, to: 5 })).toBe('年龄等于5');
  });

  it('puts mixed lists in parentheses', () => {
    const old: Condition = { field: 'age', from: 60 };
    expect(say({ all: [old, { any: [ill, { field: 'cert', filled: true }] }] })).toBe(
      '年龄不小于60，且（健康状况为大病、残疾，或残疾证号已填写）',
    );
    expect(say({ not: { all: [old, ill] } })).toBe('不属于（年龄不小于60，且健康状况为大病、残疾）');
    expect(say({ all: [old] })).toBe('年龄不小于60');
  });
});
