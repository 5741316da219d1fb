/** 数据安全: to which moment everything can be brought back and why, backups, restoring, and every step that was taken. */
import { useEffect, type ReactElement } from 'react';
import { KeptDrafts } from '../../drafts/KeptDrafts';
import { refreshKept, useKept, useLight } from '../../keeping/kept';
import { useWork } from '../../keeping/work';
import { useSession } from '../../store/session';
import { Notice } from '../../ui/Notice';
import { Progress } from '../../ui/Progress';
import { LightDot } from '../../ui/StatusBar';
import { sayError } from '../../ui/sayError';
import { useLocked } from '../../ui/writing';
import { Aside } from './Aside';
import { Backup } from './Backup';
import { Check } from './Check';
import { Copies } from './Copies';
import { Facts } from './Facts';
import { Operations } from './Operations';
import { Place } from './Place';
import { RestoreDialog } from './RestoreDialog';
import { useRestore } from './useRestore';
import { copyError, workText } from './words';
import './safety.css';

export function SafetyPage(): ReactElement {
  const { archive, version } = useSession();
  const light = useLight();
  const kept = useKept();
  const { busy, failed } = useWork();
  const looking = useLocked() !== null;
  const restore = useRestore();
  useEffect(() => void refreshKept(archive), [archive, version]);

  return (
    <div className="page-scroll safety">
      <section className="standing" aria-live="polite">
        <h1>
          {light && <LightDot level={light.level} />}
          {light?.title ?? '正在查看保存记录和副本…'}
        </h1>
        <p>{light?.detail}</p>
      </section>
      {failed && (failed.kind === 'copy' || failed.kind === 'rehearsal') && (
        <Notice kind="warn">
          {workText[failed.kind].replace('正在', '')}没有完成：{sayError(copyError(failed.error))}
        </Notice>
      )}
      <div className="safety-actions">
        <Backup />
        {/* The dialog shows its own progress. */}
        <span className="safety-busy">{busy && restore.state === null && <Progress text={workText[busy]} />}</span>
        <Check onDamage={() => void refreshKept(archive)} />
      </div>
      {/* Who only looks does not know the owner's second place. */}
      {kept && !looking && <Place second={kept.second} line={kept.line} />}
      {kept?.second?.aside && !looking && <Aside names={kept.second.aside} />}
      {kept && <Copies copies={kept.copies} onRestore={restore.ofCopy} onRestoreFile={restore.ofFile} />}
      <KeptDrafts />
      <Facts />
      <Operations />
      {restore.state && <RestoreDialog state={restore.state} onRun={restore.run} onClose={restore.close} />}
    </div>
  );
}
