/** The window before the archive is open: what is being done, that there is no room for it, or why it stays closed. */
import { useEffect, useState, type ReactElement, type ReactNode } from 'react';
import type { Guard } from '#shared/ipc/desktop';
import type { AppError } from '#shared/result';
import { desktop } from './bridge/desktop';
import { sayProgress, shareOf } from './keeping/story';
import type { OpenProgress } from './store/openDistrustful';
import { bytesText, words } from './strings';
import { EmergencyCopy } from './EmergencyCopy';
import { RestoreUnopened } from './RestoreUnopened';
import { Button } from './ui/Button';
import { Dialog } from './ui/Dialog';
import { Icon } from './ui/Icon';
import { Notice } from './ui/Notice';
import { Progress } from './ui/Progress';
import { sayError } from './ui/sayError';
import { useAsync } from './ui/useAsync';

/** An ordinary start is over before this; a page that only flashes up would worry more than it tells. */
const SHOW_AFTER_MS = 300;

export function OpeningPage({
  progress,
  looking,
}: {
  readonly progress: OpenProgress | null;
  /** The archive can only be looked at in this run. */
  readonly looking: boolean;
}): ReactElement | null {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  // One step of unknown length has no share.
  const counted = progress && progress.total > 1 ? progress : null;
  return (
    <Alone title={words.loading}>
      <p>{sayProgress(progress, looking)}</p>
      <Progress text={counted ? '已完成' : ''} {...(counted ? { share: shareOf(counted) } : {})} />
      {progress && !looking && <p className="note">已保存的内容都在保存记录和副本里，请稍等，不要关机。</p>}
    </Alone>
  );
}

/** Free bytes from which the archive is opened again: the last threshold, and what the guard wants above it. */
const ROOM_NEEDED = 48e6;

/** Opening would let the system empty the database: the archive stays closed until there is room, and then opens by itself. */
export function NoRoomPage({ guard }: { readonly guard: Guard }): ReactElement {
  return (
    <Alone title="磁盘已满，档案暂时没有打开">
      <Notice kind="warn">
        档案所在的磁盘只剩 {bytesText(guard.free)}，至少要有 {bytesText(ROOM_NEEDED)}{' '}
        才能打开。磁盘太满时打开，系统可能会清空数据库，所以先不打开。
      </Notice>
      <p>您的档案没有受影响。请删除不用的文件，或清空回收站；腾出空间后会自动打开，不用做别的。</p>
      <Progress text="正在等待磁盘腾出空间" />
      <div>
        <EmergencyCopy />
      </div>
    </Alone>
  );
}

/** Failures in which not even the record is whole: nothing more can be promised than that nothing was changed. */
const NOTHING_LEFT: ReadonlySet<string> = new Set([
  'store_lost',
  'no_copy',
  'archive_emptied',
  'archive_identity_lost',
]);
/** Of these, what a backup file mends from here. */
const RESTORABLE: ReadonlySet<string> = new Set(['store_lost', 'no_copy', 'archive_emptied']);
/** Failures that are no fault: another program or person has to act first. */
const POLITE: ReadonlySet<string> = new Set(['store_newer', 'archive_newer', 'archive_in_use']);

export function RefusedPage({
  error,
  onBegin,
}: {
  readonly error: AppError;
  /** Opens with nothing, where nothing is left. */
  readonly onBegin: () => void;
}): ReactElement {
  const polite = POLITE.has(error.code);
  const restorable = RESTORABLE.has(error.code);
  return (
    <Alone title={words.archiveFailed}>
      <Notice kind={polite ? 'info' : 'error'}>{sayError(error)}</Notice>
      <p>
        {NOTHING_LEFT.has(error.code) ? '程序没有改动任何文件。' : '档案没有改动，保存记录和副本都在。'}
        {polite || restorable ? '' : '可以再试一次；仍然不行时，请联系技术人员。'}
      </p>
      {restorable && <WhereToLook emptied={error.code === 'archive_emptied'} />}
      <div className="alone-actions">
        {restorable && <RestoreUnopened />}
        <Button onClick={() => void desktop.reload()}>再试一次</Button>
        {error.code === 'archive_emptied' && <BeginAnew onBegin={onBegin} />}
      </div>
    </Alone>
  );
}

/** Where a clerk may still have the archive. */
function WhereToLook({ emptied }: { readonly emptied: boolean }): ReactElement {
  const second = useAsync(() => desktop.secondPlace(), '');
  const folder = second?.ok ? second.value.folder : '';
  return (
    <ul className="alone-list">
      {emptied && <li>先看回收站：把误删的文件夹还原到原处，再点“再试一次”。</li>}
      <li>有备份文件（.zip）的，点“从备份文件恢复”。</li>
      <li>
        有第二份的{folder !== '' && `（${folder}）`}，点“从备份文件恢复”，选其中“户档镜像”文件夹里 snapshots
        下最新的一个。
      </li>
    </ul>
  );
}

/** Asked twice: an archive that may only have been moved elsewhere must not be forgotten by one click. */
function BeginAnew({ onBegin }: { readonly onBegin: () => void }): ReactElement {
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>从空档案开始</Button>
      {asking && (
        <Dialog
          title="从空档案开始？"
          kind="warn"
          onClose={close}
          actions={
            <>
              <Button autoFocus onClick={close}>
                {words.cancel}
              </Button>
              <Button onClick={onBegin}>从空档案开始</Button>
            </>
          }
        >
          <p>以前的内容不会出现。以后找到备份，仍可在“数据安全”里恢复，但会换掉这期间录入的内容。</p>
        </Dialog>
      )}
    </>
  );
}

function Alone({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="alone">
      <div className="alone-name">
        <Icon name="house" size={1.375} />
        {words.app}
      </div>
      <h1>{title}</h1>
      {children}
    </div>
  );
}
