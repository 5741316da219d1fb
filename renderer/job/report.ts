import { writeWorkbook } from '#shared/excel/write/writeWorkbook';
import type { FileToken, SavedFile } from '#shared/ipc/desktop';
import type { Result } from '#shared/result';
import { desktopFiles } from '../bridge/desktop';
import type { ProblemText } from '../workers/api';

const LEVELS = { note: '提示', unread: '未能识别', rejected: '未导入', fatal: '无法导入' } as const;

/** Writes the problems of an import as a sheet: where, what, and how grave. */
export function saveReport(token: FileToken, problems: readonly ProblemText[]): Promise<Result<SavedFile>> {
  const bytes = writeWorkbook([
    {
      name: '导入问题',
      title: '导入问题清单',
      columns: [
        { header: '序号', width: 6, kind: 'number' },
        { header: '文件', width: 28, kind: 'text' },
        { header: '工作表', width: 16, kind: 'text' },
        { header: '单元格', width: 10, kind: 'text' },
        { header: '程度', width: 10, kind: 'text' },
        { header: '说明', width: 80, kind: 'text' },
      ],
      rows: problems.map(({ file, sheet, cell, level, text }, i) => [i + 1, file, sheet, cell, LEVELS[level], text]),
    },
  ]);
  return desktopFiles.saveBytes(token, bytes);
}
