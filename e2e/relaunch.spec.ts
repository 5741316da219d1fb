/** A database that can be neither deleted nor moved while Chromium holds it: the program starts itself anew. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, launch, makeShell, test } from './fixtures';
import { stateOf } from './keepingShell';

/** A page that asks to stay, as ours does while a text on it could not be saved. */
const STAYING = `addEventListener('beforeunload', (event) => event.preventDefault());`;
const NOW = 1_800_000_000_000;

test('the page is not asked, the reason is kept, and the next start has the database out of the way', async () => {
  const appDir = makeShell(STAYING);
  const shell = await launch({ appDir });
  const { app, page, dataDir } = shell;
  const profile = join(dataDir, 'profile');
  await page.evaluate(
    () =>
      new Promise((done) => {
        const request = indexedDB.open('hudang');
        request.onsuccess = () => done(request.result.name);
      }),
  );
  // Chromium refuses, and where the folder would be moved to something lies already: so it is on Windows, where files are held.
  mkdirSync(join(profile, `IndexedDB.broken-${NOW}`, 'x'), { recursive: true });
  const relaunched = join(dataDir, 'relaunched');
  await app.evaluate(
    ({ app: electron, session }, [now, mark]) => {
      session.defaultSession.clearStorageData = () => Promise.reject(new Error('held'));
      Date.now = () => now;
      electron.relaunch = () => process.getBuiltinModule('node:fs').writeFileSync(mark, '');
    },
    [NOW, relaunched] as const,
  );
  // Asked for as a click would: only then does Chromium listen to a page that wants to stay.
  await page.mouse.click(10, 10);
  const closed = app.waitForEvent('close', { timeout: 20_000 });
  void page.evaluate(() => window.desktop!.resetStore('torn')).catch(() => undefined);
  await closed;
  expect(existsSync(relaunched)).toBe(true);
  expect(JSON.parse(readFileSync(join(profile, 'reset.json'), 'utf8'))).toEqual({ reason: 'torn', resets: 1 });

  writeFileSync(relaunched, '');
  const again = await launch({ appDir: makeShell(''), dataDir });
  expect(await stateOf(again)).toMatchObject({ ok: true, value: { resetBecause: 'torn', cleanExit: true } });
  expect(existsSync(join(profile, 'reset.json'))).toBe(false);
  expect(await again.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
  await again.close();
});
