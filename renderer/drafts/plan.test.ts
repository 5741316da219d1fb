import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTITIES, type Field } from '#shared/catalogue/index';
import { deepEqual } from '#shared/derive/diff';
import { getAt, parsePath } from '#shared/derive/path';
import { emptyRecord, LIST_PLACES, type HouseholdRecord, type ListPlace, type Row } from '#shared/derive/record';
import type { KeptDraft } from '#shared/ipc/desktop';
import { applyEdit } from '../store/commands/saveField';
import { codecFor } from '#shared/values/index';
import { draftAbout } from './about';
import { planDrafts, type Planned } from './plan';
import { recordedText } from './recorded';

const YEAR = 2026;
let serial = 0;

function kept(
  record: HouseholdRecord,
  path: string,
  field: Field,
  text: string,
  at = '2026-11-22T08:31:05.000Z',
): KeptDraft {
  return { ...draftAbout(record, path, field, YEAR), text, at, id: String(++serial), declined: null };
}

const field = (path: string): Field => {
  const at = parsePath(path);
  const entity = ENTITIES.find(({ place }) => place === at?.place);
  const found = entity?.list.find(({ key }) => key === at?.key);
  if (!found) throw new Error(path);
  return found;
};

function planOne(draft: KeptDraft, ...now: HouseholdRecord[]): Planned {
  const [planned] = planDrafts([draft], new Map(now.map((record) => [record.id, record])));
  if (!planned) throw new Error('nothing planned');
  return planned;
}

const record = (start: Partial<HouseholdRecord>): HouseholdRecord => ({ ...emptyRecord('H1'), ...start });

describe('what is offered after a crash', () => {
  const seen = record({
    fields: { household_no: '0012', head_name: '王国强', phone: '13800000001' },
    members: [{ name: '王国强', id_no: '520399199001010011' }, { name: '李四' }, {}],
    years: [{ year: 2025 }],
  });
  const phone = kept(seen, 'fields.phone', field('fields.phone'), '1390');

  it('is the field with both texts, ticked', () => {
    expect(planOne(phone, seen)).toMatchObject({
      kind: 'offer',
      path: 'fields.phone',
      now: '13800000001',
      changed: false,
      chosen: true,
    });
    expect(phone).toMatchObject({ title: '王国强 户编号 0012', label: '户联系电话', before: '13800000001' });
    const row = kept(seen, 'members[1].id_no', field('members[1].id_no'), '5203');
    expect(row.label).toBe(`家庭成员 2（李四）· ${field('members[1].id_no').label}`);
  });

  it('is not ticked when somebody changed the field since, nor when it was only emptied', () => {
    const now = record({ ...seen, fields: { ...seen.fields, phone: '13800000002' } });
    expect(planOne(phone, now)).toMatchObject({ kind: 'offer', changed: true, chosen: false, now: '13800000002' });
    expect(planOne({ ...phone, text: '' }, seen)).toMatchObject({ kind: 'offer', chosen: false });
  });

  it('is nothing when the archive holds it, however it is written', () => {
    const date = kept(seen, 'members[1].birth_date', field('members[1].birth_date'), '1990.1.2');
    const now = record({ ...seen, members: seen.members.with(1, { name: '李四', birth_date: '19900102' }) });
    expect(planOne(date, now).kind).toBe('settled');
    expect(planOne({ ...phone, text: phone.before }, seen).kind).toBe('settled');
  });

  it('is only for copying when household, row or field are gone', () => {
    expect(planOne(phone)).toMatchObject({ kind: 'homeless', gone: 'household' });
    const li = kept(seen, 'members[1].id_no', field('members[1].id_no'), '5203');
    expect(planOne(li, record({ ...seen, members: seen.members.toSpliced(1, 1) }))).toMatchObject({ gone: 'row' });
    expect(planOne({ ...phone, path: 'fields.no_such' }, seen)).toMatchObject({ gone: 'field' });
    expect(planOne({ ...phone, path: '__proto__.x' }, seen)).toMatchObject({ gone: 'field' });
    expect(planOne({ ...li, row: undefined }, seen)).toMatchObject({ gone: 'row' });
    expect(planOne({ ...li, row: '{"row":' }, seen)).toMatchObject({ gone: 'row' });
  });

  it('never takes a row for another because the one in question was all it held', () => {
    const name = kept(seen, 'members[1].name', field('members[1].name'), '李四光');
    expect(planOne(name, record({ ...seen, members: seen.members.with(1, { name: '赵六' }) }))).toMatchObject({
      gone: 'row',
    });
  });

  it('follows a person whose row was worked on, not a namesake who came later nor one of another number', () => {
    const li = kept(seen, 'members[1].sex', field('members[1].sex'), '女');
    const now = (...members: Row[]) => planOne(li, record({ ...seen, members }));
    expect(now({ name: '赵六' }, { name: '王国强' }, { name: '李四', ethnic: '汉族' })).toMatchObject({
      path: 'members[2].sex',
    });
    expect(now({ name: '李四', ethnic: '汉族' }, { name: '李四', ethnic: '苗族' })).toMatchObject({ gone: 'row' });
    const wang = kept(seen, 'members[0].sex', field('members[0].sex'), '男');
    const other = { name: '王国强', id_no: '520399199001010038', ethnic: '汉族' };
    expect(planOne(wang, record({ ...seen, members: [other] }))).toMatchObject({ gone: 'row' });
  });

  it('says what the field cannot hold', () => {
    const date = kept(seen, 'members[0].birth_date', field('members[0].birth_date'), '去年');
    const planned = planOne(date, seen);
    expect(planned.kind === 'offer' && planned.unread).toMatch(/[一-龥]/);
  });

  it('begins the year that was being worked on, or finds it begun', () => {
    const wage = kept(seen, 'years[1].inc_wage', field('years[1].inc_wage'), '12000');
    expect(planOne(wage, seen)).toMatchObject({ path: 'years[1].inc_wage', begins: YEAR });
    const other = record({ ...seen, years: [{ year: 2024 }, { year: YEAR }, { year: 2025 }] });
    expect(planOne(wage, other)).toMatchObject({ path: 'years[1].inc_wage', begins: null });
    expect(planOne(wage, record({ ...seen, years: [{ year: 2025 }, { year: 2024 }] }))).toMatchObject({
      path: 'years[2].inc_wage',
      begins: YEAR,
    });
  });

  it('ticks the newer of two texts for the same field', () => {
    const older = { ...phone, id: 'older', text: '137' };
    const planned = planDrafts([phone, older], new Map([['H1', seen]]));
    expect(planned.map((each) => each.kind === 'offer' && each.chosen)).toEqual([true, false]);
  });
});

