/** A failure that nobody expected is still said: a step must not end in silence. Its text stays on the console. */
import { notify } from './notify';
import { sayError } from './sayError';

/** Call once. */
export function sayUnhandled(): void {
  window.addEventListener('unhandledrejection', () => {
    notify({ kind: 'error', text: sayError({ code: 'internal', params: {} }) });
  });
}
