/** 导入: from files to written households in six steps. Who leaves the page finds everything as it was. */
import { useEffect, type ReactElement } from 'react';
import { AntdRoot } from '../../ui/AntdRoot';
import { Notice } from '../../ui/Notice';
import { sayError } from '../../ui/sayError';
import { ColumnsStep } from './ColumnsStep';
import { DamageStep } from './DamageStep';
import { DoneStep } from './DoneStep';
import { FilesStep } from './FilesStep';
import { changeImport, importState, STEP, useImportState } from './importState';
import { restart } from './importSteps';
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
  return (
    <AntdRoot>
      <div className="import" aria-busy={state.correcting}>
        {state.result === null && <StepLine state={state} />}
        {state.error && <Notice kind="error">{sayError(state.error)}</Notice>}
        {state.result !== null ? (
          <ResultView id={state.result} />
        ) : state.working !== null ? (
          <WorkingView working={state.working} />
        ) : (
          <Step />
        )}
      </div>
    </AntdRoot>
  );
}

function leaveDone(): void {
  if (importState().step === STEP.done) restart();
  else changeImport({ result: null });
}

function Step(): ReactElement | null {
  const state = useImportState();
  const { step, reading, planned, damages, written } = state;
  if (step === STEP.files || (reading === null && step < STEP.done)) return <FilesStep state={state} />;
  if (step === STEP.done) return written && <DoneStep written={written} />;
  if (reading === null) return null;
  if (step === STEP.tables) return <TablesStep state={state} reading={reading} />;
  if (step === STEP.columns) return <ColumnsStep state={state} reading={reading} />;
  if (step === STEP.damage) return damages && <DamageStep state={state} reading={reading} damages={damages} />;
  return planned && <PlanStep planned={planned} />;
}
