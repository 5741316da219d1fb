/** The line of steps on top: where we are, what comes next. */
import type { ReactElement } from 'react';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { STEPS } from './useImport';

export function StepLine({
  step,
  onRestart,
}: {
  readonly step: number;
  readonly onRestart: (() => void) | null;
}): ReactElement {
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
            {name}
          </li>
        ))}
      </ol>
      {onRestart && (
        <Button look="quiet" onClick={onRestart}>
          换一个文件
        </Button>
      )}
    </div>
  );
}
