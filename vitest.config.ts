import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,build}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 60_000,
    // What is waited for comes in its time, on a busy machine later than the usual second.
    expect: { poll: { timeout: 30_000 } },
  },
});
