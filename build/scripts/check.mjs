/** `npm run check`: the quick round while working: types, lint, unit. */
import { lint, summary, types, unit } from './lib/checks.mjs';
import { ensureDependencies } from './lib/setup.mjs';

await ensureDependencies();
const results = [];
for (const check of [types, lint, unit]) results.push(await check());
process.exit(summary(results) ? 0 : 1);
