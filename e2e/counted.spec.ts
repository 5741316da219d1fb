/** The window is there before its households are counted; where some are missing it begins anew and mends them. */
import { expect, launch, test } from './fixtures';
import { Frame } from './pages/frame';
import { Register } from './pages/register';

/** Runs in the page. */
function loseThree(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('hudang');
    request.onsuccess = () => {
      const db = request.result;
      const transaction = db.transaction('households', 'readwrite');
      const store = transaction.objectStore('households');
      store.getAllKeys(null, 3).onsuccess = ({ target }) => {
        for (const key of (target as IDBRequest<IDBValidKey[]>).result) store.delete(key);
      };
      transaction.oncomplete = () => {
        db.close();
        resolve();
      };
      transaction.onabort = () => reject(new Error('aborted'));
    };
  });
}

test('households that vanished from the database are found after the first screen, and come back', async () => {
  test.setTimeout(120_000);
  const first = await launch();
  await first.page.getByRole('button', { name: '打开示例村' }).click();
  await new Register(first.page).total(200);
  await first.page.evaluate(loseThree);
  await first.close();

  const again = await launch({ dataDir: first.dataDir });
  await expect(again.page.locator('dialog')).toContainText('200 户', { timeout: 60_000 });
  await new Frame(again.page).counts('200 户');
  const held = await again.page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open('hudang');
        request.onsuccess = () => {
          const db = request.result;
          db.transaction('households').objectStore('households').count().onsuccess = ({ target }) => {
            db.close();
            resolve((target as IDBRequest<number>).result);
          };
        };
      }),
  );
  expect(held).toBe(200);
  await again.close();
});
