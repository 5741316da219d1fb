/** Bundles a TypeScript entry for Node with everything it imports, for the commands that run the app's code without Electron. */
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CACHE, ROOT } from './run.mjs';

/**
 * `entry`: path of a .ts file below the repository. Resolves with the path of the bundle, in a folder of this process (two
 * commands at once must not empty each other's) that goes with it. Throws what vite throws.
 */
export async function bundleForNode(entry) {
  const { build } = await import('vite');
  const name = basename(entry, '.ts');
  const outDir = join(CACHE, 'node', `${entry.replaceAll(/[^a-z0-9]+/gi, '-')}-${process.pid}`);
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    define: { __RULE_SET__: '"node"' },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(ROOT, entry),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      sourcemap: true,
      rollupOptions: { output: { entryFileNames: `${name}.mjs`, chunkFileNames: '[name].mjs' } },
    },
  });
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
  return join(outDir, `${name}.mjs`);
}
