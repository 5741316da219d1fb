/** A sample of `npm run faults`: nothing acknowledged is lost, whatever happens. The whole of it is run by hand. */
import { expect, test } from './fixtures';
import { runScript } from './runJob';

test('simulated power cuts, failing calls and full disks, and a few of the real app, lose nothing', async () => {
  test.setTimeout(300_000);
  const kinds = ['simulate=40', 'nospace=2', 'failing=2', 'backups=1', 'kill=1', 'damage=2'];
  const { exit, stdout } = await runScript('build/scripts/faults.mjs', [
    '--only',
    kinds.join(','),
    '--households',
    '300',
    // From here on the archives that are damaged need no window to be made.
    '--seed',
    '23',
  ]);
  expect(stdout.trimEnd().split('\n').at(-1), stdout).toBe('runs 48, lost 0, half-applied 0, silent empty 0');
  expect(exit).toBe(0);
});
