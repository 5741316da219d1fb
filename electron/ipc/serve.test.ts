import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Channel } from '#shared/ipc/channels';
import { CHUNK_BYTES } from '#shared/ipc/channels';
import { contract } from '#shared/ipc/contract';
import { fail, ok } from '#shared/result';
import { serve, type Handlers } from './serve';
import { isWithin } from './weight';

const channels = Object.keys(contract) as Channel[];
const caller = { page: 1 };

/** Handlers that only note that they were reached. */
function noting() {
  const reached: { channel: string; args: unknown[] }[] = [];
  const handlers = Object.fromEntries(
    channels.map((channel) => [
      channel,
      (_caller: unknown, ...args: unknown[]) => {
        reached.push({ channel, args });
        return fail('reached');
      },
    ]),
  ) as unknown as Handlers;
  return { handlers, reached };
}

describe('serving a message', () => {
  test('10,000 malformed messages: none crashes, none reaches a handler with arguments of a wrong shape', async () => {
    const { handlers, reached } = noting();
    const reports: unknown[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...channels),
        fc.array(fc.anything({ withTypedArray: true, withMap: true, withDate: true, withBigInt: true }), {
          maxLength: 4,
        }),
        async (channel, args) => {
          reached.length = 0;
          const result = await serve(channel, handlers, caller, args, (_where, error) => reports.push(error));
          expect(result.ok).toBe(false);
          if (reached.length > 0) expect(contract[channel].in.safeParse(args).success).toBe(true);
          else
            expect(!result.ok && ['malformed_message', 'message_too_large']).toContain(!result.ok && result.error.code);
        },
      ),
      { numRuns: 10_000 },
    );
    expect(reports).toEqual([]);
  });

  test('a good message reaches its handler and its answer comes back in an envelope', async () => {
    const handlers = {
      setUnit: (_caller: unknown, unit: string) =>
        ok({ format: 'hudang-archive' as const, databaseId: '0'.repeat(26), schemaVersion: 1, unit }),
    };
    expect(await serve('setUnit', handlers, caller, ['张庄村'], () => undefined)).toMatchObject({
      ok: true,
      value: { unit: '张庄村' },
    });
  });

  test('what a handler throws is reported and answered as internal, without its text', async () => {
    const reports: unknown[] = [];
    const error = new Error('王国强 520302199001019999');
    const handlers = {
      archive: () => {
        throw error;
      },
    };
    const result = await serve('archive', handlers, caller, [], (where, reported) => reports.push([where, reported]));
    expect(result).toEqual(fail('internal'));
    expect(reports).toEqual([['ipc archive', error]]);
  });

  test('an answer of the wrong shape does not leave the main process', async () => {
    const handlers = { drafts: () => ok('none' as unknown as []) };
    expect(await serve('drafts', handlers, caller, [], () => undefined)).toEqual(fail('internal'));
  });

  test('bytes where a list belongs are malformed, not a fault', async () => {
    const { handlers } = noting();
    const send = (args: unknown[]) => serve('dropDrafts', handlers, caller, args, () => expect.unreachable());
    expect(await send([new Int8Array(1)])).toEqual(fail('malformed_message'));
  });

  test('size is judged before shape', async () => {
    const { handlers } = noting();
    const send = (args: unknown[]) => serve('write', handlers, caller, args, () => undefined);
    expect(await send(['w', new Uint8Array(CHUNK_BYTES)])).toEqual(fail('reached'));
    expect(await send(['w', new Uint8Array(CHUNK_BYTES * 2)])).toEqual(fail('message_too_large'));
    expect(await serve('setUnit', handlers, caller, ['户'.repeat(100_000)], () => undefined)).toEqual(
      fail('message_too_large'),
    );
  });
});

describe('weighing', () => {
  test('depth, width, text and bytes all count', () => {
    const deep = Array.from({ length: 20 }).reduce<unknown>((inner) => [inner], 'x');
    expect(isWithin(deep, 1_000_000)).toBe(false);
    expect(
      isWithin(
        Array.from({ length: 1000 }, () => 1),
        1000,
      ),
    ).toBe(false);
    expect(isWithin('x'.repeat(100), 300)).toBe(true);
    expect(isWithin('x'.repeat(1000), 300)).toBe(false);
    expect(isWithin(new Uint8Array(1000), 300)).toBe(false);
    expect(isWithin({ ['k'.repeat(1000)]: 1 }, 300)).toBe(false);
    expect(isWithin([null, undefined, 1, true, { a: 'b' }], 300)).toBe(true);
  });
});
