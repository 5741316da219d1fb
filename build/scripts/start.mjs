/** `npm start`: sets up what is missing, builds when sources changed, opens the window. Arguments go to the app. */
import { appCommand, hasScreen } from './lib/display.mjs';
import { run, say } from './lib/run.mjs';
import { ensureBuild, ensureDependencies, ensureSystemLibraries } from './lib/setup.mjs';

await ensureDependencies();
await ensureSystemLibraries();
await ensureBuild();
if (!hasScreen()) say('no display: the window opens on a virtual screen (Xvfb); end with Ctrl+C');
const [command, args] = await appCommand(process.argv.slice(2));
process.exit(await run(command, args));
