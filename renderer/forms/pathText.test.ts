import { describe, expect, it } from 'vitest';
import { pathText, placeText } from './pathText';

describe('places of the record in words', () => {
  it('name the list, the row and the field', () => {
    expect(pathText('members[1].id_no')).toMatch(/^家庭成员 2 · [一-龥]+$/);
    expect(pathText('members')).toBe('家庭成员');
    expect(pathText('unread')).toBe('未能识别的文字');
    expect(pathText('nonsense')).toBe('附加列');
  });

  it('name the household by its head, without a word of the database', async () => {
    const headOf = (id: string): Promise<string> => Promise.resolve(id === '01A' ? '张三' : '');
    for (const place of ['01A:fields.phone', '01A:years[0].inc_wage', '01A', '01B:members']) {
      expect(await placeText(place, headOf)).not.toMatch(/[A-Za-z_]/);
    }
    expect(await placeText('01A', headOf)).toBe('张三一户');
  });
});
