import { describe, expect, it } from 'vitest';
import { HouseholdDraft } from './draft';

const note = (text: string): { header: string; text: string; source: string } => ({
  header: '备注',
  text,
  source: 'a.xlsx|表|B2',
});

describe('附加列 of a household', () => {
  it('keeps the same cell of a person once, and that of another person, year or twin apart', () => {
    const draft = new HouseholdDraft({ sheet: 0, row: 1 });
    const first = draft.append('members').row;
    const second = draft.append('members').row;
    for (let again = 0; again < 2; again++) {
      draft.keepExtra(note('甲'), first);
      draft.keepExtra(note('甲'), second);
      draft.keepExtra({ ...note('甲'), year: 2024 }, second);
      draft.keepExtra(note('甲'));
      draft.keepExtra(note('甲'), first, 1);
    }
    expect(draft.finish().extra.map(({ member, year }) => [member, year])).toEqual([
      [0, undefined],
      [1, undefined],
      [1, 2024],
      [undefined, undefined],
      [0, undefined],
    ]);
  });

  it('says whether a value is new, whatever was kept before', () => {
    const draft = new HouseholdDraft({ sheet: 0, row: 1 });
    draft.keepExtra(note('甲'));
    draft.keepExtra(note('甲'));
    expect([draft.keepNewExtra(note('甲')), draft.keepNewExtra(note('乙')), draft.keepNewExtra(note('乙'))]).toEqual([
      false,
      true,
      false,
    ]);
    expect(draft.finish().extra.map(({ text }) => text)).toEqual(['甲', '乙']);
  });
});
