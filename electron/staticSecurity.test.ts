/** The items of promises.md B that can be read off the sources; what needs a running window is in e2e/security.spec.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contract } from '#shared/ipc/contract';

interface Source {
  readonly path: string;
  /** Without comments, which may speak of what is forbidden. */
  readonly code: string;
}

function sources(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|html)$/.test(name) && !/\.test\.tsx?$/.test(name))
      .map((name) => {
        const path = join(folder, name);
        const text = readFileSync(path, 'utf8');
        return {
          path: path.split(sep).join('/'),
          code: text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, ''),
        };
      }),
  );
}

const hits = (files: readonly Source[], pattern: RegExp) =>
  files.filter(({ code }) => pattern.test(code)).map(({ path }) => path);

const main = sources('electron');
const pages = sources('renderer');
const all = [...main, ...pages, ...sources('shared')];

describe('security, read off the sources', () => {
  test('there are sources to read', () => {
    expect(main.length).toBeGreaterThan(20);
    expect(pages.length).toBeGreaterThan(3);
  });

  test.each([
    ['2 nodeIntegration', /nodeIntegration\w*:\s*true/],
    ['3 contextIsolation', /contextIsolation:\s*false/],
    ['4 sandbox', /sandbox:\s*false|['"]--?no-sandbox['"]/],
    ['6 webSecurity', /webSecurity:\s*false|disable-web-security/],
    ['8 insecure content', /allowRunningInsecureContent:\s*true/],
    ['9 experimental features', /experimentalFeatures:\s*true|enable-experimental/],
    ['10 Blink features', /enableBlinkFeatures|enable-blink-features/],
    ['11 webview', /webviewTag:\s*true|<webview/],
    ['15 openExternal', /openExternal\(/],
    ['remote module', /@electron\/remote|enableRemoteModule/],
    ['code from text in a page', /executeJavaScript|insertCSS/],
    ['files by URL', /file:\/\//],
  ])('%s: no hit in electron/', (_item, pattern) => {
    expect(hits(main, pattern)).toEqual([]);
  });

  test.each([
    ['7 code from text', /\beval\(|new Function\(|document\.write\(/],
    ['7 markup from text', /dangerouslySetInnerHTML|\.innerHTML\s*=|\.outerHTML\s*=|insertAdjacentHTML/],
    [
      '1 requests',
      /\b(?:globalThis|window|self)\.fetch\b|\bfetch\(\s*(?:['"`]|new )|XMLHttpRequest|new WebSocket|new EventSource|sendBeacon/,
    ],
  ])('%s: no hit in renderer/ and shared/', (_item, pattern) => {
    expect(
      hits(
        all.filter(({ path }) => !path.startsWith('electron/')),
        pattern,
      ),
    ).toEqual([]);
  });

  test('1 no source of the web is named in code that runs', () => {
    const addresses = /https?:\/\/(?!(?:www\.)?(?:schemas\.|w3\.org|purl\.o))/;
    expect(hits([...main, ...pages], addresses)).toEqual([]);
  });

  test('15 the system opens nothing but read-only copies that were made for viewing', () => {
    expect(hits(main, /openPath\(/)).toEqual(['electron/files/dialogs.ts']);
    expect(hits(main, /\bopenInSystem\b/).sort()).toEqual(['electron/files/dialogs.ts', 'electron/run.ts']);
    expect(hits(main, /Viewing\.start\(\{[^}]*\bopen: openInSystem\b/)).toEqual(['electron/run.ts']);
  });

  test('17 one importer of ipcMain, 20 one of ipcRenderer, one user of window.desktop', () => {
    expect(hits(all, /\bipcMain\b/)).toEqual(['electron/ipc/handle.ts']);
    expect(hits(all, /\bipcRenderer\b|\bcontextBridge\b/)).toEqual(['electron/preload.ts']);
    expect(hits(all, /window\.desktop\b/)).toEqual(['renderer/bridge/desktop.ts']);
  });

  test('20 the preload script exposes exactly the calls of the contract, at most 40, and only electron is required', () => {
    const { code } = main.find(({ path }) => path === 'electron/preload.ts') ?? { code: '' };
    const exposed = [...code.matchAll(/^ {2}(\w+): \(\.\.\.args\) => call\('(\w+)', args\),$/gm)];
    expect(exposed.map(([, name]) => name).sort()).toEqual(Object.keys(contract).sort());
    for (const [, name, channel] of exposed) expect(channel).toBe(name);
    expect(exposed.length).toBeLessThanOrEqual(40);
    expect(code.match(/exposeInMainWorld/g)).toHaveLength(1);
  });

  test('16 typed against an Electron that is not old', () => {
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(Number(devDependencies.electron?.split('.')[0])).toBeGreaterThanOrEqual(45);
  });

  test('P-20 no reader of workbooks with a known hole is installed', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { readonly name?: string; readonly version?: string }>;
    };
    const readers = Object.entries(packages).filter(
      ([path, { name = path }]) => /node_modules\/xlsx$/.test(path) || /(^|\/)xlsx$/.test(name),
    );
    expect(readers.length).toBeGreaterThan(0);
    for (const [, { version = '' }] of readers) {
      const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
      // Prototype pollution was mended in 0.19.3, the endless pattern in 0.20.2.
      expect(major * 1e6 + minor * 1e3 + patch, version).toBeGreaterThanOrEqual(20_002);
    }
  });

  test('19 the fuses of the package are flipped', () => {
    const builder = readFileSync('electron-builder.yml', 'utf8');
    for (const fuse of [
      'runAsNode: false',
      'enableCookieEncryption: true',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false',
    ]) {
      expect(builder).toContain(fuse);
    }
  });
});
