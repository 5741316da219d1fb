/** 上一户 and 下一户: the neighbours in the register as it is filtered and sorted now. */
import { useCallback, useMemo } from 'react';
import { useSession } from '../../store/session';
import { leaveField } from '../../ui/leaving';
import { go } from '../../ui/route';
import { useAsync } from '../../ui/useAsync';
import { searchApi } from '../../workers/client';

export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
  /** 0-based place in the register; -1 when the household is not in the present selection. */
  readonly position: number;
  readonly go: (step: -1 | 1) => void;
}

async function find(id: string): Promise<Omit<Neighbours, 'go'>> {
  const api = searchApi();
  let position = await api.positionOf(id);
  // After a reload nothing has been asked yet: then the whole register is the order.
  if (position < 0) {
    await api.query({ text: '', filters: {}, sort: null });
    position = await api.positionOf(id);
  }
  if (position < 0) return { previous: null, next: null, position };
  const [previous, next] = await Promise.all([position === 0 ? null : api.idAt(position - 1), api.idAt(position + 1)]);
  return { previous, next, position };
}

export function useNeighbours(id: string): Neighbours {
  const { version } = useSession();
  const found = useAsync(() => find(id), `${id} ${version}`);
  const previous = found?.previous ?? null;
  const next = found?.next ?? null;
  const leave = useCallback(
    (step: -1 | 1) => {
      const target = step < 0 ? previous : next;
      if (target === null) return;
      leaveField();
      go({ page: 'household', id: target });
    },
    [previous, next],
  );
  return useMemo(
    () => ({ previous, next, position: found?.position ?? -1, go: leave }),
    [previous, next, found?.position, leave],
  );
}
