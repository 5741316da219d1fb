import { defineConfig } from 'vite';

/** Preload: a sandboxed preload script must be a single CommonJS file and may only require electron. */
export default defineConfig({
  root: 'electron',
  logLevel: 'warn',
  build: {
    target: 'chrome130',
    outDir: '../out/preload',
    emptyOutDir: true,
    minify: false,
    lib: { entry: 'preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rollupOptions: { external: ['electron'] },
  },
});
