/** Puts the cursor into the field at a path, wherever it is drawn: a form line or a cell of a sheet. */
import { sectionOfPath } from '../../forms/findings';

export function focusPath(box: HTMLElement | null, path: string): void {
  const quoted = CSS.escape(path);
  const target =
    box?.querySelector<HTMLElement>(`.form [data-path="${quoted}"]`) ??
    box?.querySelector<HTMLElement>(`[data-cell="${quoted}"]`);
  if (target) {
    target.scrollIntoView({ block: 'center', inline: 'nearest' });
    target.focus({ preventScroll: true });
    if (target instanceof HTMLInputElement) target.select();
    return;
  }
  // The field is not asked of this household: at least its section comes into sight.
  const section = sectionOfPath(path);
  if (section) box?.querySelector(`#section-${section}`)?.scrollIntoView({ block: 'start' });
}
