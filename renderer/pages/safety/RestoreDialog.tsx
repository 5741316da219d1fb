/** What a restore would change, before it happens; nothing is written until the button that says so is pressed. */
import type { ReactElement } from 'react';
import { bytesText, countText, number, words } from '../../strings';
import type { RestorePreview, RestoreSample } from '../../workers/api';
import { Button } from '../../ui/Button';
import { RestoreLooking, RestoreQuestion, RestoreRefused } from '../../keeping/RestoreDialogs';
import { Notice } from '../../ui/Notice';
import { workText } from './words';
import type { RestoreState } from './useRestore';

interface RestoreDialogProps {
  readonly state: RestoreState;
  readonly onRun: () => void;
  readonly onClose: () => void;
}

export function RestoreDialog({ state, onRun, onClose }: RestoreDialogProps): ReactElement {
  if (state.at === 'reading') return <RestoreLooking text={workText.preview} onCancel={onClose} />;
  if (state.at === 'refused') return <RestoreRefused error={state.error} onClose={onClose} />;
  const { preview } = state;
  return (
    <RestoreQuestion
      made={preview.made}
      wide
      working={state.at === 'restoring' ? workText.restore : null}
      onClose={onClose}
      actions={
        <>
          <Button look="primary" writes disabled={changes(preview) === 0} onClick={onRun}>
            {actionText(preview)}
          </Button>
          <Button autoFocus onClick={onClose}>
            {words.cancel}
          </Button>
        </>
      }
    >
      <Preview preview={preview} />
    </RestoreQuestion>
  );
}

/** Households that would not stay as they are; taking over another archive always changes something. */
function changes({ counts, undoable }: RestorePreview): number {
  return undoable ? counts.added + counts.changed + counts.removed : Infinity;
}

function actionText(preview: RestorePreview): string {
  if (!preview.undoable) return `换成这份备份：${number(preview.households)} 户`;
  if (changes(preview) === 0) return '不用恢复';
  return `恢复：${partsText(preview.counts)}`;
}

function partsText({ added, changed, removed }: RestorePreview['counts']): string {
  const parts = [
    added > 0 && `新增 ${number(added)} 户`,
    changed > 0 && `修改 ${number(changed)} 户`,
    removed > 0 && `减少 ${number(removed)} 户`,
  ];
  return parts.filter(Boolean).join('，');
}

function Preview({ preview }: { readonly preview: RestorePreview }): ReactElement {
  const { counts, samples, undoable } = preview;
  return (
    <>
      <p className="restore-from">
        {preview.unit || '未填写村名'} · {countText(preview.households, preview.members)} · {bytesText(preview.bytes)}
        {preview.attachments > 0 && ` · 附件 ${number(preview.attachments)} 个`}
      </p>
      {changes(preview) === 0 ? (
        <Notice kind="good">备份里的内容与现在的档案完全一样，不用恢复。</Notice>
      ) : (
        <dl className="restore-counts">
          <Count word="新增" households={counts.added} hint="备份里有，现在没有" />
          <Count word="修改" households={counts.changed} hint="会变成备份里的内容" />
          <Count word="减少" households={counts.removed} hint="备份里没有，会去掉" />
          <Count word="不变" households={counts.same} hint="" />
        </dl>
      )}
      {samples.length > 0 && <Samples samples={samples} total={counts.added + counts.changed + counts.removed} />}
      {changes(preview) > 0 && (
        <Notice kind={undoable ? 'info' : 'warn'}>
          {!undoable &&
            counts.removed + counts.changed + counts.same > 0 &&
            '这不是本档案的备份，恢复后现在的内容会整个换掉。'}
          恢复之前会先把现在的内容另存一份，可以再恢复回来。
        </Notice>
      )}
    </>
  );
}

function Count({
  word,
  households,
  hint,
}: {
  readonly word: string;
  readonly households: number;
  readonly hint: string;
}): ReactElement {
  return (
    <div className={households === 0 ? 'restore-none' : undefined}>
      <dt>{word}</dt>
      <dd>
        <b>{number(households)}</b> 户
      </dd>
      <dd className="note">{hint}</dd>
    </div>
  );
}

const SAMPLE_WORDS: Readonly<Record<RestoreSample['what'], string>> = {
  added: '新增',
  changed: '修改',
  removed: '减少',
};

function Samples({
  samples,
  total,
}: {
  readonly samples: readonly RestoreSample[];
  readonly total: number;
}): ReactElement {
  return (
    <div className="restore-samples" tabIndex={0} role="group" aria-label="会变化的住户">
      <table className="list">
        <thead>
          <tr>
            {['户编号', '户主', '变化', '涉及内容'].map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {samples.map((sample, index) => (
            <tr key={index}>
              <td>{sample.household_no || '无编号'}</td>
              <td>{sample.head_name || words.notFilled}</td>
              <td>{SAMPLE_WORDS[sample.what]}</td>
              <td>{sample.fields.join('、')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > samples.length && <p className="note">只列出其中 {number(samples.length)} 户</p>}
    </div>
  );
}
