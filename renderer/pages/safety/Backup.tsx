/** 立即备份: one file with everything in it, attachments too, read again and compared before it counts. */
import { useState, type ReactElement } from 'react';
import type { FileToken, SavedFile } from '#shared/ipc/desktop';
import { desktop } from '../../bridge/desktop';
import { oneAtATime, useWork } from '../../keeping/work';
import { nameFiles } from '../../store/queries/lostFiles';
import { useSession } from '../../store/session';
import { bytesText, listed } from '../../strings';
import { copyApi } from '../../workers/client';
import { today } from '../../workers/today';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { notify } from '../../ui/notify';
import { sayError } from '../../ui/sayError';

interface Written extends SavedFile {
  readonly token: FileToken;
  /** Attachments whose files could not go with it, by name. */
  readonly missing: readonly string[];
}

export function Backup(): ReactElement {
  const { archive, settings } = useSession();
  const { busy } = useWork();
  const [written, setWritten] = useState<Written | null>(null);

  const backup = async (): Promise<void> => {
    const chosen = await desktop.pickSave(`${settings.unit[4] || '本村'}_档案备份_${today()}.zip`);
    if (chosen.ok && chosen.value === null) return;
    setWritten(null);
    const token = chosen.ok ? (chosen.value ?? '') : '';
    const done = chosen.ok ? await oneAtATime('backup', () => copyApi().backup(token)) : chosen;
    if (done.ok) setWritten({ ...done.value, token, missing: await nameFiles(archive, done.value.missing) });
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
            kind={written.missing.length === 0 ? 'good' : 'warn'}
            action={
              <Button look="quiet" icon="folder" onClick={() => void desktop.showInFolder(written.token)}>
                在文件夹中显示
              </Button>
            }
          >
            已备份到 {written.path}（{bytesText(written.bytes)}），写完后已重新读出，内容一致。
            {written.missing.length > 0 && `但有附件的文件已损坏或不见了，没能备份进去：${listed(written.missing)}。`}
          </Notice>
        </div>
      )}
    </>
  );
}
