/** `npm run fix`: everything that a machine can mend. */
import { bin, run } from './lib/run.mjs';
import { ensureDependencies } from './lib/setup.mjs';

await ensureDependencies();
const lint = await run(bin('eslint'), ['--fix', '.']);
const format = await run(bin('prettier'), ['--write', '--log-level=warn', '.']);
process.exit(lint || format);
