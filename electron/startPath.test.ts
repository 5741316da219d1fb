/** What the start of the program must not drag in: each of these costs more than all that it is needed for. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contract } from '#shared/ipc/contract';
import type { Channel } from '#shared/ipc/channels';

const code = (path: string): string => readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

describe('the start path', () => {
  test('pages are served without the HTTP client that Response and Request live in', () => {
    for (const path of ['electron/protocol.ts', 'electron/pageFiles.ts', 'electron/main.ts', 'electron/run.ts']) {
      expect(code(path), path).not.toMatch(/\b(?:Response|Request|Headers)\(|protocol\.handle\(/);
    }
  });

  test('no menu of Electron is built before ours', () => {
    const main = code('electron/main.ts');
    expect(main.indexOf('preventDefaultMenu();')).toBeGreaterThan(0);
    expect(main.indexOf('preventDefaultMenu();')).toBeLessThan(main.indexOf('.whenReady()\n    .then(() => start('));
  });

  test('the shapes of a channel are made at its first message, and once', () => {
    for (const channel of Object.keys(contract) as Channel[]) {
      const made = Object.getOwnPropertyDescriptors(contract[channel]);
      expect(made.in.get, channel).toBeTypeOf('function');
      expect(made.out.get, channel).toBeTypeOf('function');
      expect(contract[channel].in).toBe(contract[channel].in);
      expect(contract[channel].out).toBe(contract[channel].out);
    }
  });
});