/** A village in which every row carries a number of its own that the code under test cannot see. */
interface Tagged {
  record: HouseholdRecord;
  tags: Record<ListPlace, number[]>;
}

const TYPED: readonly Field[] = ENTITIES.flatMap((entity) => entity.list.filter((each) => each.derived !== true));
const PERSON = TYPED.filter((each) => each.entity === 'member');
const WORDS = [
  '',
  '王五',
  '13800000009',
  '2024.5',
  '520399199001010011',
  '1.2万',
  '去年',
  '是',
  '2',
  '男,女',
  '脱贫户',
];

/** Persons are where rows are most alike: half of everything happens to them. */
const anyList = fc.constantFrom(...LIST_PLACES, ...Array<ListPlace>(LIST_PLACES.length).fill('members'));
const step = fc.oneof(
  fc.record({ do: fc.constant('remove' as const), place: anyList, at: fc.nat(5) }),
  fc.record({ do: fc.constant('add' as const), place: anyList, at: fc.nat(5) }),
  fc.record({ do: fc.constant('swap' as const), place: anyList, at: fc.nat(5) }),
  fc.record({ do: fc.constant('edit' as const), which: fc.nat(), at: fc.nat(5), text: fc.constantFrom(...WORDS) }),
  fc.record({ do: fc.constant('renumber' as const) }),
  fc.record({ do: fc.constant('gone' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

let tags = 0;
/** Rows as clerks make them: some blank, some with a name, some with next to nothing that others lack. */
function newRow(place: ListPlace, kind: number): Row {
  const n = ++tags;
  if (kind % 4 === 0) return {};
  if (place === 'years') return { year: 2000 + n };
  if (place === 'members')
    return kind % 4 === 1 ? { sex: '男' } : { name: `人${kind % 4 === 2 ? n : n % 3}`, sex: '女' };
  if (place === 'helpers') return { helper_name: `干部${n}` };
  return kind % 4 === 1 ? { note: `注${n}` } : {};
}

function village(kinds: readonly number[]): Tagged {
  const tagged: Tagged = {
    record: record({ fields: { household_no: '1', head_name: '王', phone: '13800000001' } }),
    tags: Object.fromEntries(LIST_PLACES.map((place) => [place, []])) as unknown as Tagged['tags'],
  };
  return kinds.reduce((now, kind, index) => {
    const place = LIST_PLACES[index % 20] ?? 'members';
    return add(now, place, 99, kind);
  }, tagged);
}

function add(now: Tagged, place: ListPlace, at: number, kind: number): Tagged {
  const row = newRow(place, kind);
  return withRows(now, place, now.record[place].toSpliced(at, 0, row), now.tags[place].toSpliced(at, 0, ++tags));
}

function withRows(now: Tagged, place: ListPlace, rows: Row[], rowTags: number[]): Tagged {
  return { record: { ...now.record, [place]: rows }, tags: { ...now.tags, [place]: rowTags } };
}

function pathFor(tagged: Tagged, which: Field, at: number): string | null {
  const { place } = ENTITIES.find(({ name }) => name === which.entity) ?? { place: 'fields' as const };
  if (place === 'fields' || place === 'relocation') return `${place}.${which.key}`;
  const count = tagged.record[place].length;
  return count === 0 ? null : `${place}[${at % count}].${which.key}`;
}

function edit(now: Tagged, path: string, which: Field, text: string): Tagged {
  const parsed = codecFor(which).parse(text, which);
  const next = applyEdit(now.record, parsed.ok ? { path, value: parsed.value } : { path, unread: text });
  return { ...now, record: next };
}

function take(now: Tagged, each: Step): Tagged | null {
  switch (each.do) {
    case 'gone':
      return null;
    case 'renumber':
      return {
        ...now,
        record: { ...now.record, fields: { ...now.record.fields, household_no: '9', head_name: '赵' } },
      };
    case 'edit': {
      const which = TYPED[each.which % TYPED.length];
      const path = which && pathFor(now, which, each.at);
      return which && path ? edit(now, path, which, each.text) : now;
    }
    case 'add':
      return add(now, each.place, each.at, each.at);
    case 'remove':
    case 'swap': {
      const rows = [...now.record[each.place]];
      const rowTags = [...now.tags[each.place]];
      const at = rows.length === 0 ? 0 : each.at % rows.length;
      const [row] = rows.splice(at, 1);
      const [tag] = rowTags.splice(at, 1);
      if (each.do === 'swap' && row && tag !== undefined) {
        rows.push(row);
        rowTags.push(tag);
      }
      return withRows(now, each.place, rows, rowTags);
    }
  }
}

describe('recovery in random histories (P-07)', () => {
  it('never reaches another row than the one that was typed into, and what is accepted is what was typed', () => {
    const outcomes = { offer: 0, homeless: 0, settled: 0 };
    fc.assert(
      fc.property(
        fc.array(fc.nat(3), { minLength: 10, maxLength: 40 }),
        fc.nat(),
        fc.nat(5),
        fc.constantFrom(...WORDS),
        fc.array(step, { maxLength: 6 }),
        fc.boolean(),
        (kinds, pick, at, text, steps, sameField) => {
          const before = village(kinds);
          const which = (pick % 2 === 0 ? PERSON : TYPED)[(pick >> 1) % (pick % 2 === 0 ? PERSON : TYPED).length];
          const path = which && pathFor(before, which, at);
          if (!which || !path) return;
          const draft = kept(before.record, path, which, text);
          const history = sameField ? [...steps, { do: 'edit' as const, which: pick, at, text: '13700000000' }] : steps;
          const after = history.reduce<Tagged | null>((now, each) => now && take(now, each), before);
          const planned = after ? planOne(draft, after.record) : planOne(draft);
          outcomes[planned.kind]++;
          if (!after) expect(planned.kind).not.toBe('offer');
          if (!after || planned.kind !== 'offer') return;

          const [from, to] = [parsePath(path), parsePath(planned.path)];
          expect([to?.place, to?.key]).toEqual([from?.place, from?.key]);
          if (from?.index !== undefined && to?.index !== undefined) {
            const place = from.place as ListPlace;
            const [was, is] = [before.tags[place][from.index], after.tags[place][to.index]];
            // Rows that hold the very same, as blank ones do, cannot be told apart, unless one of them went.
            const row = before.record[place][from.index];
            const alike = (now: Tagged) => now.record[place].filter((other) => deepEqual(other, row)).length;
            const twin = deepEqual(row, after.record[place][to.index]) && alike(after) >= alike(before);
            expect(is === was || twin).toBe(true);
          }
          expect(planned.now).toBe(recordedText(after.record, planned.path, planned.field));
          expect(planned.changed).toBe(planned.now !== draft.before);
          if (planned.changed) expect(planned.chosen).toBe(false);

          // Accepted, it is what was typed, there and nowhere else.
          const done = edit(after, planned.path, planned.field, text).record;
          expect(
            planOne(draft, done).kind === 'homeless' || recordedText(done, planned.path, planned.field) !== planned.now,
          ).toBe(true);
          const back = applyBack(done, after.record, planned.path);
          expect(back).toEqual(after.record);
        },
      ),
      { numRuns: 2000 },
    );
    // The histories must reach every kind of outcome, or nothing was shown.
    expect(Math.min(outcomes.offer, outcomes.homeless, outcomes.settled)).toBeGreaterThan(50);
  });
});

/** The record with only the field at `path` (and the text beside it) as it was before. */
function applyBack(done: HouseholdRecord, was: HouseholdRecord, path: string): HouseholdRecord {
  const value = getAt(was, path);
  const next = applyEdit(done, { path, value: value as string | undefined });
  return { ...next, unread: was.unread };
}
