/** Every built rule: a household that breaks it, and near ones that do not. */
import { describe, expect, it } from 'vitest';
import { fieldOf } from '../../catalogue/index';
import { sayFinding, auditMessages, howToFix } from '../../messages/audit';
import { auditContext } from '../context';
import { judge } from '../engine';
import { AS_OF, changed, judged, validHousehold } from '../testHousehold';
import { BUILT, NOT_JUDGED, RULES } from './index';
import { CASES } from './cases/all';
import type { Case } from './cases/draft';

const codes = (found: ReturnType<typeof judged>): readonly string[] => found.map((one) => one.code);
const name = ([number, title]: Case): string => `r${number} ${title}`;

describe('rules of one household', () => {
  it('the household that the cases start from breaks none', () => {
    expect(
      judged(validHousehold())
        .filter((one) => one.rule !== null)
        .map(sayFinding),
    ).toEqual([]);
  });

  it.each(CASES.map((one) => [name(one), one] as const))('%s', (_, [number, , violates, ...holds]) => {
    const found = judged(changed(violates)).filter((one) => one.rule === number);
    expect(found.length).toBeGreaterThan(0);
    for (const finding of found) {
      expect(sayFinding(finding)).not.toContain('？');
      expect(finding.params).toBeDefined();
    }
    for (const hold of holds) expect(codes(judged(changed(hold)))).not.toContain(`r${number}`);
  });

  it('every rule has a case, or compares households and has a test of its own', () => {
    const tested = new Set([...CASES.map(([number]) => number), 15, 16, 48, 50, 168]);
    expect([...BUILT].filter((number) => !tested.has(number))).toEqual([]);
  });
});

describe('the list of rules', () => {
  it('numbers each rule once and none that is named as not judgeable', () => {
    expect(new Set(RULES.map((rule) => rule.number)).size).toBe(RULES.length);
    expect(NOT_JUDGED.filter((rule) => BUILT.has(rule.number))).toEqual([]);
    expect([41, 58, 71].every((number) => NOT_JUDGED.some((rule) => rule.number === number))).toBe(true);
  });

  it('builds families A, B, C and H whole', () => {
    const ranges: readonly (readonly [number, number])[] = [
      [1, 74],
      [146, 169],
    ];
    const missing = ranges
      .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at))
      .filter((number) => !BUILT.has(number) && !NOT_JUDGED.some((rule) => rule.number === number));
    expect(missing).toEqual([]);
  });

  it.each(RULES.map((rule) => [rule.code, rule] as const))(
    '%s reads fields of the catalogue and has its words',
    (code, rule) => {
      const unknown = rule.reads.flatMap((field) => field.split('|')).filter((field) => !fieldOf(field));
      expect(unknown).toEqual([]);
      expect(code in auditMessages).toBe(true);
      expect(rule.title).not.toBe('');
      expect(rule.basis).not.toBe('');
      expect(howToFix(code)).not.toBe('');
    },
  );

  it('points every finding at a field of the catalogue', () => {
    const entityOf: Readonly<Record<string, string>> = { years: 'year', helpers: 'helper', measures: 'measure' };
    for (const [, , violates] of CASES) {
      for (const { code, row, member, field } of judged(changed(violates))) {
        if (field === null) continue;
        const place = row?.replace(/\[.*$/, '');
        const entity = place ? (entityOf[place] ?? place) : member === null ? 'household' : 'member';
        const path = `${entity}.${field}`;
        expect([code, path, fieldOf(path)?.key]).toEqual([code, path, field]);
      }
    }
  });
});

describe('rules between households', () => {
  const village = (change: (other: ReturnType<typeof validHousehold>, index: number) => void, count = 2) =>
    Array.from({ length: count }, (_, index) => {
      const record = validHousehold(`H${index}`, `5301990000000${index}`);
      record.fields['phone'] = `1390000010${index}`;
      record.fields['bank_account'] = `622202000000000001${index}`;
      record.members.forEach((member, at) => {
        const birth = `19${60 + index}0${at + 1}1${index}`;
        member['id_no'] = `53019${index}${birth}011${index}`;
        member['birth_date'] = birth;
      });
      for (const year of record.years) year['inc_wage'] = 1000 + index;
      change(record, index);
      return record;
    });
  const of = (number: number, records: ReturnType<typeof village>) =>
    [...judge(records, auditContext(AS_OF))].filter((one) => one.rule === number);

  it.each([15, 16, 23, 48, 50, 168])('r%i is silent on different households', (number) => {
    expect(
      of(
        number,
        village(() => undefined, 9),
      ),
    ).toEqual([]);
  });

  it('r15 takes an ID card and a certificate of one person as one, and names the other household', () => {
    const found = of(
      15,
      village((record, index) => {
        record.members[1] = {
          ...record.members[1],
          id_no: index === 0 ? '530199198206100227' : '53019919820610022743',
        };
      }),
    );
    expect(found.map((one) => [one.household, one.member, one.households])).toEqual([
      ['53019900000000', 1, ['53019900000001']],
      ['53019900000001', 1, ['53019900000000']],
    ]);
    expect(found.map(sayFinding).join('')).not.toContain('？');
  });

  it('r15 leaves out members who moved away', () => {
    const records = village((record, index) => {
      record.members[1] = { ...record.members[1], id_no: '530199198206100227', live_state: index ? '转出' : '正常' };
    });
    expect(of(15, records)).toEqual([]);
  });

  it('r16 takes name and birthday of two numbers', () => {
    const twin = (id: boolean) =>
      village((record, index) => {
        record.members[1] = {
          ...record.members[1],
          name: '李小花',
          birth_date: '19820610',
          id_no: id ? `5301991982061002${index}7` : '530199198206100227',
        };
      });
    expect(of(16, twin(true)).map((one) => one.member)).toEqual([1, 1]);
    expect(of(16, twin(false))).toEqual([]);
    const within = village((record, index) => {
      if (index > 0) return;
      const twins = { ...record.members[1], name: '李小花', birth_date: '19820610' };
      record.members[1] = { ...twins, id_no: '530199198206100227' };
      record.members[3] = { ...twins, id_no: '530199198206100315' };
    });
    expect(of(16, within)).toEqual([]);
  });

  it('r23, r48, r50, r168 count households', () => {
    expect(
      of(
        23,
        village((record) => (record.fields['household_no'] = 'X')),
      ),
    ).toHaveLength(2);
    expect(
      of(
        48,
        village((record) => (record.fields['phone'] = '13900000009'), 2),
      ),
    ).toEqual([]);
    const shared = of(
      48,
      village((record) => (record.fields['phone'] = '13900000009'), 3),
    );
    expect(shared.map((one) => one.params['n'])).toEqual([3, 3, 3]);
    expect(sayFinding(shared[0] ?? { code: '', params: {}, member: null })).not.toContain('？');
    expect(
      of(
        50,
        village((record) => (record.fields['bank_account'] = '6222020000000000019')),
      ),
    ).toHaveLength(2);
    const same = (count: number) => village((record) => record.years.forEach((row) => (row['inc_wage'] = 5)), count);
    expect(of(168, same(5))).toEqual([]);
    expect(of(168, same(6))).toHaveLength(6);
  });
});
