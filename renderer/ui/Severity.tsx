/** Severity is always said three times: icon, word and colour. */
import type { ReactElement } from 'react';
import type { Severity } from '#shared/audit/finding';
import { Icon, type IconName } from './Icon';

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { E: '必须改', W: '需说明', I: '提示' };
const ICONS: Readonly<Record<Severity, IconName>> = { E: 'error', W: 'warn', I: 'info' };

export function SeverityTag({
  severity,
  count,
}: {
  readonly severity: Severity;
  readonly count?: number;
}): ReactElement {
  return (
    <span className={`severity severity-${severity}`}>
      <Icon name={ICONS[severity]} size={0.875} />
      {SEVERITY_WORDS[severity]}
      {count !== undefined && <b>{count.toLocaleString('zh-CN')}</b>}
    </span>
  );
}

/** The worst of the counted severities, or null when nothing is open. */
export function worst(counts: Readonly<Record<Severity, number>>): Severity | null {
  return counts.E > 0 ? 'E' : counts.W > 0 ? 'W' : counts.I > 0 ? 'I' : null;
}
