import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOREIGN, TRAVERSALS } from '../e2e/traversalCorpus';
import { answer, listFiles, lookUp } from './pageFiles';

let base: string;
let files: ReadonlyMap<string, string>;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'hudang-pages-'));
  const put = (path: string, text: string) => {
    mkdirSync(join(base, path, '..'), { recursive: true });
    writeFileSync(join(base, path), text);
  };
  put('renderer/index.html', '<meta content="__NONCE__"><style nonce="__NONCE__"></style>');
  put('renderer/assets/main.js', 'start()');
  put('renderer/assets/main.css', 'body{}');
  put('renderer/assets/odd.bin', '');
  put('main/main.js', 'SECRET');
  put('preload/preload.cjs', 'SECRET');
  symlinkSync(join(base, 'main'), join(base, 'renderer/linked'));
  symlinkSync(join(base, 'main/main.js'), join(base, 'renderer/assets/linked.js'));
  files = listFiles(join(base, 'renderer'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const get = (url: string) => answer('GET', url, files);

describe('app://hudang/', () => {
  test('lists regular files only', () => {
    expect([...files.keys()].sort()).toEqual(['/assets/main.css', '/assets/main.js', '/assets/odd.bin', '/index.html']);
  });

  test('the corpus is as large as promised', () => {
    expect(new Set([...TRAVERSALS, ...FOREIGN]).size).toBeGreaterThanOrEqual(200);
  });

  test('no path of the corpus reaches a file', async () => {
    for (const url of [...TRAVERSALS, ...FOREIGN]) {
      expect(lookUp(url, files), url).toBeNull();
      expect((await get(url)).status, url).toBe(404);
    }
  });

  test('the page has a fresh nonce in its policy and in its text', async () => {
    const [first, second] = [await get('app://hudang/index.html'), await get('app://hudang/?x=1#job')];
    const nonce = /'nonce-([^']+)'/.exec(first.headers['Content-Security-Policy'] ?? '')?.[1] ?? 'none';
    expect(first.body.toString()).toBe(`<meta content="${nonce}"><style nonce="${nonce}"></style>`);
    expect(second.body.toString()).not.toContain(nonce);
    expect(first.headers['Content-Type']).toBe('text/html; charset=utf-8');
  });

  test('the page may not evaluate, embed, send or fetch anything', async () => {
    const policy = (await get('app://hudang/index.html')).headers['Content-Security-Policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  test('scripts carry the policy of workers', async () => {
    const script = await get('app://hudang/assets/main.js');
    expect(script.headers['Content-Type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['Content-Security-Policy']).toMatch(/script-src 'self'; connect-src 'none'/);
  });

  test('nothing is sniffed, shared or sent along', async () => {
    for (const path of ['index.html', 'assets/main.css', 'assets/odd.bin', 'missing']) {
      const { headers } = await get(`app://hudang/${path}`);
      expect(headers['X-Content-Type-Options']).toBe('nosniff');
      expect(headers['Cross-Origin-Resource-Policy']).toBe('same-origin');
      expect(headers['Referrer-Policy']).toBe('no-referrer');
    }
  });

  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('%s is refused', async (method) => {
    expect((await answer(method, 'app://hudang/index.html', files)).status).toBe(405);
  });
});
