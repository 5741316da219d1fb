/** Killed imports leave the archive as before or as after. The whole test is build/scripts/killtest.mjs; this is a sample. */
import { expect, test } from './fixtures';
import { runScript } from './runJob';

test('an import killed at four moments leaves nothing in between', async () => {
  test.setTimeout(240_000);
  const { exit, stdout } = await runScript('build/scripts/killtest.mjs', ['--runs', '4', '--households', '400']);
  expect(stdout.trimEnd().split('\n').at(-1), stdout).toBe('runs 4, between 0');
  expect(exit).toBe(0);
});
