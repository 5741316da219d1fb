import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CopyInfo } from '../ipc/desktop';
import { compactTo, COPY_EVERY_LINES, dueCopy, keep, newestFirst } from './policy';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 5, 15, 10);
const NONE: ReadonlySet<string> = new Set();

function copy(line: number, made: number, more: Partial<CopyInfo> = {}): CopyInfo {
  return {
    name: `${String(line).padStart(12, '0')}-x.zip`,
    bytes: 1,
    made: new Date(made).toISOString(),
    line,
    sum: 'A'.repeat(43),
    seq: line,
    households: 1,
    members: 1,
    reason: 'count',
    hash: '',
    checked: new Date(made).toISOString(),
    rehearsed: null,
    damaged: false,
    mirrored: false,
    ...more,
  };
}

/** What is left after deleting, newest first. */
function left(copies: readonly CopyInfo[], now = NOW, pinned = NONE): CopyInfo[] {
  const gone = new Set(keep(copies, now, pinned));
  return copies.filter(({ name }) => !gone.has(name)).sort(newestFirst);
}

describe('when a copy is due', () => {
  const startedAt = NOW - 5 * HOUR;
  const due = (line: number, copies: readonly CopyInfo[], more: object = {}) =>
    dueCopy({ now: NOW, head: { line }, copies, startedAt, ...more });

  test('not for an empty archive, nor when nothing came', () => {
    expect(due(0, [])).toBeNull();
    expect(due(7, [copy(7, NOW - 400 * DAY)])).toBeNull();
    expect(due(7, [copy(9, NOW - DAY)])).toBeNull();
    expect(due(7, [copy(7, NOW - DAY)], { imported: true })).toBeNull();
  });

  test('at the start when lines came since the newest', () => {
    expect(due(1, [])).toBe('start');
    expect(due(8, [copy(7, startedAt - 1)])).toBe('start');
    expect(due(8, [copy(7, startedAt)])).toBeNull();
  });

  test('every 200 lines, daily, after a segment', () => {
    const made = NOW - HOUR;
    expect(due(7 + COPY_EVERY_LINES - 1, [copy(7, made)])).toBeNull();
    expect(due(7 + COPY_EVERY_LINES, [copy(7, made)])).toBe('count');
    expect(due(8, [copy(7, made)], { imported: true })).toBe('import');
    const long = { startedAt: NOW - 9 * DAY };
    expect(due(8, [copy(7, NOW - DAY)], long)).toBe('daily');
    expect(due(8, [copy(7, NOW - DAY + 1)], long)).toBeNull();
  });

  test('a damaged copy does not count, the newest is the one with the highest line', () => {
    const copies = [copy(7, NOW - HOUR, { damaged: true }), copy(3, NOW - 2 * HOUR)];
    expect(due(7, copies)).toBeNull();
    expect(due(7, copies, { startedAt: NOW - HOUR })).toBe('start');
    expect(due(3 + COPY_EVERY_LINES, copies)).toBe('count');
    // Made last by the clock, but of an older state.
    expect(due(8, [copy(3, NOW - 1), copy(8, NOW - 2 * HOUR)])).toBeNull();
  });

  test('a copy from the future or without a time leads to one copy, not to one for every line', () => {
    const future = copy(7, NOW + 3650 * DAY);
    expect(due(8, [future])).toBe('start');
    expect(due(9, [future, copy(8, NOW)])).toBeNull();
    expect(due(8, [{ ...future, made: 'nonsense' }])).toBe('start');
  });

  test('a clock set back behind the start of the run does not make a copy of every line', () => {
    const started = { startedAt: NOW + 2 * HOUR };
    expect(due(8, [copy(7, NOW + HOUR)], started)).toBeNull();
    expect(due(8, [copy(7, NOW)], started)).toBeNull();
    expect(due(7 + COPY_EVERY_LINES, [copy(7, NOW + HOUR)], started)).toBe('count');
    expect(due(8, [copy(7, NOW + 2 * DAY)], { startedAt: NOW + 3 * DAY })).toBe('daily');
    expect(due(9, [copy(7, NOW + 2 * DAY), copy(8, NOW)], { startedAt: NOW + 3 * DAY })).toBeNull();
    expect(due(1, [], started)).toBe('start');
  });

  test('however the clock jumps, no more copies than lines / 200 + jumps + days + 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ step: fc.constantFrom(0, 1000, HOUR, -3 * HOUR, 400 * DAY, -400 * DAY) }), {
          maxLength: 60,
        }),
        (steps) => {
          let now = NOW;
          let jumps = 0;
          const copies: CopyInfo[] = [];
          for (const [at, { step }] of steps.entries()) {
            now += step;
            if (step < 0 || step > DAY) jumps += 1;
            const reason = dueCopy({ now, head: { line: at + 1 }, copies, startedAt: NOW });
            if (reason) copies.push(copy(at + 1, now, { reason }));
          }
          expect(copies.length).toBeLessThanOrEqual(2 + 2 * jumps + (steps.length * HOUR) / DAY);
        },
      ),
    );
  });
});

