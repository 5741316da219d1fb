/** Problems of the sheets: where, and one sentence that says what to do. They are fetched as far as they are looked at. */
import { useState, type ReactElement } from 'react';
import type { ProblemSummary, ProblemText } from '../../workers/api';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { useAsync } from '../../ui/useAsync';
import { importApi } from '../../workers/client';
import { together, wordOf } from './problemWords';

const PAGE = 100;

interface Asked {
  readonly of: 'read' | 'plan';
  readonly summary: ProblemSummary;
  /** Names the state of reading or planning. */
  readonly version: string;
  /** In a side panel: sentences only, and only those of this sheet. */
  readonly sheet?: number;
}

/** Problems of the import in work. */
export function ProblemList({ of, summary, version, sheet }: Asked): ReactElement | null {
  const [shown, setShown] = useState(PAGE);
  const list = useAsync(
    () => importApi().problems(of, 0, shown, sheet),
    `${of} ${version} ${shown} ${sheet}`,
    summary.total > 0,
  );
  if (summary.total === 0 || !list || list.length === 0) return null;
  const more = (): void => setShown(shown + PAGE);
  return sheet !== undefined ? (
    <NarrowProblems list={list} total={list.length + (list.length === shown ? 1 : 0)} onMore={more} />
  ) : (
    <PlainProblems list={list} total={summary.total} onMore={more} />
  );
}

interface Listed {
  readonly list: readonly ProblemText[];
  readonly total: number;
  readonly onMore: () => void;
}

function NarrowProblems({ list, total, onMore }: Listed): ReactElement {
  return (
    <Section total={total} shown={list.length} onMore={onMore}>
      <ul className="problem-lines">
        {together(list).map(({ problem, cells }, index) => (
          <li key={index} className="selectable">
            <b className={`severity-${wordOf(problem).severity}`}>{wordOf(problem).word}</b> {problem.text}
            <span className="note"> {[problem.sheet, cells].filter(Boolean).join(' ')}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function PlainProblems({ list, total, onMore }: Listed): ReactElement {
  const files = new Set(list.map(({ file }) => file)).size > 1;
  return (
    <Section total={total} shown={list.length} onMore={onMore}>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">处理</th>
            {files && <th scope="col">文件</th>}
            <th scope="col">工作表</th>
            <th scope="col">单元格</th>
            <th scope="col">说明</th>
          </tr>
        </thead>
        <tbody>
          {together(list).map(({ problem, cells }, index) => (
            <tr key={index}>
              <td className={`severity-${wordOf(problem).severity} problem-word`}>{wordOf(problem).word}</td>
              {files && (
                <td className="problem-sheet" title={problem.file}>
                  {problem.file.slice(problem.file.lastIndexOf('/') + 1)}
                </td>
              )}
              <td className="problem-sheet" title={problem.file}>
                {problem.sheet || problem.file}
              </td>
              <td className="problem-cells">{cells}</td>
              <td className="selectable">{problem.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Section({
  total,
  shown,
  onMore,
  children,
}: {
  readonly total: number;
  readonly shown: number;
  readonly onMore: () => void;
  readonly children: ReactElement;
}): ReactElement {
  return (
    <section className="import-problems">
      <h2>
        表里的问题 <span className="count">{number(total)}</span>
      </h2>
      {children}
      {shown < total && (
        <Button look="quiet" onClick={onMore}>
          再显示 {number(Math.min(PAGE, total - shown))} 条
        </Button>
      )}
    </section>
  );
}
