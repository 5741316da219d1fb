import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** Main process: one ESM file beside nothing else; Electron and Node built-ins stay external. */
export default defineConfig({
  root: 'electron',
  logLevel: 'warn',
  build: {
    target: 'node20',
    outDir: '../out/main',
    emptyOutDir: true,
    sourcemap: false,
    minify: false,
    lib: { entry: 'main.ts', formats: ['es'], fileName: () => 'main.js' },
    rollupOptions: { external: ['electron', /^node:/, ...builtinModules] },
  },
  ssr: { noExternal: true },
});
