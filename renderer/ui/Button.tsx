/** The one button: a word, sometimes an icon before it. At least 32 px high. */
import type { ButtonHTMLAttributes, ReactElement, Ref } from 'react';
import { Icon, type IconName } from './Icon';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** primary = what the page is for, once a page; quiet = no frame, inside lists and lines. */
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly icon?: IconName;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'plain', icon, children, className, ...rest }: ButtonProps): ReactElement {
  return (
    <button type="button" {...rest} className={`button button-${look}${className ? ` ${className}` : ''}`}>
      {icon && <Icon name={icon} size={1} />}
      {children}
    </button>
  );
}
