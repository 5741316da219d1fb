/** The line of steps on top: where we are, what comes next; steps behind can be gone back to. */
import type { ReactElement } from 'react';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { STEP, STEPS, type ImportState } from './importState';
import { restart } from './importSteps';
import { goTo } from './planSteps';

export function StepLine({ state }: { readonly state: ImportState }): ReactElement {
  const { step, working, dropped } = state;
  const closed = step === STEP.done || working !== null;
  return (
    <div className="steps">
      <ol className="steps-list" aria-label="导入的步骤">
        {STEPS.map((name, index) => (
          <li
            key={name}
            className={`step${index < step ? ' step-done' : ''}`}
            aria-current={index === step ? 'step' : undefined}
          >
            <span className="step-mark">{index < step ? <Icon name="check" size={0.75} /> : index + 1}</span>
            {index < step && !closed ? (
              <button type="button" className="step-back" onClick={() => void goTo(index)}>
                {name}
              </button>
            ) : (
              name
            )}
          </li>
        ))}
      </ol>
      {dropped.length > 0 && step > STEP.files && step < STEP.done && (
        <Button look="quiet" disabled={working?.writing === true} onClick={restart}>
          换别的文件
        </Button>
      )}
    </div>
  );
}
