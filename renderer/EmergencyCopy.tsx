/** No room for anything on the archive's drive: all of it can still be written to another one. */
import { useState, type ReactElement } from 'react';
import type { EmergencyCopy as Saved } from '#shared/ipc/stored';
import type { AppError } from '#shared/result';
import { desktop } from './bridge/desktop';
import { bytesText, number } from './strings';
import { Button } from './ui/Button';
import { Dialog } from './ui/Dialog';
import { Notice } from './ui/Notice';
import { Progress } from './ui/Progress';
import { sayError } from './ui/sayError';

type State =
  | { readonly at: 'idle' | 'saving' }
  | { readonly at: 'failed'; readonly error: AppError }
  | { readonly at: 'saved'; readonly saved: Saved };

/** The button, and what came of it. */
export function EmergencyCopy(): ReactElement {
  const [state, setState] = useState<State>({ at: 'idle' });
  const save = async (): Promise<void> => {
    const picked = await desktop.pickOpen('folder');
    if (!picked.ok) return setState({ at: 'failed', error: picked.error });
    if (picked.value === null) return;
    setState({ at: 'saving' });
    const done = await desktop.saveEmergency(picked.value);
    setState(done.ok ? { at: 'saved', saved: done.value } : { at: 'failed', error: done.error });
  };
  const close = (): void => setState({ at: 'idle' });

  return (
    <>
      <Button disabled={state.at !== 'idle'} onClick={() => void save()}>
        另存紧急备份
      </Button>
      {state.at === 'saving' && (
        <Dialog title="另存紧急备份" onClose={() => undefined} actions={null}>
          <Progress text="正在把档案写到所选的位置，并逐个核对" />
        </Dialog>
      )}
      {(state.at === 'saved' || state.at === 'failed') && (
        <Dialog
          title={state.at === 'saved' ? '紧急备份已经存好' : '紧急备份没有存成，档案没有改动'}
          kind={state.at === 'saved' ? 'good' : 'warn'}
          onClose={close}
          actions={
            <Button look="primary" autoFocus onClick={close}>
              知道了
            </Button>
          }
        >
          {state.at === 'saved' ? <Report saved={state.saved} /> : <p>{sayError(state.error)}</p>}
        </Dialog>
      )}
    </>
  );
}

function Report({ saved }: { readonly saved: Saved }): ReactElement {
  const { path, files, bytes, unreadable } = saved;
  return (
    <>
      <p className="selectable">{path}</p>
      <p>
        {number(files)} 个文件，{bytesText(bytes)}，写完后已逐个重新读出，内容一致。
      </p>
      {unreadable.length > 0 && (
        <Notice kind="warn">有 {number(unreadable.length)} 个文件在这块硬盘上读不出来，没有存进去。</Notice>
      )}
      <p>
        显示过“已保存”的内容都在里面；屏幕上还没有保存的不在。万一这台电脑上的档案打不开，把整个文件夹交给技术人员，或放到另一台电脑上打开。
      </p>
    </>
  );
}
