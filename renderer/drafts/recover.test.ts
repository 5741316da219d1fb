import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fieldIn, entityAt, type Field, type RecordPlace } from '#shared/catalogue/index';
import { parsePath } from '#shared/derive/path';
import { emptyRecord, type HouseholdRecord } from '#shared/derive/record';
import type { KeptDraft } from '#shared/ipc/desktop';
import { ok } from '#shared/result';
import { addHousehold } from '../store/commands/addHousehold';
import { removeHousehold } from '../store/commands/removeHousehold';
import { saveField } from '../store/commands/saveField';
import { undo } from '../store/commands/undo';
import { closeArchive, type Archive } from '../store/db';
import { getHousehold } from '../store/queries/households';
import { hashArchive } from '../store/queries/hashArchive';
import { openForTest } from '../store/testArchive';
import { draftAbout } from './about';
import type { Offer } from './plan';
import { readPlan, recover } from './recover';

const dropped: string[] = [];
vi.mock('../bridge/desktop', () => ({
  desktop: {
    dropDrafts: (fields: readonly { id?: string }[]) => {
      dropped.push(...fields.map(({ id }) => id ?? ''));
      return Promise.resolve(ok(null));
    },
  },
}));

let serial = 0;
const opened: Archive[] = [];
beforeEach(() => void (dropped.length = 0));
afterEach(() => opened.splice(0).forEach(closeArchive));

async function household(start: Partial<HouseholdRecord>): Promise<{ archive: Archive; record: HouseholdRecord }> {
  const archive = await openForTest({ who: '', device: '' }, `recover-${++serial}`);
  if (!archive.ok) throw new Error(archive.error.code);
  opened.push(archive.value);
  const done = await addHousehold(archive.value, { ...emptyRecord(''), ...start });
  const record = done.ok ? await getHousehold(archive.value, done.value.id) : null;
  if (!record) throw new Error('not added');
  return { archive: archive.value, record };
}

function kept(record: HouseholdRecord, path: string, text: string): KeptDraft {
  const at = parsePath(path);
  const field = fieldIn(entityAt(at?.place as RecordPlace).name, at?.key ?? '') as Field;
  const second = String(++serial).padStart(6, '0');
  return { ...draftAbout(record, path, field, 2026), text, at: `2026-11-22T${second}`, id: second, declined: null };
}

const offersOf = async (archive: Archive, ...drafts: KeptDraft[]): Promise<Offer[]> =>
  (await readPlan(archive, drafts)).filter((each): each is Offer => each.kind === 'offer');

describe('taking kept texts over', () => {
  it('writes several into one new row and one new year, each as a step that can be taken back', async () => {
    const { archive, record } = await household({ members: [{ name: '甲' }, {}] });
    const before = await hashArchive(archive);
    const offers = await offersOf(
      archive,
      kept(record, 'members[1].name', '李四'),
      kept(record, 'members[1].birth_date', '不详年'),
      kept(record, 'years[0].inc_wage', '12000'),
      kept(record, 'years[0].exp_biz', '去年'),
      kept(record, 'fields.phone', '13800000001'),
    );
    const done = await recover(archive, offers, 2026);
    expect(done.failed).toEqual([]);
    expect(await getHousehold(archive, record.id)).toMatchObject({
      fields: { phone: '13800000001' },
      members: [{ name: '甲' }, { name: '李四' }],
      years: [{ year: 2026, inc_wage: 12000 }],
    });
    const now = await getHousehold(archive, record.id);
    expect(now?.years).toHaveLength(1);
    expect(now?.unread.map(({ path, text }) => [path, text])).toEqual([
      ['members[1].birth_date', '不详年'],
      ['years[0].exp_biz', '去年'],
    ]);
    expect(dropped.sort()).toEqual(offers.map(({ draft }) => draft.id).sort());
    for (const { operation } of done.saved.toReversed()) if (operation) await undo(archive, operation.id);
    expect((await hashArchive(archive)).hash).toBe(before.hash);
  });

  it('writes over nothing that changed after it was shown', async () => {
    const { archive, record } = await household({ fields: { phone: '1' }, members: [{ name: '甲' }, { name: '乙' }] });
    const offers = await offersOf(archive, kept(record, 'fields.phone', '2'), kept(record, 'members[1].sex', '男'));
    await saveField(archive, record.id, { path: 'fields.phone', value: '3' });
    await saveField(archive, record.id, { path: 'members[1].sex', value: '女' });
    const done = await recover(archive, offers, 2026);
    expect(done.failed.map(({ error }) => error.code)).toEqual(['draft_overtaken', 'draft_overtaken']);
    expect(dropped).toEqual([]);
    expect(await getHousehold(archive, record.id)).toMatchObject({ fields: { phone: '3' } });
    await removeHousehold(archive, record.id);
    expect((await recover(archive, offers, 2026)).failed[0]?.error.code).toBe('household_missing');
  });

  it('forgets silently what the archive holds already', async () => {
    const { archive, record } = await household({ fields: { phone: '13800000001' } });
    const draft = { ...kept(record, 'fields.phone', '13800000001'), before: '' };
    expect(await readPlan(archive, [draft])).toEqual([]);
    expect(dropped).toEqual([draft.id]);
  });
});
