import fc from 'fast-check';
import { describe as group, expect, it } from 'vitest';
import { emptyRecord, type HouseholdRecord } from '#shared/derive/record';
import { describe } from './describe';
import { Haystack } from './haystack';
import { MemoryColumns } from './memory';
import { namePinyin } from './pinyin';
import { ranksOf, sortByRank } from './ranks';

const TODAY = '20260630';
const NOTHING = { text: '', filters: {}, sort: null };

function household(no: string, head: string, more: Partial<HouseholdRecord> = {}): HouseholdRecord {
  return {
    ...emptyRecord(`id${no}`),
    fields: { household_no: no, head_name: head, ...more.fields },
    members: more.members ?? [],
  };
}

function filled(...records: HouseholdRecord[]): MemoryColumns {
  const memory = new MemoryColumns();
  for (const record of records) memory.put(record.id, describe(record, TODAY));
  return memory;
}

function numbers(memory: MemoryColumns, query: Parameters<MemoryColumns['query']>[0]): string[] {
  return Array.from(memory.query(query), (row) => memory.row(row).cells['household_no'] ?? '');
}

group('namePinyin', () => {
  it('reads surnames as surnames and gives the initials', () => {
    expect(namePinyin('单小明')).toEqual(['shanxiaoming', 'sxm']);
    expect(namePinyin('曾单')).toEqual(['zengdan', 'zd']);
    expect(namePinyin('欧阳吕')).toEqual(['ouyanglv', 'oyl']);
    expect(namePinyin('Li')).toBeNull();
  });
});

group('Haystack', () => {
  it('finds what includes() finds, in any state of change', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '王'), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(39), text)),
        text,
        (rows, edits, needle) => {
          const haystack = new Haystack(rows);
          const check = (): void => {
            const found: number[] = [];
            haystack.find(needle, (row) => found.push(row));
            expect(found).toEqual(needle === '' ? [] : rows.flatMap((row, i) => (row.includes(needle) ? [i] : [])));
          };
          check();
          for (const [row, value] of edits) {
            if (row >= rows.length) continue;
            rows[row] = value;
            haystack.touch(row);
          }
          check();
        },
      ),
    );
  });

  it('counts rows right beyond one block', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `r${i}\nxy`);
    const found: number[] = [];
    new Haystack(rows).find('r4999', (row) => found.push(row));
    new Haystack(rows).find('xy', (row) => found.push(row));
    expect(found[0]).toBe(4999);
    expect(found.slice(1)).toEqual(rows.map((_, i) => i));
  });
});

group('ranks', () => {
  it('sort numbers as numbers, groups by their number, blanks last both ways, ties in the given order', () => {
    const rows = Uint32Array.from([0, 1, 2, 3, 4]);
    const sorted = (values: string[], kind: 'text' | 'number' | 'id', descending: boolean): (string | undefined)[] =>
      Array.from(sortByRank(rows, ranksOf(values, kind), descending), (row) => values[row]);
    expect(sorted(['10', '', '9', '2', '-1'], 'number', false)).toEqual(['-1', '2', '9', '10', '']);
    expect(sorted(['10', '', '9', '2', '-1'], 'number', true)).toEqual(['10', '9', '2', '-1', '']);
    expect(sorted(['第10组', '第2组', '', '第1组', '第1组'], 'text', false)).toEqual([
      '第1组',
      '第1组',
      '第2组',
      '第10组',
      '',
    ]);
    expect(sorted(['100', '99', 'A', '', '7'], 'id', false)).toEqual(['7', '99', '100', 'A', '']);
    expect(Array.from(sortByRank(rows, ranksOf(['b', 'a', 'b', 'a', 'a'], 'id'), true))).toEqual([0, 2, 1, 3, 4]);
  });
});

