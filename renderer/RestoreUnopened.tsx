/** Where the archive cannot be opened and nothing beside it gives it back: a backup file does. */
import { useState, type ReactElement } from 'react';
import type { FileToken } from '#shared/ipc/desktop';
import type { AppError, Result } from '#shared/result';
import { desktop } from './bridge/desktop';
import { sayAfterReload } from './keeping/reload';
import { RestoreLooking, RestoreQuestion, RestoreRefused } from './keeping/RestoreDialogs';
import { desktopJournal } from './store/journal';
import { bytesText, countText, dayAndMinute, number, words } from './strings';
import { Button } from './ui/Button';
import { Notice } from './ui/Notice';
import type { CopyFiles } from './workers/copy/files';
import type { BackupFacts } from './workers/copy/unopened';

type State =
  | { readonly at: 'idle' | 'reading' }
  | { readonly at: 'refused'; readonly error: AppError }
  | { readonly at: 'asking' | 'restoring'; readonly token: FileToken; readonly facts: BackupFacts };

/** The button, and the dialogs behind it. */
export function RestoreUnopened(): ReactElement {
  const [state, setState] = useState<State>({ at: 'idle' });
  const choose = async (): Promise<void> => {
    const picked = await desktop.pickOpen('backup');
    if (!picked.ok) return setState({ at: 'refused', error: picked.error });
    if (picked.value === null) return;
    setState({ at: 'reading' });
    const looked = await look(picked.value);
    setState(
      looked.ok ? { at: 'asking', token: picked.value, facts: looked.value } : { at: 'refused', error: looked.error },
    );
  };
  const restore = async (token: FileToken, facts: BackupFacts): Promise<void> => {
    setState({ at: 'restoring', token, facts });
    const done = await takeOver(token);
    if (!done.ok) return setState({ at: 'refused', error: done.error });
    sayAfterReload(`已恢复到 ${dayAndMinute(facts.made)}：${countText(facts.households, facts.members)}`);
    await desktop.reload();
  };
  const close = (): void => setState({ at: 'idle' });

  return (
    <>
      <Button look="primary" busy={state.at !== 'idle'} onClick={() => void choose()}>
        从备份文件恢复
      </Button>
      {state.at === 'reading' && <RestoreLooking text="正在核对备份文件" onCancel={null} />}
      {state.at === 'refused' && <RestoreRefused error={state.error} onClose={close} />}
      {(state.at === 'asking' || state.at === 'restoring') && (
        <Question
          facts={state.facts}
          restoring={state.at === 'restoring'}
          onRestore={() => void restore(state.token, state.facts)}
          onClose={close}
        />
      )}
    </>
  );
}

function Question({
  facts,
  restoring,
  onRestore,
  onClose,
}: {
  readonly facts: BackupFacts;
  readonly restoring: boolean;
  readonly onRestore: () => void;
  readonly onClose: () => void;
}): ReactElement {
  return (
    <RestoreQuestion
      made={facts.made}
      working={restoring ? '正在恢复' : null}
      onClose={onClose}
      actions={
        <>
          <Button look="primary" autoFocus onClick={onRestore}>
            恢复这份备份：{number(facts.households)} 户
          </Button>
          <Button onClick={onClose}>{words.cancel}</Button>
        </>
      }
    >
      <dl className="dialog-facts">
        <Fact word="备份文件" value={`${facts.name}，${bytesText(facts.bytes)}`} />
        <Fact word="村" value={facts.unit || '未填写村名'} />
        <Fact
          word="内容"
          value={
            countText(facts.households, facts.members) +
            (facts.attachments > 0 ? `，附件 ${number(facts.attachments)} 个` : '')
          }
        />
        <Fact word="备份时间" value={dayAndMinute(facts.made)} />
      </dl>
      <Notice kind="info">文件已经完整核对过。备份之后录入的内容不在里面，恢复后请核对、补录。</Notice>
    </RestoreQuestion>
  );
}

function Fact({ word, value }: { readonly word: string; readonly value: string }): ReactElement {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{value}</dd>
    </div>
  );
}

async function look(token: FileToken): Promise<Result<BackupFacts>> {
  const [{ lookAtBackup }, files] = await Promise.all([tools(), ourFiles()]);
  return lookAtBackup(files, token);
}

async function takeOver(token: FileToken): Promise<Result<null>> {
  const [{ restoreUnopened }, files, info] = await Promise.all([tools(), ourFiles(), desktop.info()]);
  return restoreUnopened(files, desktopJournal, token, info.ok ? info.value.version : '');
}

/** Hardly ever needed: not part of what every start loads. */
const tools = () => import('./workers/copy/unopened');
const ourFiles = (): Promise<CopyFiles> => import('./workers/copy/files').then((m) => m.desktopFilesOf(desktop));
