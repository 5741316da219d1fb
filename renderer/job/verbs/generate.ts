import { generateVillage, type VillageOptions } from '#shared/sample/village';
import { desktopFiles } from '../../bridge/desktop';
import { today } from '../../workers/today';
import { numberOption, textOption, type JobContext } from '../context';
import { done, refused, type Outcome } from '../outcome';

/** `job generate --households N --seed S --style … --out DIR [--defects K] [--as-of]`: sheets and truth.json. */
export async function generate({ request, progress }: JobContext): Promise<Outcome> {
  const out = request.outputs['out'];
  if (out === undefined) throw new Error('the command line let a generate without --out through');
  const options: VillageOptions = {
    households: numberOption(request, 'households') ?? 0,
    seed: numberOption(request, 'seed') ?? 1,
    style: (textOption(request, 'style') ?? 'flat') as VillageOptions['style'],
    asOf: textOption(request, 'as-of') ?? today(),
    defects: numberOption(request, 'defects') ?? 0,
  };
  progress(`生成 ${options.households} 户`);
  const { files, truth } = generateVillage(options);
  const truthBytes = new TextEncoder().encode(`${JSON.stringify(truth, null, 1)}\n`);
  for (const { name, bytes } of [...files, { name: 'truth.json', bytes: truthBytes }]) {
    const saved = await desktopFiles.saveBytes(out, bytes, name);
    if (!saved.ok) return refused(saved.error);
  }
  return done({
    files: files.map((file) => file.name),
    households: truth.households.length,
    members: truth.households.reduce((sum, household) => sum + household.members.length, 0),
    truth: 'truth.json',
  });
}
