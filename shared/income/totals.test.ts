import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../derive/record';
import { COMPUTED, MAIN_PARTS, SUB_SUMS } from './parts';
import { agrees, expected, reconciles, rigidExpenditure, sumOf, totals } from './totals';

/** The record observed in the national system (fields.md §6). */
const OBSERVED: Row = { inc_wage: 17385, exp_biz: 1000, member_count_year: 4 };

describe('totals', () => {
  it('gives the amounts of the observed record', () => {
    expect(totals(OBSERVED)).toEqual({
      inc_wage: 17385,
      exp_biz: 1000,
      inc_total: 17385,
      inc_net: 16385,
      inc_net_pc: 4096.25,
    });
  });

  it('takes sub-items before a stated sum, and stated sums where there are none', () => {
    const row: Row = {
      inc_wage: 999,
      inc_wage_work: 100,
      inc_wage_public: 20.5,
      inc_biz: 50,
      inc_total: 1,
      inc_net: 2,
    };
    expect(totals(row)).toEqual({ inc_wage: 120.5, inc_biz: 50, inc_total: 170.5, inc_net: 170.5 });
  });

  it('computes nothing from nothing, and no income per head without heads', () => {
    expect(totals({})).toEqual({});
    expect(totals({ member_count_year: 3 })).toEqual({});
    expect(totals({ inc_wage: 5, member_count_year: 0 })).not.toHaveProperty('inc_net_pc');
  });

  it('keeps losses negative and zero as zero', () => {
    expect(totals({ inc_biz: 0, exp_biz: 300, member_count_year: 2 })).toMatchObject({
      inc_net: -300,
      inc_net_pc: -150,
    });
  });

  it('has no binary noise', () => {
    expect(sumOf({ inc_wage: 0.1, inc_biz: 0.2 }, MAIN_PARTS)).toBe(0.3);
  });

  it('reconciles with itself whatever the items are', () => {
    const cents = fc.integer({ min: 0, max: 1e8 }).map((value) => value / 100);
    const keys = [...new Set(Object.values(SUB_SUMS).flat()), ...MAIN_PARTS];
    const rows = fc.record(Object.fromEntries(keys.map((key) => [key, cents])), { requiredKeys: [] });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 12 }), (row, people) => {
        const full = { ...row, ...totals({ ...row, member_count_year: people }), member_count_year: people };
        for (const key of COMPUTED) expect(reconciles(full, key)).toBe(true);
      }),
    );
  });
});

describe('expected', () => {
  it('goes one step down only, so that a wrong sub-item is reported once', () => {
    const row: Row = { tr_dibao: 500, inc_trans: 100, inc_wage: 1000, inc_total: 1100 };
    expect(expected(row, 'inc_trans')).toBe(500);
    expect(expected(row, 'inc_total')).toBe(1100);
    expect(reconciles(row, 'inc_trans')).toBe(false);
    expect(reconciles(row, 'inc_total')).toBe(true);
  });
});

describe('reconciles', () => {
  it('allows one yuan in sums and half a yuan per head, no more', () => {
    expect(reconciles({ inc_wage: 100, inc_total: 101 }, 'inc_total')).toBe(true);
    expect(reconciles({ inc_wage: 100, inc_total: 101.01 }, 'inc_total')).toBe(false);
    expect(reconciles({ inc_net: 100, member_count_year: 3, inc_net_pc: 33.83 }, 'inc_net_pc')).toBe(true);
    expect(reconciles({ inc_net: 100, member_count_year: 3, inc_net_pc: 33.84 }, 'inc_net_pc')).toBe(false);
  });

  it('accepts awards in or beside a sum of income, but not in expenditure', () => {
    const row: Row = { inc_award_industry: 800, inc_biz_crop: 200, inc_biz: 1000, inc_trans: 0, inc_total: 1800 };
    expect(reconciles(row, 'inc_biz')).toBe(true);
    expect(reconciles(row, 'inc_total')).toBe(true);
    expect(reconciles({ ...row, inc_biz: 200, inc_total: 200 }, 'inc_biz')).toBe(true);
    expect(reconciles({ ...row, exp_biz_crop: 100, exp_biz: 900 }, 'exp_biz')).toBe(false);
  });

  it('does not judge what is blank', () => {
    expect(reconciles({ inc_total: 5 }, 'inc_total')).toBe(true);
    expect(reconciles({ inc_wage: 5 }, 'inc_total')).toBe(true);
    expect(agrees(1, 2, 1)).toBe(true);
  });

  it('adds up rigid expenditure', () => {
    expect(rigidExpenditure({ exp_rigid_medical: 10, exp_rigid_other: 5 })).toBe(15);
    expect(rigidExpenditure({})).toBeUndefined();
  });
});
