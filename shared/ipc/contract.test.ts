import { describe, expect, test } from 'vitest';
import { CHUNK_BYTES, WORKER_CHANNELS, wireName, type Channel } from './channels';
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
  guard: true,
  openState: true,
  journalAppend: true,
  journalRead: true,
  openStored: true,
  commitStored: true,
  storedToken: true,
  copies: true,
  checkBackup: true,
  noteRehearsed: true,
  pickOpen: true,
  secondPlace: true,
  setSecondPlace: true,
  keepDraft: true,
  dropDrafts: true,
  drafts: true,
  declineDrafts: true,
  viewAttachment: true,
  usage: true,
  checkStored: true,
  sweepAttachments: true,
  resetStore: true,
  reload: true,
  metrics: true,
  pickSave: true,
  showInFolder: true,
  stat: true,
  read: true,
  openWriter: true,
  write: true,
  saveEmergency: true,
  commit: true,
  abort: true,
  jobRequest: true,
  jobProgress: true,
  jobFinish: true,
};

describe('the border between page and main process', () => {
  test('every call of DesktopApi has a contract, and there are no more than 40', () => {
    expect(Object.keys(contract).sort()).toEqual(Object.keys(agreeing).sort());
    // One more is no call but a port for a worker.
    expect(Object.keys(contract).length + 1).toBeLessThanOrEqual(40);
  });

  test('workers cannot open dialogs, end the process, or throw the database away', () => {
    const page: Channel[] = [
      'pickSave',
      'pickOpen',
      'setSecondPlace',
      'saveEmergency',
      'viewAttachment',
      'resetStore',
      'reload',
      'jobFinish',
    ];
    expect(page.filter((channel) => (WORKER_CHANNELS as readonly Channel[]).includes(channel))).toEqual([]);
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
    ['journalAppend', [-1, '{}']],
    ['journalAppend', [0, '{}', ['file:///etc/hostname']]],
    ['journalAppend', [0, '{}', [`segment:${'g'.repeat(64)}`]]],
    ['journalAppend', [0, '{}', ['copy:../x.zip']]],
    ['openStored', ['../journal']],
    ['openStored', ['aside']],
    ['viewAttachment', ['../../etc/passwd', 'a.pdf']],
    ['sweepAttachments', [['x']]],
    ['pickOpen', ['anything']],
  ] as const)('%s refuses %j', (channel, args) => {
    expect(contract[channel].in.safeParse(args).success).toBe(false);
  });

  test('well-formed arguments pass', () => {
    expect(contract.read.in.safeParse(['t', 0, CHUNK_BYTES]).success).toBe(true);
    expect(contract.openWriter.in.safeParse(['t']).success).toBe(true);
    expect(contract.write.in.safeParse(['w', new Uint8Array(3)]).success).toBe(true);
    const refs = [`segment:${'0a'.repeat(32)}`, 'copy:000000000012-20261122T083105.zip'];
    expect(contract.journalAppend.in.safeParse([7, '{"v":1}', refs]).success).toBe(true);
  });
});
