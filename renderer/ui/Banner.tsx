/** One line under the top bar for as long as something is true: what is the case, and what to do. */
import type { ReactElement, ReactNode } from 'react';
import { words } from '../strings';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';

interface BannerProps {
  readonly kind: 'error' | 'warn' | 'info';
  readonly icon?: IconName;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Given where the clerk may put it away. */
  readonly onClose?: () => void;
}

export function Banner({ kind, icon = kind, children, action, onClose }: BannerProps): ReactElement {
  return (
    <div className={`banner notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={icon} />
      <span className="banner-text selectable">{children}</span>
      {action}
      {onClose && <Button look="quiet" icon="close" aria-label={words.close} onClick={onClose} />}
    </div>
  );
}
