/** 校验: reads every household once more and computes the figure by which two copies of an archive can be compared. */
import { useState, type ReactElement } from 'react';
import { countText } from '../../strings';
import { Button } from '../../ui/Button';
import { Progress } from '../../ui/Progress';
import { useSession } from '../../store/session';
import { hashArchive, type Verified } from '../../store/queries/hashArchive';

export function Verify(): ReactElement {
  const { archive } = useSession();
  const [state, setState] = useState<'idle' | 'running' | Verified | 'failed'>('idle');
  if (state === 'running') return <Progress text="正在逐户读取并校验" />;
  return (
    <div className="verify">
      <Button
        icon="check"
        onClick={() => {
          setState('running');
          hashArchive(archive).then(setState, () => setState('failed'));
        }}
      >
        校验档案
      </Button>
      {state === 'failed' && <span className="severity-E">没有读完，请关闭程序后重新打开再试。</span>}
      {typeof state === 'object' && (
        <span className="selectable">
          全部读完：{countText(state.households, state.members)}，校验码 <code>{state.hash.slice(0, 16)}</code>
        </span>
      )}
    </div>
  );
}
