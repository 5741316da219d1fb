/**
 * Loads the app whose folder is the first argument that is not a switch, as Electron's own default app does. ESM with
 * top-level await: Electron holds back `ready` until the real entry has registered its schemes and locks.
 */
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = resolve(process.argv.slice(1).find((word) => !word.startsWith('-')) ?? '.');
const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setAppPath(folder);
app.setName(description.productName ?? description.name);
app.setVersion(description.version);
await import(pathToFileURL(join(folder, description.main)).href);
