/** 看原表: the file as it was imported, at the cell of one value. To be looked at only; Escape leads back to the field. */
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { desktop, desktopFiles } from '../bridge/desktop';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Notice, type NoticeKind } from '../ui/Notice';
import { PasswordForm } from '../ui/PasswordForm';
import { Progress } from '../ui/Progress';
import { sayError } from '../ui/sayError';
import { SourceSheets } from './SourceSheets';
import type { SourceCell } from './said';
import { useSourceFile } from './useSourceFile';

interface SourceDialogProps {
  readonly source: SourceCell;
  /** The field it is about, in words. */
  readonly field: string;
  /** Who, when. */
  readonly how: string;
  readonly onClose: () => void;
}

interface Told {
  readonly kind: NoticeKind;
  readonly text: string;
}

export function SourceDialog({ source, field, how, onClose }: SourceDialogProps): ReactElement {
  const { file, unlock } = useSourceFile(source);
  const [told, setTold] = useState<Told | null>(null);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What had the focus may have gone with the state before; Escape must still be heard.
    if (document.activeElement === document.body) body.current?.focus();
  }, [file.at]);
  const gone = file.at === 'failed' && (file.error.code === 'source_gone' || file.error.code === 'source_rotten');
  return (
    <Dialog
      title={`原表　${source.name}`}
      wide
      whole={file.at === 'open'}
      onClose={onClose}
      actions={
        <>
          <span className="source-readonly note">{source.path === source.name ? '' : source.path}</span>
          {!gone && (
            <>
              <Button icon="file" onClick={() => void view(source).then(setTold)}>
                用 WPS 打开文件
              </Button>
              <Button icon="export" onClick={() => void save(source).then(setTold)}>
                另存一份
              </Button>
            </>
          )}
          <Button look={file.at === 'password' ? 'plain' : 'primary'} onClick={onClose}>
            关闭，回到{field.length > 12 ? '原处' : field}
          </Button>
        </>
      }
    >
      <div ref={body} tabIndex={-1} className="source-body">
        {told && <Notice kind={told.kind}>{told.text}</Notice>}
        {file.at === 'reading' && <Progress text={`正在打开 ${source.name}`} />}
        {file.at === 'failed' && <Notice kind="error">{sayError(file.error)}</Notice>}
        {file.at === 'password' && (
          <PasswordForm
            name={source.name}
            text={`“${source.name}”有打开密码，输入后才能看。密码不会被记下。`}
            wrong={file.wrong}
            autoFocus
            onPassword={unlock}
          />
        )}
        {file.at === 'open' && <SourceSheets sheets={file.sheets} source={source} field={field} how={how} />}
      </div>
    </Dialog>
  );
}

/** null = nothing to tell. */
async function view({ sha256, name }: SourceCell): Promise<Told | null> {
  const shown = await desktop.viewAttachment(sha256, name);
  return shown.ok
    ? { kind: 'info', text: '已交给 WPS 等程序打开。打开的是一份拷贝，在里面改了不会影响档案。' }
    : { kind: 'error', text: sayError(shown.error) };
}

async function save({ sha256, name }: SourceCell): Promise<Told | null> {
  const kept = await desktop.storedToken('attachment', sha256);
  if (!kept.ok) return { kind: 'error', text: sayError(kept.error) };
  const target = await desktop.pickSave(name);
  if (!target.ok) return { kind: 'error', text: sayError(target.error) };
  if (target.value === null) return null;
  const saved = await desktopFiles.copy(kept.value, target.value);
  return saved.ok
    ? { kind: 'good', text: `已另存为 ${saved.value.path}` }
    : { kind: 'error', text: sayError(saved.error) };
}
