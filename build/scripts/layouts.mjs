/**
 * `npm run layouts -- [--seed S] [--count N] [--only shape|trait|format] [--show N] [--list N]`: how well the app understands
 * generated layouts (shared/sample/layouts), measured by build/layouts/main.ts. `--show N` prints layout N with both opinions.
 * The last line is `layouts N, columns P %, wrong N, regions P %, values lost N`; exit 0 only when the aims hold.
 */
import { join } from 'node:path';
import { CACHE, ROOT, run } from './lib/run.mjs';
import { ensureDependencies } from './lib/setup.mjs';

await ensureDependencies();
const { build } = await import('vite');
const outDir = join(CACHE, `layouts-${process.pid}`);
await build({
  configFile: false,
  root: ROOT,
  logLevel: 'error',
  define: { __RULE_SET__: '"layouts"' },
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: join(ROOT, 'build/layouts/main.ts'),
    outDir,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rollupOptions: { output: { entryFileNames: 'main.mjs', chunkFileNames: '[name].mjs' } },
  },
});
const args = ['--enable-source-maps', join(outDir, 'main.mjs'), ...process.argv.slice(2)];
const code = await run(process.execPath, args);
const { rmSync } = await import('node:fs');
rmSync(outDir, { recursive: true, force: true });
process.exit(code);
