/** Real households must not come among invented ones: before an import the sample village is cleared away. */
import { useState, type ReactElement } from 'react';
import type { Result } from '#shared/result';
import { ok } from '#shared/result';
import { undo } from '../../store/commands/undo';
import type { Archive } from '../../store/db';
import { lastOperation } from '../../store/queries/operations';
import { useSession } from '../../store/session';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { notify } from '../../ui/notify';
import { Progress } from '../../ui/Progress';
import { sayError } from '../../ui/sayError';

/** Takes back everything that was tried out, newest first, and the sample village last. */
async function clearSample(archive: Archive): Promise<Result<null>> {
  for (;;) {
    const last = await lastOperation(archive);
    if (!last) return ok(null);
    const done = await undo(archive, last.id);
    if (!done.ok) return done;
    if (last.kind === 'sample') return ok(null);
  }
}

export function SampleWarning(): ReactElement | null {
  const { archive, settings } = useSession();
  const [working, setWorking] = useState(false);
  if (!settings.isSample) return null;
  const clear = async (): Promise<void> => {
    setWorking(true);
    const done = await clearSample(archive);
    setWorking(false);
    if (!done.ok) notify({ kind: 'error', text: sayError(done.error) });
  };
  return (
    <Notice
      kind="warn"
      action={working ? <Progress text="正在清空" /> : <Button onClick={() => void clear()}>清空演示数据</Button>}
    >
      档案里现在是示例村（演示数据）。导入真实的表之前请先清空，以免混在一起。
    </Notice>
  );
}
