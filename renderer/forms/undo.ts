/** Taking back and bringing back, said in the clerk's words. */
import type { AppError } from '#shared/result';
import { undo } from '../store/commands/undo';
import type { Archive } from '../store/db';
import { getHousehold } from '../store/queries/households';
import { lastOperation, listOperations } from '../store/queries/operations';
import type { Operation } from '../store/types';
import { words } from '../strings';
import { notify } from '../ui/notify';
import { sayError } from '../ui/sayError';
import { placeText } from './pathText';

const PLACES_SHOWN = 4;

/** Takes one operation back and says so; the sentence offers the way back again. */
export async function undoOperation(archive: Archive, operation: Operation): Promise<void> {
  const done = await undo(archive, operation.id);
  if (!done.ok) {
    notify({ kind: 'error', text: sayError(await inWords(archive, done.error)) });
    return;
  }
  const undone = done.value;
  notify({
    kind: 'good',
    text: `${words.undone}：${operation.summary}`,
    action: { label: '恢复', run: () => void undoOperation(archive, undone) },
  });
}

/** What stands in the way of an undo, as the clerk knows it. */
async function inWords(archive: Archive, error: AppError): Promise<AppError> {
  const { paths } = error.params;
  if (error.code !== 'undo_blocked' || typeof paths !== 'string') return error;
  const headOf = async (id: string): Promise<string> =>
    String((await getHousehold(archive, id))?.fields['head_name'] ?? '');
  const places = await Promise.all(paths.split('、').map((place) => placeText(place, headOf)));
  const distinct = [...new Set(places)];
  const shown = distinct.slice(0, PLACES_SHOWN).join('、');
  return { ...error, params: { paths: distinct.length > PLACES_SHOWN ? `${shown}等` : shown } };
}

/**
 * Ctrl+Z on a household: the last thing typed. An import or another large step is never taken back by a key press in
 * passing; the sentence says where to do it.
 */
export async function undoLastEntry(archive: Archive): Promise<void> {
  const last = await lastOperation(archive);
  if (!last) notify({ kind: 'info', text: '没有可以撤销的操作' });
  else if (last.kind === 'form' || last.kind === 'attachment') await undoOperation(archive, last);
  else notify({ kind: 'info', text: `上一步是“${last.summary}”，要撤销请到“数据安全”` });
}

/** Ctrl+Y: brings back what the last step took back. */
export async function redoLastEntry(archive: Archive): Promise<void> {
  const [last] = await listOperations(archive, 1);
  if (last?.kind === 'undo') await undoOperation(archive, last);
  else notify({ kind: 'info', text: '没有可以恢复的操作' });
}
