/** Step 6: what was written, what could not be, and the way back. */
import { useEffect, useState, type ReactElement } from 'react';
import { undo } from '../../store/commands/undo';
import { useSession } from '../../store/session';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { notify } from '../../ui/notify';
import { go } from '../../ui/route';
import { sayError } from '../../ui/sayError';
import { adoptUnit } from './adoptUnit';
import { ImportHistory } from './ImportHistory';
import type { Written } from './importState';
import { restart } from './importSteps';
import { ProblemList } from './ProblemList';

export function DoneStep({ written }: { readonly written: Written }): ReactElement {
  const { archive } = useSession();
  const [undone, setUndone] = useState(false);
  const { operation, summary } = written;
  useEffect(() => {
    if (operation !== null) void adoptUnit(archive);
  }, [archive, operation]);

  const takeBack = async (): Promise<void> => {
    if (operation === null) return;
    const done = await undo(archive, operation);
    if (done.ok) setUndone(true);
    else notify({ kind: 'error', text: sayError(done.error) });
  };

  return (
    <div className="page-scroll import-done">
      {undone ? (
        <Notice kind="info">本次导入已撤销，档案与导入前一样。</Notice>
      ) : operation === null ? (
        <Notice kind="good">表里的内容档案都已有，没有要写入的。</Notice>
      ) : (
        <Notice kind="good">已写入 {number(written.written)} 户。</Notice>
      )}
      <div className="import-actions">
        <Button look="primary" onClick={() => go({ page: 'archive' })}>
          去看档案
        </Button>
        <Button onClick={() => go({ page: 'audit' })}>去审核</Button>
        <Button onClick={restart}>再导入一个</Button>
        {operation !== null && !undone && (
          <Button icon="undo" writes onClick={() => void takeBack()}>
            撤销本次导入
          </Button>
        )}
      </div>
      <ProblemList of="plan" summary={summary.problems} version={written.batch ?? ''} />
      <ImportHistory />
    </div>
  );
}
