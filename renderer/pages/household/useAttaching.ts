/** Adding files to a household, one after the other, and what is being done right now. */
import { useRef, useState } from 'react';
import { CHUNK_BYTES } from '#shared/ipc/channels';
import type { AppError, Result } from '#shared/result';
import { undoOperation } from '../../forms/undo';
import { addAttachment } from '../../store/commands/addAttachment';
import type { Archive } from '../../store/db';
import type { Operation } from '../../store/types';
import { words } from '../../strings';
import { trackSave } from '../../ui/leaving';
import { notify } from '../../ui/notify';
import { sayError } from '../../ui/sayError';
import { keepFile } from './keepFile';

export interface Attaching {
  /** The file in work; `share` is missing where it takes but a moment. */
  readonly now: { readonly name: string; readonly share?: number } | null;
  readonly add: (files: readonly File[]) => void;
  readonly cancel: () => void;
}

export function useAttaching(archive: Archive, household: string): Attaching {
  const [now, setNow] = useState<Attaching['now']>(null);
  const stop = useRef(new AbortController());

  const addOne = async (file: File, signal: AbortSignal): Promise<Result<Operation | null>> => {
    setNow({ name: file.name });
    const tell = (bytes: number): void => {
      if (file.size > CHUNK_BYTES) setNow({ name: file.name, share: bytes / file.size });
    };
    const kept = await keepFile(file, tell, signal);
    if (!kept.ok) return kept;
    const { name, size, type } = file;
    return addAttachment(archive, household, { name, bytes: size, type, sha256: kept.value.sha256 });
  };

  const add = async (files: readonly File[]): Promise<boolean> => {
    const { signal } = (stop.current = new AbortController());
    const done: Operation[] = [];
    const failed: AppError[] = [];
    for (const file of files) {
      if (signal.aborted) break;
      const added = await addOne(file, signal);
      if (added.ok) done.push(...(added.value ? [added.value] : []));
      else if (added.error.code !== 'cancelled') failed.push(added.error);
    }
    setNow(null);
    say(archive, done, failed);
    return failed.length === 0;
  };

  // The window does not close in the middle of a file.
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  return {
    now,
    add: (files) => {
      const next = queue.current.then(() => add(files));
      queue.current = next;
      trackSave(next);
    },
    cancel: () => stop.current.abort(),
  };
}

function say(archive: Archive, done: readonly Operation[], failed: readonly AppError[]): void {
  const [first] = failed;
  const added = done.length > 1 ? `已添加 ${done.length} 个附件` : (done[0]?.summary.replace(/^/, '已') ?? '');
  if (first) {
    const more = failed.length > 1 ? `；另有 ${failed.length - 1} 个文件也没有添加` : '';
    notify({ kind: 'error', text: [added, sayError(first) + more].filter(Boolean).join('。') });
    return;
  }
  if (done.length === 0) return;
  const takeBack = async (): Promise<void> => {
    for (const operation of done.toReversed()) await undoOperation(archive, operation);
  };
  notify({ kind: 'good', text: added, action: { label: words.undo, run: () => void takeBack() } });
}
