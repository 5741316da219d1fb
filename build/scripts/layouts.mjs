/**
 * `npm run layouts -- [--seed S] [--count N] [--only shape|trait|format] [--show N] [--list N]`: how well the app understands
 * generated layouts (shared/sample/layouts), measured by build/layouts/main.ts. `--show N` prints layout N with both opinions.
 * The last line is `layouts N, columns P %, wrong N, regions P %, values lost N`; exit 0 only when the aims hold.
 */
import { bundleForNode } from './lib/bundle.mjs';
import { run } from './lib/run.mjs';
import { ensureDependencies } from './lib/setup.mjs';

await ensureDependencies();
const path = await bundleForNode('build/layouts/main.ts');
process.exit(await run(process.execPath, ['--enable-source-maps', path, ...process.argv.slice(2)]));
