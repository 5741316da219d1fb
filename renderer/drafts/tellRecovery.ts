/** Says what became of texts that were taken over, with the way back. */
import { undo } from '../store/commands/undo';
import type { Archive } from '../store/db';
import { notify } from '../ui/notify';
import { sayError } from '../ui/sayError';
import type { Recovery } from './recover';

/** One notification for all of them: what was taken over can be taken back, what could not be is named. */
export function tellRecovery(archive: Archive, { saved, failed }: Recovery): void {
  const [first] = failed;
  if (first) {
    const rest = failed.length > 1 ? `等 ${failed.length} 处` : '';
    const text = `${first.draft.title}的“${first.draft.label}”${rest}没有恢复：${sayError(first.error)}。文字保留在“数据安全”里`;
    notify({ kind: 'error', text });
    return;
  }
  const operations = saved.flatMap(({ operation }) => operation ?? []);
  notify({
    kind: 'good',
    text: `已恢复 ${saved.length} 处`,
    ...(operations.length === 0
      ? {}
      : {
          action: {
            label: '撤销',
            run: () =>
              void undoAll(
                archive,
                operations.map(({ id }) => id),
              ),
          },
        }),
  });
}

/** Each one is a step of its own; they are taken back from the last to the first, until one cannot be. */
async function undoAll(archive: Archive, ids: readonly string[]): Promise<void> {
  for (const id of ids.toReversed()) {
    const done = await undo(archive, id);
    if (!done.ok) {
      notify({ kind: 'error', text: sayError(done.error) });
      return;
    }
  }
  notify({ kind: 'good', text: `已撤销，${ids.length} 处都和恢复前一样` });
}
