import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeError, Log } from './log';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hudang-log-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('the log', () => {
  test('keeps kind, code and frames, and nothing of what an error quotes', () => {
    const secret = '王国强 520302199001019999\n    at 张庄村 (/home/王国强/secret.ts:1:1)';
    new Log(dataDir).note('ipc archive', Object.assign(new TypeError(secret), { code: 'EIO', path: '/home/王国强/x' }));
    const [file = ''] = readdirSync(join(dataDir, 'logs'));
    const text = readFileSync(join(dataDir, 'logs', file), 'utf8');
    expect(text).not.toMatch(/王国强|张庄村|520302/);
    expect(JSON.parse(text)).toMatchObject({ where: 'ipc archive', kind: 'TypeError', code: 'EIO' });
    expect(text).toContain('log.test.ts');
  });

  test('things that are no errors are described too', () => {
    for (const thing of ['王国强', null, undefined, 5, { message: '王国强' }]) {
      expect(JSON.stringify(describeError(thing))).not.toContain('王国强');
    }
  });

  test('old files go, and a folder that cannot be written stops nothing', () => {
    mkdirSync(join(dataDir, 'logs'));
    for (let day = 10; day < 25; day += 1) writeFileSync(join(dataDir, 'logs', `main-2020-01-${day}.log`), '');
    new Log(dataDir).note('start', new Error());
    expect(readdirSync(join(dataDir, 'logs'))).toHaveLength(10);
    writeFileSync(join(dataDir, 'file'), '');
    expect(() => new Log(join(dataDir, 'file')).note('start', new Error())).not.toThrow();
  });
});
