import type { Result } from '#shared/result';

type Method = (...args: never[]) => Promise<unknown>;

/**
 * An object of these methods for `expose`, which makes what stands behind them at the first call. Needed because a worker
 * must listen before it can have waited for the database. When that fails, calls reject with the code as their message;
 * client.ts turns it into a Result again. The next call after a failed start tries again.
 */
export function lazyApi<Api extends object>(
  methods: readonly (keyof Api & string)[],
  start: () => Promise<Result<Api>>,
): object {
  let started: Promise<Result<Api>> | null = null;
  const call = (name: keyof Api & string) => {
    return async (...args: never[]): Promise<unknown> => {
      const starting = (started ??= start());
      const api = await starting.catch((error: unknown) => {
        if (started === starting) started = null;
        throw error;
      });
      if (!api.ok) {
        if (started === starting) started = null;
        throw new Error(api.error.code);
      }
      return (api.value[name] as Method).apply(api.value, args);
    };
  };
  return Object.fromEntries(methods.map((name) => [name, call(name)]));
}
