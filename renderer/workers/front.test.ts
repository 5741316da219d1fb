import { describe, expect, it, vi } from 'vitest';
import { ROWS_PER_PAGE } from '../grid/useRowPages';
import type { RegisterAnswer, RegisterRow, SearchApi } from './api';
import { Fronted } from './front';
import { frontFrom, ROWS_AT_ONCE, type Front } from './frontData';
import { PROGRAM } from './program';

const row = (n: number): RegisterRow => ({ id: `id${n}`, cells: { household_no: String(n) } });
const rowsFrom = (from: number, count: number): RegisterRow[] => Array.from({ length: count }, (_, i) => row(from + i));
const WHOLE = { text: '', filters: {}, sort: null };
const FRONT: Front = {
  program: PROGRAM,
  stamp: 's',
  households: 200,
  members: 600,
  problems: [{ value: '1/0', count: 3 }],
  rows: rowsFrom(0, ROWS_AT_ONCE),
};

/** A worker that knows what it was asked last, as the real one does. */
function worker(): SearchApi & { readonly asked: string[] } {
  const asked: string[] = [];
  let rows: RegisterRow[] = [];
  return {
    asked,
    open: () => Promise.resolve({ households: 201, members: 601 }),
    query: ({ text }, first = 0): Promise<RegisterAnswer> => {
      asked.push(`query ${text}`);
      rows = rowsFrom(0, text === '' ? 200 : 3);
      return Promise.resolve({ total: rows.length, members: 0, ms: 1, byExtra: 0, rows: rows.slice(0, first) });
    },
    rows: (from, count) => {
      asked.push(`rows ${from}`);
      return Promise.resolve(rows.slice(from, from + count));
    },
    positionOf: (id) => Promise.resolve(rows.findIndex((each) => each.id === id)),
    idAt: (position) => Promise.resolve(rows[position]?.id ?? null),
    facet: (key) => {
      asked.push(`facet ${key}`);
      return Promise.resolve([]);
    },
  };
}

function fronted(): { search: Fronted; asked: string[]; change: () => void } {
  const behind = worker();
  const search = new Fronted(behind);
  let current = true;
  search.show(FRONT, () => current);
  return { search, asked: behind.asked, change: () => (current = false) };
}

describe('the first screen before the search worker', () => {
  it('answers the whole register without the worker', async () => {
    const { search, asked } = fronted();
    expect(await search.open()).toEqual({ households: 200, members: 600 });
    const answer = await search.query(WHOLE, ROWS_PER_PAGE);
    expect(answer).toMatchObject({ total: 200, members: 600, byExtra: 0 });
    expect(answer.rows).toHaveLength(ROWS_PER_PAGE);
    expect(search.answerNow({ ...WHOLE, filters: { village: [] } }, ROWS_PER_PAGE)).toEqual(answer);
    expect(await search.rows(10, 5)).toEqual(rowsFrom(10, 5));
    expect(await search.idAt(3)).toBe('id3');
    expect(await search.positionOf('id7')).toBe(7);
    expect(await search.facet('problems')).toEqual(FRONT.problems);
    expect(asked).toEqual([]);
  });

  it('asks the worker the same question before it asks it for more', async () => {
    const { search, asked } = fronted();
    await search.query(WHOLE, ROWS_PER_PAGE);
    const [below, at, far] = await Promise.all([search.rows(100, 50), search.idAt(150), search.positionOf('id199')]);
    expect([below, at, far]).toEqual([rowsFrom(100, 50), 'id150', 199]);
    expect(asked).toEqual(['query ', 'rows 100']);
    expect(await search.rows(0, 2)).toEqual(rowsFrom(0, 2));
    expect(asked.at(-1)).toBe('rows 0');
  });

  it('leaves every other question to the worker, and is over with it', async () => {
    const { search, asked } = fronted();
    expect(search.answerNow({ ...WHOLE, text: '赵' }, 5)).toBeNull();
    expect((await search.query({ ...WHOLE, text: '赵' }, 2)).rows).toEqual(rowsFrom(0, 2));
    expect(await search.rows(0, 5)).toEqual(rowsFrom(0, 3));
    await search.query(WHOLE, 2);
    expect(asked).toEqual(['query 赵', 'rows 0', 'query ']);
    expect(await search.open()).toEqual({ households: 201, members: 601 });
    for (const other of [{ filters: { village: ['东'] } }, { sort: { key: 'village', descending: false } }]) {
      expect(fronted().search.answerNow({ ...WHOLE, ...other }, 1)).toBeNull();
    }
  });

  it('is over when anything was saved', async () => {
    const { search, asked, change } = fronted();
    await search.query(WHOLE, ROWS_PER_PAGE);
    change();
    expect(search.answerNow(WHOLE, ROWS_PER_PAGE)).toBeNull();
    expect(await search.open()).toEqual({ households: 201, members: 601 });
    expect(await search.rows(0, 1)).toEqual(rowsFrom(0, 1));
    await search.facet('problems');
    expect(asked).toEqual(['query ', 'rows 0', 'facet problems']);
  });

  it('warms the worker up with the question in force; says when it cannot be', async () => {
    const { search, asked } = fronted();
    await search.query(WHOLE, ROWS_PER_PAGE);
    expect(await search.warm()).toBe(true);
    expect(asked).toEqual(['query ']);
    const dead = worker();
    vi.spyOn(dead, 'open').mockRejectedValue(new Error('worker_died'));
    const broken = new Fronted(dead);
    broken.show(FRONT, () => true);
    expect(await broken.warm()).toBe(false);
    await expect(broken.open()).rejects.toThrow('worker_died');
  });

  it('holds a page of the grid', () => {
    expect(ROWS_AT_ONCE).toBe(ROWS_PER_PAGE);
  });

  it('is not that of another program, or of earlier findings', () => {
    expect(frontFrom({ body: FRONT, stamp: 's' })).toBe(FRONT);
    expect(frontFrom({ body: FRONT, stamp: 't' })).toBeNull();
    expect(frontFrom({ body: { ...FRONT, program: 'other' }, stamp: 's' })).toBeNull();
    expect(frontFrom(null)).toBeNull();
  });
});
