/**
 * The files behind `app://hudang/`. They are listed once; a request is looked up in that list by its exact path, so there
 * is no path arithmetic that could leave the folder. Knows nothing of Electron.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { APP_ORIGIN } from '#shared/ipc/channels';
import { pagePolicy, WORKER_POLICY } from './contentSecurity';

export const PAGE_PATH = '/index.html';
const NONCE_PLACE = /__NONCE__/g;

const MIME: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** URL path → file, for every regular file below `root` (links are not followed). */
export function listFiles(root: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const walk = (folder: string, prefix: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path, `${prefix}${entry.name}/`);
      else if (entry.isFile()) files.set(`${prefix}${entry.name}`, path);
    }
  };
  walk(root, '/');
  return files;
}

/** The listed file a URL names, or null: other schemes and hosts, unknown paths, encoded or climbing ones. */
export function lookUp(url: string, files: ReadonlyMap<string, string>): { path: string; file: string } | null {
  if (!url.startsWith(`${APP_ORIGIN}/`)) return null;
  const rest = url.slice(APP_ORIGIN.length).replace(/[?#].*$/s, '');
  const path = rest === '/' ? PAGE_PATH : rest;
  const file = files.get(path);
  return file === undefined ? null : { path, file };
}

/** What answers a request; plain, because Node's own `Response` brings a whole HTTP client into the start of the program. */
export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const NOTHING = Buffer.alloc(0);

/** The answer to one request: GET of a listed file, else 404 or 405. Rejects when the file cannot be read. */
export async function answer(method: string, url: string, files: ReadonlyMap<string, string>): Promise<PageAnswer> {
  if (method !== 'GET') return { status: 405, headers: COMMON_HEADERS, body: NOTHING };
  const found = lookUp(url, files);
  if (!found) return { status: 404, headers: COMMON_HEADERS, body: NOTHING };
  const body = await readFile(found.file);
  const headers: Record<string, string> = {
    ...COMMON_HEADERS,
    'Content-Type': MIME[extname(found.path)] ?? 'application/octet-stream',
  };
  if (found.path === PAGE_PATH) {
    const nonce = randomBytes(16).toString('base64');
    headers['Content-Security-Policy'] = pagePolicy(nonce);
    headers['Cache-Control'] = 'no-store';
    return { status: 200, headers, body: Buffer.from(body.toString('utf8').replace(NONCE_PLACE, nonce)) };
  }
  if (found.path.endsWith('.js')) headers['Content-Security-Policy'] = WORKER_POLICY;
  return { status: 200, headers, body };
}
