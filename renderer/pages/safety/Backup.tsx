/** 立即备份: one file with everything in it, attachments too, read again and compared before it counts. */
import { useState, type ReactElement } from 'react';
import type { FileToken, SavedFile } from '#shared/ipc/desktop';
import { desktop } from '../../bridge/desktop';
import { oneAtATime, useWork } from '../../keeping/work';
import { useSession } from '../../store/session';
import { bytesText } from '../../strings';
import { copyApi } from '../../workers/client';
import { today } from '../../workers/today';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { notify } from '../../ui/notify';
import { sayError } from '../../ui/sayError';

interface Written extends SavedFile {
  readonly token: FileToken;
}

export function Backup(): ReactElement {
  const { settings } = useSession();
  const { busy } = useWork();
  const [written, setWritten] = useState<Written | null>(null);

  const backup = async (): Promise<void> => {
    const chosen = await desktop.pickSave(`${settings.unit[4] || '本村'}_档案备份_${today()}.zip`);
    if (chosen.ok && chosen.value === null) return;
    setWritten(null);
    const token = chosen.ok ? (chosen.value ?? '') : '';
    const done = chosen.ok ? await oneAtATime('backup', () => copyApi().backup(token)) : chosen;
    if (done.ok) setWritten({ ...done.value, token });
    else notify({ kind: 'error', text: sayError(done.error) });
  };

  return (
    <>
      <Button look="primary" icon="export" busy={busy === 'backup'} onClick={() => void backup()}>
        立即备份
      </Button>
      {written && (
        <div className="safety-result">
          <Notice
            kind="good"
            action={
              <Button look="quiet" icon="folder" onClick={() => void desktop.showInFolder(written.token)}>
                在文件夹中显示
              </Button>
            }
          >
            已备份到 {written.path}（{bytesText(written.bytes)}），写完后已重新读出，内容一致。
          </Notice>
        </div>
      )}
    </>
  );
}
