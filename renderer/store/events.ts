/** The store's announcements: after a commit every window and worker of this archive learns what changed. */
import type { Committed } from './types';

const CHANNEL = 'hudang';
/** Above this many households listeners are told 'all': they re-read by the log instead. */
const MANY = 500;

let sender: BroadcastChannel | null = null;

/** Tells everybody, in this thread too. `operation` '' = nothing in the records changed, but findings or settings did. */
export function publish(operation: string, keys: readonly string[] | 'all'): void {
  sender ??= new BroadcastChannel(CHANNEL);
  const told: Committed = { operation, keys: keys !== 'all' && keys.length > MANY ? 'all' : keys };
  sender.postMessage(told);
}

/** Calls `listener` after every commit, ours included; returns the cleanup. */
export function subscribe(listener: (committed: Committed) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = (event: MessageEvent<Committed>) => {
    listener(event.data);
  };
  return () => {
    channel.close();
  };
}
