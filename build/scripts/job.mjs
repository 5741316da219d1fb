/**
 * `npm run -s job -- VERB …`: the same workers without a window. Set-up messages go to stderr; the last line on stdout is
 * one JSON object. Exit 0 done, 1 refused, 2 wrong usage, 3 our own fault.
 */
import { appCommand } from './lib/display.mjs';
import { run } from './lib/run.mjs';
import { ensureBuild, ensureDependencies, ensureSystemLibraries } from './lib/setup.mjs';

await ensureDependencies();
await ensureSystemLibraries();
await ensureBuild();
const [command, args] = await appCommand(['--job', ...process.argv.slice(2)]);
// npm changes into the project folder; the user's relative paths are meant from where npm was called.
process.exit(await run(command, args, { cwd: process.env.INIT_CWD ?? process.cwd() }));
