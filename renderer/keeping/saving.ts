/** Whether a save is taking longer than the clerk would expect. */
import { useEffect, useState } from 'react';
import { watchWrites, writesUnderWay } from '../store/underWay';

/** A disk of today answers long before; what takes longer is said. */
const SLOW_MS = 800;

/** True while the oldest save under way waits for its acknowledgement for more than a moment. */
export function useSlowSave(): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      if (writesUnderWay() === 0) {
        clearTimeout(timer);
        timer = undefined;
        setSlow(false);
      } else timer ??= setTimeout(() => setSlow(true), SLOW_MS);
    };
    const stop = watchWrites(look);
    look();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return slow;
}
