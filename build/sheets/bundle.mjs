/** Bundles a TypeScript entry of build/sheets for Node, with everything it imports. */
import { join } from 'node:path';
import { CACHE, ROOT } from '../scripts/lib/run.mjs';

/** Resolves with the path of the bundle. `name` is a file of build/sheets without ending. */
export async function bundleFor(name) {
  const { build } = await import('vite');
  // Two commands at once must not empty each other's folder.
  const outDir = join(CACHE, 'sheets', `${name}-${process.pid}`);
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    define: { __RULE_SET__: '"sheets"' },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(ROOT, 'build', 'sheets', `${name}.ts`),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      sourcemap: true,
      rollupOptions: { output: { entryFileNames: `${name}.mjs`, chunkFileNames: '[name].mjs' } },
    },
  });
  return { path: join(outDir, `${name}.mjs`), outDir };
}
