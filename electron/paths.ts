/** Where the built parts lie, seen from the main bundle (out/main/main.js). */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

export const PRELOAD_PATH = join(here, '..', 'preload', 'preload.cjs');
export const RENDERER_DIR = join(here, '..', 'renderer');
