/** A sentence across the page: what happened, where, what to do. */
import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

export type NoticeKind = 'error' | 'warn' | 'info' | 'good';

export function Notice({
  kind,
  children,
  action,
}: {
  readonly kind: NoticeKind;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}): ReactElement {
  const icon: IconName = kind;
  return (
    <div className={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={icon} />
      <div className="notice-text selectable">{children}</div>
      {action}
    </div>
  );
}
