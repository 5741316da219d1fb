/** 导入: from files to written households in six steps. Who leaves the page finds everything as it was. */
import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent, type ReactElement } from 'react';
import { AntdRoot } from '../../ui/AntdRoot';
import { Notice } from '../../ui/Notice';
import { sayError } from '../../ui/sayError';
import { ColumnsStep } from './ColumnsStep';
import { DamageStep } from './DamageStep';
import { DoneStep } from './DoneStep';
import { droppedFiles } from './dropped';
import { FilesStep } from './FilesStep';
import { useFocusKept } from './focus';
import { changeImport, importState, STEP, useImportState, type ImportState } from './importState';
import { addFiles, restart, stopWork } from './importSteps';
import { PlanStep } from './PlanStep';
import { ResultView } from './ResultView';
import { StepLine } from './StepLine';
import { TablesStep } from './TablesStep';
import { WorkingView } from './WorkingView';
import './import.css';
import '../../picture/picture.css';
import './sheetGrid.css';
import './plan.css';

export function ImportPage(): ReactElement {
  const state = useImportState();
  // An import that is over is not waited for: whoever comes back begins the next one.
  useEffect(() => leaveDone, []);
  const { over, ...drop } = useDrop(state);
  const page = useRef<HTMLDivElement>(null);
  useFocusKept(page, stageOf(state));
  return (
    <AntdRoot>
      <div
        ref={page}
        tabIndex={-1}
        className={`import${over ? ' import-over' : ''}`}
        aria-busy={state.correcting}
        onKeyDown={onKeyDown}
        {...drop}
      >
        {state.result === null && <StepLine state={state} />}
        {state.error && <Notice kind="error">{sayError(state.error)}</Notice>}
        {state.result !== null ? (
          <ResultView id={state.result} />
        ) : state.working !== null ? (
          <WorkingView working={state.working} queued={state.queued.length} />
        ) : (
          <Step over={over} />
        )}
      </div>
    </AntdRoot>
  );
}

/** Names what is on the page: when it changes, what had the focus may be gone. */
function stageOf({ result, working, step, version, planned, files }: ImportState): string {
  if (result !== null) return `result ${result}`;
  if (working) return 'working';
  return `${step} ${version} ${planned?.version ?? ''} ${files?.length ?? ''}`;
}

/** Ctrl+Enter goes on to the next step from wherever one is, Escape stops what is under way. */
function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  if (event.nativeEvent.isComposing || event.repeat) return;
  if (event.key === 'Enter' && event.ctrlKey) {
    event.preventDefault();
    event.currentTarget.querySelector<HTMLButtonElement>('.import-step .button-primary')?.click();
  } else if (event.key === 'Escape' && importState().working) void stopWork();
}

function leaveDone(): void {
  if (importState().step === STEP.done) restart();
  else changeImport({ result: null });
}

interface Drop {
  readonly over: boolean;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
}

/** Files are taken wherever on the page they are dropped, at every step; not while something else than reading goes on. */
function useDrop({ working, correcting, result }: ImportState): Drop {
  const [over, setOver] = useState(false);
  const open = (working === null || working.reading) && !correcting && result === null;
  const files = (event: DragEvent): boolean => open && event.dataTransfer.types.includes('Files');
  return {
    over: over && open,
    onDragOver: (event) => {
      if (!files(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event) => {
      setOver(false);
      if (!files(event)) return;
      event.preventDefault();
      void droppedFiles(event.dataTransfer).then(addFiles);
    },
  };
}

function Step({ over }: { readonly over: boolean }): ReactElement | null {
  const state = useImportState();
  const { step, reading, planned, damages, written } = state;
  if (step === STEP.files || (reading === null && step < STEP.done)) return <FilesStep state={state} over={over} />;
  if (step === STEP.done) return written && <DoneStep written={written} />;
  if (reading === null) return null;
  if (step === STEP.tables) return <TablesStep state={state} reading={reading} />;
  if (step === STEP.columns) return <ColumnsStep state={state} reading={reading} />;
  if (step === STEP.damage) return damages && <DamageStep state={state} reading={reading} damages={damages} />;
  return planned && <PlanStep planned={planned} />;
}
