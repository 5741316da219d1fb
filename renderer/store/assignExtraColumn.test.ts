import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { fieldOf } from '#shared/catalogue/index';
import type { Field } from '#shared/catalogue/field';
import { emptyRecord, type Extra, type HouseholdRecord } from '#shared/derive/record';
import { assignExtra } from '#shared/import/assignExtra';
import { addHousehold } from './commands/addHousehold';
import { assignExtraColumn } from './commands/assignExtraColumn';
import { undo } from './commands/undo';
import { closeArchive, type Archive } from './db';
import { hashArchive } from './queries/hashArchive';
import { openForTest } from './testArchive';
import { state } from './testHistory';

const opened: Archive[] = [];
afterEach(() => opened.splice(0).forEach(closeArchive));

function known(path: string): Field {
  const field = fieldOf(path);
  if (!field) throw new Error(path);
  return field;
}
const extra = (header: string, text: string, more: Partial<Extra> = {}): Extra => ({
  header,
  text,
  source: 'a|b|C2',
  ...more,
});
const household = (...entries: Extra[]): HouseholdRecord => ({
  ...emptyRecord('x'),
  fields: { household_no: '1' },
  members: [{ name: '赵甲' }, { name: '赵乙', labor: '无劳动力' }],
  years: [{ year: 2025 }],
  extra: entries,
});

describe('a header of the 附加列 that gets a field', () => {
  it('fills blanks, agrees with what is there, and leaves the rest', () => {
    const record = household(extra('片区', '东湾'), extra('片区', '西湾'), extra('别的', '1'));
    const done = assignExtra(record, '片区', known('household.natural_village'), 2025);
    expect(done).toMatchObject({ moved: 1, kept: 1 });
    expect(done.record.fields['natural_village']).toBe('东湾');
    expect(done.record.extra.map(({ text }) => text)).toEqual(['西湾', '1']);
    expect(record.fields['natural_village']).toBeUndefined();
  });

  it('goes to the person, to the year and through the unit of the header', () => {
    const labor = household(
      extra('能力', '普通劳动力', { member: 0 }),
      extra('能力', '好', { member: 1 }),
      extra('能力', '弱'),
    );
    const done = assignExtra(labor, '能力', known('member.labor'), 2025);
    expect(done).toMatchObject({
      moved: 1,
      kept: 2,
      record: { members: [{ labor: '普通劳动力' }, { labor: '无劳动力' }] },
    });
    const money = household(extra('收入/全年(万元)', '1.5'), extra('收入/全年(万元)', '2', { year: 2024 }));
    expect(assignExtra(money, '收入/全年(万元)', known('year.inc_total'), 2025).record.years).toEqual([
      { year: 2024, inc_total: 20000 },
      { year: 2025, inc_total: 15000 },
    ]);
    expect(assignExtra(household(extra('收入(亩)', '2')), '收入(亩)', known('year.inc_total'), 2025)).toMatchObject({
      moved: 0,
    });
    expect(assignExtra(money, '收入/全年(万元)', known('helper.helper_name'), 2025).record).toBe(money);
  });

  it('is one operation over all households, undone as one', async () => {
    const archive = await openForTest({ who: '', device: '' }, 'assign-1');
    if (!archive.ok) throw new Error(archive.error.code);
    opened.push(archive.value);
    for (const text of ['东湾', '西湾', '/']) await addHousehold(archive.value, household(extra('片区', text)));
    const before = (await hashArchive(archive.value)).hash;
    const done = await assignExtraColumn(archive.value, '片区', known('household.natural_village'), 2025);
    expect(done).toMatchObject({ ok: true, value: { moved: 2, kept: 1, operation: { households: 2 } } });
    const villages = (await state(archive.value)).map(({ fields }) => String(fields['natural_village'] ?? '无'));
    expect(villages.sort()).toEqual(['东湾', '无', '西湾'].sort());
    const again = await assignExtraColumn(archive.value, '片区', known('household.natural_village'), 2025);
    expect(again).toMatchObject({ ok: true, value: { operation: null, moved: 0 } });
    await undo(archive.value, done.ok ? done.value.operation?.id : '');
    expect((await hashArchive(archive.value)).hash).toBe(before);
  });
});
