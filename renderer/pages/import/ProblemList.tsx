/** Problems of the sheets: where, and one sentence that says what to do. */
import { useState, type ReactElement } from 'react';
import type { Problem } from '#shared/import/types';
import type { ProblemText } from '../../workers/api';
import { number } from '../../strings';
import { Button } from '../../ui/Button';

const LEVELS: Readonly<Record<Problem['level'], { readonly word: string; readonly severity: string }>> = {
  fatal: { word: '不能读', severity: 'E' },
  rejected: { word: '未导入', severity: 'E' },
  unread: { word: '原样保留', severity: 'W' },
  note: { word: '已处理', severity: 'I' },
};
const RANK: readonly Problem['level'][] = ['fatal', 'rejected', 'unread', 'note'];
const PAGE = 200;

export function ProblemList({ problems }: { readonly problems: readonly ProblemText[] }): ReactElement | null {
  const [shown, setShown] = useState(PAGE);
  if (problems.length === 0) return null;
  const sorted = problems.toSorted((a, b) => RANK.indexOf(a.level) - RANK.indexOf(b.level));
  return (
    <section className="import-problems">
      <h2>
        表里的问题 <span className="count">{number(problems.length)}</span>
      </h2>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">处理</th>
            <th scope="col">文件</th>
            <th scope="col">工作表</th>
            <th scope="col">单元格</th>
            <th scope="col">说明</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, shown).map((problem, index) => (
            <tr key={index}>
              <td className={`severity-${LEVELS[problem.level].severity}`}>{LEVELS[problem.level].word}</td>
              <td>{problem.file}</td>
              <td>{problem.sheet}</td>
              <td>{problem.cell}</td>
              <td className="selectable">{problem.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown < sorted.length && (
        <Button look="quiet" onClick={() => setShown(shown + PAGE)}>
          再显示 {number(Math.min(PAGE, sorted.length - shown))} 条
        </Button>
      )}
    </section>
  );
}
