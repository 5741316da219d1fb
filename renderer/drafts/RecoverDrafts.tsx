/** After a start: what a crash left behind is offered before anything else. Draws nothing where there is nothing. */
import { lazy, Suspense, useEffect, useState, type ReactElement } from 'react';
import { useSession } from '../store/session';
import { useLocked } from '../ui/writing';
import { desktop } from '../bridge/desktop';
import type { Homeless, Offer } from './plan';

const DraftDialog = lazy(() => import('./DraftDialog').then((m) => ({ default: m.DraftDialog })));

export function RecoverDrafts(): ReactElement | null {
  const { archive } = useSession();
  // Where somebody else has the archive open the texts are theirs.
  const locked = useLocked() !== null;
  const [entries, setEntries] = useState<readonly (Offer | Homeless)[]>([]);
  useEffect(() => {
    if (locked) return;
    let current = true;
    void (async () => {
      const kept = await desktop.drafts();
      const left = kept.ok ? kept.value.filter(({ declined }) => declined === null) : [];
      if (left.length === 0) return;
      const { readPlan } = await import('./recover');
      const planned = await readPlan(archive, left);
      if (current) setEntries(planned);
    })().catch(() => undefined);
    return () => {
      current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once a start: what is typed from now on is not left behind
  }, [locked]);
  if (entries.length === 0) return null;
  return (
    <Suspense>
      <DraftDialog entries={entries} onDone={() => setEntries([])} />
    </Suspense>
  );
}
