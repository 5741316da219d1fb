import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyRecord } from '#shared/derive/record';
import { putSample } from './commands/putSample';
import { saveSettings } from './commands/saveSettings';
import { undo } from './commands/undo';
import { closeArchive, type Archive } from './db';
import { openForTest } from './testArchive';
import { getSettings } from './queries/settings';
import type { Settings } from './types';

let serial = 0;
const opened: Archive[] = [];

async function freshArchive(): Promise<Archive> {
  const archive = await openForTest({ who: '', device: '' }, `settings-${++serial}`);
  if (!archive.ok) throw new Error(archive.error.code);
  opened.push(archive.value);
  return archive.value;
}

afterEach(() => opened.splice(0).forEach(closeArchive));

describe('settings', () => {
  it('keep both of two changes that meet', async () => {
    const archive = await freshArchive();
    const done = await Promise.all([
      saveSettings(archive, { person: '李' }),
      saveSettings(archive, { year: 2024 }),
      saveSettings(archive, (now) => ({ unit: ['贵州省', ...now.unit.slice(1)] as unknown as Settings['unit'] })),
      saveSettings(archive, (now) => ({ unit: [...now.unit.slice(0, 4), '石头村'] as unknown as Settings['unit'] })),
    ]);
    expect(done.every((one) => one.ok)).toBe(true);
    expect(await getSettings(archive)).toMatchObject({
      person: '李',
      year: 2024,
      unit: ['贵州省', '', '', '', '石头村'],
    });
  });

  it('lose the invented unit with the sample village, and mark it again when it comes back', async () => {
    const archive = await freshArchive();
    const mine = ['', '', '', '', '石头村'] as const;
    const invented = ['甲省', '甲市', '甲县', '甲乡', '示例村'] as const;
    await saveSettings(archive, { unit: mine });
    await putSample(archive, [{ ...emptyRecord('x'), fields: { household_no: '1' } }], invented);
    expect(await getSettings(archive)).toMatchObject({ isSample: true, unit: invented });
    const undone = await undo(archive);
    expect(await getSettings(archive)).toMatchObject({ isSample: false, unit: mine });
    const back = await undo(archive, undone.ok ? undone.value.id : '');
    expect(await getSettings(archive)).toMatchObject({ isSample: true, unit: invented });
    const own = ['', '', '', '', '大河村'] as const;
    await saveSettings(archive, { unit: own });
    expect((await undo(archive, back.ok ? back.value.id : '')).ok).toBe(true);
    // What the clerk wrote meanwhile stays.
    expect(await getSettings(archive)).toMatchObject({ isSample: false, unit: own });
  });
});
