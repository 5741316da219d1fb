/** Problems of the sheets: where, and one sentence that says what to do. They are fetched as far as they are looked at. */
import { useState, type ReactElement } from 'react';
import type { Problem } from '#shared/import/types';
import type { ProblemSummary } from '../../workers/api';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { useAsync } from '../../ui/useAsync';
import { importApi } from '../../workers/client';

export const LEVELS: Readonly<Record<Problem['level'], { readonly word: string; readonly severity: string }>> = {
  fatal: { word: '不能读', severity: 'E' },
  rejected: { word: '未导入', severity: 'E' },
  unread: { word: '原样保留', severity: 'W' },
  note: { word: '已处理', severity: 'I' },
};
const PAGE = 100;

export function ProblemList({
  of,
  summary,
  version,
  narrow = false,
}: {
  readonly of: 'read' | 'plan';
  readonly summary: ProblemSummary;
  readonly version: string;
  /** In a side panel: sentences only. */
  readonly narrow?: boolean;
}): ReactElement | null {
  const [shown, setShown] = useState(PAGE);
  const list = useAsync(() => importApi().problems(of, 0, shown), `${of} ${version} ${shown}`, summary.total > 0);
  if (summary.total === 0 || !list) return null;
  return (
    <section className="import-problems">
      <h2>
        表里的问题 <span className="count">{number(summary.total)}</span>
      </h2>
      {narrow ? (
        <ul className="problem-lines">
          {list.map((problem, index) => (
            <li key={index} className="selectable">
              <b className={`severity-${LEVELS[problem.level].severity}`}>{LEVELS[problem.level].word}</b>{' '}
              {problem.text}
              <span className="note"> {[problem.sheet, problem.cell].filter(Boolean).join(' ')}</span>
            </li>
          ))}
        </ul>
      ) : (
        <table className="list">
          <thead>
            <tr>
              <th scope="col">处理</th>
              <th scope="col">工作表</th>
              <th scope="col">单元格</th>
              <th scope="col">说明</th>
            </tr>
          </thead>
          <tbody>
            {list.map((problem, index) => (
              <tr key={index}>
                <td className={`severity-${LEVELS[problem.level].severity} problem-word`}>
                  {LEVELS[problem.level].word}
                </td>
                <td className="problem-sheet" title={problem.file}>
                  {problem.sheet || problem.file}
                </td>
                <td>{problem.cell}</td>
                <td className="selectable">{problem.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list.length < summary.total && (
        <Button look="quiet" onClick={() => setShown(shown + PAGE)}>
          再显示 {number(Math.min(PAGE, summary.total - list.length))} 条
        </Button>
      )}
    </section>
  );
}
