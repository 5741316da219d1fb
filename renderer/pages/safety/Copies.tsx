/** 副本: what was made by itself, how far each can be trusted, and the way back to it. */
import { useState, type ReactElement } from 'react';
import type { CopyInfo } from '#shared/ipc/desktop';
import { makeCopy, rehearse } from '../../keeping/copies';
import { useWork } from '../../keeping/work';
import { useSession } from '../../store/session';
import { bytesText, countText, dayAndMinute, number } from '../../strings';
import type { Rehearsal } from '../../workers/api';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import { notify } from '../../ui/notify';
import { sayError } from '../../ui/sayError';
import { copyError, reasonText } from './words';

const FIRST = 8;

interface CopiesProps {
  readonly copies: readonly CopyInfo[];
  readonly onRestore: (copy: CopyInfo) => void;
  readonly onRestoreFile: () => void;
}

export function Copies({ copies, onRestore, onRestoreFile }: CopiesProps): ReactElement {
  const { archive } = useSession();
  const { busy, rehearsal } = useWork();
  const [all, setAll] = useState(false);
  const shown = all ? copies : copies.slice(0, FIRST);
  const rehearsed = rehearsal && copies.find((copy) => copy.name === rehearsal.name);

  return (
    <section className="safety-block">
      <div className="safety-head">
        <h2>
          副本 <span className="count">{number(copies.length)}</span>
        </h2>
        <Button look="quiet" icon="plus" writes busy={busy !== null} onClick={() => void makeNow()}>
          现在做一份
        </Button>
        <Button look="quiet" icon="file" writes busy={busy !== null} onClick={onRestoreFile}>
          从备份文件恢复…
        </Button>
      </div>
      <p className="note">
        程序空闲时自动做：打开后、导入后、每天、每满 200 步。24 小时内的都留着，再早的每天、每月各留一份。
      </p>
      {rehearsed && <Rehearsed rehearsal={rehearsal} made={rehearsed.made} />}
      {copies.length === 0 ? (
        <p className="safety-none note">还没有副本。第一次保存后，程序空闲时会自动做一份。</p>
      ) : (
        <table className="list copies">
          <thead>
            <tr>
              {['时间', '原因', '户数', '大小', '核对', '演练恢复', '第二份'].map((word) => (
                <th key={word} scope="col">
                  {word}
                </th>
              ))}
              <th scope="col">
                <span className="sr-only">恢复和演练</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((copy) => (
              <Row
                key={copy.name}
                copy={copy}
                busy={busy !== null}
                onRestore={() => onRestore(copy)}
                onRehearse={() => void rehearseNow(copy)}
              />
            ))}
          </tbody>
        </table>
      )}
      {copies.length > shown.length && (
        <Button look="quiet" onClick={() => setAll(true)}>
          显示全部 {number(copies.length)} 份
        </Button>
      )}
    </section>
  );

  async function makeNow(): Promise<void> {
    const made = await makeCopy(archive, 'manual');
    if (made.ok) notify({ kind: 'good', text: `已做好一份副本：${number(made.value.households)} 户，已核对` });
    else notify({ kind: 'error', text: sayError(made.error) });
  }

  async function rehearseNow(copy: CopyInfo): Promise<void> {
    const done = await rehearse(archive, copy.name);
    if (!done.ok) notify({ kind: 'error', text: sayError(copyError(done.error)) });
  }
}

function Row({
  copy,
  busy,
  onRestore,
  onRehearse,
}: {
  readonly copy: CopyInfo;
  readonly busy: boolean;
  readonly onRestore: () => void;
  readonly onRehearse: () => void;
}): ReactElement {
  const made = dayAndMinute(copy.made);
  return (
    <tr>
      <td className="copies-made">{made}</td>
      <td>{reasonText[copy.reason]}</td>
      <td>{number(copy.households)}</td>
      <td>{bytesText(copy.bytes)}</td>
      <td>
        <Checked copy={copy} />
      </td>
      <td>{copy.rehearsed === null ? <span className="note">未演练</span> : dayAndMinute(copy.rehearsed)}</td>
      <td>{copy.mirrored ? '有' : <span className="note">没有</span>}</td>
      <td className="copies-do">
        <Button look="quiet" writes busy={busy} aria-label={`演练 ${made} 的副本`} onClick={onRehearse}>
          演练
        </Button>
        <Button
          look="quiet"
          icon="undo"
          writes
          busy={busy}
          disabled={copy.damaged}
          aria-label={`恢复到 ${made}`}
          onClick={onRestore}
        >
          恢复到这里
        </Button>
      </td>
    </tr>
  );
}

function Checked({ copy }: { readonly copy: CopyInfo }): ReactElement {
  if (copy.damaged) {
    return (
      <span className="severity severity-E">
        <Icon name="error" size={0.875} />
        损坏
      </span>
    );
  }
  if (copy.checked === null) return <span className="note">未核对</span>;
  return (
    <span className="severity copies-good">
      <Icon name="good" size={0.875} />
      已核对
    </span>
  );
}

/** What the last rehearsal of this run showed, in figures. */
function Rehearsed({ rehearsal, made }: { readonly rehearsal: Rehearsal; readonly made: string }): ReactElement {
  const { households, members, findings, matches, matchesLive, ms } = rehearsal;
  const good = matches !== false && matchesLive !== false;
  const compared = [
    matches === null ? null : matches ? '与做副本时的校验一致' : '与做副本时的校验不一致',
    matchesLive === null ? null : matchesLive ? '与演练时的档案一致' : '与演练时的档案不一致',
  ].filter((text) => text !== null);
  return (
    <div className="safety-result">
      <Notice kind={good ? 'good' : 'error'}>
        {good ? '演练成功' : '演练发现不一致'}：用 {dayAndMinute(made)} 的副本恢复出 {countText(households, members)}
        ，审核出 {number(findings)} 个问题；{compared.length > 0 ? compared.join('，') : '逐户核对过'}；用时{' '}
        {(ms / 1000).toFixed(1)} 秒。
      </Notice>
    </div>
  );
}