describe('which copies stay', () => {
  test('all of the last 24 hours, up to 24', () => {
    const copies = Array.from({ length: 40 }, (_, i) => copy(100 - i, NOW - i * 10 * 60_000));
    expect(left(copies).map(({ line }) => line)).toEqual(Array.from({ length: 24 }, (_, i) => 100 - i));
    const slow = Array.from({ length: 10 }, (_, i) => copy(100 - i, NOW - i * 2 * HOUR));
    expect(left(slow)).toHaveLength(10);
  });

  test('then the newest of each day for 30 days, then of each month for 12 months', () => {
    const copies: CopyInfo[] = [];
    for (let hour = 0; hour < 500 * 24; hour += 4) copies.push(copy(100_000 - hour, NOW - hour * HOUR));
    const kept = left(copies);
    const older = kept.filter(({ made }) => Date.parse(made) < NOW - DAY);
    const days = older.filter(({ made }) => Date.parse(made) >= NOW - 30 * DAY);
    // 30 days, of which today and yesterday's last copy are not older than 24 hours; each by its last copy (22:00).
    expect(days.map(({ made }) => made.slice(0, 10))).toEqual([...new Set(days.map(({ made }) => made.slice(0, 10)))]);
    expect(days).toHaveLength(28);
    expect(days.every(({ made }) => made.slice(11, 13) === '22')).toBe(true);
    const months = new Set(kept.map(({ made }) => made.slice(0, 7)));
    expect(months.size).toBe(12);
    expect(kept.at(-1)?.made).toBe('2025-07-31T22:00:00.000Z');
    expect(kept.length).toBeLessThanOrEqual(24 + 30 + 12);
    expect(left(kept)).toEqual(kept);
  });

  test('always the newest three verified ones, however old and whatever is newer', () => {
    const old = [1, 2, 3, 4].map((line) => copy(line, NOW - 900 * DAY));
    const unverified = Array.from({ length: 30 }, (_, i) =>
      copy(100 + i, NOW - 100 * DAY + i, i % 2 ? { checked: null } : { damaged: true }),
    );
    const kept = left([...old, ...unverified]).filter(({ line }) => line <= 4);
    expect(kept.map(({ line }) => line)).toEqual([4, 3, 2]);
  });

  test('pinned ones, those without a time, those saved before a restore for 30 days', () => {
    const newer = Array.from({ length: 60 }, (_, i) => copy(1000 - i, NOW - i * HOUR));
    const same = NOW - 2.45 * DAY;
    const test = (more: Partial<CopyInfo>, pinned = NONE) =>
      left([...newer, copy(5, same, more)], NOW, pinned).some(({ line }) => line === 5);
    expect(test({})).toBe(false);
    expect(test({}, new Set([copy(5, 0).name]))).toBe(true);
    expect(test({ made: '?' })).toBe(true);
    expect(keep([...newer, copy(5, same, { made: '?' }), copy(4, same, { made: '?' })], NOW, NONE)).not.toContain(
      copy(4, 0).name,
    );
    expect(test({ reason: 'before' })).toBe(true);
    const days = Array.from({ length: 30 }, (_, i) => copy(900 - i, NOW - i * DAY));
    const before = (age: number) => left([...days, copy(5, NOW - age, { reason: 'before' })]).at(-1)?.line === 5;
    expect(before(30 * DAY - 1)).toBe(true);
    expect(before(30 * DAY)).toBe(false);
  });

  test('a damaged copy stands for no day and goes when three verified ones are newer and a day has passed', () => {
    const days = Array.from({ length: 5 }, (_, i) => copy(900 - 10 * i, NOW - i * DAY));
    const late = copy(885, NOW - 2 * DAY + HOUR, { damaged: true });
    expect(keep([...days, late], NOW, NONE)).toEqual([]);
    const older = copy(865, NOW - 3 * DAY + HOUR, { damaged: true });
    expect(keep([...days, older], NOW, NONE)).toEqual([older.name]);
    const lastOfDay = copy(850, NOW - 10 * DAY + HOUR, { damaged: true });
    expect(keep([...days, lastOfDay, copy(849, NOW - 10 * DAY)], NOW, NONE)).toEqual([lastOfDay.name]);
    const today = copy(901, NOW - HOUR, { damaged: true });
    expect(keep([...days, today], NOW, NONE)).toEqual([]);
  });

  test('a clock ten years ahead deletes next to nothing', () => {
    const copies: CopyInfo[] = [];
    for (let day = 0; day < 400; day += 1) copies.push(copy(1000 - day, NOW - day * DAY));
    const kept = left(copies);
    const jumped = NOW + 3650 * DAY;
    const after = left([...kept, copy(2000, jumped)], jumped);
    expect(kept.length - after.length).toBeLessThanOrEqual(2);
    const back = left([...after, copy(2001, NOW + DAY)], NOW + DAY);
    expect(after.length + 1 - back.length).toBeLessThanOrEqual(2);
  });

  test('copies from the future are neither favoured nor the reason for deleting others', () => {
    const future = Array.from({ length: 40 }, (_, i) => copy(10 + i, NOW + 3650 * DAY + i * 1000));
    const today = Array.from({ length: 20 }, (_, i) => copy(100 + i, NOW - 10 * HOUR + i * 1000));
    const kept = left([...future, ...today]);
    expect(kept.filter(({ line }) => line >= 100)).toHaveLength(20);
    // Their time says nothing, their place in the order says that they are older.
    expect(kept.length).toBeLessThanOrEqual(24 + 2);
  });

  test('one copy from the future does not make what is older recent again', () => {
    const hours = Array.from({ length: 60 }, (_, i) => copy(1000 - i, NOW - i * 3 * HOUR));
    const odd = hours.map((one, i) => (i === 2 ? copy(one.line, NOW + 3650 * DAY) : one));
    expect(left(odd).length).toBeLessThan(left(hours).length + 3);
  });

  test('the line decides what is newest, not the name', () => {
    expect([copy(2, 0, { name: 'a' }), copy(10, 0, { name: '0' })].sort(newestFirst).map(({ line }) => line)).toEqual([
      10, 2,
    ]);
  });

  const anyCopies = fc.array(
    fc.record({
      line: fc.integer({ min: 0, max: 50 }),
      made: fc.integer({ min: -5000, max: 5000 }),
      checked: fc.boolean(),
      damaged: fc.boolean(),
      before: fc.boolean(),
      pinned: fc.boolean(),
    }),
    { maxLength: 80 },
  );

  test('whatever the clock said: the newest verified three and pinned ones stay, a second pruning deletes nothing', () => {
    fc.assert(
      fc.property(anyCopies, fc.integer({ min: -5000, max: 5000 }), (list, jump) => {
        const copies = list.map((item, at) =>
          copy(item.line, NOW + item.made * HOUR, {
            name: `${String(item.line).padStart(12, '0')}-${String(at).padStart(3, '0')}.zip`,
            checked: item.checked ? 'x' : null,
            damaged: item.damaged,
            reason: item.before ? 'before' : 'count',
          }),
        );
        const pinned = new Set(copies.filter((_, at) => list[at]?.pinned).map(({ name }) => name));
        const now = NOW + jump * HOUR;
        const kept = left(copies, now, pinned);
        const names = new Set(kept.map(({ name }) => name));
        const verified = copies.filter((one) => one.checked !== null && !one.damaged).sort(newestFirst);
        for (const { name } of verified.slice(0, 3)) expect(names.has(name)).toBe(true);
        for (const name of pinned) expect(names.has(name)).toBe(true);
        const days = new Set(copies.filter((one) => !one.damaged).map(({ made }) => made.slice(0, 10)));
        expect(kept.filter((one) => !one.damaged).length).toBeGreaterThanOrEqual(Math.min(30, days.size));
        expect(keep(kept, now, pinned)).toEqual([]);
        expect(new Set(keep([...copies].reverse(), now, pinned))).toEqual(new Set(keep(copies, now, pinned)));
        expect(compactTo(kept)).toBe(compactTo(copies));
      }),
    );
  });

  test('years of daily work: bounded, and never fewer days than promised', () => {
    let copies: CopyInfo[] = [];
    let line = 0;
    for (let day = 0; day < 800; day += 1) {
      for (let hour = 0; hour < 10; hour += 3) {
        const now = NOW + day * DAY + hour * HOUR;
        copies.push(copy((line += 1), now));
        copies = left(copies, now);
      }
      expect(copies.length).toBeLessThanOrEqual(24 + 30 + 12);
    }
    expect(new Set(copies.map(({ made }) => made.slice(0, 7))).size).toBe(12);
    expect(new Set(copies.slice(0, 40).map(({ made }) => made.slice(0, 10))).size).toBeGreaterThanOrEqual(30);
  });
});

describe('how far the journal may be compacted', () => {
  test('up to the third newest verified copy, by line', () => {
    const copies = [copy(5, NOW), copy(9, NOW - DAY), copy(7, NOW + DAY)];
    expect(compactTo(copies)).toBe(5);
    expect(compactTo([...copies, copy(6, 0)])).toBe(6);
    expect(compactTo(copies.slice(1))).toBe(0);
    expect(compactTo([...copies, copy(12, NOW, { damaged: true }), copy(13, NOW, { checked: null })])).toBe(5);
    expect(compactTo([])).toBe(0);
  });

  test('one taken over from elsewhere may be no state of this journal: it does not count', () => {
    const copies = [copy(5, NOW), copy(9, NOW - DAY), copy(7, NOW + DAY), copy(9, NOW, { reason: 'restored' })];
    expect(compactTo(copies)).toBe(5);
    const old = copies.map((one) => ({ ...one, made: '2020-01-01T00:00:00.000Z' }));
    const young = Array.from({ length: 24 }, (_, at) => copy(20 + at, NOW, { checked: null }));
    expect(keep([...old, ...young], NOW, NONE)).not.toContain(copy(5, NOW).name);
  });
});
