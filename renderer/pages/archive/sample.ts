/** 打开示例村: an invented village with a few defects in it, so that there is something to find and mend. */
import type { Result } from '#shared/result';
import { putSample } from '../../store/commands/putSample';
import type { Archive } from '../../store/db';
import type { Operation } from '../../store/types';
import { ulid } from '../../store/ulid';
import { today } from '../../workers/today';

const HOUSEHOLDS = 200;
const DEFECTS = 24;
const SEED = 7;
const LEVELS = ['province', 'city', 'county', 'township', 'village'] as const;

/** Fills the empty archive; the generator is fetched only now, nobody else needs it. */
export async function openSample(archive: Archive): Promise<Result<Operation>> {
  const { sampleRecords } = await import('#shared/sample/village');
  const records = sampleRecords({ households: HOUSEHOLDS, seed: SEED, asOf: today(), defects: DEFECTS }, ulid);
  const [province = '', city = '', county = '', township = '', village = ''] = LEVELS.map((key) =>
    String(records[0]?.fields[key] ?? ''),
  );
  return putSample(archive, records, [province, city, county, township, village]);
}
