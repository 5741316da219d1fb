/** 导入: from a file to written households in five steps, two of which ask the clerk. */
import { useState, type ReactElement } from 'react';
import { AntdRoot } from '../../ui/AntdRoot';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Progress } from '../../ui/Progress';
import { sayError } from '../../ui/sayError';
import { words } from '../../strings';
import { ColumnsStep } from './ColumnsStep';
import { DoneStep } from './DoneStep';
import { FilesStep } from './FilesStep';
import { HeaderStep } from './HeaderStep';
import { PlanStep } from './PlanStep';
import { StepLine } from './StepLine';
import { useImport, WRITING } from './useImport';
import './import.css';

export function ImportPage(): ReactElement {
  const steps = useImport();
  const [sheet, setSheet] = useState(0);
  const { state } = steps;
  const chosen = Math.min(sheet, Math.max(0, (state.read?.sheets.length ?? 1) - 1));
  return (
    <AntdRoot>
      <div className="import">
        <StepLine step={state.step} onRestart={state.step > 0 && state.step < 4 ? steps.restart : null} />
        {state.error && state.refused.length === 0 && <Notice kind="error">{sayError(state.error)}</Notice>}
        {state.working !== null ? (
          <div className="import-working">
            <Progress text={state.working} />
            {state.working !== WRITING && <Button onClick={steps.restart}>{words.cancel}</Button>}
          </div>
        ) : (
          <>
            {state.step === 0 && <FilesStep refused={state.refused} onFiles={(files) => void steps.open(files)} />}
            {state.step === 1 && state.read && (
              <HeaderStep read={state.read} steps={steps} chosen={chosen} onChoose={setSheet} />
            )}
            {state.step === 2 && state.read && (
              <ColumnsStep read={state.read} steps={steps} chosen={chosen} onChoose={setSheet} />
            )}
            {state.step === 3 && state.planned && <PlanStep planned={state.planned} steps={steps} />}
            {state.step === 4 && state.written && (
              <DoneStep written={state.written} planned={state.planned} onRestart={steps.restart} />
            )}
          </>
        )}
      </div>
    </AntdRoot>
  );
}
