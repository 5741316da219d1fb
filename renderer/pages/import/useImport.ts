/** One import as the page goes through it: files → sheets → plan → written. The rows themselves stay in the worker. */
import { useCallback, useState } from 'react';
import type { PlanCounts, Policy } from '#shared/import/types';
import type { AppError } from '#shared/result';
import type { ProblemText, SheetSummary } from '../../workers/api';
import { importApi, stopWorker } from '../../workers/client';

export const STEPS = ['选文件', '认表头', '对字段', '看变化', '完成'] as const;

/** Writing is one transaction: it cannot be left half-way, and whoever stops waiting could not be told how it ended. */
export const WRITING = '正在写入档案';

export interface Read {
  readonly sheets: readonly SheetSummary[];
  readonly problems: readonly ProblemText[];
  readonly year: number;
}
export interface Planned {
  readonly policy: Policy;
  readonly counts: PlanCounts;
  readonly households: number;
  readonly members: number;
  readonly problems: readonly ProblemText[];
}
export interface Written {
  readonly operation: string | null;
  readonly written: number;
}

export interface ImportState {
  /** Index into STEPS. */
  readonly step: number;
  /** What is being done now, in words; null = waiting for the clerk. */
  readonly working: string | null;
  readonly error: AppError | null;
  /** Problems found by a reading that failed. */
  readonly refused: readonly ProblemText[];
  readonly read: Read | null;
  readonly planned: Planned | null;
  readonly written: Written | null;
}

const START: ImportState = {
  step: 0,
  working: null,
  error: null,
  refused: [],
  read: null,
  planned: null,
  written: null,
};

export interface ImportSteps {
  readonly state: ImportState;
  readonly open: (files: readonly File[]) => Promise<void>;
  readonly map: (sheet: number, at: string, field: string | null) => Promise<void>;
  readonly setYear: (year: number) => Promise<void>;
  readonly plan: (policy: Policy) => Promise<void>;
  readonly apply: (who: string, device: string) => Promise<void>;
  readonly goTo: (step: number) => void;
  readonly restart: () => void;
}

export function useImport(): ImportSteps {
  const [state, setState] = useState<ImportState>(START);
  const change = useCallback((next: Partial<ImportState>) => setState((now) => ({ ...now, ...next })), []);
  const begin = (working: string): void => change({ working, error: null });
  const failed = (error: AppError): void => change({ working: null, error });

  return {
    state,
    open: async (files) => {
      setState({ ...START, working: `正在读 ${files.map((file) => file.name).join('、')}` });
      const read = await importApi().read(files, null);
      if (read.ok) change({ working: null, read: read.value, step: 1 });
      else change({ working: null, error: read.error, refused: await importApi().problems() });
    },
    map: async (sheet, at, field) => {
      const done = await importApi().setColumn(sheet, at, field);
      if (!done.ok) return failed(done.error);
      const { read } = state;
      if (read) change({ read: { ...read, sheets: done.value }, planned: null, error: null });
    },
    setYear: async (year) => {
      await importApi().setYear(year);
      if (state.read) change({ read: { ...state.read, year }, planned: null });
    },
    plan: async (policy) => {
      begin('正在与档案核对');
      const done = await importApi().plan(policy);
      if (done.ok) change({ working: null, planned: { ...done.value, policy }, step: 3 });
      else failed(done.error);
    },
    apply: async (who, device) => {
      begin(WRITING);
      const done = await importApi().apply(who, device);
      if (done.ok) change({ working: null, written: done.value, step: 4 });
      else failed(done.error);
    },
    goTo: (step) => change({ step, error: null }),
    restart: () => {
      if (state.working === WRITING) return;
      if (state.working !== null) stopWorker('import');
      setState(START);
    },
  };
}
