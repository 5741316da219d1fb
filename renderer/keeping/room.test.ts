import { expect, it } from 'vitest';
import { lacking } from './room';

it('a rehearsal leaves enough room that no database is ever thrown away for it', () => {
  expect(lacking(1e12, 60e6)).toBe(0);
  expect(lacking(900e6, 60e6)).toBe(0);
  expect(lacking(550e6, 60e6)).toBe(350);
  expect(lacking(Infinity, 1e9)).toBe(0);
});
