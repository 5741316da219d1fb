/** Prints the path of the Electron that the other commands use, fetching it when needed. */
import { ensureDependencies } from './lib/setup.mjs';
import { electronPath } from './lib/electronRuntime.mjs';

await ensureDependencies();
process.stdout.write(`${await electronPath()}\n`);
