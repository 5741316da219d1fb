/** Opening a kept file, with its password where it has one. */
import { useEffect, useState } from 'react';
import type { AppError } from '#shared/result';
import { sourceApi } from '../workers/client';
import type { SourceSheet } from '../workers/sourceApi';
import { holdSource, releaseSource } from './release';
import type { SourceCell } from './said';

export type SourceFile =
  | { readonly at: 'reading' }
  | { readonly at: 'password'; readonly wrong: boolean }
  | { readonly at: 'failed'; readonly error: AppError }
  | { readonly at: 'open'; readonly sheets: readonly SourceSheet[] };

/** One try to open it. */
interface Try {
  readonly password: string | null;
}

const READING: SourceFile = { at: 'reading' };

/** One file as long as the component lives; `unlock` tries a password. */
export function useSourceFile({ sha256, name }: SourceCell): {
  readonly file: SourceFile;
  readonly unlock: (password: string) => void;
} {
  const [asked, setAsked] = useState<Try>({ password: null });
  const [answer, setAnswer] = useState<{ readonly to: Try; readonly file: SourceFile } | null>(null);
  useEffect(() => {
    let waiting = true;
    let left = false;
    holdSource();
    void open(sha256, name, asked.password).then((file) => {
      waiting = false;
      if (!left) setAnswer({ to: asked, file });
    });
    return () => {
      left = true;
      releaseSource(waiting);
    };
  }, [sha256, name, asked]);
  return {
    file: answer?.to === asked ? answer.file : READING,
    unlock: (password) => setAsked({ password }),
  };
}

async function open(sha256: string, name: string, password: string | null): Promise<SourceFile> {
  const api = sourceApi();
  const opened = await (password === null ? api.openFile(sha256, name) : api.openFile(sha256, name, password));
  if (opened.ok) return { at: 'open', sheets: opened.value };
  const { code } = opened.error;
  if (code === 'password_needed' || code === 'password_wrong') {
    return { at: 'password', wrong: code === 'password_wrong' };
  }
  return { at: 'failed', error: opened.error };
}
