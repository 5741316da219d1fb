import { describe, expect, it } from 'vitest';
import type { CopyInfo, JournalHead } from '#shared/ipc/desktop';
import { decide, type Contents, type Seen, type Verdict } from './decide';
import type { StateSeal } from './meta';
import type { Probe } from './probe';

const ID = '01JABCDEFGHJKMNPQRSTVWXYZ0';
const VERSION = 20;
const sum = (line: number, course = 'a'): string => `${course}${line}`.padEnd(43, '-');

function journal(line: number, more: Partial<JournalHead> = {}): JournalHead {
  return {
    line,
    sum: line === 0 ? 'A'.repeat(43) : sum(line),
    first: line === 0 ? 1 : 1,
    cutBytes: 0,
    damaged: [],
    ...more,
  };
}

function copy(line: number, damaged = false): CopyInfo {
  return {
    name: `${line}.zip`,
    bytes: 1,
    made: '2026-01-01T00:00:00Z',
    line,
    sum: sum(line),
    seq: line,
    households: 2,
    members: 0,
    reason: 'start',
    hash: '',
    checked: null,
    rehearsed: null,
    damaged,
    mirrored: false,
  };
}

function contents(line: number | null, more: Partial<Contents> = {}, course = 'a'): Contents {
  const seal: StateSeal | null =
    line === null ? null : { databaseId: ID, line, sum: sum(line, course), seq: line, households: 2 };
  return { seal, building: false, households: 2, seq: line ?? 5, settings: true, ...more };
}

const BLANK: Contents = { seal: null, building: false, households: 0, seq: 0, settings: false };
/** Opened once, nothing saved. */
const UNUSED: Contents = {
  ...BLANK,
  seal: { databaseId: ID, line: 0, sum: 'A'.repeat(43), seq: 0, households: 0 },
};

function seen(more: Partial<Seen>): Seen {
  const { contents: what = null, journal: head = journal(0) } = more;
  const line = what?.seal?.line ?? 0;
  const sumAtSeal = line > 0 && line <= head.line && line >= head.first ? sum(line) : null;
  return {
    probe: what ? VERSION : 0,
    version: VERSION,
    contents: what,
    markedLost: false,
    databaseId: ID,
    journal: head,
    copies: [],
    used: false,
    resetBecause: null,
    sumAtSeal,
    ...more,
  };
}

const rebuild = (because: string): Verdict => ({ do: 'rebuild', because }) as Verdict;
const adopt = (because: string): Verdict => ({ do: 'adopt', because }) as Verdict;
const refuse = (code: string): Verdict => ({ do: 'refuse', code }) as Verdict;

