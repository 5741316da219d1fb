import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const SHARED = join(import.meta.dirname, '..', '..', 'shared');

/** Stamp of everything that decides a finding: findings of another version of it are judged anew, never shown. */
function ruleSet(): string {
  const hash = createHash('sha256');
  const files = readdirSync(SHARED, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  for (const file of files.sort()) hash.update(readFileSync(join(SHARED, file)));
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
