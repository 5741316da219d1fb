/** Stable names of what a plan shows, so that decisions about it survive planning anew. */
import type { FieldChange, IncomingHousehold } from './types';

/** Names an incoming household among those of one reading: where it first stands. */
export function decisionKey({ at }: Pick<IncomingHousehold, 'at'>): string {
  return `${at.sheet}:${at.row}`;
}

/** Names a change within its household. */
export function changeKey({ path, key, slot }: Pick<FieldChange, 'path' | 'key' | 'slot'>): string {
  return slot === undefined ? path : `${path}|${key}|${slot}`;
}
