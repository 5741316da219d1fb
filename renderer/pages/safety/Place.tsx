/** 第二份: the other drive or USB disk on which everything is kept a second time. */
import { useEffect, useState, type ReactElement } from 'react';
import type { SecondPlace } from '#shared/ipc/desktop';
import { desktop } from '../../bridge/desktop';
import { refreshKept, takeSecond, useNow } from '../../keeping/kept';
import { agoText } from '../../keeping/light';
import { useSession } from '../../store/session';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { notify } from '../../ui/notify';
import { sayError } from '../../ui/sayError';

/** While mirroring goes on its end should be seen, */
const FOLLOW_MS = 2_000;
/** and a drive that is plugged in or pulled out, and what was found on it, soon after the main process has looked. */
const LOOK_MS = 5_000;

export function Place({ second, line }: { readonly second: SecondPlace | null; readonly line: number }): ReactElement {
  const { archive } = useSession();
  const [working, setWorking] = useState(false);
  const chosen = second !== null && second.folder !== '';
  const under = chosen && second.present && second.failure === '' && (second.mirrored === null || second.line < line);
  useEffect(() => {
    if (!chosen) return;
    const timer = setInterval(() => void refreshKept(archive), under ? FOLLOW_MS : LOOK_MS);
    return () => clearInterval(timer);
  }, [chosen, under, archive]);

  const set = async (give: () => Promise<string | null | undefined>): Promise<void> => {
    const folder = await give();
    if (folder === undefined) return;
    setWorking(true);
    const done = await desktop.setSecondPlace(folder);
    setWorking(false);
    if (done.ok) takeSecond(done.value);
    else notify({ kind: 'error', text: sayError(done.error) });
  };

  return (
    <section className="safety-block">
      <h2>第二份存放位置</h2>
      <div className="place">
        <div className="place-text">
          {chosen ? (
            <Chosen second={second} line={line} />
          ) : (
            <p>还没有选择。建议选U盘或另一块硬盘：电脑坏了、丢了，内容还在。</p>
          )}
        </div>
        <Button icon="folder" writes busy={working} onClick={() => void set(pickFolder)}>
          {chosen ? '更换' : '选择第二份存放位置'}
        </Button>
        {chosen && (
          <Button writes busy={working} onClick={() => void set(() => Promise.resolve(null))}>
            停用
          </Button>
        )}
      </div>
      {chosen && <p className="note">停用只是不再更新，已经存过去的内容不会删除。</p>}
    </section>
  );
}

/** The folder's token; undefined = cancelled. */
async function pickFolder(): Promise<string | undefined> {
  const picked = await desktop.pickOpen('folder');
  if (picked.ok) return picked.value ?? undefined;
  notify({ kind: 'error', text: sayError(picked.error) });
  return undefined;
}

function Chosen({ second, line }: { readonly second: SecondPlace; readonly line: number }): ReactElement {
  const now = useNow();
  const behind = Math.max(0, line - second.line);
  const state =
    second.failure !== ''
      ? sayError({ code: second.failure, params: { name: second.folder, folder: second.folder } })
      : !second.present
        ? '现在没有接上。接上后会自动更新。'
        : second.mirrored === null
          ? '正在存放第一份…'
          : behind === 0
            ? '与本机一致。'
            : `还差最后 ${number(behind)} 步，一分钟内自动更新。`;
  return (
    <>
      <p className="selectable place-folder">{second.folder}</p>
      <p className={second.failure === '' ? undefined : 'severity-E'}>
        {second.mirrored !== null && `${agoText(second.mirrored, now)}更新过；`}
        {state}
      </p>
      {[second.sameDrive === true ? 'second_same_drive' : '', second.aside ? '' : (second.notice ?? '')]
        .filter((code) => code !== '')
        .map((code) => (
          <p key={code} className="severity-W">
            {sayError({ code, params: {} })}。
          </p>
        ))}
    </>
  );
}
