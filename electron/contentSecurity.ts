/** The content security policies (promises.md B 7): one for the page, one for its workers. */

function policy(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}

/**
 * Policy of index.html. Styles that antd makes while running carry the nonce of this load. Nothing may be fetched: data
 * reaches the page through window.desktop and workers only.
 */
export function pagePolicy(nonce: string): string {
  return policy({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': "'none'",
    'worker-src': "'self'",
    'frame-src': "'none'",
    'object-src': "'none'",
    'form-action': "'none'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  });
}

/** Policy of a worker, sent with every script (for a page's own scripts it has no meaning). */
export const WORKER_POLICY = policy({
  'default-src': "'none'",
  'script-src': "'self'",
  'connect-src': "'none'",
  'worker-src': "'self'",
});
