/** The left list: rules, or households, worst first. */
import { useState, type ReactElement } from 'react';
import { useSession } from '../../store/session';
import { number, words } from '../../strings';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { SEVERITY_WORDS, worst } from '../../ui/Severity';
import { useAsync } from '../../ui/useAsync';
import type { AuditSummary } from '../../workers/api';
import { auditApi } from '../../workers/client';

/** A rule by its code, or a household by its record id. */
export interface AuditChoice {
  readonly by: 'rule' | 'household';
  readonly key: string;
}

const PAGE = 200;
const ICONS = { E: 'error', W: 'warn', I: 'info' } as const;

export function AuditSide({
  summary,
  chosen,
  onChoose,
}: {
  readonly summary: AuditSummary;
  readonly chosen: AuditChoice;
  readonly onChoose: (choice: AuditChoice) => void;
}): ReactElement {
  const { by } = chosen;
  const [shown, setShown] = useState(PAGE);
  const { version } = useSession();
  const households = useAsync(() => auditApi().households(0, shown), `${version} ${shown}`, by === 'household');
  const switchTo = async (next: AuditChoice['by']): Promise<void> => {
    if (next === 'rule') onChoose({ by: next, key: summary.byRule[0]?.code ?? '' });
    else onChoose({ by: next, key: (await auditApi().households(0, 1))[0]?.id ?? '' });
  };
  return (
    <nav className="audit-side" aria-label="问题清单">
      <div className="tabs audit-tabs" role="tablist" aria-label="排列方式">
        {(['rule', 'household'] as const).map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            className="tab"
            aria-selected={each === by}
            onClick={() => void switchTo(each)}
          >
            {each === 'rule' ? '按问题' : '按住户'}
          </button>
        ))}
      </div>
      <ul className="audit-items">
        {by === 'rule' &&
          summary.byRule.map((rule) => (
            <li key={rule.code}>
              <button
                type="button"
                className="audit-item"
                aria-current={rule.code === chosen.key}
                onClick={() => onChoose({ by, key: rule.code })}
              >
                <span className={`severity-${rule.severity}`}>
                  <Icon name={ICONS[rule.severity]} size={1} />
                  <span className="sr-only">{SEVERITY_WORDS[rule.severity]}</span>
                </span>
                <span className="audit-title">{rule.title}</span>
                <b>{number(rule.count)}</b>
              </button>
            </li>
          ))}
        {by === 'household' &&
          households?.map(({ id, household_no, head_name, counts }) => {
            const severity = worst(counts) ?? 'I';
            return (
              <li key={id}>
                <button
                  type="button"
                  className="audit-item"
                  aria-current={id === chosen.key}
                  onClick={() => onChoose({ by, key: id })}
                >
                  <span className={`severity-${severity}`}>
                    <Icon name={ICONS[severity]} size={1} />
                    <span className="sr-only">{SEVERITY_WORDS[severity]}</span>
                  </span>
                  <span className="audit-title">
                    {head_name || words.blank} <span className="note">{household_no}</span>
                  </span>
                  <b>{number(counts.E + counts.W + counts.I)}</b>
                </button>
              </li>
            );
          })}
        {by === 'household' && households && households.length === shown && (
          <li>
            <Button look="quiet" onClick={() => setShown(shown + PAGE)}>
              再显示 {PAGE} 户
            </Button>
          </li>
        )}
      </ul>
    </nav>
  );
}
