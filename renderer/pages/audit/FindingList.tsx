/** The findings in sentences, each with the way to the field. */
import { useState, type ReactElement } from 'react';
import { findingPath } from '../../forms/findings';
import { useSession } from '../../store/session';
import { number, words } from '../../strings';
import { Button } from '../../ui/Button';
import { go } from '../../ui/route';
import { SeverityTag } from '../../ui/Severity';
import { useAsync } from '../../ui/useAsync';
import type { AuditSummary, FindingText } from '../../workers/api';
import { auditApi } from '../../workers/client';
import type { AuditChoice } from './AuditSide';

const PAGE = 100;

function read(choice: AuditChoice, count: number): Promise<readonly FindingText[]> {
  return choice.by === 'rule' ? auditApi().byRule(choice.key, 0, count) : auditApi().byHousehold(choice.key);
}

export function FindingList({
  choice,
  summary,
}: {
  readonly choice: AuditChoice;
  readonly summary: AuditSummary;
}): ReactElement {
  const { version } = useSession();
  const [shown, setShown] = useState(PAGE);
  const findings = useAsync(() => read(choice, shown), `${version} ${choice.by} ${choice.key} ${shown}`);
  const rule = choice.by === 'rule' ? summary.byRule.find((each) => each.code === choice.key) : undefined;
  const total = rule?.count ?? findings?.length ?? 0;
  const head = findings?.[0];
  const title = rule?.title ?? (head ? `${head.head_name || words.blank} ${head.household}` : '');
  return (
    <section className="finding-list" aria-label={title}>
      <h2>
        {title} <span className="count">{number(total)}</span>
      </h2>
      <ul>
        {findings?.map((finding, index) => (
          <li key={index} className="finding">
            <div className="finding-text">
              {choice.by === 'rule' ? (
                <p className="finding-who">
                  {finding.head_name || words.blank}
                  <span className="note"> {finding.household}</span>
                  {finding.member_name !== null &&
                    finding.member_name !== finding.head_name &&
                    ` · ${finding.member_name}`}
                </p>
              ) : (
                <p className="finding-who">
                  <SeverityTag severity={finding.severity} />
                  {finding.member_name !== null && !finding.text.includes(finding.member_name) && (
                    <b> {finding.member_name}</b>
                  )}
                </p>
              )}
              <p className="selectable">{finding.text}</p>
            </div>
            {finding.id !== '' && (
              <Button look="quiet" onClick={() => open(finding)}>
                {words.fix}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {findings && findings.length < total && (
        <Button look="quiet" onClick={() => setShown(shown + PAGE)}>
          再显示 {number(Math.min(PAGE, total - findings.length))} 条
        </Button>
      )}
    </section>
  );
}

/** Opens the household with the cursor in the field that is wrong. */
function open(finding: FindingText): void {
  const path = findingPath(finding);
  go(path === null ? { page: 'household', id: finding.id } : { page: 'household', id: finding.id, path });
}
