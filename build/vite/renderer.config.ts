import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Pages and workers. `base` is relative: everything is served from app://hudang/. */
export default defineConfig({
  root: 'renderer',
  base: './',
  logLevel: 'warn',
  plugins: [react()],
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
