import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packColumn, unpackColumn } from './packed';

describe('a packed column', () => {
  it('comes back as it was, whether its values are shared or not', () => {
    const shared = fc.array(fc.constantFrom('', '石河村', '清水村'), { maxLength: 200 });
    const own = fc.array(
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\u0000', '')),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(fc.oneof(shared, own), (column) => {
        expect(unpackColumn(structuredClone(packColumn(column)), column.length)).toEqual(column);
      }),
    );
  });

  it('holds a shared value once', () => {
    const packed = packColumn(Array.from({ length: 1000 }, (_, row) => (row % 2 ? '一般农户' : '脱贫户')));
    expect(packed).toMatchObject({ values: '脱贫户\u0000一般农户' });
  });

  it('is refused when it is not of so many rows', () => {
    expect(unpackColumn(packColumn(['a', 'b']), 3)).toBeNull();
    expect(unpackColumn(packColumn(new Array<string>(50).fill('a')), 49)).toBeNull();
    expect(unpackColumn(undefined, 0)).toBeNull();
  });
});
