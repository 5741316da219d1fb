import fc from 'fast-check';
import { expect, it } from 'vitest';
import { difference } from './difference';

it('tells what was taken out and what was put in', () => {
  expect(difference('13800000001', '13900000001')).toEqual({ head: '13', from: '8', to: '9', tail: '00000001' });
  expect(difference('', '村口')).toEqual({ head: '', from: '', to: '村口', tail: '' });
  expect(difference('𠮷林', '𠮶林')).toEqual({ head: '', from: '𠮷', to: '𠮶', tail: '林' });
});

it('puts both texts together again', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '村', '𠮷') });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { head, from, to, tail } = difference(before, after);
      expect(head + from + tail).toBe(before);
      expect(head + to + tail).toBe(after);
    }),
  );
});
