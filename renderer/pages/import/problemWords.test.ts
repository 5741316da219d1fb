import { describe, expect, it } from 'vitest';
import type { ProblemText } from '../../workers/api';
import { together, wordOf } from './problemWords';

function problem(cell: string, text: string): ProblemText {
  return { file: '名册.xlsx', sheet: '户', cell, code: 'not_in_list', params: {}, level: 'unread', text };
}

describe('problems in the list', () => {
  it('are not called settled where something was left behind or has to be checked', () => {
    expect(wordOf({ level: 'note', code: 'cell_not_read' }).word).toBe('没读入');
    expect(wordOf({ level: 'note', code: 'damage_sex_contradicts' }).word).toBe('请核对');
    expect(wordOf({ level: 'note', code: 'hidden_rows_taken' }).word).toBe('已处理');
    expect(wordOf({ level: 'unread', code: 'cell_not_read' }).word).toBe('原样保留');
  });

  it('that say the same of one column stand in one line, all others in their own', () => {
    const list = [
      problem('AA3', '甲'),
      problem('AA4', '甲'),
      problem('AA9', '甲'),
      problem('AB3', '甲'),
      problem('AB4', '乙'),
    ];
    expect(together(list).map(({ cells }) => cells)).toEqual(['AA3—AA9，3 处', 'AB3', 'AB4']);
    expect(together([problem('', '甲'), problem('', '甲')])).toHaveLength(2);
  });
});
