/** The right panel: what is wrong with this household, and what happened to it. */
import { useState, type ReactElement } from 'react';
import type { HouseholdRecord } from '#shared/derive/record';
import type { Severity } from '#shared/audit/finding';
import { findingPath, type SaidFinding } from '../../forms/findings';
import { number } from '../../strings';
import { SeverityTag } from '../../ui/Severity';
import { History } from './History';

const TABS = ['problems', 'history'] as const;
const ORDER: readonly Severity[] = ['E', 'W', 'I'];

export function SidePanel({
  record,
  findings,
  share,
  onShow,
}: {
  readonly record: HouseholdRecord;
  readonly findings: readonly SaidFinding[];
  /** Percent of the asked fields that are filled. */
  readonly share: number;
  readonly onShow: (finding: SaidFinding) => void;
}): ReactElement {
  const [tab, setTab] = useState<(typeof TABS)[number]>('problems');
  return (
    <aside className="side" aria-label="问题和历史">
      <div className="tabs side-tabs" role="tablist" aria-label="右栏">
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            className="tab"
            aria-selected={name === tab}
            onClick={() => setTab(name)}
          >
            {name === 'problems' ? `问题 ${number(findings.length)}` : '历史'}
          </button>
        ))}
      </div>
      <div className="side-body" role="tabpanel" tabIndex={0} aria-label={tab === 'problems' ? '问题' : '历史'}>
        {tab === 'problems' ? (
          <Problems findings={findings} share={share} onShow={onShow} />
        ) : (
          <History record={record} />
        )}
      </div>
    </aside>
  );
}

function Problems({
  findings,
  share,
  onShow,
}: {
  readonly findings: readonly SaidFinding[];
  /** Percent of the asked fields that are filled. */
  readonly share: number;
  readonly onShow: (finding: SaidFinding) => void;
}): ReactElement {
  if (findings.length === 0) {
    return (
      <p className="side-empty note">
        {share < 100 ? `没有发现填错的地方；应填的项目已填 ${share}%。` : '应填的都已填，没有发现问题。'}
      </p>
    );
  }
  return (
    <>
      {ORDER.map((severity) => {
        const list = findings.filter((finding) => finding.severity === severity);
        if (list.length === 0) return null;
        return (
          <section key={severity}>
            <h3 className="side-head">
              <SeverityTag severity={severity} count={list.length} />
            </h3>
            <ul>
              {list.map((finding, index) => (
                <li key={index}>
                  <button
                    type="button"
                    className="problem"
                    disabled={findingPath(finding) === null}
                    onClick={() => onShow(finding)}
                  >
                    {finding.member_name !== null && !finding.text.includes(finding.member_name) && (
                      <b>{finding.member_name} </b>
                    )}
                    {finding.text}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
