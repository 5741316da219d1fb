/** What the sample village does to the settings, and how an undo takes that back: the mark 演示数据 and the invented unit. */
import { deepEqual } from '#shared/derive/diff';
import type { Archive } from './db';
import { getSettings, SETTINGS_KEY } from './queries/settings';
import { seal, unseal, type Sealed } from './seal';
import type { StoredOperation } from './stored';
import type { Settings } from './types';

const SAMPLE_KEY = 'sampleUnit';

/** The archive's unit without the sample village, and with it. */
interface SampleUnit {
  readonly without: Settings['unit'];
  readonly with: Settings['unit'];
}

type Meta = Readonly<Record<string, unknown>>;

/** Meta rows of an archive that receives the sample village of this unit. */
export async function metaWithSample(archive: Archive, unit: Settings['unit'] | undefined): Promise<Meta> {
  const now = await getSettings(archive);
  const units: SampleUnit = { without: now.unit, with: unit ?? now.unit };
  return {
    [SETTINGS_KEY]: await seal<Settings>({ ...now, isSample: true, unit: units.with }),
    [SAMPLE_KEY]: await seal(units),
  };
}

/**
 * Meta rows for taking `target` back: nothing unless it brought the sample village or – an undo of that, at any depth –
 * took it away. A unit that the clerk wrote meanwhile stays.
 */
export async function metaOfUndo(archive: Archive, target: StoredOperation): Promise<Meta> {
  let [root, takesAway]: [StoredOperation, boolean] = [target, true];
  while (root.undoes !== undefined) {
    const undone = await archive.db.operations.get(root.undoes);
    if (!undone) return {};
    [root, takesAway] = [undone, !takesAway];
  }
  if ((await unseal(root.body)).kind !== 'sample') return {};
  const now = await getSettings(archive);
  const row = await archive.db.meta.get(SAMPLE_KEY);
  const units = row ? await unseal(row.value as Sealed<SampleUnit>) : { without: now.unit, with: now.unit };
  const [from, to] = takesAway ? [units.with, units.without] : [units.without, units.with];
  const unit = deepEqual(now.unit, from) ? to : now.unit;
  return { [SETTINGS_KEY]: await seal<Settings>({ ...now, isSample: !takesAway, unit }) };
}
