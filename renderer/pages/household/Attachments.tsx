/** 附件: photos and scans of the household's papers, kept beside the record. Dropped or chosen, looked at, removed. */
import { useRef, useState, type DragEvent, type ReactElement } from 'react';
import type { AppError } from '#shared/result';
import { desktop, desktopFiles } from '../../bridge/desktop';
import { undoOperation } from '../../forms/undo';
import { removeAttachment } from '../../store/commands/removeAttachment';
import type { Attachment } from '../../store/queries/attachments';
import { useSession } from '../../store/session';
import { bytesText, dayAndMinute, words } from '../../strings';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { notify } from '../../ui/notify';
import { Progress } from '../../ui/Progress';
import { sayError } from '../../ui/sayError';
import { useLocked } from '../../ui/writing';
import { useAttaching } from './useAttaching';

interface AttachmentsProps {
  readonly household: string;
  /** undefined = still reading. */
  readonly attachments: readonly Attachment[] | undefined;
}

export function Attachments({ household, attachments = [] }: AttachmentsProps): ReactElement {
  const { archive } = useSession();
  const { now, add, cancel } = useAttaching(archive, household);
  const locked = useLocked() !== null;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    if (!locked && files && files.length > 0) add([...files]);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      id="attachments"
      className={`block attachments${over ? ' attachments-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(!locked);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={drop}
    >
      <div className="block-head">
        <h3>附件 {attachments.length > 0 && <span className="count">{attachments.length}</span>}</h3>
        <Button look="quiet" icon="plus" writes onClick={() => input.current?.click()}>
          添加文件
        </Button>
        <span className="note">照片、扫描件、合同等，也可以直接拖到这里，一次可以放多个</span>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="选择要添加的附件"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </div>
      {now && (
        <div className="attaching">
          <Progress text={`正在存入 ${now.name}`} {...(now.share === undefined ? {} : { share: now.share })} />
          <Button look="quiet" onClick={cancel}>
            {words.cancel}
          </Button>
        </div>
      )}
      {attachments.length > 0 && <AttachmentList attachments={attachments} />}
    </div>
  );
}

function AttachmentList({ attachments }: { readonly attachments: readonly Attachment[] }): ReactElement {
  const { archive } = useSession();
  /** Why one could not be shown; the sentence stays with its line. */
  const [trouble, setTrouble] = useState<Readonly<Record<string, string>>>({});
  const note = ({ id, name }: Attachment, error: AppError | null): void => {
    const code = error?.code === 'file_not_found' ? 'attachment_gone' : error?.code;
    const said = error && code ? sayError({ code, params: { ...error.params, name } }) : '';
    setTrouble((before) => ({ ...before, [id]: said }));
  };
  const view = async (attachment: Attachment): Promise<void> => {
    const shown = await desktop.viewAttachment(attachment.sha256, attachment.name);
    note(attachment, shown.ok ? null : shown.error);
  };
  const save = async (attachment: Attachment): Promise<void> => {
    const kept = await desktop.storedToken('attachment', attachment.sha256);
    if (!kept.ok) return note(attachment, kept.error);
    const target = await desktop.pickSave(attachment.name);
    if (!target.ok) return notify({ kind: 'error', text: sayError(target.error) });
    if (target.value === null) return;
    const saved = await desktopFiles.copy(kept.value, target.value);
    if (saved.ok) notify({ kind: 'good', text: `已另存为 ${saved.value.path}` });
    else notify({ kind: 'error', text: sayError(saved.error) });
  };
  const remove = async (attachment: Attachment): Promise<void> => {
    const done = await removeAttachment(archive, attachment);
    if (!done.ok) return notify({ kind: 'error', text: sayError(done.error) });
    const operation = done.value;
    notify({
      kind: 'good',
      text: `已移除附件 ${attachment.name}`,
      ...(operation ? { action: { label: words.undo, run: () => void undoOperation(archive, operation) } } : {}),
    });
  };
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">文件名</th>
          <th scope="col" className="attachment-size">
            大小
          </th>
          <th scope="col">添加时间</th>
          <th scope="col">添加人</th>
          <th scope="col">
            <span className="sr-only">查看、另存、移除</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {attachments.map((attachment) => {
          const { id, name, bytes, added, who } = attachment;
          return (
            <tr key={id} onDoubleClick={() => void view(attachment)}>
              <td className="attachment-name selectable" title={name}>
                {name}
                {trouble[id] !== undefined && trouble[id] !== '' && (
                  <span className="attachment-trouble" role="alert">
                    <Icon name="error" size={0.875} />
                    <span>{trouble[id]}</span>
                  </span>
                )}
              </td>
              <td className="attachment-size">{bytesText(bytes)}</td>
              <td className="attachment-when">{dayAndMinute(added)}</td>
              <td>{who || words.notFilled}</td>
              <td className="attachment-keys">
                <Button look="quiet" aria-label={`查看 ${name}`} onClick={() => void view(attachment)}>
                  查看
                </Button>
                <Button look="quiet" aria-label={`另存 ${name}`} onClick={() => void save(attachment)}>
                  另存
                </Button>
                <Button look="quiet" writes aria-label={`移除 ${name}`} onClick={() => void remove(attachment)}>
                  移除
                </Button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
