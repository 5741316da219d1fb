/** The right panel: what a rule rests on, and how to put the matter right. */
import type { ReactElement } from 'react';
import type { Severity } from '#shared/audit/finding';
import { SeverityTag } from '../../ui/Severity';
import type { AuditSummary } from '../../workers/api';
import type { AuditChoice } from './AuditSide';

const HOW: Readonly<Record<Severity, string>> = {
  E: '与户口簿、证件或原始表核对后改正；改完这一条会自动消失。',
  W: '先核对；情况属实的可以保留，留好说明和佐证材料。',
  I: '供参考，有空再核对。',
};

export function Basis({
  choice,
  summary,
}: {
  readonly choice: AuditChoice;
  readonly summary: AuditSummary;
}): ReactElement | null {
  const rule = summary.byRule.find((each) => each.code === choice.key);
  if (!rule) {
    return (
      <aside className="basis" aria-label="怎么改">
        <h2>怎么改</h2>
        <p>从“必须改”开始，一户改完再看下一户。点“去改”直接到要改的那一格。</p>
      </aside>
    );
  }
  return (
    <aside className="basis" aria-label="依据和怎么改">
      <SeverityTag severity={rule.severity} />
      <h2>依据</h2>
      <p className="selectable">{rule.basis || '采集表填写要求'}</p>
      {rule.rule !== null && <p className="note">规则 {rule.rule}</p>}
      <h2>怎么改</h2>
      <p>{HOW[rule.severity]}</p>
    </aside>
  );
}
