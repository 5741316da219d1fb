/** Reading something that takes time, without showing an older answer over a newer one. */
import { useEffect, useRef, useState } from 'react';

/**
 * The value of the last finished `read`; undefined until the first one is there. `key` names what is read: when it
 * changes, `read` runs again and its earlier answers are dropped. A read that fails leaves the last value standing; it
 * does not start before `when`. `initial` is known already: nothing is read for the first `key`.
 */
export function useAsync<T>(read: () => Promise<T>, key: string, when = true, initial?: T): T | undefined {
  const [state, setState] = useState<{ readonly value: T } | undefined>(
    initial === undefined ? undefined : { value: initial },
  );
  const known = useRef(initial === undefined ? null : key);
  useEffect(() => {
    if (!when) return;
    const isKnown = known.current === key;
    known.current = null;
    if (isKnown) return;
    let current = true;
    read()
      .then((value) => {
        if (current) setState({ value });
      })
      .catch(() => undefined);
    return () => {
      current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for everything `read` depends on
  }, [key, when]);
  return state?.value;
}
