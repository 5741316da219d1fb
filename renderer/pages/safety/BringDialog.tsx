/** What bringing in 多出的记录 would do, before it happens: what comes, and what both sides changed. */
import { useState, type ReactElement } from 'react';
import { pathText } from '../../forms/pathText';
import { valueText } from '../../forms/valueText';
import { number, words } from '../../strings';
import type { AsideCourse, BringRow } from '../../workers/api';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { Progress } from '../../ui/Progress';
import { workText } from './words';

interface BringDialogProps {
  readonly course: AsideCourse;
  readonly bringing: boolean;
  readonly onBring: (preferred: 'ours' | 'theirs') => void;
  readonly onClose: () => void;
}

export function BringDialog({ course, bringing, onBring, onClose }: BringDialogProps): ReactElement {
  const [preferred, setPreferred] = useState<'ours' | 'theirs'>('ours');
  const { added, changed, removed, attachments, clashes } = course.counts;
  const plain = added + changed + removed + attachments;
  const nothing = plain === 0 && (clashes === 0 || preferred === 'ours');
  return (
    <Dialog
      title="带入多出的记录"
      wide
      onClose={() => {
        if (!bringing) onClose();
      }}
      actions={
        bringing ? (
          <Progress text={workText.bring} />
        ) : (
          <>
            <Button look="primary" writes disabled={nothing} onClick={() => onBring(preferred)}>
              {nothing ? '没有可带入的' : actionText(course, preferred)}
            </Button>
            <Button autoFocus onClick={onClose}>
              {words.cancel}
            </Button>
          </>
        )
      }
    >
      <Rows rows={course.rows} total={added + removed + clashes + changed} />
      {clashes > 0 && (
        <fieldset className="bring-choice" disabled={bringing}>
          <legend>两边都改过的 {number(clashes)} 处</legend>
          <Side on={preferred === 'ours'} text="以这里为准，不动" onPick={() => setPreferred('ours')} />
          <Side on={preferred === 'theirs'} text="以多出的记录为准" onPick={() => setPreferred('theirs')} />
        </fieldset>
      )}
      <Notice kind="info">
        这里后来改过的内容不会被盖掉。带入之前会先把现在的内容另存一份；带入后算一步，可以撤销。设置、导入时学会的写法和原表不带入。
      </Notice>
    </Dialog>
  );
}

function Side({
  on,
  text,
  onPick,
}: {
  readonly on: boolean;
  readonly text: string;
  readonly onPick: () => void;
}): ReactElement {
  return (
    <label>
      <input type="radio" className="check" name="preferred" checked={on} onChange={onPick} />
      {text}
    </label>
  );
}

function actionText({ counts }: AsideCourse, preferred: 'ours' | 'theirs'): string {
  const parts = [
    counts.added > 0 && `新增 ${number(counts.added)} 户`,
    counts.changed > 0 && `修改 ${number(counts.changed)} 户`,
    counts.removed > 0 && `减少 ${number(counts.removed)} 户`,
    counts.attachments > 0 && `附件 ${number(counts.attachments)} 个`,
    preferred === 'theirs' && counts.clashes > 0 && `改成那边的 ${number(counts.clashes)} 处`,
  ];
  return `带入：${parts.filter(Boolean).join('，')}`;
}

const WHAT: Readonly<Record<BringRow['what'], string>> = {
  added: '新增一户',
  removed: '那边删除了，这里没有改过：会删除',
  changed: '',
  edited: '两边都改过',
  removed_here: '这里已删除，那边改过',
  removed_there: '那边删除了，这里改过',
  number_taken: '那边新建，这里已有同一户编号',
};

function Rows({ rows, total }: { readonly rows: readonly BringRow[]; readonly total: number }): ReactElement {
  return (
    <div className="restore-samples" tabIndex={0} role="group" aria-label="会变化的内容">
      <table className="list">
        <thead>
          <tr>
            {['户编号', '户主', '内容', '这里', '多出的记录'].map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <td>{row.household_no || '无编号'}</td>
              <td>{row.head_name || words.notFilled}</td>
              {row.path === null ? (
                <td colSpan={3}>{WHAT[row.what]}</td>
              ) : (
                <>
                  <td>
                    {pathText(row.path)}
                    {row.what === 'edited' && <span className="severity-W"> {WHAT.edited}</span>}
                  </td>
                  <td>{valueText(row.here)}</td>
                  <td>{valueText(row.there)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {total > rows.length && <p className="note">只列出前 {number(rows.length)} 行</p>}
    </div>
  );
}
