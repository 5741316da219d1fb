/** The dialogs of a restore that are the same wherever it is begun: what is restored from is looked at, refused, restored. */
import type { ReactElement, ReactNode } from 'react';
import type { AppError } from '#shared/result';
import { dayAndMinute, words } from '../strings';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Progress } from '../ui/Progress';
import { sayError } from '../ui/sayError';

export function RestoreLooking({
  text,
  onCancel,
}: {
  readonly text: string;
  /** null = it ends by itself. */
  readonly onCancel: (() => void) | null;
}): ReactElement {
  return (
    <Dialog
      title="恢复"
      onClose={onCancel ?? nothing}
      actions={onCancel && <Button onClick={onCancel}>{words.cancel}</Button>}
    >
      <Progress text={text} />
    </Dialog>
  );
}

export function RestoreRefused({
  error,
  onClose,
}: {
  readonly error: AppError;
  readonly onClose: () => void;
}): ReactElement {
  return (
    <Dialog
      title="没有恢复，档案没有改动"
      kind="warn"
      onClose={onClose}
      actions={
        <Button look="primary" autoFocus onClick={onClose}>
          知道了
        </Button>
      }
    >
      <p>{sayError(error)}</p>
    </Dialog>
  );
}

export function RestoreQuestion({
  made,
  wide = false,
  working,
  actions,
  onClose,
  children,
}: {
  /** When what is restored was made; ISO 8601. */
  readonly made: string;
  readonly wide?: boolean;
  /** What is under way; null = it is still asked. */
  readonly working: string | null;
  readonly actions: ReactElement;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <Dialog
      title={`恢复到 ${dayAndMinute(made)}`}
      wide={wide}
      // Half a restore cannot be stopped; it ends by itself.
      onClose={working === null ? onClose : nothing}
      actions={working === null ? actions : <Progress text={working} />}
    >
      {children}
    </Dialog>
  );
}

function nothing(): void {}
