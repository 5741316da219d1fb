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
            <FindingWords finding={finding} by={choice.by} />
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

function FindingWords({
  finding,
  by,
}: {
  readonly finding: FindingText;
  readonly by: AuditChoice['by'];
}): ReactElement {
  const { member_name: member, text } = finding;
  const named = member !== null && member !== finding.head_name && !text.includes(member);
  return (
    <>
      {by === 'rule' ? (
        <p className="finding-who">
          {finding.id === '' ? '全村' : finding.head_name || words.blank}{' '}
          <span className="note">{finding.household}</span>
        </p>
      ) : (
        <p className="finding-severity">
          <SeverityTag severity={finding.severity} />
        </p>
      )}
      <p className="finding-text selectable">
        {named && <b>{member} </b>}
        {text}
      </p>
    </>
  );
}

/** Opens the household with the cursor in the field that is wrong. */
function open(finding: FindingText): void {
  const path = findingPath(finding);
  go(path === null ? { page: 'household', id: finding.id } : { page: 'household', id: finding.id, path });
}
