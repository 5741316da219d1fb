import { useState } from 'react';
import type { Decision } from '#shared/import/types';
import type { PlanRow } from '../../workers/api';
import { decide } from './planSteps';

type Sides = NonNullable<Decision['changes']>;

export interface Choices {
  /** Sides chosen here that the row does not show yet. */
  readonly wanted: Sides;
  /** What was said about the household, what is on its way included: every decision replaces the one before. */
  readonly said: Decision | null;
  readonly choose: (sides: Sides) => void;
}

/** The clerk's choices between both sides of a household, in the order in which they are made, however fast. */
export function useChoices(row: PlanRow): Choices {
  // Shown at once, and until the row that says what came of it is there: the tick must not jump back in between.
  const [wanted, setWanted] = useState<Sides>({});
  const [waiting, setWaiting] = useState(0);
  const [since, setSince] = useState(row);
  if (row !== since) {
    setSince(row);
    if (waiting === 0) setWanted({});
  }
  const withMore = (more: Sides): Decision => ({
    ...row.decision,
    changes: { ...row.decision?.changes, ...wanted, ...more },
  });
  const choose = (sides: Sides): void => {
    setWanted((now) => ({ ...now, ...sides }));
    setWaiting((count) => count + 1);
    void decide(row.key, withMore(sides)).then((decided) => {
      setWaiting((count) => count - 1);
      if (!decided) setWanted({});
    });
  };
  return { wanted, said: Object.keys(wanted).length > 0 ? withMore({}) : row.decision, choose };
}
