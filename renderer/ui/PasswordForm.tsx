/** Asks for the password of a file: it is sent once, never kept, and what was typed stays marked after a wrong one. */
import { useEffect, useRef, type FormEvent, type ReactElement } from 'react';
import { Button } from './Button';

export function PasswordForm({
  name,
  text = '',
  wrong,
  busy = false,
  autoFocus = false,
  onPassword,
}: {
  /** Of the file. */
  readonly name: string;
  /** Why it is asked for. */
  readonly text?: string;
  /** The last one was not right. */
  readonly wrong: boolean;
  /** One is being tried. */
  readonly busy?: boolean;
  readonly autoFocus?: boolean;
  readonly onPassword: (password: string) => void;
}): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (wrong && !busy) input.current?.select();
  }, [wrong, busy]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const password = input.current?.value ?? '';
    if (password !== '' && !busy) onPassword(password);
  };
  return (
    <form className="password-form" onSubmit={submit}>
      {text !== '' && <p>{text}</p>}
      <input
        ref={input}
        type="password"
        autoFocus={autoFocus}
        className="text-input"
        placeholder="打开密码"
        aria-label={`${name} 的打开密码`}
        aria-invalid={wrong}
        autoComplete="off"
      />
      <Button type="submit" busy={busy}>
        打开
      </Button>
      {wrong && !busy && (
        <span role="alert" className="note severity-E">
          密码不对，请再试一次
        </span>
      )}
    </form>
  );
}
