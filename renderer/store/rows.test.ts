import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyRecord, type HouseholdRecord } from '#shared/derive/record';
import { addHousehold } from './commands/addHousehold';
import { addRow } from './commands/addRow';
import { removeRow } from './commands/removeRow';
import { saveField } from './commands/saveField';
import { closeArchive, type Archive } from './db';
import { openForTest } from './testArchive';
import { getHousehold } from './queries/households';

let serial = 0;
const opened: Archive[] = [];

async function household(start: Partial<HouseholdRecord>): Promise<{ archive: Archive; seen: HouseholdRecord }> {
  const archive = await openForTest({ who: '', device: '' }, `rows-${++serial}`);
  if (!archive.ok) throw new Error(archive.error.code);
  opened.push(archive.value);
  const done = await addHousehold(archive.value, { ...emptyRecord(''), ...start });
  const seen = done.ok ? await getHousehold(archive.value, done.value.id) : null;
  if (!seen) throw new Error('not added');
  return { archive: archive.value, seen };
}

afterEach(() => opened.splice(0).forEach(closeArchive));

describe('a value typed into a row of a list', () => {
  const members = [{ name: '甲' }, { name: '乙' }, { name: '丙' }];

  it('never lands in the row that moved up, and makes no row of its own', async () => {
    const { archive, seen } = await household({ members });
    await removeRow(archive, seen.id, 'members', 1);
    expect(await saveField(archive, seen.id, { path: 'members[1].sex', value: '女' }, '', seen)).toMatchObject({
      ok: false,
      error: { code: 'row_missing' },
    });
    expect(await saveField(archive, seen.id, { path: 'members[2].sex', value: '女' })).toMatchObject({
      ok: false,
      error: { code: 'row_missing' },
    });
    expect((await getHousehold(archive, seen.id))?.members).toEqual([{ name: '甲' }, { name: '丙' }]);
  });

  it('follows its row when rows before it went', async () => {
    const { archive, seen } = await household({ members });
    await removeRow(archive, seen.id, 'members', 0);
    await saveField(archive, seen.id, { path: 'members[2].sex', value: '女' }, '', seen);
    await saveField(archive, seen.id, { path: 'members[1].birth_date', unread: '去年' }, '', seen);
    expect(await getHousehold(archive, seen.id)).toMatchObject({
      members: [{ name: '乙' }, { name: '丙', sex: '女' }],
      unread: [{ path: 'members[0].birth_date', text: '去年' }],
    });
  });

  it('reaches its row while earlier values of the same row are on their way, and after rows were added', async () => {
    const { archive, seen } = await household({ members: [{}, {}] });
    await addRow(archive, seen.id, 'members', {});
    await Promise.all([
      saveField(archive, seen.id, { path: 'members[0].name', value: '甲' }, '', seen),
      saveField(archive, seen.id, { path: 'members[0].sex', value: '男' }, '', seen),
    ]);
    expect((await getHousehold(archive, seen.id))?.members).toEqual([{ name: '甲', sex: '男' }, {}, {}]);
  });

  it('begins a year once, and finds the one that came meanwhile', async () => {
    const { archive, seen } = await household({ years: [{ year: 2023 }] });
    const begin = (key: string): ReturnType<typeof saveField> =>
      saveField(
        archive,
        seen.id,
        [
          { path: 'years[1].year', value: 2025 },
          { path: `years[1].${key}`, value: 1 },
        ],
        '',
        seen,
      );
    await addRow(archive, seen.id, 'years', { year: 2024 });
    for (const done of await Promise.all([begin('inc_wage'), begin('inc_farm')])) expect(done.ok).toBe(true);
    expect((await getHousehold(archive, seen.id))?.years).toEqual([
      { year: 2023 },
      { year: 2024 },
      { year: 2025, inc_wage: 1, inc_farm: 1 },
    ]);
  });
});
