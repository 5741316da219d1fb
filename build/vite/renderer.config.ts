import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const ROOT = join(import.meta.dirname, '..', '..');
/** All that decides a finding or a memory column. */
const DECIDING = ['shared', 'renderer/workers'];

/** Stamp of those sources: what another version of them worked out is made anew, never shown. */
function ruleSet(): string {
  const hash = createHash('sha256');
  for (const folder of DECIDING) {
    const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
    const sources = names.filter((name) => /(?<!\.test)\.ts$/.test(name)).sort();
    for (const name of sources) hash.update(readFileSync(join(ROOT, folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Pages and workers. `base` is relative: everything is served from app://hudang/. */
export default defineConfig({
  root: 'renderer',
  base: './',
  logLevel: 'warn',
  plugins: [react()],
  define: { __RULE_SET__: JSON.stringify(ruleSet()) },
  html: { cspNonce: '__NONCE__' },
  worker: { format: 'es' },
  build: {
    target: 'chrome130',
    outDir: '../out/renderer',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      output: {
        // Each file is a request through the main process: all that the first screen needs is one, instead of ten that the
        // bundler would split off because later pages share them.
        codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] },
      },
    },
  },
});
