/** Real households must not come among invented ones: before an import the sample village is cleared away. */
import { useState, type ReactElement } from 'react';
import { clearSample } from '../../store/commands/clearSample';
import { useSession } from '../../store/session';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { notify } from '../../ui/notify';
import { Progress } from '../../ui/Progress';
import { sayError } from '../../ui/sayError';

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
      action={
        working ? (
          <Progress text="正在清空" />
        ) : (
          <Button writes onClick={() => void clear()}>
            清空演示数据
          </Button>
        )
      }
    >
      档案里现在是示例村（演示数据）。导入真实的表之前请先清空，以免混在一起。
    </Notice>
  );
}
