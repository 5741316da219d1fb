/** One import as the page goes through it. It stands outside the page: who looks something up elsewhere finds it again. */
import { useSyncExternalStore } from 'react';
import type { AppError } from '#shared/result';
import type {
  DamageKindSummary,
  FileSummary,
  ImportFile,
  ImportProgress,
  PlanChoices,
  PlanSummary,
  Reading,
} from '../../workers/api';

export const STEPS = ['选文件', '认表', '对字段', '查损伤', '看变化', '完成'] as const;
export const STEP = { files: 0, tables: 1, columns: 2, damage: 3, plan: 4, done: 5 } as const;

/** Something that takes time. */
export interface Working {
  readonly text: string;
  readonly progress: ImportProgress | null;
  /** Being written: it may be given up until its line is in the journal, but the worker is never killed over it. */
  readonly writing: boolean;
  readonly stopping: boolean;
  /** Files are being read: what is dropped meanwhile is read after them. */
  readonly reading: boolean;
}

export interface Planned {
  readonly choices: PlanChoices;
  readonly summary: PlanSummary;
  /** Counts plans and decisions; whoever shows rows reads them anew when it changes. */
  readonly version: number;
}
export interface Written {
  readonly operation: string | null;
  readonly batch: string | null;
  /** Under which its result is kept. */
  readonly result: string;
  readonly written: number;
}

export interface ImportState {
  /** Index into STEPS. */
  readonly step: number;
  /** What is being done now; null = waiting for the clerk. */
  readonly working: Working | null;
  /** The sheets are being understood anew after a correction. */
  readonly correcting: boolean;
  readonly error: AppError | null;
  /** As dropped, in order. */
  readonly dropped: readonly ImportFile[];
  /** Dropped while others are being read; their turn comes next. */
  readonly queued: readonly ImportFile[];
  /** What became of them; null = not read yet. */
  readonly files: readonly FileSummary[] | null;
  readonly reading: Reading | null;
  /** Counts understandings; whoever shows the sheets reads them anew when it changes. */
  readonly version: number;
  /** Index of the sheet on screen. */
  readonly sheet: number;
  readonly damages: readonly DamageKindSummary[] | null;
  readonly planned: Planned | null;
  /** Who wins where both sides differ: stays while the sheets are corrected. */
  readonly choices: PlanChoices;
  readonly written: Written | null;
  /** Batch id of an earlier import whose result is open; null = the import in work is shown. */
  readonly result: string | null;
}

export const START: ImportState = {
  step: STEP.files,
  working: null,
  correcting: false,
  error: null,
  dropped: [],
  queued: [],
  files: null,
  reading: null,
  version: 0,
  sheet: 0,
  damages: null,
  planned: null,
  // A suspect that nobody decided about is left for another time: in the window somebody can be asked.
  choices: { policy: 'fill', suspects: 'skip' },
  written: null,
  result: null,
};

let state = START;
const listeners = new Set<() => void>();

export function importState(): ImportState {
  return state;
}

export function changeImport(next: Partial<ImportState>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useImportState(): ImportState {
  return useSyncExternalStore(subscribe, importState);
}
