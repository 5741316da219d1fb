import type { Access } from '#shared/ipc/desktop';
import type { StateSeal } from './meta';

/** What an opened archive remembers; shared by all who act through the same handle. */
export class Hold {
  /** The state that this handle wrote or read last; only a guess, which the journal confirms with every line. */
  head: StateSeal | null = null;
  /** Something is neither written nor taken back: only a new opening can tell. Nothing is written any more. */
  reopen = false;

  constructor(public access: Access) {}
}
