import { defineConfig } from '@playwright/test';

/** One Electron at a time: the machines that run this have two cores, and several specs measure the whole process. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 1,
  fullyParallel: false,
  // The debugger's handshake with a starting Electron is sometimes lost on a busy machine; a second failure is ours.
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  forbidOnly: process.env.CI !== undefined,
});
