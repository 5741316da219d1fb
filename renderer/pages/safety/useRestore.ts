/** Restoring a copy or a backup file: look first, confirm, then do it; and the way back. */
import { useState } from 'react';
import type { CopyInfo, FileToken } from '#shared/ipc/desktop';
import type { AppError } from '#shared/result';
import { desktop } from '../../bridge/desktop';
import { undoOperation } from '../../forms/undo';
import { refreshKept } from '../../keeping/kept';
import { sayAfterReload } from '../../keeping/reload';
import { oneAtATime } from '../../keeping/work';
import type { Archive } from '../../store/db';
import { operationById } from '../../store/queries/operations';
import { useSession } from '../../store/session';
import { dayAndMinute, words } from '../../strings';
import type { RestorePreview } from '../../workers/api';
import { copyApi } from '../../workers/client';
import { saveEverything } from '../../ui/leaving';
import { notify } from '../../ui/notify';
import { copyError } from './words';

export type RestoreState =
  | { readonly at: 'reading' }
  | { readonly at: 'refused'; readonly error: AppError }
  | { readonly at: 'asking' | 'restoring'; readonly token: FileToken; readonly preview: RestorePreview };

export interface Restore {
  /** null = nothing is being restored. */
  readonly state: RestoreState | null;
  readonly ofCopy: (copy: CopyInfo) => void;
  readonly ofFile: () => void;
  readonly run: () => void;
  readonly close: () => void;
}

/** The state of a restore, for the dialog, and what begins and ends it. */
export function useRestore(): Restore {
  const { archive } = useSession();
  const [state, setState] = useState<RestoreState | null>(null);

  const look = async (token: FileToken): Promise<void> => {
    setState({ at: 'reading' });
    const preview = await oneAtATime('preview', () => copyApi().preview(token));
    // Closed meanwhile: the answer is not wanted any more.
    setState((now) => {
      if (now?.at !== 'reading') return now;
      return preview.ok ? { at: 'asking', token, preview: preview.value } : { at: 'refused', error: preview.error };
    });
  };
  const ofCopy = async (copy: CopyInfo): Promise<void> => {
    const token = await desktop.storedToken('copy', copy.name);
    if (token.ok) await look(token.value);
    else setState({ at: 'refused', error: copyError(token.error) });
  };
  const ofFile = async (): Promise<void> => {
    const picked = await desktop.pickOpen('backup');
    if (!picked.ok) setState({ at: 'refused', error: picked.error });
    else if (picked.value !== null) await look(picked.value);
  };
  const run = async (): Promise<void> => {
    if (state?.at !== 'asking') return;
    setState({ ...state, at: 'restoring' });
    const refused = await restoreNow(archive, state.token, state.preview);
    setState(refused && { at: 'refused', error: refused });
  };

  return {
    state,
    ofCopy: (copy) => void ofCopy(copy),
    ofFile: () => void ofFile(),
    run: () => void run(),
    close: () => setState(null),
  };
}

/** null = done and said. */
async function restoreNow(archive: Archive, token: FileToken, preview: RestorePreview): Promise<AppError | null> {
  await saveEverything();
  const done = await oneAtATime('restore', () => copyApi().restore(token));
  if (!done.ok) return done.error;
  const { operation, reload } = done.value;
  const text = `已恢复到 ${dayAndMinute(preview.made)}；恢复前的内容另存了一份，在“副本”里`;
  if (reload) {
    sayAfterReload(text);
    await desktop.reload();
    return null;
  }
  await refreshKept(archive);
  const written = operation === null ? null : await operationById(archive, operation);
  notify({
    kind: 'good',
    text,
    ...(written ? { action: { label: words.undo, run: () => void undoOperation(archive, written) } } : {}),
  });
  return null;
}
