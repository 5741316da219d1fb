/** The audit of the whole archive: the last run, or a new one in the worker. */
import { useCallback, useEffect, useState } from 'react';
import type { AppError } from '#shared/result';
import { useSession } from '../../store/session';
import type { AuditSummary } from '../../workers/api';
import { auditApi, stopWorker } from '../../workers/client';
import { today } from '../../workers/today';

/** Up to this many households a fresh audit takes about a second, so the page judges by itself when it is opened. */
const AT_ONCE = 5000;

export interface AuditState {
  readonly summary: AuditSummary | null;
  readonly running: boolean;
  readonly error: AppError | null;
  /** Whether the archive changed since the summary was made. */
  readonly stale: boolean;
  readonly run: (asOf: string) => Promise<void>;
  readonly stop: () => void;
}

export function useAudit(households: number): AuditState {
  const { version } = useSession();
  const [summary, setSummary] = useState<AuditSummary | null>(null);
  const [running, setRunning] = useState(false);
  const [stale, setStale] = useState(false);
  const [error, setError] = useState<AppError | null>(null);

  const run = useCallback(async (asOf: string) => {
    setRunning(true);
    setError(null);
    const done = await auditApi().run(asOf, null);
    setRunning(false);
    if (!done.ok) {
      if (done.error.code !== 'worker_stopped') setError(done.error);
      return;
    }
    setSummary(done.value);
    setStale(false);
  }, []);

  useEffect(() => {
    let current = true;
    void auditApi()
      .last()
      .then((last) => {
        if (!current) return;
        setStale(last === null);
        if (last) setSummary(last);
        else if (households > 0 && households <= AT_ONCE) void run(today());
      })
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [version, households, run]);

  return { summary, running, error, stale, run, stop: () => stopWorker('audit') };
}