const CASES: readonly (readonly [string, Partial<Seen>, Verdict])[] = [
  ['a new folder', {}, { do: 'fresh' }],
  ['created, but never finished', { contents: BLANK }, { do: 'fresh' }],
  ['opened once, nothing saved', { contents: UNUSED }, { do: 'fresh' }],
  ['opened once as another archive, nothing saved', { contents: UNUSED, databaseId: 'B' }, { do: 'fresh' }],
  [
    'a rebuild of nothing was broken off',
    { contents: { ...BLANK, building: true, seal: UNUSED.seal } },
    { do: 'fresh' },
  ],
  ['everything deleted but archive.json', { used: true }, refuse('archive_emptied')],
  ['the same, an empty database made since', { used: true, contents: UNUSED }, refuse('archive_emptied')],
  ['the same, a broken-off one', { used: true, contents: { ...BLANK, building: true } }, refuse('archive_emptied')],
  ['journal and copies deleted, the database is there', { used: true, contents: contents(9) }, adopt('newer')],
  ['saved to, and its journal is there', { used: true, journal: journal(9) }, rebuild('missing')],
  ['only damaged copies, and no database', { copies: [copy(5, true)] }, rebuild('missing')],
  ['only damaged copies, and a database', { copies: [copy(5, true)], contents: contents(null) }, adopt('first')],
  ['a new database, and copies put beside it', { copies: [copy(5)], contents: UNUSED }, rebuild('behind')],
  [
    'a new database, and the copy of one from before the journal beside it',
    { copies: [{ ...copy(0), seq: 3 }], contents: UNUSED },
    rebuild('behind'),
  ],
  [
    'taking over was broken off behind its copy',
    { copies: [{ ...copy(0), seq: 5 }], contents: contents(null) },
    adopt('first'),
  ],
  ['a copy ahead of both', { copies: [copy(9)], contents: contents(7), journal: journal(8) }, rebuild('behind')],

  ['written before there was a journal', { contents: contents(null) }, adopt('first')],
  ['the same, settings only', { contents: { ...BLANK, settings: true } }, adopt('first')],
  ['the same, all households deleted', { contents: { ...BLANK, seq: 3 } }, adopt('first')],
  ['journal and copies deleted', { contents: contents(9) }, adopt('newer')],
  ['journal and copies deleted, settings only', { contents: { ...UNUSED, settings: true } }, adopt('newer')],
  ['journal, copies and archive.json deleted', { contents: contents(9), databaseId: 'B' }, adopt('newer')],
  ['journal deleted, older copies there', { contents: contents(9), copies: [copy(5)] }, adopt('newer')],
  ['an older journal was put back', { contents: contents(9), journal: journal(7) }, adopt('newer')],
  [
    'an older journal was put back, and the database is not whole',
    { contents: contents(9, { households: 1 }), journal: journal(7) },
    rebuild('counts'),
  ],

  ['everything agrees', { contents: contents(9), journal: journal(9) }, { do: 'good' }],
  ['the same, compacted', { contents: contents(9), journal: journal(9, { first: 9 }) }, { do: 'good' }],
  [
    'the same, everything compacted away',
    { contents: contents(9), journal: journal(9, { first: 10 }), copies: [copy(9)], sumAtSeal: null },
    { do: 'good' },
  ],
  ['one line behind', { contents: contents(8), journal: journal(9) }, { do: 'replay', from: 9 }],
  [
    'nothing but the journal knows of the first save',
    { contents: UNUSED, journal: journal(1) },
    { do: 'replay', from: 1 },
  ],
  [
    'behind, with counts that only the missing lines can tell',
    { contents: contents(8, { households: 1 }), journal: journal(9) },
    { do: 'replay', from: 9 },
  ],
  [
    'the line behind the seal is compacted away',
    { contents: contents(5), journal: journal(9, { first: 7 }) },
    rebuild('behind'),
  ],
  [
    'just not compacted away',
    { contents: contents(6), journal: journal(9, { first: 7 }), sumAtSeal: null },
    { do: 'replay', from: 7 },
  ],

  ['the database is gone', { journal: journal(9) }, rebuild('missing')],
  ['the database is gone, only copies are there', { copies: [copy(5)] }, rebuild('missing')],
  ['the database is empty', { contents: BLANK, journal: journal(9) }, rebuild('missing')],
  ['only a damaged journal is there', { journal: journal(0, { damaged: [1] }) }, rebuild('missing')],
  ['a rebuild was broken off', { contents: contents(9, { building: true }), journal: journal(9) }, rebuild('missing')],
  ['thrown away by Chromium', { probe: 'lost', journal: journal(9) }, rebuild('lost')],
  ['unreadable', { probe: 'unreadable', journal: journal(9) }, rebuild('unreadable')],
  ['thrown away by us', { resetBecause: 'closed', journal: journal(9) }, rebuild('reset')],
  [
    'we wanted to throw it away, and it is whole',
    { resetBecause: 'closed', contents: contents(9), journal: journal(9) },
    { do: 'good' },
  ],
  [
    'fewer households than sealed',
    { contents: contents(9, { households: 1 }), journal: journal(9) },
    rebuild('counts'),
  ],
  ['other last operation than sealed', { contents: contents(9, { seq: 8 }), journal: journal(9) }, rebuild('counts')],
  ['content without a seal', { contents: contents(null), journal: journal(9) }, rebuild('foreign')],
  ['of another archive', { contents: contents(9), databaseId: 'B', journal: journal(9) }, rebuild('foreign')],
  ['of another course', { contents: contents(9, {}, 'b'), journal: journal(9) }, rebuild('foreign')],
  ['behind, of another course', { contents: contents(7, {}, 'b'), journal: journal(9) }, rebuild('foreign')],

  [
    'damage before the seal that no copy covers',
    { contents: contents(9), journal: journal(9, { damaged: [4] }), copies: [copy(3), copy(5, true)] },
    adopt('damage'),
  ],
  [
    'damage at the seal',
    { contents: contents(9), journal: journal(9, { damaged: [9] }), sumAtSeal: null },
    adopt('damage'),
  ],
  [
    'damage that a copy covers',
    { contents: contents(9), journal: journal(9, { damaged: [4] }), copies: [copy(4)] },
    { do: 'good' },
  ],
  [
    'damage before the seal, and behind',
    { contents: contents(7), journal: journal(9, { damaged: [4] }) },
    { do: 'replay', from: 8 },
  ],
  ['damage behind the seal', { contents: contents(7), journal: journal(9, { damaged: [8] }) }, rebuild('behind')],

  ['nothing is left of a lost one', { probe: 'lost' }, refuse('store_lost')],
  ['the same at the next start', { markedLost: true }, refuse('store_lost')],
  ['the same after a journal came back', { markedLost: true, journal: journal(9) }, rebuild('missing')],
  ['unreadable, and nothing else', { probe: 'unreadable' }, refuse('store_unavailable')],
];

describe('decide', () => {
  it.each(CASES)('%s', (_, given, verdict) => {
    expect(decide(seen(given))).toEqual(verdict);
  });

  it('refuses a newer database whatever else is there', () => {
    for (const head of [journal(0), journal(9)]) {
      for (const copies of [[], [copy(5)]]) {
        expect(decide(seen({ probe: VERSION + 1, journal: head, copies }))).toEqual(refuse('store_newer'));
      }
    }
  });

  it('never shows an empty archive where anything else is kept or was there', () => {
    const probes: Probe[] = [0, 'lost', 'unreadable', VERSION];
    const heads = [journal(0), journal(9), journal(9, { damaged: [3] }), journal(9, { first: 10 })];
    for (const probe of probes) {
      for (const head of heads) {
        for (const copies of [[], [copy(4)], [copy(4), copy(9)]]) {
          for (const what of [null, BLANK, UNUSED, contents(null), contents(9), contents(9, { building: true })]) {
            if ((what === null) !== (probe !== VERSION)) continue;
            const verdict = decide(seen({ probe, contents: what, journal: head, copies, sumAtSeal: null }));
            const kept = head.line > 0 || copies.length > 0;
            const held = what !== null && (what.households > 0 || what.seq > 0) && !what.building;
            if (copies.length > 0 && what === UNUSED) expect(verdict.do).not.toBe('good');
            if (kept || held || probe === 'lost' || probe === 'unreadable') expect(verdict.do).not.toBe('fresh');
            // What only the database holds is never built over.
            if (held && !kept) expect(verdict.do).toBe('adopt');
          }
        }
      }
    }
  });
});
