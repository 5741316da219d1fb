/** From understood sheets to households as the sheets state them. */
import type { IncomingHousehold, Problem, UnderstoodSheet } from '../../import/types';

export interface Records {
  readonly households: readonly IncomingHousehold[];
  readonly problems: readonly Problem[];
}

export function toRecords(_sheets: readonly UnderstoodSheet[]): Records {
  throw new Error('being written');
}
