import { undo as undoOperation } from '../../store/commands/undo';
import { hashArchive } from '../../store/queries/hashArchive';
import { textOption, type JobContext } from '../context';
import { done, refused, type Outcome } from '../outcome';

/** `job undo [--operation ID]`. `operation` = the one taken back, `undo` = the new one that did it. */
export async function undo({ request, archive }: JobContext): Promise<Outcome> {
  const taken = await undoOperation(archive, textOption(request, 'operation') ?? undefined);
  if (!taken.ok) {
    const paths = taken.error.params['paths'];
    return refused(taken.error, typeof paths === 'string' ? { paths: paths.split('、') } : {});
  }
  const { hash } = await hashArchive(archive);
  return done({ operation: taken.value.undoes ?? '', undo: taken.value.id, summary: taken.value.summary, hash });
}
