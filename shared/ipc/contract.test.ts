import { describe, expect, test } from 'vitest';
import { CHUNK_BYTES, wireName, type Channel } from './channels';
import { contract, type Answer, type Arguments } from './contract';
import type { DesktopApi } from './desktop';

/** True when the schema of a channel says the same as its signature in DesktopApi, in both directions. */
type Agrees<C extends Channel> = [Arguments<C>] extends [Parameters<DesktopApi[C]>]
  ? [Parameters<DesktopApi[C]>] extends [Readonly<Arguments<C>>]
    ? [{ readonly ok: true; readonly value: Answer<C> }] extends [Awaited<ReturnType<DesktopApi[C]>>]
      ? true
      : false
    : false
  : false;

/** Fails to compile, naming the channel, when a schema and DesktopApi drift apart. */
const agreeing: { readonly [C in Channel]: Agrees<C> } = {
  info: true,
  archive: true,
  setUnit: true,
  freeSpace: true,
  metrics: true,
  pickSave: true,
  showInFolder: true,
  stat: true,
  read: true,
  openWriter: true,
  write: true,
  commit: true,
  abort: true,
  jobRequest: true,
  jobProgress: true,
  jobFinish: true,
};

describe('the border between page and main process', () => {
  test('every call of DesktopApi has a contract, and there are no more than 40', () => {
    expect(Object.keys(contract).sort()).toEqual(Object.keys(agreeing).sort());
    expect(Object.keys(contract).length).toBeLessThanOrEqual(40);
  });

  test('wire names are our own', () => {
    expect(wireName('openWriter')).toBe('desktop:openWriter');
  });

  test.each([
    ['read', ['t', -1, 10]],
    ['read', ['t', 0, CHUNK_BYTES + 1]],
    ['read', ['t', 0.5, 10]],
    ['read', ['t', 0, 10, 'more']],
    ['write', ['w', 'text instead of bytes']],
    ['write', ['w', [1, 2, 3]]],
    ['openWriter', ['t', '']],
    ['jobFinish', [4, '{}']],
    ['setUnit', [{ toString: 'x' }]],
    ['info', ['unexpected']],
  ] as const)('%s refuses %j', (channel, args) => {
    expect(contract[channel].in.safeParse(args).success).toBe(false);
  });

  test('well-formed arguments pass', () => {
    expect(contract.read.in.safeParse(['t', 0, CHUNK_BYTES]).success).toBe(true);
    expect(contract.openWriter.in.safeParse(['t']).success).toBe(true);
    expect(contract.write.in.safeParse(['w', new Uint8Array(3)]).success).toBe(true);
  });
});
