/** What every message passes before and after its handler, without Electron, so that it can be fuzzed in a unit test. */
import type { Channel } from '#shared/ipc/channels';
import { contract, type Answer, type Arguments } from '#shared/ipc/contract';
import { fail, ok, type Result } from '#shared/result';
import { isWithin } from './weight';

/** Who asks. */
export interface Caller {
  /** Id of the page's webContents. */
  readonly page: number;
}

/** One function for every channel; arguments arrive checked. */
export type Handlers = {
  readonly [C in Channel]: (caller: Caller, ...args: Arguments<C>) => Result<Answer<C>> | Promise<Result<Answer<C>>>;
};

/** The arguments in their shape, or null. zod freezes what it calls read-only and stumbles over byte arrays in its place. */
function shaped<C extends Channel>(channel: C, args: readonly unknown[]): Arguments<C> | null {
  try {
    const checked = contract[channel].in.safeParse(args);
    return checked.success ? (checked.data as Arguments<C>) : null;
  } catch {
    return null;
  }
}

/** Size → shape → handler → envelope. `report` receives what a handler should never have thrown. */
export async function serve<C extends Channel>(
  channel: C,
  handlers: Pick<Handlers, C>,
  caller: Caller,
  args: readonly unknown[],
  report: (where: string, error: unknown) => void,
): Promise<Result<unknown>> {
  const { out: output, maxBytes } = contract[channel];
  try {
    if (!isWithin(args, maxBytes)) return fail('message_too_large');
    const checked = shaped(channel, args);
    if (!checked) return fail('malformed_message');
    const result = await handlers[channel](caller, ...checked);
    return result.ok ? ok(output.parse(result.value)) : result;
  } catch (error) {
    report(`ipc ${channel}`, error);
    return fail('internal');
  }
}
