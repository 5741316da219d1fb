/** Which differences between sheet and archive are written: policies per column, and what the user decided one by one. */
import { changeKey } from './keys';
import type { ColumnPolicy, Decision, FieldChange, Policy } from './types';

export interface MergeRules {
  readonly policy: Policy;
  /** By entity.key; wins over `policy`. */
  readonly columns?: Readonly<Record<string, ColumnPolicy>> | undefined;
  /** entity.key of columns whose blank cells clear what the archive has. */
  readonly blankOverwrites?: ReadonlySet<string> | undefined;
  readonly decision?: Decision | undefined;
}

export interface Verdict {
  readonly taken: boolean;
  /** Somebody has to say. */
  readonly open: boolean;
}

/** What becomes of one difference. */
export function verdictOn(
  change: Pick<FieldChange, 'path' | 'key' | 'slot' | 'entity' | 'conflict' | 'after'>,
  rules: MergeRules,
): Verdict {
  const decided = rules.decision?.changes?.[changeKey(change)];
  if (decided !== undefined) return { taken: decided === 'take', open: false };
  const policy = rules.columns?.[`${change.entity}.${change.key}`] ?? rules.policy;
  if (policy === 'ask') return { taken: false, open: true };
  // That blanks clear was said of this very column.
  const clears = change.after === undefined && policy !== 'keep';
  return { taken: clears || policy === 'file' || (policy === 'fill' && !change.conflict), open: false };
}
