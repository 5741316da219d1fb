/** Whether this run may write, as the page learns it from the main process and tells its workers. */
import type { Access } from '#shared/ipc/desktop';
import type { Hold } from './hold';

const CHANNEL = 'hudang-access';

/** What the page was told; workers only use it to leave caches alone: lines are refused by the main process itself. */
export function noteAccess(hold: Hold, access: Access): void {
  if (JSON.stringify(hold.access) === JSON.stringify(access)) return;
  hold.access = access;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(access);
  channel.close();
}

/** In a worker: as the page says, from now on. */
export function followAccess(hold: Hold): void {
  new BroadcastChannel(CHANNEL).onmessage = ({ data }: MessageEvent<Access>) => {
    hold.access = data;
  };
}
