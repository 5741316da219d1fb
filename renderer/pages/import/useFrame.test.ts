import { expect, it } from 'vitest';
import { sourceOf } from './useFrame';

it('pictures of other files are asked for anew, those of the same files are kept', () => {
  const [first, second] = [[], []];
  expect(sourceOf(first)).toBe(sourceOf(first));
  // SheetGrid shows the old picture until the new one arrives for as long as the function is the same.
  expect(sourceOf(second).load).not.toBe(sourceOf(first).load);
  expect(sourceOf(second).number).not.toBe(sourceOf(first).number);
});
