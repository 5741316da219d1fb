/** `npm run e2e`: Playwright against the real Electron; arguments go to Playwright. */
import { electronPath } from './lib/electronRuntime.mjs';
import { onScreen } from './lib/display.mjs';
import { bin, run } from './lib/run.mjs';
import { ensureBuild, ensureDependencies, ensureSystemLibraries } from './lib/setup.mjs';

await ensureDependencies();
await ensureSystemLibraries();
await ensureBuild();
const [command, args] = onScreen(bin('playwright'), [
  'test',
  '-c',
  'e2e/playwright.config.ts',
  ...process.argv.slice(2),
]);
process.exit(await run(command, args, { env: { ELECTRON_PATH: await electronPath() } }));