group('MemoryColumns', () => {
  const zhang = household('1', '张三', {
    fields: { village: '上坪村', phone: '13800000001' },
    members: [
      { name: '张三', id_no: '62999919811029281X' },
      { name: '单小花', member_phone: '139' },
    ],
  });
  const li = household('10', '李四', { fields: { village: '河口村' } });
  const wang = household('9', '王五', { fields: { village: '上坪村' }, members: [{ name: '张三丰' }] });

  it('finds by number, names of any member, ID number in either case, phone and pinyin; words are all required', () => {
    const memory = filled(zhang, li, wang);
    for (const [text, found] of [
      ['张三', ['1', '9']],
      ['281x', ['1']],
      ['单小花', ['1']],
      ['shanxiaohua', ['1']],
      ['LS', ['10']],
      ['zsf 王五', ['9']],
      ['13800000001', ['1']],
      ['张三 李四', []],
      ['', ['1', '9', '10']],
    ] as const) {
      expect(numbers(memory, { ...NOTHING, text }), text).toEqual(found);
    }
  });

  it('filters, sorts and counts', () => {
    const memory = filled(zhang, li, wang);
    expect(numbers(memory, { ...NOTHING, filters: { village: ['上坪村'] } })).toEqual(['1', '9']);
    expect(numbers(memory, { ...NOTHING, filters: { village: [] } })).toHaveLength(3);
    expect(numbers(memory, { ...NOTHING, sort: { key: 'household_no', descending: true } })).toEqual(['10', '9', '1']);
    expect(memory.facet('village')).toEqual([
      { value: '上坪村', count: 2 },
      { value: '河口村', count: 1 },
    ]);
    expect(memory.countMembers()).toBe(3);
  });

  it('follows changes and removals', () => {
    const memory = filled(zhang, li, wang);
    memory.query(NOTHING);
    memory.put('id1', describe(household('100', '赵六'), TODAY));
    expect(numbers(memory, NOTHING)).toEqual(['9', '10', '100']);
    expect(numbers(memory, { ...NOTHING, text: '单小花' })).toEqual([]);
    memory.remove('id1');
    memory.remove('unknown');
    expect(numbers(memory, NOTHING)).toEqual(['9', '10']);
    expect(numbers(memory, { ...NOTHING, text: 'ls' })).toEqual(['10']);
    expect(numbers(memory, { ...NOTHING, text: '赵六' })).toEqual([]);
    memory.setProblems('id9', '2/1');
    expect(memory.row(memory.query({ ...NOTHING, text: '王五' })[0] ?? -1).cells['problems']).toBe('2/1');
  });

  it('comes back from what it saved, and refuses what does not fit', () => {
    for (const memory of [filled(zhang, li, wang), filled(household('', '')), filled()]) {
      const copy = new MemoryColumns();
      expect(copy.load(structuredClone(memory.save()))).toBe(true);
      expect(copy.save()).toEqual(memory.save());
      expect(numbers(copy, { ...NOTHING, text: '' })).toEqual(numbers(memory, NOTHING));
    }
    const parts = filled(zhang).save();
    parts.delete('column.phone');
    expect(new MemoryColumns().load(parts)).toBe(false);
  });
});

group('describe', () => {
  it('shows the newest year, the current episode and the first helper', () => {
    const record = {
      ...household('1', '甲', { members: [{ name: '甲' }] }),
      years: [
        { year: 2025, inc_net_pc: 12000 },
        { year: 2024, inc_net_pc: 9000, house_grade: 'B级' },
      ],
      monitoring: [
        { monitor_type: '脱贫不稳定户', monitor_start: '202403' },
        { monitor_type: '边缘易致贫户', monitor_start: '2023' },
      ],
      helpers: [{ helper_name: '乙' }, { helper_name: '丙' }],
    };
    expect(describe(record, TODAY).cells).toMatchObject({
      inc_net_pc: '12000',
      monitor_type: '脱贫不稳定户',
      helper_name: '乙',
      member_count: '1',
    });
  });

  it('counts required fields that are filled', () => {
    const bare = Number(describe(household('1', ''), TODAY).cells.complete);
    const more = Number(describe(household('1', '甲', { fields: { phone: '1', address: 'x' } }), TODAY).cells.complete);
    expect(bare).toBeLessThan(more);
    expect(more).toBeLessThan(100);
  });
});
