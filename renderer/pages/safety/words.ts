import type { CopyReason } from '#shared/ipc/desktop';
import type { StoredKind } from '#shared/ipc/stored';
import type { AppError } from '#shared/result';
import type { WorkKind } from '../../keeping/work';

export const reasonText: Readonly<Record<CopyReason, string>> = {
  start: '打开后',
  count: '满 200 步',
  daily: '每天一份',
  import: '导入后',
  manual: '手动',
  before: '恢复前',
  adopted: '第一份',
  restored: '恢复后',
};

export const workText: Readonly<Record<WorkKind, string>> = {
  copy: '正在做副本并核对',
  rehearsal: '正在演练恢复',
  backup: '正在备份并核对',
  preview: '正在查看备份里的内容',
  restore: '正在恢复',
  check: '正在逐个核对',
  bring: '正在带入多出的记录',
};

export const kindText: Readonly<Record<StoredKind, string>> = {
  segment: '保存记录的大段内容',
  copy: '副本',
  attachment: '附件',
};

/** A copy of our own that is not there any more is no file that somebody chose wrongly. */
export function copyError(error: AppError): AppError {
  return error.code === 'file_not_found' ? { ...error, code: 'copy_gone' } : error;
}
