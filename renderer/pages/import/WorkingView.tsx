/** Something takes time: what is being done, how much is left, and the way out. */
import type { ReactElement } from 'react';
import type { ImportProgress } from '../../workers/api';
import { number, words } from '../../strings';
import { Button } from '../../ui/Button';
import { Progress } from '../../ui/Progress';
import type { Working } from './importState';
import { stopWork } from './importSteps';

export function WorkingView({
  working,
  queued,
}: {
  readonly working: Working;
  /** Files that were dropped meanwhile. */
  readonly queued: number;
}): ReactElement {
  const { text, progress, writing, stopping } = working;
  const share = progress && shareOf(progress);
  return (
    <div className="import-working">
      <div className="working-words">
        <Progress text={stopping ? '正在停下' : phaseText(text, progress)} {...(share === null ? {} : { share })} />
        {progress && <p className="note">{leftText(progress)}</p>}
        {writing && <p className="note">要么全部写进去，要么一户也不写：现在取消，档案就没有变化。</p>}
        {queued > 0 && <p className="note">刚放进来的 {number(queued)} 个文件接着读</p>}
      </div>
      <Button busy={stopping} onClick={() => void stopWork()}>
        {words.cancel}
      </Button>
    </div>
  );
}

function phaseText(text: string, progress: ImportProgress | null): string {
  switch (progress?.phase) {
    case 'reading':
      return `正在读 ${progress.at}`;
    case 'understanding':
      return '正在认表头和栏目';
    case 'examining':
      return '正在查找损坏的单元格';
    case 'matching':
      return '正在把各行归到各户';
    case 'planning':
      return '正在与档案核对';
    case 'writing':
    case undefined:
      return text;
  }
}

/** 0…1; null where nobody knows. */
function shareOf({ phase, done, total, rows, left }: ImportProgress): number | null {
  if (total === 0 || phase === 'understanding' || phase === 'examining') return null;
  if (phase !== 'reading') return done / total;
  if (total > 1) return done / total;
  return rows === undefined || left === undefined || rows + left === 0 ? null : rows / (rows + left);
}

function leftText({ phase, done, total, rows, left: rowsLeft }: ImportProgress): string {
  if (phase === 'reading') {
    const read = rows === undefined || rows === 0 ? '' : `已读 ${number(rows)} 行`;
    const left = total > 1 ? `还剩 ${number(total - done)} 个文件` : '';
    const more = rowsLeft === undefined ? '' : `${total > 1 ? '这个文件' : ''}约还剩 ${number(rowsLeft)} 行`;
    return [read, more, left].filter(Boolean).join('，');
  }
  if (phase === 'matching') return `还剩 ${number(total - done)} 行，共 ${number(total)} 行`;
  if (phase === 'writing' && total > 0 && done === total) return `共 ${number(total)} 户，正在存盘`;
  if (phase === 'planning' || phase === 'writing') return `还剩 ${number(total - done)} 户，共 ${number(total)} 户`;
  return rows === undefined ? '' : `共 ${number(rows)} 行`;
}
