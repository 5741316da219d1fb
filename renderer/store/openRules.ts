/** Small questions of the opening. */
import type { Access, OpenState } from '#shared/ipc/desktop';
import type { Verdict } from './decide';
import type { StateSeal } from './meta';

/** `job rebuild` asks for what would otherwise be done only where it must. */
export function forced(verdict: Verdict): Verdict {
  const can = verdict.do === 'good' || verdict.do === 'replay' || verdict.do === 'adopt';
  return can ? { do: 'rebuild', because: 'reset' } : verdict;
}

/** May this run write lines? Nearly full is no hindrance for main to say so itself. */
export function canAppend(access: Access): boolean {
  return access.mode === 'write';
}

/** Somebody else keeps the archive; the database is one of this reader's own. */
export function isReader(access: Access): boolean {
  return access.mode === 'read' && (access.why === 'owner' || access.why === 'medium');
}

/** The state of a copy that reaches beyond the journal, numbered as the journal's next line wants it. */
export function goingOn(seal: StateSeal, { journal: { line, sum } }: OpenState): StateSeal {
  return line === 0 ? seal : { ...seal, line, sum };
}
