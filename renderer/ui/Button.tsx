/** The one button: a word, sometimes an icon before it. At least 32 px high. */
import type { ButtonHTMLAttributes, ReactElement, Ref } from 'react';
import { Icon, type IconName } from './Icon';
import { useLocked } from './writing';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** primary = what the page is for, once a page; quiet = no frame, inside lists and lines. */
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly icon?: IconName;
  /** It changes the archive: out of reach where the archive can only be looked at. */
  readonly writes?: boolean;
  /** It has to wait for something in work. It keeps the focus, which a disabled button would lose. */
  readonly busy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  look = 'plain',
  icon,
  writes = false,
  busy = false,
  children,
  className,
  disabled,
  title,
  onClick,
  ...rest
}: ButtonProps): ReactElement {
  const locked = useLocked();
  const barred = writes && locked !== null;
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || barred}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
      title={barred ? locked : title}
      className={`button button-${look}${className ? ` ${className}` : ''}`}
    >
      {icon && <Icon name={icon} size={1} />}
      {children}
    </button>
  );
}
