import { desktop, desktopFiles } from '../../bridge/desktop';
import { countHouseholds } from '../../store/queries/households';
import { benchAudit, benchExport, benchImport, benchPage, benchSave, benchSearch, type Bench } from '../bench/steps';
import type { Compared } from '../bench/stats';
import { numberOption, textOption, type JobContext } from '../context';
import { done, refused, type Outcome } from '../outcome';

const STEPS: Readonly<Record<string, (bench: Bench) => Promise<Compared>>> = {
  import: benchImport,
  save: benchSave,
  page: benchPage,
  search: benchSearch,
  audit: benchAudit,
  export: benchExport,
};
const RUNS = 100;

/**
 * `job bench [FILE…] [--step NAME] [--runs N]`: measures one step or, without --step, all of them (import only when files
 * are given) on the archive. → {steps: [{step, ours, raw, rawIs, ratio, ratioP95}], households, metrics}.
 */
export async function bench({ request, archive, progress }: JobContext): Promise<Outcome> {
  const files: File[] = [];
  for (const input of request.inputs) {
    const bytes = await desktopFiles.readAll(input.token);
    if (!bytes.ok) return refused(bytes.error);
    files.push(new File([bytes.value], input.name));
  }
  const wanted = textOption(request, 'step');
  const steps: Compared[] = [];
  for (const [name, measure] of Object.entries(STEPS)) {
    if (wanted === null ? name === 'import' && files.length === 0 : name !== wanted) continue;
    progress(`测量 ${name}`);
    steps.push(await measure({ archive, files, progress, runs: numberOption(request, 'runs') ?? RUNS }));
  }
  const metrics = await desktop.metrics();
  return done({ steps, households: await countHouseholds(archive), metrics: metrics.ok ? metrics.value : null });
}
