/** 审核: what is wrong in the whole archive, by rule or by household, each finding with the way to mend it. */
import { useState, type ReactElement } from 'react';
import { number, words } from '../../strings';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Progress } from '../../ui/Progress';
import { go } from '../../ui/route';
import { sayError } from '../../ui/sayError';
import { SeverityTag } from '../../ui/Severity';
import { today } from '../../workers/today';
import type { AuditSummary } from '../../workers/api';
import { AsOfInput } from './AsOfInput';
import { Basis } from './Basis';
import { FindingList } from './FindingList';
import { AuditSide, type AuditChoice } from './AuditSide';
import { useAudit } from './useAudit';
import './audit.css';

export function AuditPage({ households }: { readonly households: number }): ReactElement {
  const audit = useAudit(households);
  const [choice, setChoice] = useState<AuditChoice | null>(null);
  const [asOf, setAsOf] = useState(today);
  const { summary } = audit;
  if (households === 0) {
    return (
      <div className="page-scroll">
        <p>档案里还没有住户，没有可以审核的内容。</p>
        <Button onClick={() => go({ page: 'archive' })}>{words.back}</Button>
      </div>
    );
  }
  const first = summary?.byRule[0];
  const chosen: AuditChoice | null = choice ?? (first ? { by: 'rule', key: first.code } : null);
  return (
    <div className="audit">
      <div className="audit-head">
        <div className="audit-sentence">
          {summary ? <Sentence summary={summary} /> : <h1>{audit.running ? '正在审核' : '还没有审核过'}</h1>}
        </div>
        <AsOfInput value={asOf} onChange={setAsOf} />
        {audit.running ? (
          <>
            <Progress text={`正在审核 ${number(households)} 户`} />
            <Button onClick={audit.stop}>{words.cancel}</Button>
          </>
        ) : (
          <Button look="primary" icon="play" onClick={() => void audit.run(asOf)}>
            {summary ? '重新审核' : '开始审核'}
          </Button>
        )}
      </div>
      {audit.error && <Notice kind="error">{sayError(audit.error)}</Notice>}
      {audit.stale && summary && !audit.running && (
        <Notice kind="info">审核以后档案又有改动，这里的数字可能变了，请重新审核。</Notice>
      )}
      {summary && summary.findings === 0 && <p className="audit-none">没有发现问题。</p>}
      {summary && chosen && summary.findings > 0 && (
        <div className="audit-body">
          <AuditSide summary={summary} chosen={chosen} onChoose={setChoice} />
          <FindingList key={`${chosen.by} ${chosen.key} ${summary.ms}`} choice={chosen} summary={summary} />
          <Basis choice={chosen} summary={summary} />
        </div>
      )}
    </div>
  );
}

/** The figure that matters, in one sentence. */
function Sentence({ summary }: { readonly summary: AuditSummary }): ReactElement {
  const { households, complete, bySeverity } = summary;
  const share = households === 0 ? 100 : Math.floor((complete * 100) / households);
  return (
    <>
      <h1>
        {number(households)} 户中 {number(complete)} 户没有必须改的问题
        <span className="count"> {share}%</span>
      </h1>
      <p className="audit-counts">
        <SeverityTag severity="E" count={bySeverity.E} />
        <SeverityTag severity="W" count={bySeverity.W} />
        <SeverityTag severity="I" count={bySeverity.I} />
      </p>
    </>
  );
}
