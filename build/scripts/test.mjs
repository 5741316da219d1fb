/**
 * `npm test`: everything a change must pass, on a bare clone too: types, lint, format, unit, hostile files, e2e in the real
 * Electron.
 */
import { bombs, e2e, format, lint, summary, types, unit } from './lib/checks.mjs';
import { ensureBuild, ensureDependencies, ensureSystemLibraries } from './lib/setup.mjs';

await ensureDependencies();
await ensureSystemLibraries();
await ensureBuild();
const results = [];
for (const check of [types, lint, format, unit, bombs, e2e]) results.push(await check());
process.exit(summary(results) ? 0 : 1);
